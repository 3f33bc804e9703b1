"""Showing actions to everybody, and taking that back: pages name what is shown and who reads it, then ask once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.models import Overtaken
from portal.ui.permissions import require
from priorities import releasing
from priorities.actions.showing import show_action, show_note
from priorities.actions.writing import show_actions
from priorities.listing import BELONGS_TO
from priorities.models import ActionNote
from priorities.views.actions import action_read
from priorities.views.desk_shared import changed_meanwhile, plan_to, trail, version_in

_PLACES = [f"action__{place}" for place in BELONGS_TO]
shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def plan_show_actions(request, pk):
    """Show all actions of a plan publicly, or only those that are shown one by one."""
    plan = plan_to(request, pk)
    if request.method == "POST":
        shown = request.POST.get("shown") == "yes"
        try:
            show_actions(plan, shown, by=request.user, **_seen(request, "version", "changes"))
        except Overtaken:
            return changed_meanwhile(request, reverse("plan_show_actions", args=[plan.pk]))
        messages.success(request, _said_of_all(plan, shown))
        return redirect("plan_desk", plan.pk)
    context = {
        "plan": plan,
        "release": releasing.of_plan(plan),
        "readers": releasing.readers_in_region(plan) if plan.shows_actions else releasing.readers_of_all(plan),
        "trail": trail(plan),
    }
    return render(request, "priorities/desk/show_actions.html", context)


@shown_or_sent
def action_show(request, public_id):
    """Show one action publicly, or stop showing it."""
    action = action_read(request, public_id)
    require(request.user, "priorities.edit_action", action)
    if request.method == "POST":
        shown = request.POST.get("shown") == "yes"
        try:
            show_action(action, shown, by=request.user, **_seen(request, "version", "plan_version"))
        except Overtaken:
            return changed_meanwhile(request, reverse("action_show", args=[public_id]))
        messages.success(request, _said_of_one(action))
        return redirect("action", public_id)
    context = {"action": action, "released": releasing.of_action(action), "readers": _readers(action)}
    return render(request, "priorities/desk/action_show.html", context)


def _readers(action):
    """Who reads the action when the button was pressed."""
    if action.is_public and not action.plan.shows_actions:
        return releasing.readers_in_region(action.plan)
    return releasing.readers_of_shown(action)


def _said_of_one(action):
    if action.plan.shows_actions:
        return "Saved. The plan shows all its actions publicly, this one with them."
    if not action.is_public:
        return f"Saved. Who can read this action: {releasing.readers_in_region(action.plan)}"
    return f"Everybody can read this action{'' if action.plan.is_public else ', once the plan is public'}."


@shown_or_sent
def action_note_show(request, public_id):
    """Let everybody read a note where its action is shown, or only the region again."""
    notes = ActionNote.objects.visible_to(request.user)
    note = get_object_or_404(notes.select_related(*_PLACES), public_id=public_id)
    action = note.action
    require(request.user, "priorities.edit_action", action)
    if request.method == "POST":
        shown = request.POST.get("shown") == "yes"
        try:
            show_note(note, shown, by=request.user, **_seen(request, "version", "plan_version"))
        except Overtaken:
            return changed_meanwhile(request, reverse("action_note_show", args=[public_id]))
        messages.success(request, "Everybody may read this note." if shown else "This note is for the region again.")
        return redirect("action", action.public_id)
    readers = releasing.readers_in_region(action.plan) if note.is_public else releasing.readers_of_note(action)
    return render(request, "priorities/desk/note_show.html", {"note": note, "action": action, "readers": readers})


def _seen(request, *names):
    """Return the numbers that the page carried: what the person decides on is what they looked at."""
    return {name: version_in(request.POST.get(name)) for name in names}


def _said_of_all(plan, shown):
    if not shown:
        return "Saved. Of the actions, everybody reads those that are shown one by one."
    return f"Everybody can read all actions of this plan{'' if plan.is_public else ', once it is public'}."
