"""What happens to actions: each is one transaction with its audit event, and the page cache's version last."""

from django.core.exceptions import BadRequest
from django.db import transaction
from django.utils import timezone

from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken, record
from portal.ui.pagecache import public_content_changed
from priorities.models import Action, Plan
from priorities.owners import Owners
from priorities.parts import KINDS, PlanParts, belonging, part_of


class NeedsReason(ValueError):
    """A due date that was set moves without a reason; nothing was written."""


class PartGone(Overtaken):
    """What an action was to belong to (`part`) doesn't stand in the plan, or not any more; nothing was written."""

    def __init__(self, part):
        super().__init__(f"{part} was taken out of the plan.")
        self.part = part


def add_action(part, details, *, by, key=None):
    """Add an action of `part` (a Priority, FocusArea or Enabler) and return it.

    `details` are its title and, if you like, owner (an Office), due_on, is_public. `key` is that of the form: pressing
    its button twice returns the action that the first press made. Raises Overtaken when the plan was closed, PartGone
    when the part was taken out.
    """
    try:
        with transaction.atomic():
            plan = _hold(part.plan)
            _check_part(PlanParts(plan), part)
            action = _add(plan, part, details, by)
            if key:
                FormKey.spend(key, action)
            tell(action)
    except KeyAlreadyUsed as used:
        made = FormKey.made_by(key, Action)
        if made is None:
            raise BadRequest("The key of another form.") from used
        return Action.objects.get(pk=made)
    return action


def _add(plan, part, details, by):
    people = {"made_by": by, "edited_by": by}
    action = Action.objects.create(plan=plan, **belonging(part), **people, **details)
    record("added", action, by=by)
    return action


@transaction.atomic
def edit_action(action, *, by, version, reason="", **fields):
    """Set `fields` (title, owner, due_on, is_public, and the three of `belonging`), if it is still at `version`.

    When a due date that was set moves, `reason` says why, and both dates are kept. Raises NeedsReason without one,
    Overtaken when somebody saved first, the action was taken out or the plan was closed, PartGone when it was to belong
    to a part that was taken out; nothing is written then.
    """
    plan = hold_with(action)
    part = next((fields[name] for name in KINDS.values() if fields.get(name)), None)
    if part is not None and part != part_of(action):
        _check_part(PlanParts(plan), part)
    was_public = is_read_by_everybody(action)
    _edit(action, by, version, reason, fields)
    tell(action, was_public)


def _check_part(parts, part):
    """Raise PartGone unless `part` stands among `parts`, which were read under the lock of the plan."""
    if part not in parts:
        raise PartGone(part)


def _edit(action, by, version, reason, fields):
    was_on = action.due_on
    moves = was_on is not None and fields.get("due_on", was_on) != was_on
    if moves and not reason.strip():
        raise NeedsReason("A due date that was set moves with a reason.")
    action.rewrite(by=by, version=version, details={"fields": sorted(fields)}, **fields)
    if moves:
        action.moves.create(was_on=was_on, now_on=action.due_on, reason=reason.strip(), moved_by=by)
        dates = {"was": was_on.isoformat(), "now": action.due_on.isoformat() if action.due_on else None}
        record("moved the due date of", action, by=by, **dates)


@transaction.atomic
def report_on_action(
    action, *, by, version, status=None, forecast=None, forecast_reason="",
    note="", noted_on=None, note_is_public=False, key=None,
):  # fmt: skip
    """Say how an action stands, on top of `version`: its status, its forecast, a note. What is None stays as it is.

    A forecast, also the same one, is given today; one that isn't on track has its reason. `noted_on` is the day of
    the note (today when None). `key` is that of the form. Raises Overtaken when somebody saved first, the action was
    taken out or the plan was closed, KeyAlreadyUsed when the form was saved before; nothing is written then.
    """
    hold_with(action)
    if key:
        FormKey.spend(key, action)
    _report(action, by, version, status, _forecast(forecast, forecast_reason))
    if note:
        _note(action, by, note, noted_on, note_is_public)
    tell(action)


