"""What was taken out of a plan: when, by whom, what comes back with it, and what must come first."""

from collections import defaultdict
from typing import NamedTuple

from django.urls import reverse

from priorities.actions.parts import code_holder
from priorities.actions.taking_out import lost_its_focus
from priorities.models import Action, Enabler, Measure, Priority
from priorities.parts import main_part
from priorities.releasing import readers_in_region, readers_of_part, readers_of_shown
from priorities.supports import listed

BELONGS_TO = ("priority", "focus_area__priority", "enabler")


class TakenOut(NamedTuple):
    """One thing that was taken out: the record, of what it was a part (None: of the plan), and what left with it."""

    record: object
    of: object = None
    actions: tuple[Action, ...] = ()

    @property
    def kind(self) -> str:
        return self.record._meta.verbose_name

    @property
    def name(self) -> str:
        return getattr(self.record, "name", "") if isinstance(self.record, Priority | Enabler) else str(self.record)

    @property
    def waits_for(self):
        """The priority or enabler that must be put back first; None when nothing must."""
        return self.of if self.of is not None and self.of.is_removed else None

    @property
    def put_back_url(self) -> str:
        return put_back_url(self.record)


def put_back_url(record) -> str:
    """Return the address of the page that puts a record back."""
    key = record.public_id if isinstance(record, Action) else record.pk
    return reverse(f"{record._meta.model_name}_put_back", args=[key])


def taken_out(plan) -> list[TakenOut]:
    """Return what was taken out of `plan`, the latest first: four queries, however much it is."""
    actions = list(plan.actions.taken_out().select_related("edited_by", *BELONGS_TO))
    with_part = defaultdict(list)
    for action in actions:
        if action.left_with_part:
            with_part[main_part(action)].append(action)
    parts = [*plan.priorities.taken_out().select_related("edited_by")]
    parts += plan.enablers.taken_out().select_related("edited_by")
    measures = Measure.objects.taken_out().filter(priority__plan=plan).select_related("edited_by", "priority")
    found = [TakenOut(part, actions=tuple(with_part[part])) for part in parts]
    found += [TakenOut(measure, of=measure.priority) for measure in measures]
    found += [TakenOut(action, of=main_part(action)) for action in actions if not action.left_with_part]
    return sorted(found, key=lambda one: one.record.edited_at, reverse=True)


def what_must_come_first(record) -> list[tuple[str, str]]:
    """Return (what, where) of what keeps a record that was taken out from standing in its plan again."""
    if isinstance(record, Priority | Enabler):
        holder = code_holder(record.plan, record.code)
        return [_other_code(record, holder)] if holder else []
    of = _of(record)
    return [(f"{of.name} was taken out, too. Put it back first.", put_back_url(of))] if of.is_removed else []


def _other_code(part, holder):
    kind = holder._meta.verbose_name
    said = f"{part.code} is now the code of another {kind}: “{holder.title}”. Give that one another code first."
    return said, reverse(f"{kind}_edit", args=[holder.pk])


def _of(record):
    return record.priority if isinstance(record, Measure) else main_part(record)


def consequences(record) -> list[str]:
    """Return in sentences what happens when a record is put back."""
    if isinstance(record, Measure):
        return [f"It stands in {record.priority.name} again, with its figures."]
    if isinstance(record, Action):
        whole = " as a whole: its focus area was taken out" if lost_its_focus(record) else ""
        return [f"It belongs to {main_part(record).name} again{whole}.", "Its notes and dates come back with it."]
    if isinstance(record, Priority):
        said = ["It stands in the plan again, with its focus areas, people and measures."]
    else:
        said = [f"It stands in the plan again. {_supports(record)}"]
    actions = record.plan.actions.left_with(record).select_related("plan__region")
    return said + [_comes_back(action) for action in actions]


def _supports(enabler):
    narrowed = list(enabler.narrowed_to.all())
    names = [priority.name for priority in narrowed if not priority.is_removed]
    if not narrowed:
        return "It supports every priority."
    if not names:
        return "All that it supported was taken out: choose then what it supports."
    return f"It supports {listed(names)}."


def _comes_back(action):
    plan = action.plan
    if action.is_public or plan.shows_actions:
        who = ", and is shown publicly again"
    else:
        who = f", for those alone who hold a post in {plan.region}" if plan.is_public else ""
    return f"The action “{action.title}” comes back with it{who}."


def readers(record) -> str:
    """Return who will read a record once it is put back, and where."""
    if isinstance(record, Priority | Enabler):
        return readers_of_part(record)
    if isinstance(record, Measure):
        return readers_of_part(record.priority)
    is_shown = record.is_public or record.plan.shows_actions
    return readers_of_shown(record) if is_shown else readers_in_region(record.plan)
