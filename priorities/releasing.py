"""What becomes public of a plan's actions, and who reads it: for the pages that name both before they ask."""

from dataclasses import dataclass

from django.utils import timezone

from portal.ui import links
from priorities.models import Action, Plan
from priorities.owners import owners_of
from priorities.parts import main_part
from priorities.reading import is_over
from priorities.tables import for_table


@dataclass(frozen=True)
class Release:
    """The standing actions of a plan: those that are shown `one_by_one`, and the `others`."""

    one_by_one: list[Action]
    others: list[Action]
    shows_all: bool

    @property
    def public(self) -> list[Action]:
        """Those that everybody reads, or will when the plan is public."""
        return [*self.one_by_one, *(self.others if self.shows_all else ())]


def of_plan(plan: Plan) -> Release:
    """Return what is shown of the actions of `plan`, those due first on top; four queries, however many."""
    actions = with_notes(for_table(plan.actions.standing()))
    for action in actions:
        action.plan = plan
    one_by_one = [action for action in actions if action.is_public]
    return Release(one_by_one, [action for action in actions if not action.is_public], plan.shows_actions)


def of_action(action: Action) -> Action:
    """Return an action, whose plan is at hand, as `priorities/_action.html` takes it; four queries."""
    [found] = with_notes(for_table(Action.objects.filter(pk=action.pk)))
    found.plan = action.plan
    return found


def with_notes(actions) -> list[Action]:
    """Return `actions` (as from `tables.for_table`) as `priorities/_action.html` takes them; two queries besides.

    Each has its `earlier_notes` that everybody reads, older than the last one, and how many of its notes stay
    with the region as `kept_notes`.
    """
    actions = list(actions.prefetch_related("moves"))
    owners = owners_of(actions)
    today = timezone.localdate()
    for action in actions:
        action.is_over = is_over(action.plan, today)
        action.owner_is_vacant = action.owner_id is not None and action.pk not in owners
        notes = list(action.notes.all())
        told = [note for note in notes if note.is_public]
        action.last_note, action.last_noted_on = (told[0].text, told[0].noted_on) if told else ("", None)
        action.earlier_notes, action.kept_notes = told[1:], len(notes) - len(told)
    return actions


def readers_of_all(plan: Plan) -> str:
    """Who reads the actions of a plan that shows them all."""
    return _everybody(plan, f"{links.absolute(plan)}, each on the page of its priority or enabler")


def readers_of_part(part) -> str:
    """Who reads a priority or an enabler."""
    return _everybody(part.plan, links.absolute(part))


def readers_of_shown(action: Action) -> str:
    """Who reads an action that is shown publicly, and where."""
    part = main_part(action)
    part.plan = action.plan
    return _everybody(action.plan, links.absolute(part))


def readers_of_note(action: Action) -> str:
    """Who reads a note that is marked for everybody."""
    if action.is_public or action.plan.shows_actions:
        return readers_of_shown(action)
    also = "" if action.plan.is_public else " and the plan is public"
    return f"{readers_in_region(action.plan)} Everybody, as soon as the action is shown publicly{also}."


def readers_of_tick(action: Action) -> str:
    """What ticking that everybody may read a note of `action` means, and what leaving it means."""
    kept = readers_in_region(action.plan)
    if action.is_public or action.plan.shows_actions:
        return f"Ticked: {readers_of_shown(action)} Otherwise: {kept}"
    return f"Ticked: everybody, as soon as the action is shown publicly. Otherwise, and until then: {kept}"


def _everybody(plan, where):
    if plan.is_public:
        return f"everybody, at {where}."
    return f"everybody, once the plan is public, at {where}. Until then {_of_draft(plan)}."


def readers_in_region(plan: Plan) -> str:
    """Who reads an action that isn't shown publicly."""
    post_holders = f"those who hold a post in {plan.region}: at the region, or at an authority or trust of it"
    if plan.is_public:
        return f"{post_holders}."
    return f"{_of_draft(plan)}; once the plan is public, {post_holders}."


def _of_draft(plan):
    return f"only the programme managers and the chair of {plan.region}"
