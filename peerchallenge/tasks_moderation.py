"""What waits for moderators and those whom they ask: invitations, comments to write, to answer, moderators to choose.

And what moderators owe the region once it is late: for its chase board.
"""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from peerchallenge.deadlines import LastDays
from peerchallenge.models import Concern, Moderator, Remark, SelfAssessment, Step, Submission
from peerchallenge.models.of_authority import RUNNERS, WRITERS, at_own_authority, authorities_of
from peerchallenge.moderators import STANDING
from portal.home import tasks
from portal.home.tasks import Owed, Task
from portal.ui import dates

MODERATION = "Moderation"
Status = Moderator.Status
RELATED = ("submission__assessment__cycle__region", "submission__assessment__authority", "authority", "asked_by",
           "person")  # fmt: skip


def _latest_only(rows, through="submission__"):
    """Leave out rows about a version that a newer one has followed, that was opened again, or of a closed cycle."""
    newer = Submission.objects.filter(
        assessment=OuterRef(f"{through}assessment"), number__gt=OuterRef(f"{through}number")
    )
    stands = {f"{through}assessment__status__in": ["submitted", "moderated"],
              f"{through}assessment__cycle__status": "open"}  # fmt: skip
    return rows.filter(~Exists(newer), **stands)


@tasks.offer
def moderating(user):
    """For whoever was asked to moderate: invitations to answer, and moderation to finish."""
    mine = Moderator.objects.visible_to(user).filter(person=user, status__in=[Status.ASKED, Status.ACCEPTED])
    until = LastDays(Step.Kind.MODERATION)
    for one in _latest_only(mine).select_related(*RELATED).defer("submission__words"):
        asked = one.status == Status.ASKED
        cycle = one.submission.assessment.cycle
        yield Task(
            f"{'Will you moderate' if asked else 'Moderate'} {one.authority}’s self-assessment {cycle.year}"
            + ("?" if asked else ""),
            "Accept or decline" if asked else "Carry on with it", reverse("moderate", args=[one.public_id]),
            5 if asked else 60, MODERATION, due_on=None if asked else until.of(one.submission.assessment),
            since=dates.local(one.asked_at).date(), who=str(one.asked_by),
        )  # fmt: skip


@tasks.offer
def remarks_to_answer(user):
    """For a director or a self-assessment lead, one task a submission: moderators' comments without an answer."""
    if not authorities_of(user, WRITERS):
        return
    rows = Remark.objects.visible_to(user).filter(at_own_authority(user, WRITERS), reply="", sent_at__isnull=False)
    waiting = _latest_only(rows, "moderator__submission__").order_by().values("moderator__submission")
    counts = {row["moderator__submission"]: row["many"] for row in waiting.annotate(many=Count("pk"))}
    found = Submission.objects.visible_to(user).filter(pk__in=list(counts)).defer("words")
    for one in found.select_related("assessment__cycle", "authority") if counts else ():
        many = counts[one.pk]
        yield Task(
            f"Answer {many} comment{'' if many == 1 else 's'} on {one.authority}’s self-assessment", "Answer them",
            reverse("remarks", args=[one.public_id]), 5 * many, MODERATION,
            since=dates.local(one.submitted_at).date(), who="Moderators",
        )  # fmt: skip


@tasks.offer
def moderators_to_choose(user):
    """For those who run a region: submissions that nobody moderates, and those with which everybody is done."""
    regions = [post.region_id for post in user.posts_now() if post.role in RUNNERS] if user.is_authenticated else []
    if not regions:
        return
    rows = Submission.objects.filter(region__in=regions, assessment__status=SelfAssessment.Status.SUBMITTED)
    standing = Count("moderators", filter=Q(moderators__status__in=STANDING))
    done = Count("moderators", filter=Q(moderators__status=Status.DONE))
    rows = _latest_only(rows, "").defer("words").annotate(standing=standing, done=done)
    by_cycle = {}
    for one in rows.select_related("assessment__cycle__region", "authority").order_by("authority__name"):
        if one.standing == one.done:
            lacks, ends = by_cycle.setdefault(one.assessment.cycle, ([], []))
            (ends if one.done else lacks).append(one)
    for cycle, (lacks, ends) in by_cycle.items():
        yield from _to_choose(cycle, lacks, "Choose moderators for", "Choose moderators")
        yield from _to_choose(cycle, ends, "Everybody is done with", "End moderation")


@tasks.offer
def concerns_to_take_up(user):
    """For a region's programme managers: concerns that others raised and nobody has taken up, and no word of them."""
    waiting = Concern.objects.visible_to(user).waiting().filter(region__slug__in=user.managed_region_slugs())
    waiting = waiting.exclude(raised_by=user).select_related("assessment__authority", "raised_by")
    return [
        Task(
            f"A concern was raised about {one.assessment.authority}’s self-assessment", "See with whom",
            reverse("concern", args=[one.assessment.public_id]), 10, MODERATION, comes_first=True,
            since=dates.local(one.raised_at).date(), who=str(one.raised_by),
            why=f"It was raised with: {one.raised_to}.",
        )
        for one in waiting
    ]  # fmt: skip


def _to_choose(cycle, rows, said, button):
    if rows:
        names = [f"{row.authority}’s self-assessment" for row in rows]
        title = f"{said} {names[0] if len(names) == 1 else f'{len(names)} self-assessments'}"
        yield Task(
            title, button, reverse("moderation", args=[cycle.public_id]), 10, MODERATION,
            since=min(dates.local(row.submitted_at).date() for row in rows), who=str(cycle.region),
            why=f"{', '.join(row.authority.name for row in rows)}.",
        )  # fmt: skip


@tasks.owed
def moderation_owed(region):
    """Moderation that was accepted and is late, and invitations without an answer once moderation is late."""
    for one, due_on in late_moderators(Moderator.objects.filter(region=region)):
        what = f"{one.authority}: moderation of its self-assessment"
        state = "Late" if one.status == Status.ACCEPTED else "Not answered"
        yield Owed(what, reverse("moderate", args=[one.public_id]), MODERATION, state, person=one.person,
                   office=f"Moderator, {one.home}", due_on=due_on,
                   seen_at=reverse("moderation", args=[one.submission.assessment.cycle.public_id]))  # fmt: skip


def late_moderators(moderators, known=None) -> list[tuple[Moderator, date]]:
    """Return those of `moderators` (a queryset) who were asked or are at it although moderation is over, and since.

    `known`: {id of a cycle: its Deadlines}, of those that were read before.
    """
    rows = _latest_only(moderators.filter(status__in=[Status.ASKED, Status.ACCEPTED]))
    until, found = LastDays(Step.Kind.MODERATION, known), []
    for one in rows.select_related(*RELATED).defer("submission__words"):
        due_on = until.of(one.submission.assessment)
        if tasks.is_late(due_on):
            found.append((one, due_on))
    return found
