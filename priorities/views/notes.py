"""Owners' notes: asking for them, answering by a private link, deciding on what was answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.audit.models import NotAMove, Overtaken
from portal.ui.permissions import may, require
from priorities import listing, owing
from priorities.actions import asking
from priorities.forms.notes import AnswerForm, DecideForm
from priorities.models import OwnersNote
from priorities.views.actions import plan_read

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


# No token is checked: the link, which nobody else has, is the right to answer, and its page sends no referrer.
@login_not_required
@csrf_exempt
@never_cache
@shown_or_sent
def owners_note(request):
    """The form behind a private link. Opening it, as mail scanners do, changes nothing."""
    key = request.GET.get("key", "")
    note = asking.opened_by(key)
    if note is None:
        response = render(request, "priorities/note/no_link.html", status=404)
    else:
        response = _answering(request, note)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _answering(request, note):
    form = AnswerForm.about(note, request.POST if request.method == "POST" else None)
    if request.method == "POST" and not note.is_decided and form.is_valid():
        try:
            note.answer(**form.cleaned_data)
        except (NotAMove, Overtaken):
            note.refresh_from_db()
        else:
            return redirect(request.get_full_path())
    context = {"note": note, "action": note.action, "form": form}
    return render(request, "priorities/note/answer.html", context)


@shown_or_sent
def note_decide(request, public_id):
    """What an owner proposes beside how the action stands: to be accepted, or declined with a word."""
    note = _answered(request, public_id)
    require(request.user, "priorities.decide_note", note)
    if note.is_decided:
        if request.method == "POST":
            messages.info(request, "This note was decided already.")
        return _decide_page(request, note)
    form = DecideForm(request.POST if request.method == "POST" else None, note=note)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, note, form)
        except Overtaken:
            return _decide_page(request, _answered(request, public_id), was_changed=True)
        return redirect(*_next(request, note))
    return _decide_page(request, note, form)


def _answered(request, public_id):
    organisations = [f"action__{place}" for place in listing.OWNED_BY]
    notes = OwnersNote.objects.visible_to(request.user).exclude(status=OwnersNote.Status.ASKED)
    notes = notes.select_related("action__plan__region", "region", "person", "decided_by", *organisations)
    return get_object_or_404(notes, public_id=public_id)


def _decide(request, note, form):
    """Do what the button says. Raises Overtaken when the answer or the action isn't the one that was shown."""
    if not form.is_of_this_answer:
        raise Overtaken("The owner has answered again.")
    said = form.cleaned_data
    if request.POST.get("do") == "decline":
        asking.decline(note, by=request.user, answered_at=note.answered_at, because=said["because"])
        messages.success(request, f"The note is declined. We are telling {note.person} why by e-mail.")
        return
    require(request.user, "priorities.report_on_action", note.action)
    asking.accept(note, by=request.user, version=said["version"], answered_at=note.answered_at)
    messages.success(request, f"“{note.action}” now stands as {note.person} says.")


def _next(request, note):
    """Return what to redirect to: the next note of the plan that waits, or one's own work."""
    waiting = OwnersNote.objects.visible_to(request.user).waiting().filter(action__plan=note.action.plan_id)
    following = waiting.order_by("answered_at").values_list("public_id", flat=True).first()
    return ("note_decide", following) if following else ("your_work",)


def _decide_page(request, note, form=None, was_changed=False):
    action = note.action
    context = {
        "note": note,
        "action": action,
        "now": _now_in_words(action),
        "proposed": _proposed_in_words(note),
        "form": form or (None if note.is_decided else DecideForm(note=note)),
        "was_changed": was_changed,
        "may_accept": may(request.user, "priorities.report_on_action", action) and not action.is_removed,
    }
    return render(request, "priorities/note/decide.html", context, status=409 if was_changed else 200)


def _now_in_words(action):
    last = action.notes.first()
    facts = (action.get_status_display(), action.get_forecast_display(), action.forecast_reason, last and last.text)
    return _in_words(*facts)


def _proposed_in_words(note):
    return _in_words(note.get_action_status_display(), note.get_forecast_display(), note.forecast_reason, note.text)


def _in_words(status, forecast, reason, text):
    said = (("How far", status), ("Forecast", forecast), ("Why", reason), ("Note", text))
    return [(label, value or "Nothing") for label, value in said]


@shown_or_sent
def notes_ask(request, pk):
    """Whom of the plan's owners to ask for a note now: shown first, asked by the button."""
    plan = plan_read(request, pk)
    require(request.user, "priorities.ask_for_notes", plan)
    people, vacant = asking.whom_to_ask(list(owing.unfinished().filter(plan=plan)))
    to_ask = [one for one in people if one.actions]
    ticked = set(request.POST.getlist("to"))
    chosen = [one for one in to_ask if str(one.person.pk) in ticked]
    if request.method == "POST" and chosen:
        return _ask(request, plan, chosen)
    context = {
        "plan": plan,
        "people": to_ask,
        "answered": [note for one in people for note in one.answered],
        "vacant": vacant,
        "errors": [{"message": "Tick whom to ask.", "url": "#people"}] if request.method == "POST" else [],
        "ticks_all": request.method != "POST",
        "days": asking.OPEN_FOR.days,
    }
    return render(request, "priorities/note/ask.html", context)


def _ask(request, plan, chosen):
    key = f"owners-note:{plan.pk}:{timezone.localdate()}"
    asked, had = [], []
    for one in chosen:
        is_new = asking.ask(one.person, one.actions, key=f"{key}:{one.person.pk}", by=request.user)
        (asked if is_new else had).append(one)
    if asked:
        messages.success(request, f"We are asking {_names(asked)}.")
    if had:
        messages.info(request, f"Not asked again: {_names(had)} had a message about this plan today.")
    return redirect("plan_actions", plan.pk)


def _names(asked):
    return ", ".join(str(one.person) for one in asked)
