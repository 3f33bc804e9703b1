"""Showing actions to everybody, and taking that back: pages name what is shown and who reads it, then ask once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.models import Overtaken
from priorities import releasing
from priorities.actions.writing import show_actions
from priorities.views.desk_shared import changed_meanwhile, plan_to, trail, version_in

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


def _seen(request, *names):
    """Return the numbers that the page carried: what the person decides on is what they looked at."""
    return {name: version_in(request.POST.get(name)) for name in names}


def _said_of_all(plan, shown):
    if not shown:
        return "Saved. Of the actions, everybody reads those that are shown one by one."
    return f"Everybody can read all actions of this plan{'' if plan.is_public else ', once it is public'}."
