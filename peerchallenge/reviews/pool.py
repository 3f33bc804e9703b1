"""A region's pool of reviewers: what each brings and was trained for, what they gave this year, what stands against.

A profile is read by those who run the region's peer challenge, and by its person.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.utils import timezone

from peerchallenge.audiences import Audience
from peerchallenge.moderators import held_by
from peerchallenge.reviews.models import Conflict, Member, Reviewer, Stage, Training
from portal.regions.models import LocalAuthority
from portal.ui import dates

Status = Member.Status
# Reviews that don't take place take nobody's days.
OFF = (Stage.WITHDRAWN, Stage.POSTPONED)
SOON = timedelta(days=90)
COLUMNS = (
    "Name", "Posts", "Trained for", "Last reviewed", "Days given this year", "Days a year", "When they can",
    "Conflicts", "What they bring",
)  # fmt: skip


class Profile(NamedTuple):
    """Somebody who can be asked: their posts in the region today, and the teams on which they were, the latest first.

    `reviewer` is their row of the pool with trainings and conflicts, None for a director who isn't in it.
    """

    reviewer: Any
    person: Any
    posts: list
    past: list

    @property
    def home(self) -> str:
        """The organisations at which they hold posts, in words."""
        return " and ".join(dict.fromkeys(str(post.organisation) for post in self.posts))

    @property
    def offices(self) -> str:
        return "; ".join(str(post) for post in self.posts)

    @property
    def authority(self) -> LocalAuthority | None:
        """Where they come from: the authority of a post, or the first that their trust serves."""
        for post in self.posts:
            if post.authority:
                return post.authority
        return next((one for post in self.posts if post.trust for one in post.trust.authorities_on()), None)

    @property
    def trainings(self) -> list[Training]:
        return list(self.reviewer.trainings.all()) if self.reviewer else []

    @property
    def conflicts(self) -> list[Conflict]:
        return list(self.reviewer.conflicts.all()) if self.reviewer else []

    @property
    def days_given(self) -> int:
        """Days on teams in the council year: gone by, and promised."""
        return sum(days_of(one.seat.review) for one in self.past if one.status == Status.ACCEPTED and is_this_year(one))

    @property
    def days_in_words(self) -> str:
        promised = self.reviewer.days_a_year if self.reviewer else None
        return f"{self.days_given} of {promised}" if promised else str(self.days_given)

    @property
    def last_reviewed(self) -> str:
        """Whom they reviewed last, and when; "" when nobody."""
        today = timezone.localdate()
        done = [one for one in self.past if one.seat.review.begins_on and one.seat.review.begins_on <= today]
        return f"{done[0].authority}, {dates.month(done[0].seat.review.begins_on)}" if done else ""

    @property
    def trained_in_words(self) -> str:
        return "; ".join(training_in_words(one) for one in latest_of_each(self.trainings))

    @property
    def conflicts_in_words(self) -> str:
        return ", ".join(str(one.authority) for one in self.conflicts)


def year_begins() -> date:
    """Return the first day of the council year: 1 April."""
    today = timezone.localdate()
    return date(today.year - (today.month < 4), 4, 1)


def is_this_year(member) -> bool:
    """Whether the visit of a member's team is in the council year and takes place."""
    review = member.seat.review
    begins = year_begins()
    if review.status in OFF or review.begins_on is None:
        return False
    return begins <= review.begins_on < begins.replace(year=begins.year + 1)


def days_of(review) -> int:
    """Return how many days a visit lasts; those of its kind while it has none."""
    return (review.ends_on - review.begins_on).days + 1 if review.begins_on else review.kind.days


def latest_of_each(trainings) -> list[Training]:
    """Return of the trainings for each kind the one that counts longest, by the name of the kind."""
    found = {}
    for one in sorted(trainings, key=lambda one: one.expires_on or date.max):
        found[one.kind_id] = one
    return sorted(found.values(), key=lambda one: one.kind.name)


def is_trained(profile, kind_id) -> bool:
    """Whether somebody's training for a kind counts today."""
    today = timezone.localdate()
    return any(one.kind_id == kind_id and (one.expires_on or today) >= today for one in profile.trainings)


def training_in_words(training) -> str:
    """Return what somebody was trained for and until when that counts: "Team review, expired on 3 March 2026"."""
    ends = training.expires_on
    if ends is None:
        return str(training.kind)
    if ends < timezone.localdate():
        return f"{training.kind}, expired on {dates.day(ends)}"
    soon = ", soon" if ends <= timezone.localdate() + SOON else ""
    return f"{training.kind}, until {dates.day(ends)}{soon}"


