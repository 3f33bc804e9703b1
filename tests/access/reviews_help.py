"""The states of asks and offers: an ask of Ardenvale, brought together with Severnford once it is met."""

from uuid import uuid4

from peerchallenge.reviews.actions import brokering
from portal.regions.models import LocalAuthority


def _entry(world, state):
    entry = brokering.post(world.ardenvale, by=world.cast["alice"], kind="ask", text="Better assessments.")
    if state == "met":
        brokering.introduce(entry, _severnford(), by=world.dana)
    if state in ("met", "taken-back"):
        entry.stand_at(state, by=world.cast["alice"], version=1)
    return entry


def _severnford():
    return LocalAuthority.objects.get(code="M02")


def of_entry(world, state):
    return [uuid4() if state == "unknown" else _entry(world, state).public_id]


def of_introduction(world, state):
    return [uuid4() if state == "unknown" else _entry(world, state).introductions.get().public_id]


def written(world, state):
    return {"form_key": uuid4(), "version": 1, "kind": "ask", "text": "Better assessments."}


ARGUMENTS = {
    **dict.fromkeys(("help_board", "help_new"), lambda world, state: []),
    **dict.fromkeys(("help_entry", "help_edit", "help_introduce"), of_entry),
    "help_state": lambda world, state: [*of_entry(world, state), "met"],
    "introduction": of_introduction,
}
BODIES = {
    "help_new": written,
    "help_edit": written,
    "help_state": lambda world, state: {"version": 1},
    "help_introduce": lambda world, state: {"form_key": uuid4(), "helper": _severnford().pk},
    "introduction": lambda world, state: {"version": 1, "outcome": "partly"},
}
