"""The states of peer_signing.txt, and what its POSTs send."""

from uuid import uuid4

from peerchallenge.actions import signing
from peerchallenge.actions.submitting import reopen
from peerchallenge.models import Evidence, Participation, Signature
from peerchallenge.words import fingerprint, words_of
from portal.files.storing import keep
from portal.regions.models import LocalAuthority
from tests.peerchallenge import shapes

SIGNERS = {"vacant": ["lead-member"]}


def an_assessment(world, state):
    """Ardenvale's, signed by Alice alone: "open" (nobody was asked), "asked", "approved", "submitted", "released" (to
    its triad, so to Charlie), "reopened", "closed" (asked, and the cycle is over); "vacant" waits for nobody."""
    alice, dana = world.cast["alice"], world.dana
    cycle = shapes.cycle(world.mercia, "2026-27", world.ardenvale, by=dana, triad=1,
                         signers=SIGNERS.get(state, ["dcs"]))  # fmt: skip
    Participation.objects.create(cycle=cycle, authority=LocalAuthority.objects.get(name="Severnford"), triad=1)
    made = shapes.assessment(cycle, world.ardenvale, by=alice)
    statement = shapes.statement(shapes.first_section(made), evidence=["audit"])
    statement.evidence.update(blob=keep(b"%PDF-", "application/pdf"), file_name="audit.pdf")
    if state != "open":
        signing.ask_for_signatures(made, by=alice)
    if state == "approved":
        signing.approve(made.signatures.get(), by=alice, sha256=fingerprint(words_of(made)))
    if state in ("submitted", "released", "reopened"):
        submission = shapes.submission(made, by=alice)
    if state == "released":
        shapes.release(made, "triad", by=alice)
    if state == "reopened":
        reopen(submission, by=dana, reason="A figure was wrong.")
    if state == "closed":
        cycle.close(by=dana, version=cycle.version)
    made.refresh_from_db()
    return made


def _assessment(world, state):
    return [uuid4() if state == "unknown" else an_assessment(world, state).public_id]


def _signature(world, state):
    return [uuid4() if state == "unknown" else an_assessment(world, state).signatures.get().public_id]


def _submission(world, state):
    return [uuid4() if state == "unknown" else an_assessment(world, state).submissions.get().public_id]


def _and(*more):
    return lambda world, state: [*_submission(world, state), *more]


def _file(world, state):
    found = _submission(world, "submitted" if state == "other-file" else state)
    evidence = Evidence.objects.first()
    return [*found, evidence.public_id if evidence and state != "other-file" else uuid4()]


ARGUMENTS = {
    "assessment_signing": _assessment,
    "assessment_submit": _assessment,
    "sign": _signature,
    "sign_leave_out": _signature,
    "submission_receipt": _submission,
    "submission_reopen": _submission,
    "submitted": _submission,
    "submission_compare": _and(1),
    "submission_file": _file,
    "submission_paper": _and("docx"),
}


def _now(world, state):
    signature = Signature.objects.first()
    return fingerprint(words_of(signature.assessment)) if signature else ""


BODIES = {
    "sign": lambda world, state: {"do": "approve", "sha256": _now(world, state), "seal": "{}"},
    "sign_leave_out": lambda world, state: {"reason": "Nobody holds it."},
    "assessment_submit": lambda world, state: {"sha256": _now(world, state), "confirmed": "on", "form_key": uuid4()},
    "submission_reopen": lambda world, state: {"reason": "A figure was wrong."},
}
