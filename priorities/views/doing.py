"""Doing something with actions: adding, editing, reporting, showing publicly, taking out."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.events.forms import VersionForm
from portal.ui.permissions import may, require
from portal.ui.saved_first import saved_first
from priorities.actions import doing
from priorities.forms.actions import ActionForm, ReportForm
from priorities.models import Action
from priorities.views.actions import action_read, plan_read

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


def _posted(request):
    return request.POST if request.method == "POST" else None


@shown_or_sent
def action_new(request, pk):
    plan = plan_read(request, pk)
    require(request.user, "priorities.edit_action", plan)
    form = ActionForm(_posted(request), plan=plan, initial={"belongs_to": request.GET.get("for", "")})
    key = FormKey.of_form(request)
    if form.is_valid():
        try:
            added = doing.add_action(form.part, form.details(), by=request.user, key=key)
        except doing.PartGone as gone:
            form.part_is_gone(gone.part)
        except Overtaken:
            form.add_error(None, "This plan was closed meanwhile, so nothing can be added to it.")
        else:
            messages.success(request, f"{added} is saved.")
            return redirect("action", added.public_id)
    return render(request, "priorities/desk/action_form.html", {"form": form, "key": key, "plan": plan})


@shown_or_sent
def action_edit(request, public_id):
    action = action_read(request, public_id)
    require(request.user, "priorities.edit_action", action)
    form = ActionForm(_posted(request), plan=action.plan, action=action)
    version = VersionForm(_posted(request), initial={"version": action.version})
    if request.method == "POST" and version.number() != action.version:
        return _conflict(request, action, form, ActionForm(plan=action.plan, action=action))
    if form.is_valid():
        edits = form.edits()
        try:
            doing.edit_action(action, by=request.user, version=version.number(), **edits)
        except doing.PartGone as gone:
            form.part_is_gone(gone.part)
        except Overtaken:
            now = _again(request, public_id, "priorities.edit_action")
            return _conflict(request, now, form, ActionForm(plan=now.plan, action=now))
        else:
            messages.success(request, "Your changes are saved.")
            return redirect("action", action.public_id)
    context = {"form": form, "action": action, "plan": action.plan, "version": version}
    return render(request, "priorities/desk/action_form.html", context)


@shown_or_sent
def action_report(request, public_id):
    """How an action stands: what its owner says, too."""
    action = action_read(request, public_id)
    require(request.user, "priorities.report_on_action", action)
    manages = may(request.user, "priorities.edit_action", action)
    form = ReportForm(_posted(request), action=action, manages=manages)
    version = VersionForm(_posted(request), initial={"version": action.version})
    key = FormKey.of_form(request)
    if FormKey.made_by(key, Action) and _is_saved(form, action):
        return redirect("action", action.public_id)  # the button was pressed twice
    if request.method == "POST" and version.number() != action.version:
        return _conflict(request, action, form, ReportForm(action=action, manages=manages), uuid4())
    if form.is_valid():
        try:
            doing.report_on_action(action, by=request.user, version=version.number(), key=key, **form.cleaned_data)
        except KeyAlreadyUsed:
            return redirect("action", action.public_id)
        except Overtaken:
            now = _again(request, public_id, "priorities.report_on_action")
            return _conflict(request, now, form, ReportForm(action=now, manages=manages), uuid4())
        messages.success(request, "Your report is saved.")
        return redirect("action", action.public_id)
    context = {"form": form, "action": action, "version": version, "key": key}
    return render(request, "priorities/desk/action_report.html", context)


def _is_saved(form, action):
    """Whether the action says what was sent: who goes back and writes something else presses the same button, too."""
    if not form.is_valid():
        return False
    said = form.cleaned_data
    as_saved = all(said[name] == getattr(action, name) for name in ("status", "forecast", "forecast_reason"))
    return as_saved and (not said["note"] or action.notes.filter(text=said["note"]).exists())


def _again(request, public_id, permission):
    """Return the action as it is now; 404 or 403 when it was taken out or its plan closed meanwhile."""
    now = action_read(request, public_id)
    require(request.user, permission, now)
    return now


def _conflict(request, action, mine, theirs, key=None):
    """Show what somebody else saved beside what was typed; the button saves the latter over it."""
    typed = [*mine.as_typed(), *([("form_key", key)] if key else [])]
    return saved_first(
        request, action, about=action.title, theirs=theirs.in_words(), mine=mine.in_words(), typed=typed,
        discard_url=reverse("action", args=[action.public_id]),
    )  # fmt: skip


@shown_or_sent
def action_remove(request, public_id):
    action = action_read(request, public_id)
    require(request.user, "priorities.edit_action", action)
    overtaken = False
    if request.method == "POST":
        try:
            doing.remove_action(action, by=request.user, version=VersionForm(request.POST).number())
        except Overtaken:
            action, overtaken = _again(request, public_id, "priorities.edit_action"), True
        else:
            messages.success(request, f"{action} is taken out of the plan.")
            return redirect("plan_actions", action.plan_id)
    context = {"action": action, "overtaken": overtaken, "hidden": [("version", action.version)]}
    return render(request, "priorities/desk/action_remove.html", context, status=409 if overtaken else 200)
