"""The states of the cycles' addresses: a cycle of Mercia's in which Ardenvale and Severnford take part."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from peerchallenge.actions.cascading import cascade_of
from peerchallenge.models import Cycle
from portal.regions.models import LocalAuthority
from tests import make
from tests.peerchallenge import shapes


def _cycle(world, state):
    if state == "unknown":
        return None
    severnford = LocalAuthority.objects.filter(code="M02").first() or make.authority("Severnford", world.mercia, "M02")
    status = state if state in ("open", "closed", "discarded") else "draft"
    made = shapes.cycle(world.mercia, "2026-27", world.ardenvale, severnford, by=world.dana, status=status, triad=1)
    if state != "lacking":
        made.steps.filter(kind="self-assessment").update(due_on=timezone.localdate())
    return made


def of_cycle(world, state):
    made = _cycle(world, state)
    return [made.public_id if made else uuid4()]


def of_authority(world, state):
    return [*of_cycle(world, state), "W99" if state == "open-elsewhere" else "M01"]


def version(world, state):
    made = Cycle.objects.first()
    return {"version": made.version if made else 1}


def new_cycle(world, state):
    return {"form_key": uuid4(), "year": "2031-32", "title": "Peer challenge", "course": "common-core"}


def edited(world, state):
    return version(world, state) | {"title": "Peer challenge", "shared_with": "triad", "signer_0": "dcs"}


def sent_out(world, state):
    made = Cycle.objects.first()
    seal = cascade_of(made, by=world.dana).seal if made else ""
    return version(world, state) | {"form_key": uuid4(), "seal": seal}


def steps(world, state):
    return version(world, state) | {"steps-TOTAL_FORMS": 0, "steps-INITIAL_FORMS": 0, "do": "save"}


def more_time(world, state):
    step = Cycle.objects.first().steps.get(kind="self-assessment") if Cycle.objects.exists() else None
    day = date(timezone.localdate().year + 1, 1, 1)
    return {"form_key": uuid4(), "step": step.pk if step else 1, "due_on": day, "reason": "Flood", "confirmed": "on"}


ARGUMENTS = {
    **dict.fromkeys(("peer_challenge", "cycles", "cycle_new"), lambda world, state: []),
    **dict.fromkeys(
        (
            "cycle", "cycle_edit", "cycle_steps", "cycle_authorities", "cycle_open", "cycle_close", "cycle_reopen",
            "cycle_discard", "control_room", "control_room_csv",
        ),
        of_cycle,
    ),
    "extend": of_authority,
}  # fmt: skip
BODIES = {
    "cycle_new": new_cycle,
    "cycle_edit": edited,
    "cycle_steps": steps,
    "cycle_authorities": lambda world, state: version(world, state) | {"in-M01": "on"},
    "cycle_open": sent_out,
    **dict.fromkeys(("cycle_close", "cycle_reopen", "cycle_discard"), version),
    "extend": more_time,
}
