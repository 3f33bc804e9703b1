"""Every role, at the authority itself, at its trust, at another of its triad, in another triad and in another region;
and those who help, moderate or have left: which pages of a self-assessment each reaches, in each state."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models import Evidence, SectionHelper, Signature
from peerchallenge.models.cycle import LEADING
from peerchallenge.models.of_authority import OWN_READERS, RUNNERS, WRITERS
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.permissions import OWNERS
from portal.accounts.roles import Role, Scope
from portal.files.storing import keep
from tests import make
from tests.peerchallenge import moderation, shapes
from tests.peerchallenge.company import places_of
from tests.peerchallenge.summit import on_its_day
from tests.peerchallenge.walked import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

WRITTEN = ("not-started", "in-progress", "signing")
STATES = (*WRITTEN, "submitted", "moderated", "open-again", "closed", "triad", "directors", "region", "taken-back")
# The others go with FULL=1.
IN_EACH_RUN = {"submitted", "region"}
WALKED = [state if state in IN_EACH_RUN else pytest.param(state, marks=pytest.mark.full) for state in STATES]
OWN, HERE = ("own", "own trust"), ("own", "own trust", "triad", "triad trust", "elsewhere", "region")
PLACES = {
    Scope.NETWORK: ["network"], Scope.REGION: ["region", "other region"],
    Scope.AUTHORITY: ["own", "triad", "elsewhere", "far"], Scope.TRUST: ["own trust", "triad trust"],
}  # fmt: skip
# Roles that no rule names: they get in by a release to the whole region alone, and are asked about in two states.
NAMED = OWN_READERS | RUNNERS | DIRECTORS | LEADING | OWNERS | {Role.MODERATOR, Role.CONTRIBUTOR, Role.OBSERVER}
ALL_ASKED = ("submitted", "region")
# What takes long to make is asked for in two states; who gets it is asked of the page that leads there in each.
PAPERS, WITH_PAPERS = {"submission_paper", "managers_pack", "directors_pack"}, ("submitted", "triad")

# The pages, by who reaches them. Those of a version are there once one was submitted.
OF_OWN_READERS = {"assessment", "section", "statement", "evidence_file", "section_history", "statement_history",
                  "assessment_signing", "sign", "release", "assessment_counts", "removals", "enquiries"}  # fmt: skip
OF_RUNNERS = {"cycle", "control_room", "control_room_csv", "moderation", "summit", "summit_present", "managers_pack",
              "directors_pack", "peer_counts", "peer_counts_csv", "enquiries"}  # fmt: skip
OF_MANAGERS = {"removals", "extend"}
OF_LEADERS = {"summit", "summit_present", "directors_pack", "peer_counts"}
OF_VERSION = {"submitted", "submission_file", "submission_paper"}


@pytest.fixture
def places(mercia, wessex, ardenvale, severnford, lenchester):
    return places_of(mercia, wessex, ardenvale, severnford, lenchester) | {"network": None}


@pytest.fixture
def everybody(places):
    """{(role, place): somebody who holds it there}, and their like whose post ended yesterday, as "left"."""
    found = {}
    for role in Role:
        for place in PLACES[role.scope]:
            found[role, place] = _holder(role, place, places[place])
    yesterday = timezone.localdate() - timedelta(days=1)
    for role, place in ((Role.DCS, "own"), (Role.PROGRAMME_MANAGER, "region")):
        found[role, f"left {place}"] = _holder(role, f"left {place}", places[place], to_on=yesterday)
    return found


def _holder(role, place, organisation, **dates):
    person = make.person(f"{role} {place}")
    make.post(person, role, organisation, **dates)
    return person


def bring_to(state, assessment, alice, dana):
    """Bring the self-assessment, which says one thing with a file, into `state`; return what was submitted or None."""
    statement = shapes.statement(shapes.first_section(assessment), evidence=["audit"])
    Evidence.objects.update(blob=keep(b"%PDF-", "application/pdf"), file_name="audit.pdf")
    Signature.objects.create(assessment=assessment, position=0, role="dcs")
    if state in WRITTEN:
        assessment.status = state
        assessment.save(update_fields=["status"])
        return statement, None
    submission = shapes.submission(assessment, by=alice)
    if state == "moderated":
        assessment.end_moderation(by=dana)
    if state == "open-again":
        assessment.reopen(by=dana, reference=submission.reference)
    if state == "closed":
        assessment.cycle.close(by=dana, version=assessment.cycle.version)
    if state in ("triad", "directors", "region"):
        shapes.release(assessment, state, by=alice)
    if state == "taken-back":
        release = shapes.release(assessment, "region", by=alice)
        release.withdrawn_at, release.withdrawn_by = release.released_at, alice
        release.save()
    return statement, submission


def expected(role, place, state) -> set[str]:
    """The pages that somebody reaches because of a post, as the rules say it in words."""
    reads_own = place in OWN and role in OWN_READERS
    writes, owns = place in OWN and role in WRITERS, place in OWN and role in OWNERS
    runs, manages = place == "region" and role in RUNNERS, place == "region" and role == Role.PROGRAMME_MANAGER
    is_open = state in (*WRITTEN, "open-again")
    found = {"peer_challenge"}
    found |= (OF_OWN_READERS if reads_own else set()) | (OF_RUNNERS if runs else set())
    found |= OF_LEADERS if place in HERE and role in LEADING else set()
    found |= OF_MANAGERS if manages else set()
    found |= {"access_log", "access_log_csv"} if writes or owns else set()
    found |= {"section_helpers"} if writes else set()
    found |= {"assessment_submit"} if writes and is_open else set()
    found |= {"sign_leave_out"} if manages and is_open else set()
    if state == "closed":
        found -= {"extend"}
    return found | (set() if state in WRITTEN else _of_version(role, place, state, reads_own, runs, manages))


def _of_version(role, place, state, reads_own, runs, manages):
    directs = role in DIRECTORS
    let_in = {
        "triad": place in ("triad", "triad trust") and directs, "directors": place in HERE and directs,
        "region": place in HERE,
    }.get(state, False)  # fmt: skip
    found = OF_VERSION if reads_own or runs or let_in else set()
    found = found | ({"remarks"} if reads_own or runs else set()) | ({"moderators", "concern"} if runs else set())
    found |= {"submission_receipt"} if reads_own else set()
    return found | ({"submission_reopen"} if manages and state not in ("open-again", "closed") else set())


@pytest.mark.parametrize("state", WALKED)
def test_who_reaches_what_because_of_a_post(everybody, cycle, assessment, alice, dana, state):
    statement, submission = bring_to(state, assessment, alice, dana)
    paths = addresses(cycle, assessment, statement, submission)
    paths = {name: path for name, path in paths.items() if name not in PAPERS or state in WITH_PAPERS}
    wrong = {}
    for (role, place), person in everybody.items():
        if role not in NAMED and state not in ALL_ASKED:
            continue
        if differs := reached_by(person, paths) ^ (expected(role, place, state) & set(paths)):
            wrong[str(role), place] = differs
    assert wrong == {}


@pytest.mark.parametrize("state", WALKED)
def test_who_reaches_what_because_they_were_asked(places, cycle, assessment, alice, dana, state):
    """Those who were given the last section, and moderators however they answered: each their own part."""
    statement, submission = bring_to(state, assessment, alice, dana)
    section = assessment.sections.order_by("area__position").last()
    paths = addresses(cycle, assessment, statement, submission)
    paths["given"] = reverse("section", args=[section.public_id])
    helps = _holder(Role.CONTRIBUTOR, "helper", places["own"])
    helped = _holder(Role.CONTRIBUTOR, "former helper", places["own"])
    shapes.helper(section, helps, by=alice)
    ended = shapes.helper(section, helped, by=alice)
    SectionHelper.objects.filter(pk=ended.pk).update(ended_at=timezone.now(), ended_by=alice)
    let_in = OF_VERSION if state == "region" else set()
    assert reached_by(helps, paths) == {"peer_challenge", "assessment", "given"} | let_in
    assert reached_by(helped, paths) == {"peer_challenge"} | let_in
    for status in ("asked", "accepted", "done", "declined", "withdrawn") if submission else ():
        person = _holder(Role.MODERATOR, status, places["triad"])
        of = moderation.at_work(submission, person, by=dana, status=status)
        paths["moderate"] = reverse("moderate", args=[of.public_id])
        paths["area_moderate"] = reverse("area_moderate", args=[moderation.area_remark(of).public_id])
        works = OF_VERSION | {"remarks", "concern", "area_moderate"} if status in ("accepted", "done") else set()
        assert reached_by(person, paths) == {"peer_challenge", "moderate"} | works | let_in, status


def reached_by(person, paths) -> set[str]:
    """The pages that a person reaches; what they don't is 404 or, where it is known of, 403."""
    visitor = Visitor(person)
    answers = {name: visitor.status(path) for name, path in paths.items()}
    assert set(answers.values()) <= {200, 403, 404}, answers
    return {name for name, one in answers.items() if one == 200}