def profiles(region, people=None) -> list[Profile]:
    """Return those in the pool of `region` by name, or `people` (users) whether they are in it or not.

    A constant number of queries.
    """
    found = Reviewer.objects.standing().filter(region=region).select_related("person")
    found = found.prefetch_related(
        Prefetch("trainings", Training.objects.select_related("kind")),
        Prefetch("conflicts", Conflict.objects.select_related("authority")),
    )
    rows = {one.person_id: one for one in (found if people is None else found.filter(person__in=people))}
    people = [one.person for one in rows.values()] if people is None else list(people)
    posts, past = posts_in(region, people), _past_of(region, people)
    return [Profile(rows.get(one.pk), one, posts[one.pk], past[one.pk]) for one in people]


def posts_in(region, people) -> dict[int, list]:
    """Return {id: the posts of today because of which somebody belongs to `region`}."""
    found = defaultdict(list)
    for pk, posts in held_by(people).items():
        found[pk] = [post for post in posts if region.pk in {one.pk for one in post.regions()}]
    return found


def _past_of(region, people):
    rows = Member.objects.filter(region=region, person__in=people, status__in=[Status.ACCEPTED, Status.LEFT])
    past = defaultdict(list)
    rows = rows.select_related("seat__review__kind", "authority")
    for row in sorted(rows, key=lambda one: (_visited(one), one.pk), reverse=True):
        past[row.person_id].append(row)
    return past


def _visited(member):
    return member.seat.review.begins_on or dates.local(member.asked_at).date()


class Load(NamedTuple):
    """What an authority gives to the reviews of others in the council year: people asked or on teams, their days."""

    authority: Any
    people: int
    days: int


def loads(region) -> list[Load]:
    """Return what each authority of `region` gives this year, who gives most first; two queries."""
    rows = Member.objects.filter(region=region, status__in=[Status.ASKED, Status.ACCEPTED])
    given = defaultdict(list)
    for row in rows.select_related("seat__review__kind"):
        if is_this_year(row):
            given[row.from_authority_id].append(row)
    found = [
        Load(one, len({row.person_id for row in given[one.pk]}), sum(days_of(row.seat.review) for row in given[one.pk]))
        for one in LocalAuthority.objects.on().filter(region=region)
    ]
    return sorted(found, key=lambda load: (-load.days, load.authority.name))


def narrowed(found, kind="", home="", training=""):
    """Return those of `found` (Profiles) whom the filters leave: trained for a kind (its id) today, of an authority
    (its code), with training that counts ("now"), is over ("expired") or never was ("none")."""
    tests = {
        "now": lambda one: any(is_trained(one, row.kind_id) for row in one.trainings),
        "expired": lambda one: any(not is_trained(one, row.kind_id) for row in one.trainings),
        "none": lambda one: not one.trainings,
    }
    keep = tests.get(training, lambda one: True)
    return [
        one for one in found
        if keep(one) and (not kind or is_trained(one, int(kind))) and (not home or _is_from(one, home))
    ]  # fmt: skip


def _is_from(profile, code):
    return profile.authority is not None and profile.authority.code == code


def choices(found, asked) -> list[dict]:
    """Return the filters of a list of Profiles, as components/filter_form.html takes them; `asked` is a QueryDict."""
    kinds = {str(row.kind_id): str(row.kind) for one in found for row in one.trainings}
    homes = {one.authority.code: str(one.authority) for one in found if one.authority}
    options = [
        ("kind", "Trained for", sorted(kinds.items(), key=lambda pair: pair[1])),
        ("home", "From", sorted(homes.items(), key=lambda pair: pair[1])),
        ("training", "Training", [("now", "Counts today"), ("expired", "Has expired"), ("none", "None yet")]),
    ]
    return [
        {"name": name, "label": label, "choices": [("", "All"), *pairs],
         "value": asked.get(name, "") if asked.get(name, "") in dict(pairs) else ""}
        for name, label, pairs in options
    ]  # fmt: skip


def table(found) -> tuple[tuple, list]:
    """Return columns and rows of the pool for a spreadsheet."""
    return COLUMNS, [
        [str(one.person), one.offices, one.trained_in_words, one.last_reviewed, str(one.days_given),
         str(one.reviewer.days_a_year or ""), one.reviewer.availability, one.conflicts_in_words, one.reviewer.brings]
        for one in found
    ]  # fmt: skip


def who_sees_pool(region, *, own=False) -> Audience:
    """Return who reads the pool, or with `own` one profile of it."""
    who = f"{region}’s programme managers and peer challenge associate"
    if own:
        return Audience("Review team", f"Only the person whose profile it is and {who} can see this.")
    return Audience("Review team", f"Only {who} can see this. Everybody sees and changes their own profile.")
