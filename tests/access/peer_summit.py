"""The states of the summit's addresses: a cycle of Mercia's in which Ardenvale submitted; a line of enquiry for it."""

from uuid import uuid4

from django.utils import timezone

from peerchallenge.actions import enquiring
from peerchallenge.models import Cycle, LineOfEnquiry, SelfAssessment
from portal.regions.models import LocalAuthority
from tests import make
from tests.peerchallenge import shapes
from tests.peerchallenge.summit import on_its_day, said


def _cycle(world, state):
    severnford = LocalAuthority.objects.filter(code="M02").first() or make.authority("Severnford", world.mercia, "M02")
    status = "draft" if state == "draft" else "open"
    made = shapes.cycle(world.mercia, "2026-27", world.ardenvale, severnford, by=world.dana, status=status, triad=1)
    if state != "draft":
        said(made, world.ardenvale, by=world.dana, steps=(1,))
    seen_by = "runners" if state == "runners" else "directors"
    on_its_day(made, days=-3 if state == "to-come" else 0, seen_by=seen_by)
    return made


def of_cycle(world, state):
    return [uuid4() if state == "unknown" else _cycle(world, state).public_id]


def of_pack(world, state):
    whose = "managers" if state == "managers" else "directors"
    return [*of_cycle(world, state), whose, "odt" if state == "unknown-kind" else "docx"]


def _line(world, state):
    cycle = _cycle(world, state)
    assessment = SelfAssessment.objects.get()
    line = enquiring.choose(assessment, by=world.dana, text="How do you know?")
    if state in ("sent", "closed"):
        enquiring.send(assessment, by=world.dana, seal=enquiring.seal_of([line]))
    if state == "closed":
        Cycle.objects.filter(pk=cycle.pk).update(status="closed", closed_at=timezone.now())
    return line


def of_assessment(world, state):
    return [uuid4() if state == "unknown" else _line(world, state).assessment.public_id]


def of_line(world, state):
    return [uuid4() if state == "unknown" else _line(world, state).public_id]


def version(world, state):
    line = LineOfEnquiry.objects.first()
    return {"version": line.version if line else 1}


def seal(world, state):
    return {"seal": enquiring.seal_of(LineOfEnquiry.objects.all())}


ARGUMENTS = {
    **dict.fromkeys(("summit", "summit_present"), of_cycle),
    "summit_pack": of_pack,
    **dict.fromkeys(("enquiries", "enquiry_new", "enquiries_send"), of_assessment),
    **dict.fromkeys(("enquiry_edit", "enquiry_move", "enquiry_take_out"), of_line),
}
BODIES = {
    "enquiry_new": lambda world, state: {"form_key": uuid4(), "text": "Why?", "area_code": ""},
    "enquiry_edit": lambda world, state: version(world, state) | {"text": "Why?", "area_code": ""},
    "enquiry_move": lambda world, state: {"place": 0, "do": "up"},
    "enquiry_take_out": version,
    "enquiries_send": seal,
}
