"""What was taken out of a plan, and putting it back: each on a page that says what comes back and who reads it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.models import Overtaken
from portal.ui.permissions import may, require
from priorities import taken_out as reading
from priorities.actions import taking_out
from priorities.actions.doing import PartGone
from priorities.actions.parts import CodeTaken
from priorities.models import Action, Enabler, Measure, Priority
from priorities.views.desk_shared import at_part, changed_meanwhile, confirm_page, plan_to, trail, version_in

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def plan_taken_out(request, pk):
    """What was taken out of the plan, the latest first."""
    plan = plan_to(request, pk, "priorities.read_draft")
    context = {
        "plan": plan,
        "found": reading.taken_out(plan),
        "may_edit": may(request.user, "priorities.edit", plan),
        "trail": trail(plan),
    }
    return render(request, "priorities/desk/taken_out.html", context)


@shown_or_sent
def priority_put_back(request, pk):
    priorities = Priority.objects.for_desk(request.user).select_related("plan__region")
    return _part(request, get_object_or_404(priorities, pk=pk))


@shown_or_sent
def enabler_put_back(request, pk):
    enablers = Enabler.objects.for_desk(request.user).select_related("plan__region").prefetch_related("narrowed_to")
    return _part(request, get_object_or_404(enablers, pk=pk))


def _part(request, part):
    return _put_back(request, part, part.name, taking_out.put_back_part, at_part(part.plan, part))


@shown_or_sent
def measure_put_back(request, pk):
    measures = Measure.objects.for_desk(request.user).select_related("priority__plan__region")
    measure = get_object_or_404(measures, pk=pk)
    back = at_part(measure.plan, measure.priority)
    return _put_back(request, measure, f"“{measure}”", taking_out.put_back_measure, back)


@shown_or_sent
def action_put_back(request, public_id):
    actions = Action.objects.for_desk(request.user).select_related("plan__region", *reading.BELONGS_TO)
    action = get_object_or_404(actions, public_id=public_id)
    back = reverse("action", args=[action.public_id])
    return _put_back(request, action, f"“{action}”", taking_out.put_back_action, back)


def _put_back(request, record, name, verb, back):
    """Ask once, then let the record, called `name`, stand in its plan again; `back` is where it stands then."""
    plan = record.plan
    require(request.user, "priorities.edit", plan)
    if not record.is_removed:
        return redirect(back)  # the button was pressed twice
    seen = {name: version_in(request.POST.get(name)) for name in ("version", "changes")}
    status = 200
    if request.method == "POST":
        try:
            verb(record, by=request.user, **seen)
        except (CodeTaken, PartGone):
            status = 409
        except Overtaken:
            return changed_meanwhile(request, reading.put_back_url(record))
        else:
            messages.success(request, f"{name} stands in the plan again.")
            return redirect(back)
    return _ask(request, record, name, plan, status)


def _ask(request, record, name, plan, status):
    here = reverse("plan_taken_out", args=[plan.pk])
    stops = reading.what_must_come_first(record)
    page = {
        "heading": f"Put {name} back?",
        "button": f"Put {record._meta.verbose_name} back",
        "consequences": reading.consequences(record),
        "who_can_see": reading.readers(record),
        "hidden": [("version", record.version), ("changes", plan.changes)],
        "stops": stops,
        "cancel_url": reverse("plan_desk", args=[plan.pk]) if stops else here,
        "trail": trail(plan, ("Taken out", here)),
    }
    return confirm_page(request, plan, status=status, **page)