def _forecast(forecast, reason):
    if forecast is None:
        return {}
    return {"forecast": forecast, "forecast_reason": reason, "forecast_on": timezone.localdate()}


def _report(action, by, version, status, fields):
    if status is None or status == action.status:
        action.rewrite(by=by, version=version, verb="reported on", **fields)
        return
    people = {"edited_at": timezone.now(), "edited_by": by}
    says = {"status": status, "was": action.status}
    action._move_to(
        status, by=by, version=version, verb="reported on", details=says, status_on=timezone.localdate(),
        **people, **fields,
    )  # fmt: skip


def _note(action, by, text, noted_on=None, is_public=False):
    day = noted_on or timezone.localdate()
    return action.notes.create(text=text, noted_on=day, is_public=is_public, made_by=by)


@transaction.atomic
def remove_action(action, *, by, version):
    """Take an action out of its plan. Nothing of it is deleted. Raises Overtaken when somebody saved first."""
    hold_with(action)
    was_public = is_read_by_everybody(action)
    action.rewrite(by=by, version=version, verb="removed", is_removed=True)
    tell(action, was_public)


@transaction.atomic
def apply_table(plan, changes, *, by, key, plan_version=None):
    """Do what a checked table says (`priorities.incoming.Change`s): all of it or nothing.

    Raises Overtaken when an action was saved since it was checked, the plan was closed, or everybody would read what
    changes and the plan isn't at `plan_version` any more (None: whatever it is): the person may have been told
    otherwise. PartGone when a part was taken out, KeyAlreadyUsed when the form with `key` was saved before.
    """
    plan = _hold(plan)
    if plan_version not in (None, plan.version) and _goes_public(plan, changes):
        raise Overtaken(f"Somebody else changed {plan} first.")
    FormKey.spend(key, plan)
    owners, parts = Owners(plan.region), PlanParts(plan)
    for part in filter(None, (change.part for change in changes)):
        _check_part(parts, part)
    for change in changes:
        _apply(plan, change, owners, by)
    added = sum(change.action is None for change in changes)
    record("brought in a table of the actions of", plan, by=by, added=added, changed=len(changes) - added)
    if plan.is_public:
        public_content_changed()


def _goes_public(plan, changes):
    return plan.shows_actions or any(change.edits.get("is_public") for change in changes)


def _apply(plan, change, owners, by):
    action, version, edits = change.action, change.version, change.edits
    if "owner" in edits:
        edits = edits | {"owner": _owner(owners, edits["owner"])}
    if action is None:
        action = _add(plan, change.part, edits, by)
        version = action.version
    elif edits or change.part:
        part = belonging(change.part) if change.part else {}
        _edit(action, by, version, change.move_reason, edits | part)
        version = action.version
    if change.status is not None or change.forecast is not None or change.note:
        _report(action, by, version, change.status, _forecast(change.forecast, change.forecast_reason))
    if change.note:
        _note(action, by, change.note)


def _owner(owners, chosen):
    try:
        return owners.office(chosen)
    except KeyError:
        raise Overtaken("A post ended since the table was checked.") from None


def _hold(plan):
    """Let others who write into the plan wait until this transaction ends; raise Overtaken if it isn't open now."""
    now = Plan.objects.hold(plan.pk)
    if not (now.is_draft or now.is_published):
        raise Overtaken(f"{now} was closed first.")
    return now


def hold_with(action):
    """Do as `_hold` with the plan of `action`, and return it; raise Overtaken, too, when the action was taken out."""
    action.plan = plan = _hold(action.plan)
    if not plan.actions.standing().filter(pk=action.pk).exists():
        raise Overtaken(f"{action} was taken out of the plan.")
    return plan


def is_read_by_everybody(action) -> bool:
    plan = action.plan
    return plan.is_public and not action.is_removed and (action.is_public or plan.shows_actions)


def tell(action, was_public=False):
    """Last in the transaction: drop kept pages when what everybody reads has changed."""
    if was_public or is_read_by_everybody(action):
        public_content_changed()
