"""Coverage: which authority of a region has had which kind of review, when the next one is, and what was promised.

Those who run the region's peer challenge and its directors read it: of each review that it takes place and when, and
nothing else. What was only asked for, or was given up, isn't in it. A constant number of queries for any number of
authorities.
"""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from peerchallenge.audiences import Audience
from peerchallenge.reviews.models import LINE, CoveragePromise, Review, Stage
from portal.regions.models import LocalAuthority
from portal.ui import dates

VISITED = LINE[LINE.index(Stage.ON_SITE) :]
NOT_COUNTED = (Stage.REQUESTED, Stage.WITHDRAWN)


class Visit(NamedTuple):
    """One review as coverage counts it: `round` is its place among those of its kind at its host."""

    review: Review
    round: int
    day: date | None  # its last day, or the one that is planned
    took_place: bool

    @property
    def is_put_off(self) -> bool:
        return self.review.status == Stage.POSTPONED


class Cell(NamedTuple):
    """What an authority has of a kind, in words: the last visit and the next one, each with its review if any."""

    last: str
    next: str
    last_review: Any = None
    next_review: Any = None


class Standing(NamedTuple):
    """How an authority stands with a promise: the state, its label and look, and when."""

    authority: LocalAuthority
    state: str
    day: date | None

    @property
    def label(self) -> str:
        return LABELS[self.state][0]

    @property
    def tag_kind(self) -> str:
        return LABELS[self.state][1]

    @property
    def when(self) -> str:
        return dates.day(self.day) if self.day else ""


KEPT, LATE, PLANNED, SLIPPED, PUT_OFF, NO_DAYS, NOTHING, MISSED = (
    "kept", "late", "planned", "slipped", "put-off", "no-days", "nothing", "missed",
)  # fmt: skip
LABELS = {
    KEPT: ("Had it in time", "done"),
    LATE: ("Had it late", "muted"),
    PLANNED: ("Planned in time", "started"),
    SLIPPED: ("Planned too late", "needs"),
    PUT_OFF: ("Put off", "needs"),
    NO_DAYS: ("No days set yet", "needs"),
    NOTHING: ("Nothing planned", "needs"),
    MISSED: ("Not had", "needs"),
}
IN_TIME = (KEPT, PLANNED)


class Promised(NamedTuple):
    """A promise, whether it will be kept in a word and a sentence, and how each authority stands with it."""

    promise: CoveragePromise
    verdict: str
    tag_kind: str
    said: list[str]
    rows: list[Standing]


class Coverage(NamedTuple):
    """The page: `kinds` are the columns of the grid, `grid` (authority, its cells) its rows."""

    region: Any
    kinds: list
    grid: list[tuple[LocalAuthority, list[Cell]]]
    promises: list[Promised]

    @property
    def in_words(self) -> str:
        had = sum(any(cell.last for cell in cells) for _, cells in self.grid)
        many = len(self.grid)
        return f"{had} of {many} authorit{'y' if many == 1 else 'ies'} {'has' if had == 1 else 'have'} had a review."


def coverage_of(region, promises) -> Coverage:
    """Return the coverage of `region` with `promises`, those that its reader may see; two queries besides."""
    places = list(LocalAuthority.objects.on().filter(region=region).order_by("name"))
    visits = _visits(region)
    promises = list(promises.select_related("kind"))
    kinds = {visit.review.kind for rows in visits.values() for visit in rows} | {one.kind for one in promises}
    kinds = sorted(kinds, key=lambda kind: (kind.name, kind.pk))
    grid = [(place, [_cell(visits[place.pk, kind.pk]) for kind in kinds]) for place in places]
    said = [_promised(one, [(place, visits[place.pk, one.kind_id]) for place in places]) for one in promises]
    return Coverage(region, kinds, grid, said)


def _visits(region):
    """Return {(id of an authority, id of a kind): its visits in the order of their days, those without one last}."""
    found = defaultdict(list)
    rows = Review.objects.filter(region=region).exclude(status__in=NOT_COUNTED).select_related("kind")
    rows = rows.only("public_id", "authority", "kind__name", "round", "status", "begins_on", "ends_on", "status_at")
    for row in sorted(rows, key=_order):
        key = row.authority_id, row.kind_id
        took_place = row.status in VISITED
        found[key].append(Visit(row, max(row.round, len(found[key]) + 1), _day(row), took_place))
    return found


