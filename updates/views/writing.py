"""Writing: the form of a working draft, and what its buttons do."""

from contextlib import suppress
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.models import Overtaken
from portal.drafting import kept
from portal.drafting.models.presence import in_words, meet, others_at_work
from portal.ui.permissions import require
from updates import actions
from updates.actions.conflicts import says_the_same
from updates.checking import checked
from updates.file_rows import file_rows
from updates.forms import EditionWords, row_named
from updates.last_time import show_last_time
from updates.models import Edition
from updates.views.attaching import page_of_button
from updates.views.conflicts import LOOKING, conflict_page, place_of
from updates.views.public import preview_context
from updates.views.saving import TOO_LATE, write
from updates.views.shared import managed, readable, version_in
from updates.words import SectionText, edition_text

# Buttons that show what was typed again, with nothing saved.
SHOWING = ("edit", "back", *LOOKING)
SAID = {
    "save": "Saved as a draft. Only your region’s programme managers can see it.",
    "keep": "Saved, and kept in the history.",
    "replace": "Your text is saved. The one that it replaced stays in the history.",
    "take-back": "Your text is saved, and this is a draft again. What was handed in stays in the history.",
    "start": "Your text is saved as a new draft. Only your region’s programme managers can see it.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def update_edit(request, pk):
    update = managed(request, pk)
    draft = update.draft
    if request.method == "POST":
        return _posted(request, update, draft)
    restored = kept.restored(request)
    if draft is None or not draft.is_draft:
        return _too_late(request, update, draft, restored)
    require(request.user, "updates.edit", draft)
    if restored is not None:
        return _edit_page(
            request, update, draft, EditionWords(restored, update=update, user=request.user), restored, is_saved=False
        )
    text = edition_text(draft)
    if request.GET.get("add") == "section":
        text.sections.append(SectionText("", ""))
    if request.GET.get("add") == "contact":
        text.contacts.append({})
    return _edit_page(
        request,
        update,
        draft,
        EditionWords(text=text, update=update, user=request.user),
        {"version": str(draft.version)},
    )


def _too_late(request, update, draft, restored):
    """There is nothing to write in any more; what somebody had typed, if anything was kept, is shown all the same."""
    context = kept.page(request)
    if restored is None and context["kept"]:
        return redirect(kept.restore_address(context["kept"]))
    if restored is None:
        return redirect("update_record", update.pk)
    words = EditionWords(restored, update=update, user=request.user)
    if not words.is_valid():
        return _edit_page(request, update, draft, words, restored, is_saved=False)
    return conflict_page(request, update, draft, words.text(), restored)


def _edit_page(request, update, draft, words, data, is_saved=True):
    """Draw the form. `data` has the version that its text is on top of; without a draft it shows the last edition."""
    draft = draft or update.editions.order_by("pk").last()
    has_last_time = show_last_time(words.sections, update)
    does_over = data.get("do") == "back" or bool(data.get("over"))
    context = {
        "update": update, "draft": draft, "words": words, "findings": checked(draft), "place": place_of(update),
        "version": version_in(data.get("version")), "typed_on": data.get("typed_on", ""), "does_over": does_over,
        "errors": words.errors() if words.edition.is_bound else [], "at": request.GET.get("at", ""),
        "state": "saved" if is_saved else "waits" if does_over else "unsaved",
        "others": in_words(others_at_work(draft, request.user)), "files": file_rows(draft),
        "has_last_time": has_last_time,
    }  # fmt: skip
    return render(request, "updates/desk/edit.html", context | kept.page(request))


def _posted(request, update, draft):
    """Do what the pressed button says with what was typed: show it, save it, or throw it away."""
    data, do = request.POST, request.POST.get("do", "save")
    if do == "discard-mine":
        kept.forget(request)
        return HttpResponseRedirect(_edit_address(update, saved=data.get("typed_on", "")[:60]))
    words = EditionWords(data, update=update, user=request.user)
    may_go_on = draft is not None and draft.is_draft
    if not words.is_valid() or (may_go_on and do in ("edit", "back")):
        return _edit_page(request, update, draft, words, data, is_saved=False)
    text = words.text(do)
    if do in SHOWING:
        return conflict_page(request, update, draft, text, data)
    try:
        meet(write(request, update, draft, text, do), request.user)
    except TOO_LATE:
        draft = update.draft
        if draft is None or not says_the_same(draft, text, request.user):
            return conflict_page(request, update, draft, text, data)
    kept.forget(request)
    if do == "headings":
        _copy_headings(request, update)
    if do in SAID:
        messages.success(request, SAID[do])
    return HttpResponseRedirect(_after(update, do, text, data.get("typed_on", "")[:60]))


def _copy_headings(request, update):
    """Add an empty section for each heading of the region's last update; the text is saved already."""
    draft = update.draft
    if draft is None:  # somebody published or discarded it in this very moment
        return
    with suppress(Overtaken):  # somebody saved in this very moment: the button is there again
        actions.copy_headings(draft, version=draft.version, by=request.user)


def _edit_address(update, fragment="", **query):
    """Return the form's address; `saved` is the version on which text was typed that the browser may now forget."""
    query = urlencode({name: value for name, value in query.items() if value})
    return reverse("update_edit", args=[update.pk]) + (f"?{query}" if query else "") + fragment


def _after(update, do, text, typed_on=None):
    """Where a button of the edit page leads once the draft is saved."""
    if do in ("preview", "publish", "submit"):
        return reverse(f"update_{do}", args=[update.pk])
    if page := page_of_button(update, do):
        return page
    what, _, button = do.partition("-")
    if what == "section" and button == "add":
        return _edit_address(update, f"#id_sections-{len(text.sections)}-heading", add="section")
    if what == "contact" and button == "add":
        return _edit_address(update, f"#id_contacts-{len(text.contacts)}-post", add="contact")
    verb, number = row_named(do if what == "save" else button)
    if what in ("section", "save") and number is not None:
        step = {"up": -1, "down": 1}.get(verb, 0)
        place = min(max(number + step, 0), max(len(text.sections) - 1, 0))
        at = str(place + 1) if what == "save" else ""
        return _edit_address(update, f"#section-{place}", at=at, saved=typed_on)
    return _edit_address(update, "#contacts" if what == "contact" else "", saved=typed_on)


@require_safe
def update_preview(request, pk):
    """The draft on the real page."""
    update = readable(request, pk)
    draft = Edition.objects.visible_to(request.user).working().filter(update=update).first()
    if draft is None:
        return redirect("update_record", pk)
    return render(request, "updates/update.html", preview_context(draft) | {"draft": draft})


@require_POST
def update_revise(request, pk):
    """Start a new working draft from what is live, or go on with the one that is there."""
    update = managed(request, pk)
    actions.start_draft(update, by=request.user)
    return redirect("update_edit", pk)
