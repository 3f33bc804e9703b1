"""Taking notes: once each, by the team alone, with what the one before had."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peerchallenge.reviews.actions import noting as acts
from peerchallenge.reviews.models import Member, Review, Stage, TeamNote
from portal.audit.models import AuditEvent
from portal.drafting.models import KeptText
from tests import make
from tests.looking import queries_of
from tests.peerchallenge.reviews import shapes_workspace as made

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def otto(severnford):
    from portal.accounts.roles import Role

    person = make.person("Otto")
    make.post(person, Role.CONTRIBUTOR, severnford)
    return person


@pytest.fixture
def review(ardenvale, charlie, otto, dana):
    return made.visited(ardenvale, otto, lead=charlie, by=dana)


def address(review, more=""):
    return f"/peer-challenge/reviews/{review.public_id}/capture/{more}"


def sent(text="Staff feel heard.", **fields):
    return {"text": text, "kind": "strength", "heard_as": "interview", "sent_as": str(uuid4())} | fields


def texts(review):
    return [(note.kind, note.text) for note in review.notes.standing().order_by("pk")]


def test_a_note_is_kept_with_what_it_is_about_and_the_next_begins_with_the_same(signed_in, review, otto):
    theme, enquiry, session = made.theme(), made.enquiry(review), made.session(review)
    about = {"theme": theme.pk, "enquiry": enquiry.public_id, "session": session.public_id, "role": "Social worker"}
    browser = signed_in(otto)
    answer = browser.post(address(review), sent(kind="area", heard_as="file", **about))
    assert (answer.status_code, answer.url) == (302, address(review))
    note = TeamNote.objects.get()
    assert (note.text, note.kind, note.theme, note.enquiry, note.session, note.role, note.heard_as, note.made_by) == (
        "Staff feel heard.", "area", theme, enquiry, session, "Social worker", "file", otto,
    )  # fmt: skip
    form = browser.get(address(review)).context["form"]
    assert {name: form[name].value() for name in ("text", "kind", "theme", "enquiry", "session", "role")} == {
        "text": None, "kind": "area", "theme": theme.pk, "enquiry": enquiry.public_id, "session": session.public_id,
        "role": "Social worker",
    }  # fmt: skip


def test_a_session_of_the_timetable_goes_before_the_last_one(signed_in, review, otto):
    first, second = made.session(review), made.session(review, "Managers")
    made.note(review, by=otto, session=first, role="Social worker")
    page = signed_in(otto).get(address(review), {"session": second.public_id})
    assert (page.context["form"]["session"].value(), page.context["form"]["role"].value()) == (second.public_id, "")


@pytest.mark.parametrize(
    ("text", "known"),
    [("+ Seen quickly", ("strength", "Seen quickly")), ("- Seen late", ("area", "Seen late")),
     ("A child waits", ("strength", "A child waits")), ("-5% in a year", ("strength", "-5% in a year")),
     ("  two   spaces ", ("strength", "two spaces")), ("+", ("strength", "+"))],
)  # fmt: skip
def test_a_sign_before_the_line_says_strength_or_area(signed_in, review, otto, text, known):
    signed_in(otto).post(address(review), sent(text))
    assert texts(review) == [known]


def test_sent_twice_it_is_one_note(signed_in, review, otto):
    browser, note = signed_in(otto), sent()
    answers = [browser.post(address(review), note, headers=JSON) for _ in range(2)]
    assert [(one.status_code, one.json()["state"]) for one in answers] == [(200, "saved")] * 2
    assert "Staff feel heard." in answers[1].json()["note"]
    assert texts(review) == [("strength", "Staff feel heard.")]


@pytest.mark.slow
@pytest.mark.once
def test_190_notes_of_a_visit_are_there_once_however_often_they_are_sent(signed_in, review, otto, charlie):
    browsers, theme = [signed_in(otto), signed_in(charlie)], made.theme()
    notes = [sent(f"Note {number}", kind="area" if number % 3 else "strength", theme=theme.pk) for number in range(190)]
    queue = [(browsers[number % 2], note) for number, note in enumerate(notes)]
    # Now and then an answer is lost, and the queue sends again from where it stood.
    again = [*queue[:60], *queue[52:130], *queue[129:], *queue[-20:]]
    said = [browser.post(address(review), note, headers=JSON).json()["state"] for browser, note in again]
    assert said == ["saved"] * 219
    assert [text for _, text in texts(review)] == [f"Note {number}" for number in range(190)]
    page = browsers[0].get(address(review))
    assert [(one.theme, one.strengths, one.areas) for one in page.context["counts"]] == [("Front door", 64, 126)]
    lists = [browsers[0].get(address(review), {"page": at}).context["rows"] for at in range(1, 5)]
    assert list(map(len, lists)) == [50, 50, 50, 40]


def test_a_note_that_another_sent_is_not_given_out(signed_in, review, otto, charlie):
    note = made.note(review, "Charlie’s words", by=charlie)
    answer = signed_in(otto).post(address(review), sent(sent_as=str(note.sent_as)), headers=JSON)
    assert (answer.status_code, answer.json()) == (409, {"state": "refused", "said": acts.SENT_BY_ANOTHER})


def test_a_script_is_told_what_is_wrong_with_a_note(signed_in, review, otto):
    answer = signed_in(otto).post(address(review), sent("NHS number 943 476 5919"), headers=JSON)
    assert (answer.status_code, answer.json()["state"], answer.json()["doubts"]) == (422, "invalid", False)
    assert "no child may be identifiable" in " ".join(answer.json()["errors"])
    assert texts(review) == []


def test_a_doubt_is_explained_and_the_reason_stays_with_the_note(signed_in, review, otto):
    browser, line = signed_in(otto), "DOB 12/03/2011 is the example in our guidance."
    answer = browser.post(address(review), sent(line), headers=JSON)
    assert (answer.json()["state"], answer.json()["doubts"]) == ("invalid", True)
    because = {"not_an_identifier": "It is the guide’s invented child."}
    assert browser.post(address(review), sent(line) | because, headers=JSON).json()["state"] == "saved"
    assert TeamNote.objects.get().explained == "It is the guide’s invented child."
    assert "invented child" not in str(list(AuditEvent.objects.values()))


def test_what_was_taken_out_meanwhile_does_not_stop_a_note(signed_in, review, otto):
    session = made.session(review, is_removed=True)
    signed_in(otto).post(address(review), sent(session=session.public_id), headers=JSON)
    assert TeamNote.objects.get().session == session


def test_a_session_of_another_review_is_none_of_its_notes(signed_in, review, severnford, otto, dana):
    other = made.session(made.visited(severnford, by=dana, title="Another"))
    answer = signed_in(otto).post(address(review), sent(session=other.public_id), headers=JSON)
    assert (answer.status_code, texts(review)) == (422, [])


@pytest.mark.parametrize("headers", [{}, JSON])
def test_a_member_removed_mid_visit_is_refused_in_words_and_keeps_what_they_typed(signed_in, review, otto, headers):
    browser = signed_in(otto)
    assert browser.get(address(review)).status_code == 200
    Member.objects.filter(person=otto).update(status="left")
    assert browser.get(address(review)).status_code == 404
    answer = browser.post(address(review), sent("Two words."), headers=headers)
    said = "Not taken: you aren’t on the team of this review now, or there is no such review."
    assert (answer.status_code, texts(review)) == (404, [])
    if headers:
        assert answer.json() == {"state": "refused", "said": said}
    else:
        assert said in answer.text
        assert "Two words." in answer.text
    unknown = browser.post(address(review).replace(str(review.public_id), str(uuid4())), sent(), headers=headers)
    assert unknown.status_code == 404


def test_whoever_leaves_between_the_page_and_the_lock_writes_nothing(review, otto):
    Member.objects.filter(person=otto).update(status="left")
    with pytest.raises(acts.NotTaken):
        acts.take_note(review, by=otto, sent_as=uuid4(), text="Late.")
    assert texts(review) == []


@pytest.mark.parametrize("name", ["alice", "dana"])
def test_those_who_know_of_the_review_and_are_not_on_its_team_take_no_notes(request, signed_in, review, name):
    browser = signed_in(request.getfixturevalue(name))
    assert browser.get(address(review)).status_code == 403
    assert browser.post(address(review), sent(), headers=JSON).json()["state"] == "refused"
    assert texts(review) == []


def test_after_they_are_destroyed_nothing_more_is_taken(signed_in, review, otto):
    Review.objects.update(notes_destroyed_at=review.made_at)
    browser = signed_in(otto)
    assert browser.post(address(review), sent(), headers=JSON).json() == {"state": "refused", "said": acts.DESTROYED}
    assert "were destroyed on" in browser.get(address(review)).text
    assert texts(review) == []


def test_the_list_is_newest_first_with_counts_by_theme(signed_in, review, otto, charlie):
    front = made.theme()
    made.note(review, "First", by=otto, theme=front)
    made.note(review, "Second", by=charlie, theme=front, kind="area")
    made.note(review, "Third", by=otto)
    made.note(review, "Gone", by=otto, is_removed=True)
    page = signed_in(otto).get(address(review))
    assert [(note.text, may_edit) for note, may_edit in page.context["rows"]] == [
        ("Third", True), ("Second", False), ("First", True)
    ]  # fmt: skip
    assert [(one.theme, one.strengths, one.areas) for one in page.context["counts"]] == [
        ("Front door", 1, 1), ("No theme", 1, 0)
    ]  # fmt: skip
    assert [note.text for note in page.context["removed"]] == ["Gone"]


def test_a_note_is_edited_in_its_place_taken_away_and_put_back(signed_in, review, otto):
    note, browser = made.note(review, "First", by=otto), signed_in(otto)
    assert browser.get(address(review), {"edit": note.public_id}).context["opened"] == note
    there = address(review, f"{note.public_id}/")
    wrong = browser.post(there, sent("") | {"version": 1})
    assert (wrong.status_code, wrong.context["opened"]) == (200, note)
    assert browser.post(there, sent("Second", kind="area") | {"version": 1}).status_code == 302
    assert texts(review) == [("area", "Second")]
    stale = browser.post(there, sent("Third") | {"version": 1}, follow=True)
    assert "Something changed after you opened this page" in stale.text
    browser.post(there, {"version": 2, "do": "remove"})
    assert texts(review) == []
    browser.post(f"{there}back/", {"version": 3})
    assert texts(review) == [("area", "Second")]


def test_somebody_elses_note_is_changed_by_the_lead_alone(signed_in, review, otto, charlie):
    leads, others = made.note(review, "Charlie’s", by=charlie), made.note(review, "Otto’s", by=otto)
    body = sent("Changed") | {"version": 1}
    assert signed_in(otto).post(address(review, f"{leads.public_id}/"), body).status_code == 403
    assert signed_in(charlie).post(address(review, f"{others.public_id}/"), body).status_code == 302
    assert texts(review) == [("strength", "Charlie’s"), ("strength", "Changed")]


def test_no_note_stands_in_the_audit_trail(signed_in, review, otto):
    before = AuditEvent.objects.count()
    browser = signed_in(otto)
    browser.post(address(review), sent())
    note = TeamNote.objects.get()
    browser.post(address(review, f"{note.public_id}/"), sent("Another") | {"version": 1})
    browser.post(address(review, f"{note.public_id}/"), {"version": 2, "do": "remove"})
    assert AuditEvent.objects.filter(subject_type="peerchallenge.teamnote").count() == 0
    assert AuditEvent.objects.count() == before


def test_a_note_typed_while_signed_out_is_kept_for_its_writer(client, signed_in, review, otto):
    page = signed_in(otto).get(address(review))
    body = sent("Kept words.") | {"kept_writer": page.context["kept_writer"]}
    client.post(address(review), body)
    assert KeptText.objects.get().person == otto


def test_a_withdrawn_review_takes_no_notes(signed_in, ardenvale, otto, dana):
    review = made.visited(ardenvale, otto, by=dana, at=Stage.WITHDRAWN)
    assert signed_in(otto).post(address(review), sent(), headers=JSON).json()["state"] == "refused"
    assert texts(review) == []


def test_the_page_asks_as_many_queries_for_one_note_as_for_many(signed_in, review, otto):
    browser = signed_in(otto)
    made.note(review, by=otto, session=made.session(review), theme=made.theme())
    few = queries_of(browser, address(review))
    for place in range(5):
        made.note(review, by=otto, session=made.session(review, f"S{place}"), theme=made.theme(f"T{place}"))
    assert queries_of(browser, address(review)) == few


def test_a_note_costs_as_little_while_many_are_there(signed_in, review, otto):
    browser, about = signed_in(otto), {"theme": made.theme().pk, "session": made.session(review).public_id}
    browser.post(address(review), sent(**about), headers=JSON)
    asked = []
    for many in (0, 5):
        for place in range(many):
            made.note(review, by=otto, theme=made.theme(f"T{place}"), session=made.session(review, f"S{place}"))
        with CaptureQueriesContext(connection) as captured:
            assert browser.post(address(review), sent(**about), headers=JSON).json()["state"] == "saved"
        asked.append(len(captured))
    assert asked == [20, 20]
