"""Who reaches which page of a review, in each state: by a post at the host, in its region or elsewhere, by a seat on
the team that is held, ended or was never taken, and by what the host released.

One world is built, with a review in each state, and everybody is asked at its doors; what comes of a POST, and the
answer to nobody at all, stands in tests/access/reviews_*.txt.
"""

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import timezone

from peerchallenge.reviews.letter import words_of
from peerchallenge.reviews.models import Letter, ReviewDocument, Stage
from portal.accounts.roles import Role
from portal.files.storing import keep
from tests import make
from tests.peerchallenge.company import places_of
from tests.peerchallenge.reviews import shapes, shapes_actions, shapes_findings, shapes_workspace
from tests.peerchallenge.reviews.company import (
    CAST,
    DIRECTORS,
    MEMBERS,
    OWN,
    OWNERS,
    RUNS,
    WRITERS,
    company,
    seat_everybody,
)
from tests.peerchallenge.walked import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

# In one state everybody is asked about every page; in the others those whose rules differ about pages whose rules do.
ALL_ASKED = "final"
ASKED = {"alice", "tess", "lou", "dana", "rhea", "rolf", "rita", "ruth", "rose", "charlie", "moss"}
PAGES = {
    "review", "review_edit", "review_postpone", "review_resume", "findings", "finding", "reply", "finding_edit",
    "letter", "letter_preview", "letter_take_back", "corrections", "correction_new", "correction_answer", "next_steps",
    "host_action", "host_action_close", "progress_check", "review_close", "review_release", "workspace", "cluster",
    "session_new", "review_document", "review_document_remove", "invitation",
}  # fmt: skip
# Stage, and how far its items are shown.
STATES = {
    "before-team": (Stage.REQUESTED, "team"), "draft": (Stage.DRAFT, "team"),
    "factual-check": (Stage.FACTUAL_CHECK, "authority"), "final": (Stage.FINAL_LETTER, "authority"),
    "replied": (Stage.REPLY, "authority"), "directors": (Stage.REPLY, "directors"), "region": (Stage.REPLY, "region"),
    "public": (Stage.REPLY, "public"), "postponed": (Stage.POSTPONED, "team"),
    "withdrawn": (Stage.WITHDRAWN, "authority"),
}  # fmt: skip
# The others go with FULL=1.
IN_EACH_RUN = ("draft", "final", "region")
WALKED = [IN_EACH_RUN, pytest.param([one for one in STATES if one not in IN_EACH_RUN], marks=pytest.mark.full)]
SHARED = {"factual-check", "final", "replied", "directors", "region", "public", "withdrawn"}
REPLIED = {"replied", "directors", "region", "public"}
LED, SEATED = {"rhea"}, {"rhea", "rolf"}
ONCE_SEATED = {"ruth", "rex", "rob", "rose", "rita"}  # who can open their own invitation still, and most nothing else
RELEASED = {"directors": DIRECTORS | {"greta"}, "region": MEMBERS | {"greta"}, "public": MEMBERS | {"greta"}}
PAPER = "letter_paper"  # which takes long to make


@pytest.fixture
def places(mercia, wessex, ardenvale, severnford, lenchester):
    return places_of(mercia, wessex, ardenvale, severnford, lenchester)


@pytest.fixture
def people(places, lead, request):
    cast = {name: request.getfixturevalue(name) for name in CAST}
    found = company(places, cast | {"lena": lead, "greta": request.getfixturevalue("greta")})
    found["ferris"] = make.person("Ferris")
    make.post(found["ferris"], Role.DCS, places["far"])
    return found


def a_review(state, people, places):
    """A review in `state` with one of each thing; return {page: address}, and {person: of their own invitation}."""
    stage, level = STATES[state]
    alice, dana = people["alice"], people["dana"]
    known = {"shared_at": timezone.now()} if state in SHARED else {}
    review = shapes.review(places["own"], at=stage, by=dana, **known)
    if state != "before-team":
        seat_everybody(review, people, places)
    finding = shapes.finding(review, kind="area", by=dana, shown_to=level)
    step = shapes.next_step(finding, answer="accepted" if state in REPLIED else "waiting", by=alice, shown_to=level)
    if state in SHARED:
        shapes_findings.sent(finding, by=dana)
        sent = "draft" if state in ("factual-check", "withdrawn") else "final"
        words = words_of(review, dated_on=date(2026, 11, 20))
        Letter.objects.create(
            review=review, sent=sent, number=1, words=words, sha256="0" * 64, sent_by=dana, shown_to=level
        )
    records = _records(review, finding, step, people, state)
    paths = {name: reverse(name, args=[one.public_id]) for name, one in records.items()}
    if state == ALL_ASKED:
        paths[PAPER] = reverse(PAPER, args=[review.public_id, "docx"])
    own = {one.person_id: reverse("invitation", args=[one.public_id]) for one in _members(review)}
    return paths, own


def _members(review):
    return [one for seat in review.seats.all() for one in seat.members.all()]


