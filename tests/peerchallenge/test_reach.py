"""Every role, at the authority itself, at its trust, at another of its triad, elsewhere in the region and in another
region: which pages of a self-assessment it reaches, in each state. All else is 404 or, where it is known of, 403."""

import pytest
from django.test import Client
from django.urls import reverse

from peerchallenge.models import Evidence
from peerchallenge.models.of_authority import OWN_READERS, RUNNERS, WRITERS
from peerchallenge.models.sharing import DIRECTORS
from portal.accounts.roles import Role, Scope
from portal.files.storing import keep
from tests import make
from tests.peerchallenge import shapes

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

STATES = ("in-progress", "submitted", "moderated", "open-again", "triad", "directors", "region", "taken-back")
OWN, HERE = ("own", "own trust"), ("own", "own trust", "triad", "triad trust", "elsewhere", "region")


@pytest.fixture
def places(mercia, wessex, ardenvale, severnford, lenchester):
    return {
        Scope.NETWORK: {"network": None},
        Scope.REGION: {"region": mercia, "other region": wessex},
        Scope.AUTHORITY: {"own": ardenvale, "triad": severnford, "elsewhere": lenchester,
                          "far": make.authority("Avonbury", wessex, "W01")},
        Scope.TRUST: {"own trust": make.trust("Arden Trust", ardenvale),
                      "triad trust": make.trust("Severn Trust", severnford)},
    }  # fmt: skip


@pytest.fixture
def everybody(places):
    """{(role, place): somebody who holds it there}."""
    found = {}
    for role in Role:
        for place, organisation in places[role.scope].items():
            found[role, place] = person = make.person(f"{role} {place}")
            make.post(person, role, organisation)
    return found


def bring_to(state, assessment, alice, dana):
    """Bring the self-assessment, which says one thing with a file, into `state`; return what was submitted or None."""
    statement = shapes.statement(shapes.first_section(assessment), evidence=["audit"])
    Evidence.objects.update(blob=keep(b"%PDF-", "application/pdf"), file_name="audit.pdf")
    if state == "in-progress":
        return statement, None
    submission = shapes.submission(assessment, by=alice)
    if state == "moderated":
        assessment.end_moderation(by=dana)
    if state == "open-again":
        assessment.reopen(by=dana, reference=submission.reference)
    if state in ("triad", "directors", "region"):
        shapes.release(assessment, state, by=alice)
    if state == "taken-back":
        release = shapes.release(assessment, "region", by=alice)
        release.withdrawn_at, release.withdrawn_by = release.released_at, alice
        release.save()
    return statement, submission


def expected(role, place, state) -> set[str]:
    """The pages that somebody reaches, as the rules say it in words."""
    reads_own = place in OWN and role in OWN_READERS
    runs = place == "region" and role in RUNNERS
    directs = role in DIRECTORS
    let_in = {
        "triad": place in ("triad", "triad trust") and directs, "directors": place in HERE and directs,
        "region": place in HERE,
    }.get(state, False)  # fmt: skip
    found = set()
    if reads_own:
        found |= {"assessment", "section", "statement", "evidence_file", "assessment_signing", "release"}
    if place in OWN and (role in WRITERS or role == Role.TRUST_CHIEF_EXECUTIVE):
        found.add("access_log")
    if runs:
        found |= {"control_room", "moderation"}
    if state == "in-progress":
        return found
    if reads_own or runs or let_in:
        found |= {"submitted", "submission_file"}
    if reads_own or runs:
        found.add("remarks")
    return found | ({"moderators", "concern"} if runs else set())


@pytest.mark.parametrize("state", STATES)
def test_who_reaches_what(everybody, cycle, assessment, alice, dana, state):
    statement, submission = bring_to(state, assessment, alice, dana)
    paths = addresses(cycle, assessment, statement, submission)
    wrong = {}
    for (role, place), person in everybody.items():
        browser = Client()
        browser.force_login(person)
        answers = {name: status(browser.get(path)) for name, path in paths.items()}
        reached = {name for name, status in answers.items() if status == 200}
        if reached != expected(role, place, state) or set(answers.values()) - {200, 403, 404}:
            wrong[str(role), place] = reached ^ expected(role, place, state)
    assert wrong == {}


def status(response):
    if response.streaming:
        list(response)  # to its end, where its file is closed
    return response.status_code


def addresses(cycle, assessment, statement, submission):
    records = {
        "assessment": assessment, "assessment_signing": assessment, "release": assessment, "access_log": assessment,
        "section": statement.section, "statement": statement, "evidence_file": statement.evidence.get(),
        "control_room": cycle, "moderation": cycle,
    }  # fmt: skip
    paths = {name: reverse(name, args=[record.public_id]) for name, record in records.items()}
    if submission:
        paths |= {name: reverse(name, args=[submission.public_id]) for name in ("submitted", "remarks", "moderators")}
        evidence = statement.evidence.get().public_id
        paths["submission_file"] = reverse("submission_file", args=[submission.public_id, evidence])
        paths["concern"] = reverse("concern", args=[assessment.public_id])
    return paths
