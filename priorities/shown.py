"""Priorities and enablers with all that everybody reads of them, for any number of them in the same few queries."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.utils import timezone

from portal.accounts.models.office import holders
from priorities.evidence import Evidence, evidence_for, key_of
from priorities.guides import Guide, guides_of
from priorities.lineage import Kin, became, came_from
from priorities.models import Action, ActionNote, DueDateMove, Enabler, FocusArea, Lead, Measure, Priority
from priorities.origins import Origin
from priorities.progress import Progress, progress_of
from priorities.reading import is_over


@dataclass
class Shown:
    """A priority or an enabler as a page shows it: what was said, what is done for it, what shows that it helped."""

    record: Priority | Enabler
    is_over: bool = False  # its plan
    actions: list[Action] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    to_come: list[Evidence] = field(default_factory=list)
    focus_areas: list[FocusArea] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    guides: list[Guide] = field(default_factory=list)
    became: list[Kin] = field(default_factory=list)
    came_from: Kin | None = None
    origins: list[Origin] = field(default_factory=list)
    quiet_since: date | None = None
    supports: str = ""

    @property
    def progress(self) -> Progress:
        return progress_of(action.status for action in self.actions)

    @property
    def happened(self) -> list[Evidence]:
        """Evidence, and actions done or stopped, oldest first."""
        ended = [_ended(action) for action in self.actions if action.is_finished]
        return sorted([*ended, *self.evidence], key=lambda row: (row.happened_on, row.title))

    @property
    def unfinished(self) -> list[Action]:
        return [action for action in self.actions if not action.is_finished]

    @property
    def anchor(self) -> str:
        return self.record.slug

    @property
    def heading(self) -> str:
        return self.record.name


def _ended(action):
    kind = f"Action {action.get_status_display().lower()}"
    return Evidence(kind, action.status_on, action.title, "", action.last_note or "")


def shown(priorities: list[Priority], enablers: list[Enabler] = (), today: date | None = None) -> dict:
    """Return {("priority", id) or ("enabler", id): what is Shown of it}; eleven queries, however many there are.

    The records are of one region, and have their plan and its region at hand.
    """
    day = today or timezone.localdate()
    records = [*priorities, *enablers]
    _fetch(priorities)
    found = {key_of(record): Shown(record, is_over(record.plan, day)) for record in records}
    actions = list(_actions(priorities, enablers))
    held = _held(priorities, actions, records[0].plan.region_id) if records else set()
    for action in actions:
        action.owner_is_vacant = action.owner_id is not None and action.owner_id not in held
        found[_belongs_to(action)].actions.append(action)
    for key, rows in evidence_for(records, AnonymousUser()).items():
        found[key].evidence = [row for row in rows if row.happened_on <= day]
        found[key].to_come = [row for row in rows if row.happened_on > day]
    guides, fates, origins = guides_of(priorities, day, held), became(priorities), came_from(priorities)
    for priority in priorities:
        one = found[key_of(priority)]
        one.focus_areas, one.measures = priority.standing_focus_areas, _measured(priority)
        one.guides = guides.get(priority.pk, [])
        one.became, one.came_from = fates.get(priority.pk, []), origins.get(priority.pk)
    return found


def _measured(priority):
    for measure in priority.standing_measures:
        measure.figures = [
            (in_figures(measure.baseline, measure.unit), "", measure.baseline_on),
            (in_figures(measure.target, measure.unit), "by ", measure.target_on),
            (in_figures(measure.current, measure.unit), "", measure.current_on),
        ]
    return priority.standing_measures


def in_figures(value, unit: str) -> str:
    """Return "1,250", "12.5%" or "0"; empty for a figure that isn't known (None)."""
    if value is None:
        return ""
    figures = f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{figures}%" if unit == "%" else figures


def _fetch(priorities):
    offices = Lead.objects.select_related("office__region", "office__authority", "office__trust")
    prefetch_related_objects(
        priorities,
        Prefetch("focus_areas", FocusArea.objects.filter(is_removed=False), to_attr="standing_focus_areas"),
        Prefetch("measures", Measure.objects.filter(is_removed=False), to_attr="standing_measures"),
        Prefetch("leads", offices),
    )


def _actions(priorities, enablers):
    """The actions that everybody reads, by due date, each with its last public note and how its due date moved."""
    notes = ActionNote.objects.filter(action=OuterRef("pk"), is_public=True).order_by("-noted_on", "-pk")
    theirs = Q(priority__in=priorities) | Q(focus_area__priority__in=priorities) | Q(enabler__in=enablers)
    return (
        Action.objects.public()
        .filter(theirs)
        .annotate(last_note=Subquery(notes.values("text")[:1]), last_noted_on=Subquery(notes.values("noted_on")[:1]))
        .select_related("focus_area", "owner__region", "owner__authority", "owner__trust")
        .prefetch_related(Prefetch("moves", DueDateMove.objects.order_by("moved_at", "pk")))
    )


def _held(priorities, actions, region):
    """Return the ids of those offices named that somebody holds in the region at this moment; one query."""
    offices = {lead.office for priority in priorities for lead in priority.leads.all()}
    offices |= {action.owner for action in actions if action.owner}
    return set(holders(offices, region))


def _belongs_to(action):
    if action.enabler_id:
        return "enabler", action.enabler_id
    return "priority", action.priority_id or action.focus_area.priority_id
