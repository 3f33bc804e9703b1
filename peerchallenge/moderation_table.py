"""Who moderates what in a cycle: each self-assessment that was submitted, and how much each moderator has."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q

from peerchallenge.models import Moderator, Submission
from peerchallenge.moderators import STANDING
from portal.accounts.models import Post
from portal.accounts.roles import Role


class Load(NamedTuple):
    """What one person moderates in a cycle; `in_all` doesn't count what they declined."""

    person: Any
    home: str
    asked: int
    at_work: int
    done: int

    @property
    def in_all(self) -> int:
        return self.asked + self.at_work + self.done


class Table(NamedTuple):
    """`rows` are the latest submissions, each with `its_moderators`, `remarks_sent` and `remarks_answered`."""

    rows: list
    loads: list[Load]
    waiting: list  # authorities that haven't submitted

    @property
    def in_words(self) -> str:
        standing = [row for row in self.rows if row.assessment.is_submitted]  # nobody is asked for what is open again
        without = sum(not any(one.status in STANDING for one in row.its_moderators) for row in standing)
        many = len(self.rows)
        said = f"{many} self-assessment{'' if many == 1 else 's'} submitted"
        return f"{said}, {without} without a moderator." if without else f"{said}."


def table_of(cycle) -> Table:
    """Return who moderates what in a cycle; a constant number of queries."""
    its = Moderator.objects.exclude(status=Moderator.Status.WITHDRAWN).select_related("person")
    sent = Q(moderators__remarks__sent_at__isnull=False)
    rows = Submission.objects.filter(assessment__cycle=cycle).latest_of_each().defer("words")
    rows = rows.select_related("assessment", "authority").order_by("authority__name")
    rows = rows.annotate(
        remarks_sent=Count("moderators__remarks", filter=sent),
        remarks_answered=Count("moderators__remarks", filter=sent & ~Q(moderators__remarks__reply="")),
    ).prefetch_related(Prefetch("moderators", its, to_attr="its_moderators"))
    rows = list(rows)
    submitted = {row.assessment_id for row in rows}
    waiting = [one.authority for one in cycle.assessments.select_related("authority") if one.pk not in submitted]
    return Table(rows, _loads(cycle), waiting)


def _loads(cycle):
    """Everybody who holds a moderator's post in the region, and whoever moderates in the cycle all the same."""
    counts, homes = defaultdict(lambda: defaultdict(int)), {}
    posts = Post.objects.current().filter(role=Role.MODERATOR, authority__region=cycle.region_id)
    for post in posts.filter(person__is_active=True).select_related("person", "authority"):
        homes.setdefault(post.person, post.authority.name)
    rows = Moderator.objects.filter(submission__assessment__cycle=cycle, status__in=STANDING).select_related("person")
    for row in rows:
        homes.setdefault(row.person, row.home)
        counts[row.person][row.status] += 1
    found = [Load(person, home, *(counts[person][status] for status in STANDING)) for person, home in homes.items()]
    return sorted(found, key=lambda load: (-load.in_all, load.person.name, load.person.pk))
