"""What became of priorities in the next plan, and from which of the last one they came: rows, and their words."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, F, Q

from priorities.models import Became, Plan, Priority


class Kin(NamedTuple):
    """What became of a priority in one plan, or what it came from: "became part of" and the priorities it names.

    `others` are Priority records with their plan and region; none where the priority was closed. `note` is the
    manager's own word why. `str()` is the whole in words.
    """

    verb: str
    others: list[Priority]
    note: str = ""

    def __str__(self):
        names = _listed([other.name for other in self.others])
        period = f" ({self.others[0].plan.period})" if self.others else ""
        note = f": {self.note}" if self.note else ""
        return f"{self.verb}{names and ' '}{names}{period}{note}"


def became(priorities, user=None) -> dict[int, list[Kin]]:
    """Return what became of each of `priorities` in later plans: {its id: one Kin a plan, the earliest first}.

    Only of plans that `user` reads, or that everybody reads when None; who became nothing is missing. One query.
    """
    rows = _rows(Q(was__in=priorities), user).order_by("plan__starts_on", "plan", "now__position", "pk")
    found = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.was_id][row.plan_id].append(row)
    return {was: [_fate(rows) for rows in plans.values()] for was, plans in found.items()}


def came_from(priorities, user=None) -> dict[int, Kin]:
    """Return from which of an earlier plan each of `priorities` came: {its id: Kin}; a new one is missing.

    Only from plans that `user` reads, or that everybody reads when None. One query.
    """
    plans = _plans(user)
    rows = _rows(Q(now__in=priorities, was__plan__in=plans), user).order_by("was__position", "pk")
    found = defaultdict(list)
    for row in rows:
        found[row.now_id].append(row)
    return {now: _origin(rows) for now, rows in found.items()}


def _plans(user):
    return Plan.objects.public() if user is None else Plan.objects.visible_to(user)


def _rows(which, user):
    """The rows of the map with, beside each, into how many its `was` went and of how many its `now` is made."""
    standing = Q(was__is_removed=False) & (Q(now=None) | Q(now__is_removed=False))
    shares = Count("was__became", distinct=True, filter=Q(was__became__plan=F("plan")))
    sources = Count("now__came_from", distinct=True, filter=Q(now__came_from__was__is_removed=False))
    rows = Became.objects.filter(which, standing, plan__in=_plans(user))
    return rows.annotate(shares=shares, sources=sources).select_related("was__plan__region", "now__plan__region")


def _fate(rows):
    note = next((row.note for row in rows if row.note), "")
    others = [row.now for row in rows if row.now]
    if not others:
        return Kin("closed", [], note)
    if len(others) > 1:
        return Kin("split into", others, note)
    return Kin("became part of" if rows[0].sources > 1 else "carried on as", others, note)


def _origin(rows):
    others = [row.was for row in rows]
    if len(others) > 1:
        return Kin("brings together", others)
    return Kin("split from" if rows[0].shares > 1 else "carried on from", others)


def _listed(names):
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
