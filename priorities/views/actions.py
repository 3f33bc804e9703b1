"""Reading actions: those of a plan, one's own, one of them."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.ui.permissions import may
from priorities import listing
from priorities.models import Action, Plan


def plan_read(request, pk):
    """Return the plan `pk` that the person may read; 404 otherwise."""
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("region"), pk=pk)


def action_read(request, public_id):
    """Return the action `public_id` that the person may read, with what it belongs to and its owner; 404 otherwise."""
    actions = Action.objects.visible_to(request.user).select_related(*listing.BELONGS_TO, *listing.OWNED_BY)
    return get_object_or_404(actions, public_id=public_id)


@require_safe
def plan_actions(request, pk):
    """All actions of a plan that the person may read, by priority and enabler."""
    plan = plan_read(request, pk)
    rows = listing.rows_of(Action.objects.visible_to(request.user).filter(plan=plan), request.user)
    chosen = listing.Filters.of(request.GET, rows)
    shown = [row for row in rows if chosen.keep(row)]
    context = {
        "plan": plan,
        "groups": listing.grouped(shown),
        "counted": listing.in_words(rows),
        "shown": listing.in_words(shown) if chosen else "",
        "is_filtered": bool(chosen),
        "selects": chosen.selects(rows) if len(rows) > 1 else [],
        "may_edit": may(request.user, "priorities.edit_action", plan),
    }
    return render(request, "priorities/desk/actions.html", context)


@require_safe
def my_actions(request):
    """The actions whose office the person holds: what is still to be done, by due date, then the rest."""
    rows = listing.rows_of(listing.mine(request.user), request.user)
    context = {
        "to_do": [row for row in rows if not row.action.is_finished],
        "over": [row for row in rows if row.action.is_finished],
        "counted": listing.in_words(rows),
    }
    return render(request, "priorities/desk/actions_mine.html", context)


@require_safe
def action(request, public_id):
    """Everything about one action."""
    found = action_read(request, public_id)
    row = listing.row_of(found, request.user)
    notes = found.notes.select_related("made_by")
    if row.names is None:
        notes = notes.filter(is_public=True)
    context = {
        "action": found,
        "row": row,
        "notes": notes,
        "part": listing.main_part(found),
        "may_edit": may(request.user, "priorities.edit_action", found),
        "may_report": may(request.user, "priorities.report_on_action", found),
    }
    return render(request, "priorities/desk/action.html", context)
