"""The states of peer_moderation.txt: Ardenvale's submission, moderated by somebody of elsewhere or by Charlie."""

from uuid import uuid4

from peerchallenge.actions.sharing import seal_of
from peerchallenge.audiences import let_in_by
from peerchallenge.models import Cycle, Remark, SelfAssessment, Submission
from portal.accounts.roles import Role
from portal.regions.models import LocalAuthority
from tests import make
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes

# What "charlies-…" means: Charlie is the moderator. Otherwise it is Moss, whom nobody in the table is.
STATUS = {"asked": "asked", "done": "done", "declined": "declined", "withdrawn": "withdrawn"}


def a_submission(world, state):
    """Ardenvale's, with a moderator of it in the state that is named last; `open-again` after it was reopened."""
    severnford = LocalAuthority.objects.get(code="M02")
    cycle = shapes.cycle(world.mercia, "2026-27", world.ardenvale, severnford, by=world.dana, triad=1)
    assessment = shapes.assessment(cycle, world.ardenvale, by=world.cast["alice"])
    if state == "working":
        return assessment, None, None
    submission = made.submission(assessment, by=world.cast["alice"])
    moss = make.person("Moss")
    make.post(moss, Role.MODERATOR, severnford)
    person = world.cast["charlie"] if state.startswith("charlies") else moss
    status = STATUS.get(state.removeprefix("charlies-"), "accepted")
    moderator = made.at_work(submission, person, by=world.dana, status=status)
    if state == "released":
        shapes.release(assessment, "triad", by=world.cast["alice"])
    if state == "open-again":
        assessment.reopen(by=world.dana, reference=submission.reference)
    if state == "closed":
        Cycle.objects.update(status="closed", closed_at=submission.submitted_at)
    return assessment, submission, moderator


def of_cycle(world, state):
    return [uuid4() if state == "unknown" else a_submission(world, state)[0].cycle.public_id]


def of_assessment(world, state):
    return [uuid4() if state == "unknown" else a_submission(world, state)[0].public_id]


def of_submission(world, state):
    return [uuid4() if state == "unknown" else a_submission(world, state)[1].public_id]


def of_moderator(world, state):
    return [uuid4() if state == "unknown" else a_submission(world, state)[2].public_id]


def of_area(world, state):
    return [uuid4() if state == "unknown" else made.area_remark(a_submission(world, state)[2]).public_id]


def of_remark(world, state):
    if state == "unknown":
        return [uuid4()]
    moderator = a_submission(world, state)[2]
    return [made.remark(moderator, sent="unsent" not in state).public_id]


def of_answered(world, state):
    if state == "unknown":
        return [uuid4()]
    _, submission, moderator = a_submission(world, state)
    made.remark(moderator, sent="unsent" not in state)
    return [submission.public_id]


def people(world, state):
    if not Submission.objects.exists():
        return {}
    other = make.person("Otto")
    make.post(other, Role.MODERATOR, LocalAuthority.objects.get(code="M02"))
    return {"people": [other.pk], "form_key": uuid4()}


def remarks(world, state):
    row = Remark.objects.filter(statement=None).first()
    return {"version": row.version if row else 1, "on_area": "Thin.", "do": "save"}


def answer(world, state):
    row = Remark.objects.exclude(text="").first()
    return {"version": row.version if row else 1, "reply": "agree"}


def released(world, state):
    assessment = SelfAssessment.objects.first()
    submission = assessment and assessment.submissions.first()
    seal = seal_of(let_in_by(assessment, "triad"), submission) if submission else ""
    return {"shared_with": "triad", "seal": seal}


ARGUMENTS = {
    "moderation": of_cycle,
    **dict.fromkeys(("moderators", "remarks", "moderation_end"), of_submission),
    **dict.fromkeys(("moderate", "remarks_send", "moderator_withdraw"), of_moderator),
    **dict.fromkeys(("area_moderate", "area_moderate_save", "area_moderate_at_work"), of_area),
    "remark_answer": of_remark,
    "remarks_answer": of_answered,
    **dict.fromkeys(("concern", "release", "release_take_back", "access_log", "access_log_csv"), of_assessment),
}
BODIES = {
    "moderators": people,
    "moderate": lambda world, state: {"do": "accept"},
    **dict.fromkeys(("area_moderate", "area_moderate_save"), remarks),
    "remark_answer": answer,
    "remarks_answer": lambda world, state: {"csrfmiddlewaretoken": "a browser always sends one"},
    "release": released,
    "concern": lambda world, state: {"form_key": uuid4()},
}
