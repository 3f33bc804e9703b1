"""What becomes of a plan: published, closed, open again, discarded; and checked."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.audit.models import NotAMove, Overtaken
from portal.ui.permissions import require
from priorities import releasing
from priorities.actions.writing import check_plan, publish_plan
from priorities.desk_reading import whole
from priorities.models import Plan
from priorities.views.desk_shared import changed_meanwhile, confirm_page, plan_to, trail, version_in


@require_http_methods(["GET", "HEAD", "POST"])
def plan_publish(request, pk):
    """Name who will be able to read the plan and what it lacks, then ask once."""
    plan = plan_to(request, pk, "priorities.write_in")
    if not plan.is_draft:  # the button was pressed twice, or somebody else was faster: the plan says what happened
        return redirect("plan_desk", plan.pk)
    everything = whole(plan)
    if request.method == "POST" and not everything.musts:
        require(request.user, "priorities.publish", plan)
        try:
            seen = {name: version_in(request.POST.get(name)) for name in ("version", "changes")}
            publish_plan(plan, by=request.user, **seen)
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, reverse("plan_publish", args=[plan.pk]))
        messages.success(request, f"{plan}, {plan.period}, is now public.")
        return redirect("plan_desk", plan.pk)
    context = {"plan": plan, "whole": everything, "release": releasing.of_plan(plan), "trail": trail(plan)}
    return render(request, "priorities/desk/publish.html", context, status=409 if request.method == "POST" else 200)


# What each verb's page says: question, button, what happens, who can read it, what is said afterwards.
CLOSING = {
    "heading": "Close this plan?",
    "button": "Close plan",
    "consequences": [
        "Its pages stay where they are, and say that the plan is closed.",
        "Nothing in it changes any more: no text, no people, no actions.",
        "You can open it again.",
    ],
    "who_can_see": "everybody, as before.",
    "said": "The plan is closed. Everybody can still read it.",
}
REOPENING = {
    "heading": "Open this plan again?",
    "button": "Open plan again",
    "consequences": ["It is the plan in force again, and can be changed. What is changed is public at once."],
    "who_can_see": "everybody, as before.",
    "said": "The plan is open again.",
}
DISCARDING = {
    "heading": "Discard this draft?",
    "button": "Discard draft",
    "consequences": [
        "It leaves your plans, with everything in it. Nobody can go on with it.",
        "You can start or bring in another plan for the same period.",
    ],
    "who_can_see": "",
    "warning": True,
    "said": "The draft is discarded.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def plan_close(request, pk):
    return _decided(request, plan_to(request, pk, "priorities.write_in"), "close", CLOSING)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_reopen(request, pk):
    return _decided(request, plan_to(request, pk, "priorities.write_in"), "reopen", REOPENING)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_discard(request, pk):
    if Plan.objects.managed_by(request.user).filter(pk=pk, status=Plan.Status.DISCARDED).exists():
        return redirect("plan_list_desk")  # as below
    plan = plan_to(request, pk, "priorities.write_in")
    return _decided(request, plan, "discard", DISCARDING, after="plan_list_desk")


DONE = {"close": Plan.Status.CLOSED, "reopen": Plan.Status.PUBLISHED, "discard": Plan.Status.DISCARDED}


def _decided(request, plan, verb, words, after=""):
    """Ask once, then let the plan do `verb`; lead to the page `after`, or back to the plan."""
    address = reverse("plan_desk", args=[plan.pk])
    if plan.status == DONE[verb]:
        return redirect(address)  # the button was pressed twice, or somebody else was faster
    require(request.user, f"priorities.{verb}", plan)
    if request.method == "POST":
        try:
            getattr(plan, verb)(by=request.user, version=version_in(request.POST.get("version")))
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, address)
        messages.success(request, words["said"])
        return redirect(after or address)
    return confirm_page(request, plan, hidden=[("version", plan.version)], cancel_url=address, **words)


@require_POST
def plan_check(request, pk):
    """Somebody read it today and found it right."""
    plan = plan_to(request, pk)
    check_plan(plan, by=request.user)
    messages.success(request, "The plan says that it was last checked today.")
    return redirect("plan_desk", plan.pk)
