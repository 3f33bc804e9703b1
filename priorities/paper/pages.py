"""What stands on a plan's page on paper: exactly what the one who asks may read, as plain text."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field

from django.db.models import Prefetch
from django.utils import timezone

from portal.accounts.models.office import holders
from portal.ui import dates, links, richtext
from priorities.guides import guides_of
from priorities.models import Action, FocusArea, Lead, Plan
from priorities.parts import main_part
from priorities.progress import progress_of
from priorities.supports import supported


@dataclass
class ActionLine:
    """An action and, in one line, whose it is, when it is due and how it goes."""

    title: str
    said: str


@dataclass
class PriorityBlock:
    name: str
    area: str
    narrative: list[str]
    focus: list[str]
    people: list[str]
    actions: list[ActionLine]


@dataclass
class EnablerRow:
    """An enabler, and of each priority in the plan's order whether it supports it."""

    name: str
    narrative: list[str]
    supports: list[bool]


@dataclass
class PlanPage:
    """A plan as plain texts; nothing in it is markup of any kind."""

    region: str
    period: str
    title: str
    status: str
    address: str
    introduction: list[str]
    areas: list[str]
    columns: list[str]
    priorities: list[PriorityBlock]
    enablers: list[EnablerRow]
    general: list[ActionLine] = field(default_factory=list)

    def as_data(self) -> dict:
        return asdict(self)


def plan_page(plan: Plan, user) -> PlanPage:
    """Return what `user` (AnonymousUser: everybody) may read of `plan`, whose reading was asked before.

    Offices are named, not who holds them. A constant number of queries.
    """
    actions = _actions(plan, user)
    priorities = _priorities(plan)
    columns = _columns(priorities)
    owners = {action.owner for action in actions if action.owner}
    offices = owners | {lead.office for priority in priorities for lead in priority.leads.all()}
    held = holders(offices, plan.region_id)
    guides = guides_of(priorities, timezone.localdate(), held)
    lines, general = _by_priority(actions, held)
    return PlanPage(
        region=str(plan.region),
        period=plan.period,
        title=plan.title,
        status=_status(plan, actions),
        address=links.absolute(plan) if plan.is_public else "",
        introduction=_lines(plan.introduction),
        areas=[area.title for area in plan.areas.all()],
        columns=columns,
        priorities=[
            _block(priority, column, guides[priority.pk], lines[priority.pk])
            for priority, column in zip(priorities, columns, strict=True)
        ],
        enablers=_enablers(plan, priorities),
        general=general,
    )


def _actions(plan, user):
    places = ("priority", "focus_area__priority", "enabler")
    owners = ("owner__region", "owner__authority__region", "owner__trust")
    return list(Action.objects.visible_to(user).filter(plan=plan).select_related(*places, *owners))


def _priorities(plan):
    leads = Lead.objects.select_related("office__region", "office__authority__region", "office__trust")
    points = FocusArea.objects.filter(is_removed=False)
    found = plan.priorities.standing().select_related("area")
    found = list(found.prefetch_related(Prefetch("leads", queryset=leads), Prefetch("focus_areas", queryset=points)))
    for priority in found:
        priority.plan = plan
    return found


def _block(priority, column, guides, actions):
    return PriorityBlock(
        name=priority.name if column == priority.code else f"{column}. {priority.name}",
        area=priority.area.title if priority.area else "",
        narrative=_lines(priority.narrative),
        focus=[point.text for point in priority.focus_areas.all()],
        people=[f"{guide.part}: {_guide(guide)}" for guide in guides if guide.until is None],
        actions=actions,
    )


def _enablers(plan, priorities):
    found = []
    for enabler in plan.enablers.standing().prefetch_related("narrowed_to"):
        chosen = supported(enabler, priorities)
        found.append(EnablerRow(enabler.name, _lines(enabler.narrative), [it in chosen for it in priorities]))
    return found


def _by_priority(actions, held):
    """Return the lines of the actions by priority, and of those that belong to an enabler."""
    lines, general = defaultdict(list), []
    for action in actions:
        line = ActionLine(action.title, action_in_words(action, held))
        if action.enabler:
            line.title = f"{action.enabler.code or action.enabler.title}: {line.title}"
            general.append(line)
        else:
            lines[main_part(action).pk].append(line)
    return lines, general


def action_in_words(action, held) -> str:
    """Return "Director of Children's Services, Ardenvale. Due 3 March 2026. Under way, at risk: why."."""
    owner = _office(action.owner, held) if action.owner else "No owner yet"
    due = f"Due {dates.day(action.due_on)}" if action.due_on else "No due date"
    return f"{owner}. {due}. {state_in_words(action)}"


def state_in_words(action) -> str:
    """Return "Under way, on track.", "Done on 3 March 2026.", or what else is known of the action."""
    state = action.get_status_display()
    if action.is_finished:
        return f"{state} on {dates.day(action.status_on)}."
    said = action.get_forecast_display().lower()
    if action.forecast_is_stale:
        return f"{state}. Forecast of {dates.day(action.forecast_on)}, older than six weeks: {said}."
    reason = f": {action.forecast_reason}" if action.forecast_reason else ""
    return f"{state}, {said}{reason}"[:400].rstrip(".") + "."


def _guide(guide):
    if guide.office is None:
        return "vacant"
    return f"{guide.office} (vacant)" if guide.is_vacant else str(guide.office)


def _office(office, held):
    return str(office) if office.pk in held else f"{office} (vacant)"


def _columns(priorities):
    """What stands above the grid's columns: the codes, or numbers where a priority has none."""
    codes = [priority.code for priority in priorities]
    return codes if all(codes) else [str(number) for number in range(1, len(codes) + 1)]


def _status(plan, actions):
    """One sentence on where the plan stands."""
    said = {
        Plan.Status.DRAFT: "Draft: not published",
        Plan.Status.PUBLISHED: f"Published {_on(plan.published_at)}",
        Plan.Status.CLOSED: f"Closed {_on(plan.closed_at)}",
        Plan.Status.DISCARDED: "Put away",
    }[plan.status]
    checked = f"Last checked {_on(plan.checked_on)}" if plan.checked_on else ""
    progress = str(progress_of(action.status for action in actions))
    parts = [said, checked, progress, f"Printed {_on(timezone.localdate())}"]
    return ". ".join(filter(None, parts)) + "."


def _on(moment):
    return f"on {dates.day(moment)}" if moment else ""


def _lines(html):
    return richtext.to_plain(html).splitlines()