def addresses(cycle, assessment, statement, submission):
    on_its_day(cycle)
    cycle.participations.filter(triad=None).update(triad=2)
    evidence, signature = statement.evidence.get(), assessment.signatures.get()
    records = {
        **dict.fromkeys(("assessment", "assessment_signing", "assessment_submit", "assessment_counts", "release",
                         "access_log", "access_log_csv", "removals", "enquiries", "section_helpers"), assessment),
        **dict.fromkeys(("section", "section_history"), statement.section),
        **dict.fromkeys(("statement", "statement_history"), statement), "evidence_file": evidence,
        **dict.fromkeys(("sign", "sign_leave_out"), signature),
        **dict.fromkeys(("cycle", "control_room", "control_room_csv", "moderation", "summit", "summit_present"), cycle),
    }  # fmt: skip
    paths = {name: reverse(name, args=[record.public_id]) for name, record in records.items()}
    paths |= {"peer_challenge": reverse("peer_challenge"), "extend": reverse("extend", args=[cycle.public_id, "M01"])}
    paths |= {f"{whose}_pack": reverse("summit_pack", args=[cycle.public_id, whose, "docx"])
              for whose in ("managers", "directors")}  # fmt: skip
    paths |= {name: reverse(name, args=[cycle.region.slug]) for name in ("peer_counts", "peer_counts_csv")}
    return paths | (_addresses_of(submission, evidence) if submission else {})


def _addresses_of(submission, evidence):
    names = ["submitted", "remarks", "moderators", "submission_receipt"]
    names += ["submission_reopen"] if submission.assessment.is_submitted else []
    paths = {name: reverse(name, args=[submission.public_id]) for name in names}
    paths["submission_file"] = reverse("submission_file", args=[submission.public_id, evidence.public_id])
    paths["submission_paper"] = reverse("submission_paper", args=[submission.public_id, "docx"])
    paths["concern"] = reverse("concern", args=[submission.assessment.public_id])
    return paths
