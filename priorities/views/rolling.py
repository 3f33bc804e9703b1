"""From one period to the next: the next plan made from this one, and its map put right afterwards."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.permissions import require
from portal.ui.saved_first import saved_first
from priorities.actions.rolling import SupportsNothing, correct_map, make_next, plan_before
from priorities.actions.writing import PeriodTaken
from priorities.forms.map import MapForm
from priorities.forms.rolling import NextPlanForm, in_words
from priorities.models import Plan

ALL = ["GET", "HEAD", "POST"]


def _plan(request, pk):
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("region"), pk=pk)


@require_http_methods(ALL)
def plan_next(request, pk):
    """The form, then a look at what it means, then the plan: three posts to one address, the last one makes it."""
    plan = _plan(request, pk)
    require(request.user, "priorities.plan_next", plan)
    key = FormKey.of_form(request)
    if request.method == "POST" and (made := FormKey.made_by(key, Plan)):
        return redirect("plan_desk", made)
    form = NextPlanForm(request.POST if request.method == "POST" else None, plan=plan)
    step = request.POST.get("step", "")
    context = {"plan": plan, "form": form, "key": key, "trail": _trail(plan)}
    if form.is_bound and form.is_valid() and step != "change":
        if step != "make":
            return render(request, "priorities/desk/next_look.html", context | _look(request, form))
        if made := _made(form, request.user, key):
            messages.success(request, "The draft of the next plan is made. Read it through, then publish it.")
            return redirect("plan_desk", made)
    return render(request, "priorities/desk/next.html", context)


def _made(form, user, key):
    """Make the next plan and return its id; None, with the form saying why, when that can't be any more."""
    try:
        return make_next(form.plan, form.following(), by=user, form_key=key).pk
    except KeyAlreadyUsed as used:
        made = FormKey.made_by(key, Plan)
        if made is None:
            raise BadRequest("The key of another form.") from used
        return made
    except PeriodTaken:
        form.is_taken()
    except SupportsNothing as idle:
        form.supports_nothing(idle.enabler, idle.priorities)
    return None


def _look(request, form):
    """What the form means, in words, and what it sent, to be sent again."""
    following = form.following()
    left_out = {"csrfmiddlewaretoken", "step", "form_key"}
    sent = [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]
    return {"following": following, "sentences": in_words(following), "sent": sent, "stay": form.stay(following)}


def _trail(plan):
    return [("Home", reverse("home")), (plan.title, reverse("plan_desk", args=[plan.pk]))]


@require_http_methods(ALL)
def plan_map(request, pk):
    """What each priority of the plan before became in this one."""
    plan = _plan(request, pk)
    require(request.user, "priorities.edit", plan)
    before = plan_before(plan)
    context = {"plan": plan, "before": before, "trail": _trail(plan)}
    if before is None:
        return render(request, "priorities/desk/next_map.html", context)
    form = MapForm(request.POST if request.method == "POST" else None, plan=plan, before=before)
    if form.is_valid():
        try:
            correct_map(plan, form.rows_chosen(), by=request.user, version=form.cleaned_data["version"])
        except Overtaken:
            return _conflict(request, pk, form)
        messages.success(request, "The map is saved.")
        return redirect("plan_desk", plan.pk)
    return render(request, "priorities/desk/next_map.html", context | {"form": form})


def _conflict(request, pk, form):
    """Show what somebody else saved beside what was chosen; the button saves the latter over it."""
    plan = _plan(request, pk)
    saved = MapForm(plan=plan, before=form.before)
    typed = [(name, value) for name, value in form.as_typed() if name != "version"]
    return saved_first(
        request, plan, theirs=saved.in_words(), mine=form.in_words(), typed=typed,
        discard_url=reverse("plan_map", args=[plan.pk]), trail=_trail(plan),
    )  # fmt: skip
