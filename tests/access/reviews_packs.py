"""The states of packs: Alice's folder of Ardenvale, and Dana's pack for Mercia's leaders."""

from uuid import uuid4

from peerchallenge.models import Cycle
from peerchallenge.reviews.actions import packing
from peerchallenge.reviews.models import Pack
from tests.peerchallenge import shapes


def _pack(world, state):
    kind, _, ready = state.partition("-")
    if kind == "folder":
        made = packing.ask(Pack.Kind.FOLDER, world.mercia, by=world.cast["alice"], authority=world.ardenvale)
    else:
        cycle = Cycle.objects.filter(region=world.mercia).first() or shapes.cycle(world.mercia, by=world.dana)
        made = packing.ask(Pack.Kind.LEADERSHIP_SUMMIT, world.mercia, by=world.dana, cycle=cycle)
    if ready:
        packing.make_pack.func(made.pk)
    return made


def of_pack(world, state):
    return [uuid4() if state == "unknown" else _pack(world, state).public_id]


ARGUMENTS = {"packs": lambda world, state: [], **dict.fromkeys(("pack", "pack_progress", "pack_file"), of_pack)}
BODIES = {"packs": lambda world, state: {"form_key": uuid4(), "pack": "folder-M01"}}
