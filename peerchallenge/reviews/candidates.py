"""Who could take a seat on a team: people of the region's other authorities, each with the reasons for and against.

The machine suggests and never assigns. Whoever belongs to the host, to the trust that serves it or to another authority
of that trust is shown with the reason why they can't be asked; what else stands against is said, and left to judge.
"""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from peerchallenge.moderators import kin_of, posts_held_by, why_barred
from peerchallenge.reviews.models import Member, ReviewKind
from peerchallenge.reviews.pool import OFF, Profile, is_trained, latest_of_each, loads, profiles, training_in_words
from portal.accounts.models import Post, User
from portal.accounts.roles import Role
from portal.ui import dates

Status = Member.Status
RECENT = timedelta(days=2 * 365)
NO_POST = "Can’t be asked: holds no post in {region} today."
SENT = (Status.ACCEPTED, Status.LEFT)


class Candidate(NamedTuple):
    """Somebody in the picker. `barred` says why they can't be asked, if they can't; `flags` what stands against them,
    for a person to judge; `reasons` what else there is to know; `fits` whether they hold the post that is wanted."""

    profile: Profile
    reasons: list[str]
    flags: list[str]
    barred: str = ""
    fits: bool = False

    @property
    def person(self):
        return self.profile.person

    @property
    def in_words(self) -> str:
        return "; ".join(self.reasons)


def candidates_for(seat) -> list[Candidate]:
    """Return everybody in the region's pool, at a challenge event also its directors: who can be asked first, the
    fewest flags first, then who holds the post that is wanted and gave the fewest days. A constant number of queries.

    `seat` comes with its review, that with its authority, region and kind.
    """
    review = seat.review
    found = profiles(review.region)
    if review.kind.form != ReviewKind.Form.TEAM:
        there = {one.person.pk for one in found}
        posts = Post.objects.current().filter(role=Role.DCS, authority__region=review.region_id)
        directors = User.objects.filter(pk__in=posts.values("person"), is_active=True).exclude(pk__in=there)
        found += profiles(review.region, list(directors))
    against = _Against(review, found)
    rows = [_candidate(one, seat, against) for one in found]
    return sorted(rows, key=lambda one: (bool(one.barred), len(one.flags), not one.fits, one.profile.days_given,
                                         one.person.name, one.person.pk))  # fmt: skip


def why_not(review, person) -> str:
    """Return why `person` can't review the host today, read anew, in a sentence; "" when they can."""
    posts = posts_held_by(person)
    here = any(review.region_id == region.pk for post in posts for region in post.regions())
    return why_barred(posts, review.authority) or ("" if here else NO_POST.format(region=review.region))


def flags_of(review, people) -> dict[int, list[str]]:
    """Return {id: what stands against each of `people` on the team of `review`, in sentences}: for its page."""
    found = profiles(review.region, people)
    against = _Against(review, found)
    return {one.person.pk: against.flags(one) for one in found}


