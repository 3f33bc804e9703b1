"""A challenge event as a table: the triads of a cycle, who gives to whom and receives from whom, and what stands
against a triad, for a person to judge."""

from collections import defaultdict
from itertools import combinations
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from peerchallenge.audiences import Audience
from peerchallenge.models import Cycle, Participation
from peerchallenge.reviews.candidates import RECENT, reviews_in_words
from peerchallenge.reviews.models import Conflict, Member, Seat
from peerchallenge.reviews.pool import OFF
from portal.accounts.models import Post
from portal.accounts.roles import Role
from portal.regions.models import TrustDelivery

SEAT = "Director of Children’s Services, {place}"
THREE = 3
EARLIER = 3  # cycles back in which a pair that met is flagged
Status = Member.Status


class Given(NamedTuple):
    """One authority challenges another: whose seat it is, and how it stands in a word."""

    authority: Any
    host: Any
    state: str
    person: Any = None

    @property
    def in_words(self) -> str:
        return f"{self.state.lower()}: {self.person}" if self.person else self.state.lower()


class Row(NamedTuple):
    """An authority of a triad: its review, from whom it receives, to whom it gives."""

    authority: Any
    review: Any
    receives: list[Given]
    gives: list[Given]
    others_there: list[str]  # those on its team who aren't of the triad


class Triad(NamedTuple):
    """A triad of the table; without a number those who are in none."""

    number: int | None
    rows: list[Row]
    flags: list[str]

    @property
    def name(self) -> str:
        return f"Triad {self.number}" if self.number else "In no triad"


class Table(NamedTuple):
    """The whole table, and whether reviews and seats are as the triads have it."""

    triads: list[Triad]
    is_in_line: bool

    @property
    def in_words(self) -> str:
        flagged = sum(bool(one.flags) for one in self.triads)
        triads = [one for one in self.triads if one.number]
        said = f"{len(triads)} triad{'' if len(triads) == 1 else 's'}"
        return f"{said}; something to judge in {flagged}." if flagged else f"{said}; nothing stands against any."


def table_of(cycle, event=None) -> Table:
    """Return the triads of `cycle`, with the reviews of its event if there is one; a constant number of queries."""
    parts = list(cycle.participations.select_related("authority"))
    places = [one.authority for one in parts]
    prefetch_related_objects(places, Prefetch("deliveries", TrustDelivery.objects.select_related("trust")))
    by_number = defaultdict(list)
    for one in parts:
        by_number[one.triad].append(one.authority)
    reviews = _reviews(event)
    flags, directors = _Flags(cycle, event, places), directors_of(cycle.region)
    given = {(host.pk, one.pk): _given(one, host, reviews.get(host.pk))
             for mates in _triads(by_number) for host in mates for one in mates if one != host}  # fmt: skip
    found = [
        Triad(number, [_row(one, mates if number else [one], reviews.get(one.pk), given) for one in mates],
              flags.of(mates, directors) if number else [])
        for number, mates in sorted(by_number.items(), key=lambda pair: pair[0] or 1000)
    ]  # fmt: skip
    return Table(found, event is None or _is_in_line(by_number, reviews))


def _triads(by_number):
    return [mates for number, mates in by_number.items() if number]


def directors_of(region) -> dict[int, Any]:
    """Return {id of an authority: its director today} of those that have one who may sign in."""
    posts = Post.objects.current().filter(role=Role.DCS, authority__region=region, person__is_active=True)
    return {post.authority_id: post.person for post in posts.select_related("person").order_by("-from_on", "-pk")}


def _reviews(event):
    """Return {id of the host: its review of the event, with its seats `standing` and who was asked to each `shown`}."""
    if event is None:
        return {}
    members = Member.objects.filter(status__in=[Status.ASKED, Status.ACCEPTED, Status.DECLINED])
    members = members.select_related("person").order_by("-asked_at", "-pk")
    seats = Seat.objects.filter(is_removed=False).prefetch_related(Prefetch("members", members, to_attr="shown"))
    rows = event.reviews.select_related("authority").prefetch_related(Prefetch("seats", seats, to_attr="standing"))
    return {one.authority_id: one for one in rows}


def _given(authority, host, review):
    """How `authority` stands as one that challenges `host`."""
    label = SEAT.format(place=authority)
    seat = next((one for one in review.standing if one.label == label), None) if review else None
    member = seat.shown[0] if seat and seat.shown else None
    if member:
        return Given(authority, host, member.get_status_display(), member.person)
    return Given(authority, host, "Not asked yet" if seat else "No seat yet")


