"""A priority on the desk: writing it, moving it, taking it out, naming its people."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.models.office import holders
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from priorities.actions import parts
from priorities.actions.focus import HasActions
from priorities.actions.guiding import name_leads
from priorities.forms.parts import PriorityForm, priority_initial
from priorities.forms.people import PeopleForm
from priorities.models import Priority
from priorities.views.desk_shared import (
    at_part,
    changed_meanwhile,
    confirm_page,
    conflict,
    form_page,
    plan_to,
    posted,
    priority_to_edit,
    saved_as,
    trail,
    version_in,
)


@require_http_methods(["GET", "HEAD", "POST"])
def priority_new(request, pk):
    plan = plan_to(request, pk)
    form = PriorityForm(posted(request), plan=plan)
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, Priority):
            return redirect(at_part(plan, Priority(pk=made)))
        if form.is_valid() and (added := _added(form, request.user, key)):
            messages.success(request, saved_as(plan))
            return redirect(at_part(plan, Priority(pk=added)))
    page = {"heading": "Add a priority", "button": "Add priority", "cancel_url": reverse("plan_desk", args=[plan.pk])}
    return form_page(request, form, plan=plan, key=key, trail=trail(plan), **page)


def _added(form, user, key):
    """Add the priority of a valid form and return its id; None, with the form saying why, when it can't be."""
    try:
        return parts.add_priority(form.plan, by=user, form_key=key, **form.details()).pk
    except KeyAlreadyUsed as used:
        return used.record_id
    except parts.CodeTaken as taken:
        form.code_is_taken(taken.holder)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def priority_edit(request, pk):
    priority = priority_to_edit(request, pk)
    plan = priority.plan
    form = PriorityForm(posted(request), plan=plan, part=priority, initial=priority_initial(priority))
    if form.is_valid():
        try:
            version = version_in(request.POST.get("version"))
            parts.edit_priority(priority, by=request.user, version=version, **form.details())
        except Overtaken:
            priority.refresh_from_db()
            saved = PriorityForm(plan=plan, part=priority, initial=priority_initial(priority))
            return conflict(request, priority, form, saved, plan=plan, cancel_url=at_part(plan, priority))
        except parts.CodeTaken as taken:
            form.code_is_taken(taken.holder)
        except HasActions as stuck:
            form.keeps_actions(stuck.focus_areas)
        else:
            messages.success(request, saved_as(plan))
            return redirect(at_part(plan, priority))
    page = {"heading": f"Edit {priority.name}", "button": "Save changes", "cancel_url": at_part(plan, priority)}
    version = request.POST.get("version", priority.version)
    return form_page(request, form, plan=plan, version=version, trail=trail(plan), **page)


@require_POST
def priority_move(request, pk):
    return moved(request, priority_to_edit(request, pk))


def moved(request, part):
    """Let a priority or an enabler go one place up or down."""
    try:
        place = version_in(request.POST.get("place"))
        parts.move(part, by=request.user, up=request.POST.get("do") == "up", place=place)
    except Overtaken:
        return changed_meanwhile(request, at_part(part.plan, part))
    return redirect(at_part(part.plan, part))


@require_http_methods(["GET", "HEAD", "POST"])
def priority_remove(request, pk):
    priority = priority_to_edit(request, pk)
    plan, only = priority.plan, parts.supports_only(priority)
    if request.method == "POST" and not only:
        try:
            parts.remove_priority(priority, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, reverse("priority_remove", args=[priority.pk]))
        except parts.OnlySupported as supported:
            only = supported.enablers
        else:
            messages.success(request, f"{priority} is taken out of the plan.")
            return redirect("plan_desk", plan.pk)
    page = {
        "heading": f"Take out {priority.name}?",
        "button": "Take out priority",
        "consequences": _consequences(priority),
        "who_can_see": "nobody any more." if plan.is_public else "",
        "hidden": [("version", priority.version)],
        "cancel_url": at_part(plan, priority),
        "stops": [
            (
                f"{one} supports only this priority. Choose what else it supports.",
                reverse("enabler_edit", args=[one.pk]),
            )
            for one in only
        ],
    }
    return confirm_page(request, plan, warning=True, status=409 if request.method == "POST" else 200, **page)


def _consequences(priority):
    actions = priority.plan.actions.of_priority(priority).standing().count()
    said = ["It leaves the plan, with its focus areas, people and measures. Nothing of it is deleted."]
    if actions:
        said.append(f"{actions} action{'s leave' if actions > 1 else ' leaves'} the plan with it.")
    if priority.plan.is_public:
        said.append("Everybody can read it now: its page will not be found any more.")
    return said


@require_http_methods(["GET", "HEAD", "POST"])
def priority_people(request, pk):
    """Who guides the priority now, who did before, and a form to change it."""
    priority = priority_to_edit(request, pk)
    plan, leads = priority.plan, _leads(priority)
    form = PeopleForm(posted(request), region=plan.region, leads=leads)
    if form.is_valid():
        try:
            version = version_in(request.POST.get("version"))
            name_leads(priority, by=request.user, version=version, named=form.named())
        except Overtaken:
            priority.refresh_from_db()
            saved = PeopleForm(region=plan.region, leads=_leads(priority))
            return conflict(request, priority, form, saved, plan=plan, cancel_url=at_part(plan, priority))
        messages.success(request, saved_as(plan))
        return redirect(at_part(plan, priority))
    context = {
        "priority": priority, "plan": plan, "form": form, "trail": trail(plan), "history": _history(leads),
        "version": request.POST.get("version", priority.version), "cancel_url": at_part(plan, priority),
    }  # fmt: skip
    return render(request, "priorities/desk/people.html", context)


def _leads(priority):
    return list(priority.leads.select_related("office__region", "office__authority__region", "office__trust"))


def _history(leads):
    """Return every row, the latest of each part first, with whether an office that guides now is vacant."""
    held = holders([lead.office for lead in leads if lead.to_on is None])
    return [(lead, lead.to_on is None and lead.office_id not in held) for lead in reversed(leads)]
