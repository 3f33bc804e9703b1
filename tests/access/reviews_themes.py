"""The states of themes' addresses: a theme of Mercia that rests on what three authorities were told."""

from uuid import uuid4

from django.utils import timezone

from peerchallenge.models import Cycle
from peerchallenge.reviews.models import RegionalTheme
from tests import make
from tests.peerchallenge.reviews import shapes_themes


def _cycle(world):
    found = Cycle.objects.filter(region=world.mercia).first()
    return found or shapes_themes.shared(world.mercia, by=world.dana)[0]


def _findings(cycle):
    return [one for review in cycle.reviews.all() for one in review.findings.all()]


def of_cycle(world, state):
    return [_cycle(world).public_id]


def of_theme(world, state):
    if state == "unknown":
        return [uuid4()]
    cycle = _cycle(world)
    at = state.partition(":")[0]
    out = {"released_at": timezone.now(), "released_by": world.dana}
    known = {"longlist": {}, "put": {"put": True}, "chosen": {"status": "chosen"}, "dropped": {"status": "dropped"},
             "released": {"status": "chosen"} | out}[at]  # fmt: skip
    return [shapes_themes.theme(cycle, _findings(cycle), by=world.dana, **known).public_id]


def of_act(world, state):
    return [*of_theme(world, state), state.partition(":")[2]]


def written(world, state):
    sources = [f"finding-{one.public_id}" for one in _findings(_cycle(world))]
    version = RegionalTheme.objects.order_by("-pk").values_list("version", flat=True).first() or 1
    return {"form_key": uuid4(), "title": "Plans drift", "kind": "area", "sources": sources, "version": version}


def decided(world, state):
    return {"version": 1, "chosen": "no", "decided_on": "2026-01-20", "decided_because": "Too much at once."}


def planned(world, state):
    plan = make.plan(world.mercia, by=world.dana)
    return {"form_key": uuid4(), "plan": plan.pk, "title": "Better plans"}


ARGUMENTS = {
    "themes": of_cycle,
    "theme_new": of_cycle,
    **dict.fromkeys(
        (
            "theme",
            "theme_edit",
            "theme_move",
            "theme_decide",
            "theme_chain",
            "priority_from_theme",
        ),
        of_theme,
    ),
    "theme_act": of_act,
}
BODIES = {
    "theme_new": written,
    "theme_edit": written,
    "theme_move": lambda world, state: {"place": 0, "do": "up"},
    "theme_decide": decided,
    "theme_act": lambda world, state: {"version": 1},
    "priority_from_theme": planned,
}
