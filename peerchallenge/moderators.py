"""Who could moderate a submission: people of the region's other authorities, each with the reasons for and against.

The machine suggests and never assigns. Whoever belongs to the authority, or to the trust that serves it, is shown with
the reason why they can't be asked.
"""

from collections import defaultdict
from typing import Any, NamedTuple

from peerchallenge.models import Moderator, Section, SectionHelper, Signature, Statement, Submission
from portal.accounts.models import Post
from portal.accounts.roles import Role
from portal.regions.models import deliveries_of_trusts

Status = Moderator.Status
TOOK_PART = "Can’t be asked: wrote, signed or submitted it."
# Those who count as load: asked, at work, or done.
STANDING = (Status.ASKED, Status.ACCEPTED, Status.DONE)


class Candidate(NamedTuple):
    """Somebody who holds a moderator's post in the region. `barred` says why they can't be asked, if they can't."""

    person: Any
    home: str
    load: int
    reasons: list[str]
    barred: str = ""

    @property
    def in_words(self) -> str:
        return "; ".join(self.reasons)


def candidates_for(submission) -> list[Candidate]:
    """Return everybody who holds a moderator's post in the region, those who can be asked first, the least busy first.

    A constant number of queries. `submission` comes with its assessment, cycle, authority and region.
    """
    posts = Post.objects.current().filter(role=Role.MODERATOR, authority__region=submission.region_id)
    homes = defaultdict(list)
    for post in posts.filter(person__is_active=True).select_related("person", "authority"):
        homes[post.person].append(post.authority.name)
    held, past = held_by(homes), _past_of(homes, submission)
    kin, took_part = kin_of(submission.authority), _took_part(submission.assessment_id)

    def barred(person):
        said = why_barred(held[person.pk], submission.authority, kin)
        return said or (TOOK_PART if person.pk in took_part else "")

    found = [
        _candidate(person, sorted(names), past[person.pk], barred(person), submission)
        for person, names in homes.items()
    ]
    return sorted(found, key=lambda one: (bool(one.barred), one.load, one.person.name, one.person.pk))


def kin_of(authority) -> dict[int, Any]:
    """Return {id: trust} of the authorities, itself included, that a trust serves which serves `authority`."""
    return {one.pk: trust for trust in authority.trusts_on() for one in trust.authorities_on()}


def why_barred(posts, authority, kin=None) -> str:
    """Return why somebody who holds `posts` today can't moderate `authority`, in a sentence; "" when they can."""
    kin = kin_of(authority) if kin is None else kin
    for post in posts:
        if post.authority_id == authority.pk:
            return f"Can’t be asked: holds a post at {authority} ({post.get_role_display()})."
        if post.trust and authority.pk in {one.pk for one in post.trust.authorities_on()}:
            return f"Can’t be asked: works for {post.trust}, which delivers for {authority}."
        if post.authority_id in kin:
            return (
                f"Can’t be asked: {post.authority} and {authority} are served by one trust, {kin[post.authority_id]}."
            )
    return ""


def why_not(submission, person) -> str:
    """Return why `person` can't moderate `submission` today, read anew, in a sentence; "" when they can."""
    took_part = person.pk in _took_part(submission.assessment_id)
    return TOOK_PART if took_part else why_barred(posts_held_by(person), submission.authority)


def _took_part(assessment) -> set[int]:
    """Return the ids of those who wrote, signed or submitted any of the self-assessment, wherever they are by now."""
    found = [
        Submission.objects.filter(assessment=assessment).values_list("submitted_by", flat=True),
        Signature.objects.filter(assessment=assessment, decided_by__isnull=False).values_list("decided_by", flat=True),
        SectionHelper.objects.filter(section__assessment=assessment).values_list("person", flat=True),
        Section.objects.filter(assessment=assessment, edited_by__isnull=False).values_list("edited_by", flat=True),
        Statement.objects.filter(section__assessment=assessment, edited_by__isnull=False).values_list(
            "edited_by", flat=True
        ),
    ]
    first, *others = (rows.order_by() for rows in found)
    return set(first.union(*others))


def posts_held_by(person) -> list[Post]:
    """Return the posts that somebody holds today, read anew, as `why_barred` takes them."""
    return held_by([person])[person.pk]


def held_by(people) -> dict[int, list[Post]]:
    """Return {id: the posts that they hold today} of each of `people`, as `why_barred` takes them; three queries."""
    held = defaultdict(list)
    posts = Post.objects.current().filter(person__in=list(people)).with_organisation()
    for post in posts.prefetch_related(deliveries_of_trusts("trust__")):
        held[post.person_id].append(post)
    return held


def _past_of(people, submission):
    """Return {person: their rows of this cycle and of this authority, the latest first}."""
    rows = Moderator.objects.filter(person__in=list(people), region=submission.region_id)
    cycle = rows.filter(submission__assessment__cycle=submission.assessment.cycle_id)
    rows = (cycle | rows.filter(authority=submission.authority_id)).distinct()
    past = defaultdict(list)
    for row in rows.select_related("submission__assessment__cycle", "authority").order_by("-asked_at", "-pk"):
        past[row.person_id].append(row)
    return past


def _candidate(person, homes, past, barred, submission):
    cycle = submission.assessment.cycle_id
    this_year = [row for row in past if row.submission.assessment.cycle_id == cycle and row.status in STANDING]
    on_this = [row for row in past if row.submission_id == submission.pk and row.status != Status.WITHDRAWN]
    if on_this:
        barred = barred or _asked_before(on_this[0])
    reasons = [_load_in_words(this_year), _history_in_words(past, submission)]
    return Candidate(person, " and ".join(homes), len(this_year), reasons, barred)


def _asked_before(row):
    if row.status == Status.DECLINED:
        return "Declined." if not row.declined_because else f"Declined: “{row.declined_because}”"
    return f"{row.get_status_display()} already."


def _load_in_words(rows):
    names = sorted({row.authority.name for row in rows})
    return f"moderates {len(rows)} this year ({', '.join(names)})" if rows else "moderates nobody yet this year"


def _history_in_words(past, submission):
    """When they moderated this authority before."""
    authority = submission.authority
    done = [row for row in past if row.authority_id == authority.pk and row.submission_id != submission.pk
            and row.is_at_work]  # fmt: skip
    if not done:
        return f"has never moderated {authority}"
    if done[0].submission.assessment_id == submission.assessment_id:
        return f"moderated version {done[0].submission.number} of this self-assessment"
    return f"moderated {authority} last in {done[0].submission.assessment.cycle.year}"
