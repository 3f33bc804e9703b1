"""The desk: where programme managers write, check, preview, publish and withdraw their regions' updates."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.models import AuditEvent, FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.pagination import page_of
from portal.ui.permissions import require
from updates import actions
from updates.forms import AddressForm, EditionWords, WithdrawForm, row_named, this_month
from updates.models import Update
from updates.views.public import preview_context
from updates.words import EditionText, SectionText, edition_text, rows


@require_safe
def desk(request):
    require(request.user, "updates.write")
    page = page_of(request, Update.objects.for_desk(request.user), 25)
    return render(request, "updates/desk/desk.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def update_new(request):
    require(request.user, "updates.write")
    form = AddressForm(request.POST or None, initial=this_month(), user=request.user)
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, Update):
            return redirect("update_edit", made)
        if form.is_valid():
            require(request.user, "updates.write_in", form.cleaned_data["region"])
            if update_id := _started(form, request.user, key):
                return redirect("update_edit", update_id)
    return render(request, "updates/desk/new.html", {"form": form, "form_key": key})


def _started(form, user, key):
    """Start the update of a valid AddressForm and return its id; None, with the form saying why, when it can't be."""
    values = form.cleaned_data
    try:
        draft = actions.start_update(
            values["region"], values["period"], by=user, special=values["special"], form_key=key
        )
    except KeyAlreadyUsed as used:
        return used.record_id
    except actions.PeriodTaken as taken:
        form.is_taken(taken.update)
        return None
    return draft.update_id


@require_safe
def update_record(request, pk):
    """Everything about one update: its states, editions and history, with what can be done next."""
    update = _managed(request, pk)
    context = {
        "update": update,
        "draft": update.draft,
        "live": update.live,
        "editions": update.editions.select_related("published_by", "region").order_by("-pk"),
        "events": AuditEvent.objects.visible_to(request.user).about(update)[:50],
    }
    return render(request, "updates/desk/record.html", context)


def _managed(request, pk):
    """Return the update for somebody who manages its region; 404 if it can't be seen, 403 if only read."""
    update = get_object_or_404(Update.objects.visible_to(request.user).select_related("region"), pk=pk)
    require(request.user, "updates.write_in", update)
    return update


@require_http_methods(["GET", "HEAD", "POST"])
def update_edit(request, pk):
    update = _managed(request, pk)
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
    version = _number(request.POST.get("version"))
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


def _number(text):
    """A version from a form: one that can't be right counts as overtaken."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


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
    draft = _managed(request, pk).draft
    if draft is None:
        return redirect("update_record", pk)
    return render(request, "updates/update.html", preview_context(draft))


@require_http_methods(["GET", "HEAD", "POST"])
def update_publish(request, pk):
    update = _managed(request, pk)
    draft = update.draft
    if draft is None:  # the button was pressed twice, or somebody else was faster: the record says what happened
        return redirect("update_record", pk)
    missing = draft.missing()
    if request.method == "POST" and not missing:
        require(request.user, "updates.publish", draft)
        try:
            actions.publish(
                draft, by=request.user, version=_number(request.POST.get("version")),
                is_major=request.POST.get("change") != "minor",
            )  # fmt: skip
        except Overtaken:
            messages.error(
                request, "Somebody else changed this draft after you opened it. Read it again, then publish."
            )
            return redirect("update_publish", pk)
        messages.success(request, f"“{draft}” is now public.")
        return redirect(update)
    context = {"update": update, "draft": draft, "missing": missing, "live": update.live}
    return render(request, "updates/desk/publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def update_withdraw(request, pk):
    update = _managed(request, pk)
    if update.is_withdrawn:
        return redirect("update_record", pk)
    require(request.user, "updates.withdraw", update)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(update, by=request.user, reason=form.cleaned_data["reason"])
        except Overtaken:
            messages.error(request, "Somebody else has just withdrawn this update. Your reason was not saved.")
        else:
            messages.success(request, f"{update} is withdrawn: its page now says so, and why.")
        return redirect("update_record", pk)
    return render(request, "updates/desk/withdraw.html", {"update": update, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def update_discard(request, pk):
    update = _managed(request, pk)
    draft = update.draft
    if draft is None:
        return redirect("update_record", pk)
    require(request.user, "updates.discard", draft)
    if request.method == "POST":
        try:
            draft.discard(by=request.user, version=_number(request.POST.get("version")))
        except Overtaken:
            messages.error(request, "Somebody else changed this draft after you opened it. Look again, then decide.")
            return redirect("update_record", pk)
        messages.success(request, f"The draft of {update} is discarded.")
        return redirect("desk")
    context = {"update": update, "draft": draft, "hidden": [("version", draft.version)]}
    return render(request, "updates/desk/discard.html", context)


@require_POST
def update_revise(request, pk):
    """Start a new working draft from what is live, or go on with the one that is there."""
    update = _managed(request, pk)
    actions.start_draft(update, by=request.user)
    return redirect("update_edit", pk)
