"""The desk: a region's plans, and one plan whole, where it is written."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.models import AuditEvent, FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.permissions import may, require
from priorities.actions import writing
from priorities.desk_reading import desk_plans, whole
from priorities.forms.plan import AreaRows, PlanForm, StartPlanForm, area_rows, changed_rows, suggested
from priorities.models import Plan
from priorities.models.plan import own_regions
from priorities.views.desk_shared import address_if_there, conflict, plan_to, posted, saved_as, trail, version_in

PLAN_FIELDS = ("title", "introduction", "says_when_quiet")


@require_safe
def plan_list_desk(request):
    """The plans of the regions that the person manages or chairs, drafts first."""
    require(request.user, "priorities.see_plans")
    context = {
        "plans": desk_plans(request.user, own_regions(request.user)),
        "may_write": may(request.user, "priorities.write"),
        "bring_url": address_if_there("plan_bring"),
        "trail": [("Your desk", reverse("desk"))],
    }
    return render(request, "priorities/desk/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request):
    require(request.user, "priorities.write")
    form = StartPlanForm(posted(request), by=request.user, initial=suggested(request.user.managed_regions()))
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, Plan):
            return redirect("plan_desk", made)
        if form.is_valid():
            require(request.user, "priorities.write_in", form.region_chosen)
            if pk := _started(form, request.user, key):
                return redirect("plan_desk", pk)
    context = {"form": form, "key": key, "trail": trail(), "bring_url": address_if_there("plan_bring")}
    return render(request, "priorities/desk/new.html", context)


def _started(form, user, key):
    """Start the plan of a valid form and return its id; None, with the form saying why, when it can't be."""
    given = form.cleaned_data
    try:
        plan = writing.start_plan(form.region_chosen, given["period"], by=user, title=given["title"], form_key=key)
    except KeyAlreadyUsed as used:
        return used.record_id
    except writing.PeriodTaken as taken:
        form.is_taken(taken.plan)
        return None
    return plan.pk


@require_safe
def plan_desk(request, pk):
    """The plan whole: what is missing, what is in it, and a way to everything that can be done."""
    plan = plan_to(request, pk, "priorities.read_draft")
    context = {
        "plan": plan,
        "whole": whole(plan, request.user),
        "trail": trail(),
        "may_edit": may(request.user, "priorities.edit", plan),
        "public_url": address_if_there("plan", plan.region.slug, plan.period) if plan.is_public else "",
        "more": _more(request.user, plan),
        "events": AuditEvent.objects.visible_to(request.user).about(plan)[:10],
    }
    return render(request, "priorities/desk/plan.html", context)


_SHOWING = {False: "Show all actions publicly", True: "Stop showing all actions publicly"}


def _more(user, plan) -> list[tuple[str, str]]:
    """Return (words, address) of what else belongs to the plan, as far as the portal has it and it makes sense now."""
    may_write = may(user, "priorities.write_in", plan)
    pages = [
        (True, "Actions", "plan_actions", []),
        (may_write and plan.is_published, "Ask owners for a note", "notes_ask", []),
        (may_write and not plan.is_closed, _SHOWING[plan.shows_actions], "plan_show_actions", []),
        (True, "Exception report for the directors’ meeting", "plan_exceptions", []),
        (True, "The plan as PDF", "plan_paper", ["pdf"]),
        (True, "The plan as Word", "plan_paper", ["docx"]),
        (may_write and not plan.is_draft, "Start the next plan from this one", "plan_next", []),
        (may_write and not plan.is_closed, "What the last plan’s priorities became", "plan_map", []),
        (True, "What was taken out", "plan_taken_out", []),
    ]
    found = [(words, address_if_there(name, plan.pk, *more)) for fits, words, name, more in pages if fits]
    return [(words, address) for words, address in found if address]


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request, pk):
    plan = plan_to(request, pk)
    initial = {name: getattr(plan, name) for name in PLAN_FIELDS}
    form = PlanForm(posted(request), initial=initial)
    areas = AreaRows(posted(request), prefix="areas", initial=area_rows(plan))
    if request.method == "POST" and (do := request.POST.get("do", "save")) != "save":
        return _rows_again(request, plan, do)
    if request.method == "POST" and all([form.is_valid(), areas.is_valid()]):
        return _saved(request, plan, form, areas)
    return _edit_page(request, plan, form, areas, request.POST.get("version", plan.version))


def _rows_again(request, plan, do):
    """Show what was typed with an area more, fewer or elsewhere; nothing is saved yet."""
    form = PlanForm(initial={name: request.POST.get(name, "") for name in PLAN_FIELDS})
    rows = AreaRows(prefix="areas", initial=changed_rows(request.POST, do))
    return _edit_page(request, plan, form, rows, request.POST.get("version"), is_typed=True)


def _saved(request, plan, form, areas):
    details = {name: form.cleaned_data[name] for name in PLAN_FIELDS}
    version = version_in(request.POST.get("version"))
    try:
        writing.edit_plan(plan, by=request.user, version=version, areas=areas.areas(), **details)
    except Overtaken:
        plan = plan_to(request, plan.pk)
        saved = PlanForm(initial={name: getattr(plan, name) for name in PLAN_FIELDS})
        theirs = AreaRows(prefix="areas", initial=area_rows(plan)).said()
        more = [("Areas of activity", theirs, areas.said())]
        return conflict(
            request, plan, form, saved, more=more, plan=plan, cancel_url=reverse("plan_desk", args=[plan.pk])
        )
    messages.success(request, saved_as(plan))
    return redirect("plan_desk", plan.pk)


def _edit_page(request, plan, form, areas, version, is_typed=False):
    context = {
        "plan": plan, "form": form, "areas": areas, "version": version, "trail": trail(plan), "is_typed": is_typed,
        "cancel_url": reverse("plan_desk", args=[plan.pk]),
    }  # fmt: skip
    return render(request, "priorities/desk/edit.html", context)
