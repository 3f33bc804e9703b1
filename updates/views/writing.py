"""Writing: the form of a working draft, saving it, and what happens when somebody else saved first."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.models import Overtaken
from portal.ui.permissions import require
from updates import actions
from updates.forms import EditionWords, row_named
from updates.views.public import preview_context
from updates.views.shared import managed, version_in
from updates.words import EditionText, SectionText, edition_text, rows


@require_http_methods(["GET", "HEAD", "POST"])
def update_edit(request, pk):
    update = managed(request, pk)
    draft = update.draft
    if request.method == "POST":
        return _save(request, update, draft)
    if draft is None:
        return redirect("update_record", pk)
    require(request.user, "updates.edit", draft)
    text = edition_text(draft)
    if request.GET.get("add") == "section":
        text.sections.append(SectionText("", ""))
    if request.GET.get("add") == "contact":
        text.contacts.append({})
    return _edit_page(request, update, draft, EditionWords(text=text, update=update), version=draft.version)


def _edit_page(request, update, draft, words, version, status=200):
    context = {
        "update": update, "draft": draft, "words": words, "version": version,
        "errors": words.errors() if words.edition.is_bound else [], "missing": draft.missing(),
    }  # fmt: skip
    return render(request, "updates/desk/edit.html", context, status=status)


def _save(request, update, draft):
    """Save what was typed, then do what the pressed button says."""
    words = EditionWords(request.POST, update=update)
    do = request.POST.get("do", "save")
    version = version_in(request.POST.get("version"))
    if not words.is_valid() or do == "edit":
        # Published or discarded meanwhile: what was typed comes back all the same.
        return _edit_page(request, update, draft or update.editions.order_by("pk").last(), words, version=version)
    text = words.text(do)
    if draft is None and "start" in request.POST:
        draft = actions.start_draft(update, by=request.user)
        version = draft.version
    if draft is None:
        return _conflict_page(request, update, None, text)
    try:
        actions.save_draft(draft, text, version=version, by=request.user)
    except Overtaken:
        return _conflict_page(request, update, update.draft, text)
    if do == "save":
        messages.success(request, "Saved as a draft. Only your region’s programme managers can see it.")
    return HttpResponseRedirect(_after(update, do, text))


def _after(update, do, text):
    """Where a button of the edit page leads once the draft is saved."""
    if do in ("preview", "publish"):
        return reverse(f"update_{do}", args=[update.pk])
    edit = reverse("update_edit", args=[update.pk])
    what, _, button = do.partition("-")
    if what == "section" and button == "add":
        return f"{edit}?add=section#id_sections-{len(text.sections)}-heading"
    if what == "contact" and button == "add":
        return f"{edit}?add=contact#id_contacts-{len(text.contacts)}-post"
    verb, number = row_named(button)
    if what == "section" and number is not None:
        step = {"up": -1, "down": 1}.get(verb, 0)
        place = min(max(number + step, 0), max(len(text.sections) - 1, 0))
        return f"{edit}#section-{place}"
    return f"{edit}#contacts" if what == "contact" else edit


def _conflict_page(request, update, draft, text):
    """Somebody else saved, published or discarded first: show both texts, keep what was typed, ask which to save."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "version", "do", "start")
        for value in values
    ]
    saved = draft or update.live
    context = {
        "update": update, "draft": draft, "mine": rows(text),
        "theirs": rows(edition_text(saved) if saved else EditionText()),
        "hidden": [*kept, ("version", draft.version) if draft else ("start", "yes")],
        "edit_url": reverse("update_edit", args=[update.pk]),
        "record_url": reverse("update_record", args=[update.pk]),
    }  # fmt: skip
    return render(request, "updates/desk/conflict.html", context, status=409)


@require_safe
def update_preview(request, pk):
    """The draft on the real page."""
    draft = managed(request, pk).draft
    if draft is None:
        return redirect("update_record", pk)
    return render(request, "updates/update.html", preview_context(draft))


@require_POST
def update_revise(request, pk):
    """Start a new working draft from what is live, or go on with the one that is there."""
    update = managed(request, pk)
    actions.start_draft(update, by=request.user)
    return redirect("update_edit", pk)