class _Against:
    """What stands against people on the team of a review: read once for all of them."""

    def __init__(self, review, found):
        self.review, self.kin = review, kin_of(review.authority)
        people = [one.person for one in found]
        self.held = {one.person.pk: one.posts for one in found}
        self.on_it = defaultdict(list)
        for row in Member.objects.filter(seat__review=review, person__in=people).select_related("seat"):
            self.on_it[row.person_id].append(row)
        self.back = self._back({one.authority.pk for one in found if one.authority})
        self.former = self._former(people)
        self.loads = {load.authority.pk: load for load in loads(review.region)}

    def _back(self, homes):
        """Return {id of an authority: a visit to it within two years on which somebody of the host was}."""
        rows = Member.objects.filter(from_authority=self.review.authority_id, authority__in=homes, status__in=SENT)
        rows = rows.filter(seat__review__begins_on__gte=timezone.localdate() - RECENT).exclude(
            seat__review__status__in=OFF
        )
        rows = rows.select_related("seat__review", "authority").order_by("seat__review__begins_on")
        return {row.authority_id: row for row in rows}

    def _former(self, people):
        """Return {id: the day until which somebody held a post at the host, or at its trust, within two years}."""
        there = Q(authority=self.review.authority_id) | Q(trust__in=self.review.authority.trusts_on())
        ended = Post.objects.filter(there, person__in=people, to_on__gte=timezone.localdate() - RECENT)
        ended = ended.exclude(pk__in=Post.objects.current().values("pk")).filter(from_on__lte=timezone.localdate())
        return dict(ended.order_by("to_on").values_list("person", "to_on"))

    def barred(self, profile):
        """Why they can't be asked."""
        posts = self.held[profile.person.pk]
        said = why_barred(posts, self.review.authority, self.kin)
        said = said or ("" if posts else NO_POST.format(region=self.review.region))
        return said or next((_asked_before(row) for row in self.on_it[profile.person.pk] if _counts(row)), "")

    def flags(self, profile) -> list[str]:
        host, pk = self.review.authority, profile.person.pk
        found = [_declared(one) for one in profile.conflicts if one.authority_id == host.pk]
        if pk in self.former:
            found.append(f"Held a post at {host}, or its trust, until {dates.day(self.former[pk])}.")
        found += _reviewed_before(profile, self.review)
        home = profile.authority
        if home and home.pk in self.back:
            row = self.back[home.pk]
            found.append(f"Somebody from {host} {reviews_in_words(home, row.seat.review)}.")
        found += _untrained(profile, self.review.kind)
        found += [f"Left this team on {dates.day(row.to_on)}." for row in self.on_it[pk]
                  if row.status == Status.LEFT and row.to_on]  # fmt: skip
        return found


def reviews_in_words(host, review) -> str:
    """Return "reviewed Severnford in March 2026"; of a visit that is to come "reviews …"."""
    verb = "reviewed" if review.begins_on <= timezone.localdate() else "reviews"
    return f"{verb} {host} in {dates.month(review.begins_on)}"


def _counts(row):
    return row.is_on_it or row.status == Status.DECLINED


def _asked_before(row):
    if row.status == Status.DECLINED:
        why = f": “{row.declined_because}”" if row.declined_because else "."
        return f"Declined on {dates.day(row.answered_at)}{why}"
    return f"{row.get_status_display()} already, as {row.seat}."


def _declared(conflict):
    why = f" “{conflict.because}”" if conflict.because else ""
    return f"Declared a conflict with {conflict.authority} on {dates.day(conflict.declared_at)}.{why}"


def _reviewed_before(profile, review):
    """The last visit to the host within two years on whose team they were."""
    since = timezone.localdate() - RECENT
    for row in profile.past:
        other = row.seat.review
        is_other = other.pk != review.pk and row.authority_id == review.authority_id and other.status not in OFF
        if is_other and other.begins_on and other.begins_on >= since:
            said = reviews_in_words(review.authority, other)
            return [f"{said[:1].upper()}{said[1:]}."]
    return []


def _untrained(profile, kind):
    """That they weren't trained for the kind, or not any more; challenge events and triads ask for no training."""
    if kind.form != ReviewKind.Form.TEAM or is_trained(profile, kind.pk):
        return []
    once = [one for one in latest_of_each(profile.trainings) if one.kind_id == kind.pk]
    return [f"Their training has expired: {training_in_words(one)}." for one in once] or [
        f"Isn’t trained for this kind: {kind}."
    ]


def _candidate(profile, seat, against):
    barred = against.barred(profile)
    fits = _holds(profile, seat.label)
    given = profile.days_in_words
    reasons = [f"has given or promised {given} day{'' if given == '1' else 's'} this year"]
    if fits:
        reasons.insert(0, "holds the post that this seat asks for")
    if is_trained(profile, seat.review.kind_id):
        reasons.append("trained for this kind")
    if load := against.loads.get(profile.authority.pk if profile.authority else None):
        reasons.append(f"{load.authority} gives {load.days} day{'' if load.days == 1 else 's'} this year")
    if profile.reviewer and profile.reviewer.availability:
        reasons.append(f"can come: {profile.reviewer.availability}")
    reasons.append(f"last reviewed {profile.last_reviewed}" if profile.last_reviewed else "has reviewed nobody yet")
    return Candidate(profile, reasons, [] if barred else against.flags(profile), barred, fits)


def _holds(profile, label):
    wanted = _plain(label)
    held = [_plain(post.get_role_display()) for post in profile.posts]
    return any(role in wanted or wanted in role for role in held)


def _plain(text):
    return text.replace("’", "'").lower()
