"""The control room: authorities × steps, each with its progress in words and date; never a word of what they write."""

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from peerchallenge.deadlines import Deadline, Deadlines
from peerchallenge.models import Cycle, Moderator, SelfAssessment, Step, Submission
from peerchallenge.owed import held_up, standing, who_owes
from peerchallenge.people import asked_at, posts_at
from peerchallenge.tasks_moderation import late_moderators
from portal.ui import dates
from portal.ui.posted import address_if_there

Kind, Status = Step.Kind, SelfAssessment.Status
# Steps that every authority takes on the same days, and that nobody hands anything in for.
NOT_SENT = "not-sent"
KINDS = {Status.NOT_STARTED: "plain", Status.IN_PROGRESS: "started", Status.SIGNING: "started"}


class Cell(NamedTuple):
    """How one authority stands at one step: a status in words, its tag's kind, a line with the date, one with more."""

    said: str
    kind: str = "plain"
    when: str = ""
    more: str = ""


class Row(NamedTuple):
    """One authority in the control room. `owing` are the people whom a nudge would go to now."""

    participation: Any
    assessment: SelfAssessment | None
    cells: list[Cell]
    sections: str
    is_late: bool
    last_signed_in: str
    owing: list
    submitted_url: str = ""

    @property
    def how(self) -> str:
        """What the list can be narrowed by."""
        return self.assessment.status if self.assessment else NOT_SENT


class Room(NamedTuple):
    cycle: Cycle
    steps: list[Step]
    rows: list[Row]


def control_room_of(cycle: Cycle, *, names_people: bool) -> Room:
    """Return the progress of every authority in `cycle`; whether it may be read was asked before.

    A constant number of queries. Who last signed in is named only with `names_people`; otherwise just when.
    """
    deadlines = Deadlines(cycle)
    steps = [step for step in deadlines.steps if step.is_on]
    taking_part = list(cycle.participations.select_related("authority"))
    authorities = [one.authority for one in taking_part]
    posts = posts_at(authorities)
    asked = asked_at(authorities, posts)
    made = {one.authority_id: one for one in _assessments(cycle)}
    submitted = {one["assessment"]: one for one in _submissions(cycle)}
    signed_in, waiting = _last_signed_in(authorities, posts), held_up(made.values(), authorities, posts)
    moderating = _late_moderators(deadlines, cycle)
    rows = []
    for one in taking_part:
        assessment = made.get(one.authority_id)
        waits = waiting.get(assessment.pk) if assessment else None
        submission = submitted.get(assessment.pk) if assessment else None
        place = _Place(assessment, submission, one.authority, deadlines, waits)
        person, at = signed_in.get(one.authority_id, ("", None))
        said = " ".join(filter(None, [dates.day(at), f"({person})" if names_people else ""])) if at else "Nobody yet"
        due = place.due(Kind.SELF_ASSESSMENT)
        owing = list(who_owes(asked[one.authority_id], waits)) if assessment and standing(assessment, due) else []
        owing += moderating.get(one.authority_id, [])
        cells = [place.cell(step) for step in steps]
        is_late = bool(assessment and not assessment.is_submitted and due and due.is_over)
        rows.append(Row(one, assessment, cells, place.sections, is_late, said, owing, place.url))
    return Room(cycle, steps, rows)


def _assessments(cycle):
    completed = Q(sections__status="completed")
    counts = {"sections_completed": Count("sections", filter=completed), "sections_all": Count("sections")}
    return cycle.assessments.annotate(**counts).order_by()


def _submissions(cycle):
    """The latest submission of each, without its words: when, which version, and how many moderate it."""
    asked = Count("moderators", filter=Q(moderators__status__in=["asked", "accepted", "done"]))
    done = Count("moderators", filter=Q(moderators__status="done"))
    latest = Submission.objects.filter(assessment__cycle=cycle).latest_of_each().order_by()
    return latest.annotate(asked=asked, done=done).values("assessment", "public_id", "submitted_at", "asked", "done")


def _late_moderators(deadlines, cycle) -> dict[int, list]:
    """Return {authority: people} of those who moderate it and are late; no query before any moderation is over."""
    step = deadlines.step(Kind.MODERATION)
    if not step or not step.due_on or step.due_on >= timezone.localdate():
        return {}
    found, moderators = {}, Moderator.objects.filter(submission__assessment__cycle=cycle)
    for one, _ in late_moderators(moderators, {cycle.pk: deadlines}):
        found.setdefault(one.authority_id, []).append(one.person)
    return found


def _last_signed_in(authorities, posts) -> dict[int, tuple[str, datetime]]:
    """Return {authority: (name, moment)} of whoever signed in last of those who hold a post there, or at its trust."""
    served = defaultdict(list)
    for one in authorities:
        for trust in one.trusts_on():
            served[trust.pk].append(one.pk)
    found = {}
    here = [post for post in posts if post.person.last_login]
    for post in sorted(here, key=lambda post: (post.person.last_login, post.person_id)):
        for pk in [post.authority_id] if post.authority_id else served[post.trust_id]:
            found[pk] = (str(post.person), post.person.last_login)
    return found


