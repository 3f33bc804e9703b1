"""A priority on the desk: writing it, moving it, taking it out, naming its people."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts.models.office import holders
from portal.audit.models import Overtaken
from priorities.actions import parts
from priorities.actions.guiding import name_leads
from priorities.forms.parts import PriorityForm, priority_initial
from priorities.forms.people import PeopleForm
from priorities.models import Priority
from priorities.views.desk_shared import at_part, conflict, posted, priority_to_edit, saved_as, trail, version_in
from priorities.views.part_desk import Kind, part_edit, part_move, part_new, part_remove

PRIORITY = Kind(
    Priority, "a priority", PriorityForm, priority_initial, parts.add_priority, parts.edit_priority,
    leaves="It leaves the plan, with its focus areas, people and measures.", has_page=True,
)  # fmt: skip

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def priority_new(request, pk):
    return part_new(request, pk, PRIORITY)


@shown_or_sent
def priority_edit(request, pk):
    return part_edit(request, priority_to_edit(request, pk), PRIORITY)


@require_POST
def priority_move(request, pk):
    return part_move(request, priority_to_edit(request, pk))


@shown_or_sent
def priority_remove(request, pk):
    return part_remove(request, priority_to_edit(request, pk), PRIORITY)


@shown_or_sent
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
        "priority": priority, "plan": plan, "form": form, "trail": trail(plan), "history": _history(leads, plan.region),
        "version": request.POST.get("version", priority.version), "cancel_url": at_part(plan, priority),
    }  # fmt: skip
    return render(request, "priorities/desk/people.html", context)


def _leads(priority):
    return list(priority.leads.select_related("office__region", "office__authority__region", "office__trust"))


def _history(leads, region):
    """Return every row, the latest of each part first, with whether an office that guides now is vacant."""
    held = holders([lead.office for lead in leads if lead.to_on is None], region)
    return [(lead, lead.to_on is None and lead.office_id not in held) for lead in reversed(leads)]
