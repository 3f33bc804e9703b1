"""Plans, actions and owners' notes in the states that work.txt names."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from priorities.models import OwnersNote
from priorities.models.owners_note import hashed
from tests import make

SECRET = "the secret of a private link"


def a_plan(world, status):
    """A plan whose one action Charlie owns; its period is not over."""
    year = timezone.localdate().year
    plan = make.plan(world.mercia, f"{year - 2}-{year + 2}", world.dana, status=status)
    make.action(plan.priorities.get(), owner=make.office(world.cast["charlie"].posts.get()))
    return plan


def a_note(world, state):
    """Charlie's note: "closed" is asked for, of a plan that is closed since."""
    plan, now = a_plan(world, "closed" if state == "closed" else "published"), timezone.now()
    facts = {"text": "Done.", "action_status": "done", "forecast": "on-track", "answered_at": now}
    if state == "accepted":
        facts |= {"decided_at": now, "decided_by": world.dana}
    status = "asked" if state in ("closed", "forged") else state
    return OwnersNote.objects.create(
        region=plan.region, action=plan.actions.get(), person=world.cast["charlie"], quarter="2026-Q4", status=status,
        secret_hash=hashed(SECRET), ends_at=now + timedelta(days=1), **(facts if status != "asked" else {}),
    )  # fmt: skip


def note_query(world, state):
    a_note(world, state)
    return "?key=x" if state == "forged" else f"?key={SECRET}"


def decision(world, state):
    note = OwnersNote.objects.get()
    return {
        "version": note.action.version, "answered_at": note.answered_at.isoformat(), "do": "accept", "because": "No.",
    }  # fmt: skip


ARGUMENTS = {
    "note_decide": lambda world, state: [uuid4() if state == "unknown" else a_note(world, state).public_id],
    "notes_ask": lambda world, state: [999_999 if state == "unknown" else a_plan(world, state).pk],
}
BODIES = {
    "owners_note": lambda world, state: {"text": "Done.", "action_status": "done", "forecast": "on-track"},
    "note_decide": decision,
    "notes_ask": lambda world, state: {"to": world.cast["charlie"].pk},
}
QUERIES = {"owners_note": note_query}