class _Place:
    """Where one authority is: what its cells are made of."""

    def __init__(self, assessment, submission, authority, deadlines, waits=None):
        self.assessment, self.submission, self.waits = assessment, submission, waits
        self.authority, self.deadlines = authority, deadlines

    def due(self, kind) -> Deadline | None:
        step = self.deadlines.step(kind)
        return self.deadlines.of(step, self.authority) if step else None

    @property
    def sections(self) -> str:
        one = self.assessment
        return f"{one.sections_completed} of {one.sections_all} sections completed" if one else ""

    @property
    def url(self) -> str:
        """Where what was submitted last is read."""
        return address_if_there("submitted", self.submission["public_id"]) if self.submission else ""

    def cell(self, step) -> Cell:
        if step.kind == Kind.FRAMEWORK:
            return self._framework()
        if step.kind == Kind.SELF_ASSESSMENT:
            return self._self_assessment(self.deadlines.of(step, self.authority))
        if step.kind == Kind.MODERATION:
            return self._moderation(self.deadlines.of(step, self.authority))
        return _on_its_days(step, self.deadlines.of(step, self.authority))

    def _framework(self):
        if self.assessment is None:
            return Cell("Not yet sent", "needs")
        return Cell("Sent", "done", dates.day(self.assessment.made_at))

    def _self_assessment(self, deadline):
        one = self.assessment
        if one is None:
            return Cell("Not yet sent")
        if one.is_submitted:
            return Cell("Submitted", "done", dates.day(self.submission["submitted_at"]) if self.submission else "")
        said = "Open again" if self.submission else one.get_status_display()
        kind = "needs" if deadline.is_over else KINDS[one.status]
        return Cell(said, kind, deadline.chased, self.waits.said if self.waits else self.sections)

    def _moderation(self, deadline):
        one, found = self.assessment, self.submission
        if not one or not found or not one.is_submitted:
            return Cell("Not yet", when=deadline.in_short)
        if one.status == Status.MODERATED:
            return Cell("Moderated", "done", dates.day(one.status_at))
        if not found["asked"]:
            return Cell("Nobody asked yet", "needs" if deadline.is_over else "plain", deadline.in_short)
        is_late = deadline.is_over and found["done"] < found["asked"]
        said = f"{found['done']} of {found['asked']} done"
        return Cell(said, "needs" if is_late else "started", deadline.chased if is_late else deadline.in_short)


def _on_its_days(step, deadline):
    """How a step stands for which only days count."""
    first, last, today = step.opens_on, deadline.due_on, timezone.localdate()
    when = dates.days(first, last) if first and last else dates.day(first or last) if first or last else ""
    if last and last < today:
        return Cell("Over", when=when)
    if (first and first <= today) or (not first and last == today):
        return Cell("Now", "started", when)
    return Cell("To come", when=when or "No day set yet")


HOW = [("", "However they stand"), ("late", "Late"), (NOT_SENT, "Not yet sent"), *Status.choices]


def choices(room: Room, asked) -> list[dict]:
    """Return the filters with what `asked` (a QueryDict) chose; a value that isn't there counts as none."""
    triads = sorted({row.participation.triad for row in room.rows} - {None})
    how = [one for one in HOW if one[0] != Status.MODERATED or any(step.kind == Kind.MODERATION for step in room.steps)]
    offered = [("how", "Self-assessment", how)]
    if triads:
        numbers = [(str(number), f"Triad {number}") for number in triads]
        offered.append(("triad", "Triad", [("", "Every triad"), *numbers]))
    return [
        {
            "name": name,
            "label": label,
            "choices": found,
            "value": asked.get(name) if asked.get(name) in dict(found) else "",
        }
        for name, label, found in offered
    ]


def narrowed(rows: list[Row], selects) -> list[Row]:
    """Return the rows that the filters leave."""
    wanted = {one["name"]: one["value"] for one in selects}
    how, triad = wanted["how"], wanted.get("triad", "")
    offered = dict(next(one["choices"] for one in selects if one["name"] == "how"))
    found = [row for row in rows if not how or (row.is_late if how == "late" else _how(row, offered) == how)]
    return [row for row in found if not triad or str(row.participation.triad) == triad]


def _how(row, offered):
    """How it stands among what is `offered`: where a cycle takes no moderation, moderated is submitted."""
    return row.how if row.how in offered else Status.SUBMITTED


def counted(room: Room) -> str:
    """Return one sentence that says where the cycle stands: "3 of 8 have submitted, 2 are late."."""
    submitted = sum(1 for row in room.rows if row.assessment and row.assessment.is_submitted)
    late = sum(row.is_late for row in room.rows)
    said = f"{submitted} of {len(room.rows)} {'has' if submitted == 1 else 'have'} submitted"
    return f"{said}, {late} {'is' if late == 1 else 'are'} late." if late else f"{said}; none is late."


def table(room: Room, rows: list[Row]) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of the control room as plain text."""
    parts = [f"{step.name}: {part}" for step in room.steps for part in ("status", "date")]
    columns = ["LA code", "Authority", "Triad", *parts, "Sections completed", "Late", "Last signed in"]
    found = []
    for row in rows:
        one = row.participation
        cells = [text for cell in row.cells for text in (cell.said, cell.when)]
        late = "yes" if row.is_late else "no"
        triad = str(one.triad or "")
        found.append([one.authority.code, one.authority.name, triad, *cells, row.sections, late, row.last_signed_in])
    return columns, found