def _row(authority, mates, review, given):
    others = [one for one in mates if one != authority]
    wanted = {SEAT.format(place=one) for one in others}
    standing = review.standing if review else []
    there = [f"{member.person}, {member.home}" for seat in standing if seat.label not in wanted
             for member in seat.shown if member.is_on_it]  # fmt: skip
    receives = [given[authority.pk, one.pk] for one in others]
    return Row(authority, review, receives, [given[one.pk, authority.pk] for one in others], there)


def _is_in_line(by_number, reviews):
    """Whether each authority has its review, and each review the seats of its triad."""
    for number, mates in by_number.items():
        for host in mates:
            review = reviews.get(host.pk)
            if review is None:
                return False
            wanted = {SEAT.format(place=one) for one in mates if one != host} if number else set()
            empty = {seat.label for seat in review.standing if not any(one.is_on_it for one in seat.shown)}
            labels = {seat.label for seat in review.standing}
            if not review.is_over and (wanted - labels or (wanted and empty - wanted)):
                return False
    return True


class _Flags:
    """What stands against two authorities in one triad, read once for a cycle."""

    def __init__(self, cycle, event, places):
        self.met = self._met(cycle)
        self.reviewed = self._reviewed(cycle.region_id, event)
        declared = Conflict.objects.filter(reviewer__region=cycle.region_id, reviewer__is_removed=False)
        self.declared = {(row.reviewer.person_id, row.authority_id) for row in declared.select_related("reviewer")}

    def _met(self, cycle):
        """Return {the two ids: the year of the last of the cycles before in which both were in one triad}."""
        before = Cycle.objects.filter(region=cycle.region_id, year__lt=cycle.year).exclude(
            status__in=[Cycle.Status.DRAFT, Cycle.Status.DISCARDED]
        )
        years = dict(before.order_by("-year").values_list("pk", "year")[:EARLIER])
        mates = defaultdict(list)
        for row in Participation.objects.filter(cycle__in=list(years), triad__isnull=False):
            mates[row.cycle_id, row.triad].append(row.authority_id)
        found = {}
        for (cycle_id, _), ids in sorted(mates.items(), key=lambda pair: years[pair[0][0]]):
            found |= {frozenset(pair): years[cycle_id] for pair in combinations(ids, 2)}
        return found

    def _reviewed(self, region_id, event):
        """Return {(from, host): the last visit within two years}."""
        rows = Member.objects.filter(region=region_id, status__in=[Status.ACCEPTED, Status.LEFT])
        since = Q(seat__review__begins_on__gte=timezone.localdate() - RECENT)
        rows = rows.filter(since, from_authority__isnull=False).exclude(seat__review__status__in=OFF)
        if event:
            rows = rows.exclude(seat__review__event=event)
        rows = rows.select_related("seat__review__kind").order_by("seat__review__begins_on")
        return {(row.from_authority_id, row.authority_id): row.seat.review for row in rows}

    def of(self, mates, directors) -> list[str]:
        found = [] if len(mates) == THREE else [f"Has {len(mates)} authorit{'y' if len(mates) == 1 else 'ies'}."]
        found += [f"{one} has no director today." for one in mates if one.pk not in directors]
        for one, other in combinations(mates, 2):
            found += self._pair(one, other)
            found += self._conflicts(one, other, directors) + self._conflicts(other, one, directors)
        return found

    def _pair(self, one, other):
        trusts = [trust for trust in one.trusts_on() if trust in other.trusts_on()]
        found = [f"{one} and {other} are served by one trust, {trust}: neither can challenge the other."
                 for trust in trusts]  # fmt: skip
        if year := self.met.get(frozenset((one.pk, other.pk))):
            found.append(f"{one} and {other} were in one triad in {year}.")
        for giver, host in ((one, other), (other, one)):
            if review := self.reviewed.get((giver.pk, host.pk)):
                found.append(f"{giver} {reviews_in_words(host, review)} ({review.kind}).")
        return found

    def _conflicts(self, giver, host, directors):
        person = directors.get(giver.pk)
        if person and (person.pk, host.pk) in self.declared:
            return [f"{person}, director of {giver}, declared a conflict with {host}."]
        return []


def who_sees_event(region) -> Audience:
    """Return who sees the triads and what stands against them."""
    who = f"{region}’s programme managers and peer challenge associate"
    return Audience("Review team", f"Only {who} can see this. Each host and each team see their own review.")
