"""What the tests of signing and submitting need: an assessment with something in it, and people who sign."""

from peerchallenge.actions import signing as acts
from peerchallenge.actions import submitting
from peerchallenge.signers import signing_of
from peerchallenge.words import fingerprint, words_of
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge import shapes

ORDER = ["dcs", "council-chief-executive", "lead-member"]


def to_sign(assessment, *signers, by):
    """Let `signers` (roles) be asked to sign, write one statement, and ask; return the signatures in their order."""
    assessment.cycle.signers = list(signers)
    assessment.cycle.save(update_fields=["signers"])
    shapes.statement(shapes.first_section(assessment), claim="Visits are on time.")
    return asked(assessment, by=by)


def asked(assessment, *, by):
    acts.ask_for_signatures(assessment, by=by)
    assessment.refresh_from_db()
    return list(assessment.signatures.filter(round=signing_of(assessment).round).order_by("position"))


def now(assessment) -> str:
    """The fingerprint of what it says now."""
    return fingerprint(words_of(assessment))


def approved(signature, *, by):
    return acts.approve(signature, by=by, sha256=now(signature.assessment))


def submitted(assessment, *, by):
    return submitting.submit(assessment, by=by, sha256=now(assessment))


def chief(authority, name="Cora"):
    """The council's chief executive."""
    person = make.person(name)
    make.post(person, Role.COUNCIL_CHIEF_EXECUTIVE, authority)
    return person


def member(authority, name="Lou"):
    """The Lead Member."""
    person = make.person(name)
    make.post(person, Role.LEAD_MEMBER, authority)
    return person


def path(record, *verb):
    """The address below /peer-challenge/ of a signature, a submission or an assessment."""
    kind = {"selfassessment": "assessments", "signature": "signatures", "submission": "submissions"}
    return "/".join([f"/peer-challenge/{kind[record._meta.model_name]}/{record.public_id}", *verb, ""])


def sign_form(signature, do="approve", **fields):
    """What the page of a signature sends, as it reads now."""
    return {"do": do, "sha256": now(signature.assessment), "seal": "{}", "comment": ""} | fields
