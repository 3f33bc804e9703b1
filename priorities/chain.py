"""The chain of a theme: what was said, what peers found, what the directors chose, its priority, what was done since.

Each reader sees of each link what they may: on whom a theme rests only those who run the region's peer challenge.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Prefetch, Q
from django.utils import timezone

from peerchallenge.models import Submission
from peerchallenge.reviews.models import HostAction, ThemeFinding
from peerchallenge.reviews.proposing import Proposed
from peerchallenge.reviews.relating import Related, related, submissions_of
from priorities.evidence import Evidence, evidence_for, key_of
from priorities.lineage import Kin, became
from priorities.models import Action, ActionTheme, FocusArea, Plan, Priority, PriorityOrigin


class Found(NamedTuple):
    """A finding on which the theme rests, with the words of the self-assessment that it bears on, if it does."""

    finding: object
    about: Related | None


class Link(NamedTuple):
    """A priority that was made of the theme, with its actions, those of authorities, what happened by today (and is
    `to_come`), what it became."""

    priority: Priority
    actions: list[Action]
    host_actions: list[HostAction]
    evidence: list[Evidence]
    to_come: list[Evidence]
    fates: list[Kin]


def found_for(theme, user) -> list[Found]:
    """Return the findings on which `theme` rests and the statements behind them, as far as `user` reads both.

    Two queries: nobody but those who run the region's peer challenge knows on which findings a theme rests.
    """
    rows = ThemeFinding.objects.visible_to(user).filter(theme=theme, finding__is_removed=False)
    rows = rows.select_related("finding__authority").order_by("authority__name", "pk")
    findings = [row.finding for row in rows]
    words: dict[int, Submission] = submissions_of(findings, user)
    return [Found(one, related(one, words.get(one.submission_id))) for one in findings]


def links_of(theme, user) -> list[Link]:
    """Return the priorities made of `theme` that `user` reads, the latest plan first; a constant number of queries."""
    rows = PriorityOrigin.objects.visible_to(user).filter(theme=theme).order_by("-plan__starts_on", "pk")
    priorities = [row.priority for row in rows.select_related("priority__plan__region")]
    if not priorities:
        return []
    actions, served = _actions(priorities, user), _served(priorities, user)
    evidence, fates, today = evidence_for(priorities, user), became(priorities, user), timezone.localdate()
    found = []
    for one in priorities:
        rows = evidence.get(key_of(one), [])
        past, to_come = ([row for row in rows if (row.happened_on > today) == later] for later in (False, True))
        found.append(Link(one, actions[one.pk], served[one.pk], past, to_come, fates.get(one.pk, [])))
    return found


def _actions(priorities, user):
    of = Q(priority__in=priorities) | Q(focus_area__priority__in=priorities)
    rows = Action.objects.visible_to(user).standing().filter(of).select_related("focus_area").order_by("due_on", "pk")
    found = defaultdict(list)
    for one in rows:
        found[one.priority_id or one.focus_area.priority_id].append(one)
    return found


def _served(priorities, user):
    """What authorities do after reviews for each, but for what they dropped; {id of a priority: actions}."""
    rows = ActionTheme.objects.visible_to(user).filter(priority__in=priorities)
    rows = rows.exclude(action__status=HostAction.Status.DROPPED).select_related("action__authority")
    found = defaultdict(list)
    for row in rows.order_by("action__due_on", "pk"):
        found[row.priority_id].append(row.action)
    return found


def priorities_of(cycle):
    """Yield the priorities that were made of the themes of a cycle, in plans that are drafts or public, for leaders."""
    rows = PriorityOrigin.objects.filter(theme__cycle=cycle, theme__status="chosen", priority__is_removed=False)
    rows = rows.exclude(plan__status=Plan.Status.DISCARDED).select_related("priority", "theme", "plan")
    focus = Prefetch("priority__focus_areas", FocusArea.objects.filter(is_removed=False), to_attr="standing")
    for row in rows.order_by("priority__position", "pk").prefetch_related(focus):
        points = [one.text for one in row.priority.standing]
        yield Proposed(row.priority.name, row.theme.title, row.plan.period, points)