def _records(review, finding, step, people, state):
    """{page: the record that its address names}."""
    alice = people["alice"]
    action = shapes_actions.action(step, by=alice)
    sent = {"sent_at": timezone.now(), "sent_by": alice} if state in REPLIED else {}
    check = shapes_actions.check(review, **sent)
    correction = review.corrections.create(is_wrong="Six.", is_right="Seven.", made_by=alice)
    file = {"file_name": "plan.pdf", "blob": keep(b"%PDF-", "application/pdf"), "given_by": alice, "title": "Plan"}
    given, kept = (ReviewDocument.objects.create(review=review, shown_to=one, **file) for one in ("authority", "team"))
    found = dict.fromkeys(OF_REVIEW, review) | dict.fromkeys(OF_FINDING, finding) | dict.fromkeys(OF_STEP, step)
    found |= dict.fromkeys(OF_ACTION, action) | dict.fromkeys(("correction_edit", "correction_answer"), correction)
    found |= {
        "progress_check": check, "session_edit": shapes_workspace.session(review, starts=time(9)),
        "review_enquiry_edit": shapes_workspace.enquiry(review), "seat": review.seats.last(),
        "review_document": given,
    }  # fmt: skip
    if member := next((one for one in _members(review) if one.person == people["rolf"]), None):
        found |= {"invitation": member, "member_leave": member, "member_end": member}
    return found | {"review_document_remove": kept}


OF_REVIEW = (
    "review", "review_edit", "review_date", "review_move", "review_postpone", "review_resume", "review_withdraw",
    "findings", "own_and_peers", "reply_send", "finding_new", "letter", "letter_write", "letter_preview",
    "letter_send", "letter_take_back", "corrections", "correction_new", "next_steps", "actions_agree", "review_close",
    "review_release", "review_see_as", "review_access_log", "public_summary", "workspace",
    "capture", "cluster", "review_enquiries", "review_enquiry_new", "timetable", "session_new", "review_documents",
    "team", "seat_new",
)  # fmt: skip
OF_FINDING = ("finding", "reply", "finding_edit", "next_step_new", "own_step_new")
OF_STEP = ("next_step_edit", "next_step_answer")
OF_ACTION = ("host_action", "host_action_edit", "host_action_close")


def expected(state) -> dict[str, set]:
    """{page: who reaches it}, as the rules say it in words."""
    going = state != "withdrawn"
    team, lead = (SEATED, LED) if state != "before-team" else (set(), set())
    asked = {"rita"} if team else set()
    work = team | RUNS  # who reads what the team writes
    around = work | OWN  # who knows of it, and whoever is asked
    let_in = RELEASED.get(state, set())
    reads = work | (OWN if state in SHARED else set()) | let_in
    told = OWN | (reads if state in REPLIED else set())
    writes = lead | RUNS
    own_writes, answers = WRITERS & reads, WRITERS
    manages = {"dana"}
    found = {
        "review": around | asked,
        **dict.fromkeys(("findings", "next_steps", "own_and_peers"), around | asked | let_in),
        "finding": reads, "letter": reads if state in SHARED else set(), PAPER: reads,
        **dict.fromkeys(("letter_preview",), work),
        **dict.fromkeys(("corrections", "review_enquiries", "timetable", "review_documents", "team"), around),
        "review_document": around, "progress_check": told & (OWN | work), "host_action": told,
        **dict.fromkeys(("review_release", "review_see_as", "public_summary"), OWN),
        "review_access_log": WRITERS | OWNERS, "invitation": RUNS | {"rolf"},
    }  # fmt: skip
    if not going:
        return found
    return found | {
        **dict.fromkeys(("review_edit", "seat_new", "seat", "member_end"), RUNS),
        **dict.fromkeys(("review_date", "review_move", "finding_new", "letter_write", "letter_send"), writes),
        **dict.fromkeys(("finding_edit", "next_step_new", "next_step_edit"), writes),
        "review_postpone": manages if state == "before-team" else set(), "review_withdraw": manages,
        "review_resume": manages if state == "postponed" else set(),
        "letter_take_back": writes if state == "factual-check" else set(),
        **dict.fromkeys(("correction_new", "correction_edit"), answers if state == "factual-check" else set()),
        "correction_answer": writes if state in ("factual-check", "draft") else set(),
        **dict.fromkeys(("reply", "next_step_answer", "own_step_new"), own_writes),
        **dict.fromkeys(("reply_send", "actions_agree"), OWNERS),
        "host_action_edit": WRITERS,
        "host_action_close": WRITERS | OWNERS | (writes if state in REPLIED else set()),
        "review_close": writes if state in REPLIED else set(),
        **dict.fromkeys(("workspace", "capture"), team), "cluster": lead,
        **dict.fromkeys(("review_enquiry_new", "review_enquiry_edit", "review_document_remove"), work),
        **dict.fromkeys(("session_new", "session_edit"), work | WRITERS), "member_leave": {"rolf"} & team,
    }  # fmt: skip


def reached(visitor, path) -> bool:
    """Whether somebody gets in: a page, or the way on from one; else it is 404 or, where it is known of, 403."""
    status = visitor.status(path)
    assert status in (200, 302, 403, 404), (path, status)
    return status in (200, 302)


@pytest.mark.parametrize("states", WALKED, ids=["in each run", "others"])
def test_who_reaches_which_page_of_a_review(people, places, states):
    wrong = {}
    for state in states:
        paths, own = a_review(state, people, places)
        asked = {name: Visitor(one) for name, one in people.items() if state == ALL_ASKED or name in ASKED}
        rules = expected(state)
        for page in paths if state == ALL_ASKED else paths.keys() & PAGES:
            path = paths[page]
            got_in = {name for name, visitor in asked.items() if reached(visitor, path)}
            if differs := got_in ^ (rules.get(page, set()) & set(asked)):
                wrong[state, page] = differs
        mine = {name for name, visitor in asked.items() if (to := own.get(visitor.person.pk)) and reached(visitor, to)}
        if mine != ((ONCE_SEATED | SEATED) & set(asked) if own else set()):
            wrong[state, "own invitation"] = mine
    assert wrong == {}