def _day(review):
    if review.ends_on or review.status not in VISITED:
        return review.ends_on
    return dates.local(review.status_at).date()


def _order(review):
    return _day(review) or date.max, review.pk


def _cell(visits):
    had = [one for one in visits if one.took_place]
    coming = [one for one in visits if not one.took_place]
    last, coming = had[-1] if had else None, coming[0] if coming else None
    round_said = f", round {last.round}" if last and last.round > 1 else ""
    return Cell(
        f"{dates.month(last.day)}{round_said}" if last else "", _next(coming) if coming else "",
        last and last.review, coming and coming.review,
    )  # fmt: skip


def _next(visit):
    if visit.is_put_off:
        return "put off"
    return dates.month(visit.day) if visit.day else "no days set yet"


def _promised(promise, rows):
    found = [_standing(promise, place, visits) for place, visits in rows]
    by_state = defaultdict(list)
    for one in found:
        by_state[one.state].append(one)
    verdict, kind = _verdict(promise, by_state)
    return Promised(promise, verdict, kind, _sentences(found, by_state), found)


def _standing(promise, place, visits):
    """The first visit since the promise began that is of its round, or a later one, decides."""
    since = [one for one in visits if one.round >= promise.round and (one.day is None or one.day >= promise.starts_on)]
    had = [one for one in since if one.took_place]
    if had:
        return Standing(place, KEPT if had[0].day <= promise.ends_on else LATE, had[0].day)
    is_over = promise.ends_on < timezone.localdate()
    planned = [one for one in since if not one.took_place]
    if not planned:
        return Standing(place, MISSED if is_over else NOTHING, None)
    first = planned[0]
    if first.is_put_off or first.day is None:
        return Standing(place, PUT_OFF if first.is_put_off else NO_DAYS, None)
    return Standing(place, PLANNED if first.day <= promise.ends_on else SLIPPED, first.day)


def _verdict(promise, by_state):
    """Whether it will be kept."""
    all_there = not any(by_state[state] for state in LABELS if state not in IN_TIME)
    if all_there and not by_state[PLANNED]:
        return ("Kept", "done") if by_state[KEPT] else ("No authority yet", "muted")
    if all_there:
        return "Will be kept if nothing slips", "started"
    if promise.ends_on < timezone.localdate() or by_state[LATE]:
        return "Not kept", "needs"
    return "Won’t be kept as it stands", "needs"


def _sentences(found, by_state):
    many, had = len(found), len(by_state[KEPT])
    said = [f"{had} of {many} had it in time."] if many else []
    if by_state[PLANNED]:
        said.append(f"Planned in time: {_names(by_state[PLANNED])}.")
    slipped = by_state[SLIPPED] + by_state[LATE]
    if slipped:
        said.append(f"Slipped past the end: {_names(slipped)}.")
    if by_state[PUT_OFF]:
        said.append(f"Put off, with no new days: {_names(by_state[PUT_OFF])}.")
    due = by_state[NO_DAYS] + by_state[NOTHING]
    if due:
        said.append(f"Due, and no days are set: {_names(due)}.")
    if by_state[MISSED]:
        said.append(f"Didn’t have it: {_names(by_state[MISSED])}.")
    return said


def _names(rows):
    return ", ".join(f"{one.authority} ({one.when})" if one.when else str(one.authority) for one in rows)


def grid_table(coverage) -> tuple[list, list]:
    """Return columns and rows of the grid for a spreadsheet: last and next of each kind, then each promise."""
    columns = ["Authority"]
    for kind in coverage.kinds:
        columns += [f"{kind}: last", f"{kind}: next"]
    columns += [f"{one.promise.words} ({dates.day(one.promise.ends_on)})" for one in coverage.promises]
    rows = []
    for place, (authority, cells) in enumerate(coverage.grid):
        row = [str(authority)]
        for cell in cells:
            row += [cell.last, cell.next]
        standings = [one.rows[place] for one in coverage.promises]
        rows.append(row + [f"{one.label}, {one.when}" if one.when else one.label for one in standings])
    return columns, rows


def who_sees_coverage(region) -> Audience:
    """Return who reads it."""
    who = f"{region}’s programme managers and peer challenge associate, its directors, the chief executives of their"
    said = f"Only {who} trusts and the regional chair can see this: that reviews take place and when, nothing else."
    return Audience("Directors", said)
