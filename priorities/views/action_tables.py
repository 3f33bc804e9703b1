"""A plan's actions as a table: out as CSV, and in again by the same columns."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.permissions import require
from priorities import tables
from priorities.actions.doing import apply_table
from priorities.forms.tables import TableForm
from priorities.incoming import Check, Incoming
from priorities.models import Action, Plan
from priorities.releasing import readers_of_all
from priorities.views.actions import plan_read
from priorities.views.desk_shared import version_in


@require_safe
def plan_actions_csv(request, pk):
    """The actions of a plan that the person may read, with the columns that come back in."""
    plan = plan_read(request, pk)
    all_notes = plan.region in request.user.regions_now()
    actions = tables.for_table(Action.objects.visible_to(request.user).filter(plan=plan))
    rows = [tables.row_of(action, all_notes) for action in actions]
    name = f"actions-{plan.region.slug}-{plan.period}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(tables.write(rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_actions_csv_in(request, pk):
    """Choose a table, see what it would change or what is wrong with it, confirm. Nothing is saved before that."""
    plan = plan_read(request, pk)
    require(request.user, "priorities.edit_action", plan)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    key = FormKey.of_form(request)
    context = {"plan": plan, "form": form, "columns": tables.COLUMNS, "key": key}
    if not form.is_valid():
        return render(request, "priorities/desk/actions_in.html", context)
    text, confirmed = form.cleaned_data["text"], form.cleaned_data["confirmed"]
    if confirmed and FormKey.made_by(key, Plan):
        return redirect("plan_actions", plan.pk)  # the button was pressed twice
    incoming = _checked(plan, text)
    if confirmed and incoming.changes and not incoming.problems:
        try:
            return _saved(request, plan, incoming, key)
        except Overtaken:
            plan = plan_read(request, pk)
            require(request.user, "priorities.edit_action", plan)
            incoming = _checked(plan, text)
    context |= {
        "plan": plan,
        "incoming": incoming,
        "text": text,
        "said": _in_words(incoming),
        "readers": readers_of_all(plan),
    }
    return render(request, "priorities/desk/actions_in.html", context)


def _saved(request, plan, incoming, key):
    """Save what the table changes and lead to the plan's actions. Raises Overtaken."""
    try:
        # Those whom the page named as readers are its readers still.
        seen = version_in(request.POST.get("plan_version"))
        apply_table(plan, incoming.changes, by=request.user, key=key, plan_version=seen)
    except KeyAlreadyUsed:
        return redirect("plan_actions", plan.pk)
    messages.success(request, f"Saved: {_in_words(incoming)}.")
    return redirect("plan_actions", plan.pk)


def _checked(plan, text):
    rows, problems = tables.read(text)
    incoming = Check(plan).table(rows) if rows else Incoming()
    incoming.problems = sorted([*problems, *incoming.problems], key=lambda problem: problem.row or 0)
    return incoming


def _in_words(incoming):
    """Return "2 actions are added, 1 changes, 3 stay as they are"."""
    added, changed = incoming.added, len(incoming.changes) - incoming.added
    said = [
        f"{added} {'action is' if added == 1 else 'actions are'} added" if added else "",
        f"{changed} {'action changes' if changed == 1 else 'actions change'}" if changed else "",
        f"{incoming.unchanged} {'stays as it is' if incoming.unchanged == 1 else 'stay as they are'}"
        if incoming.unchanged
        else "",
    ]
    return ", ".join(filter(None, said)) or "The table has no rows"
