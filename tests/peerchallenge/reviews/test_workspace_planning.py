"""A visit is planned: lines of enquiry, the timetable, documents; who may, and who reads what."""

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from peerchallenge.models import LineOfEnquiry
from peerchallenge.reviews.models import ReviewDocument, ReviewEnquiry, Session, Stage
from portal.files.storing import keep
from tests.looking import queries_of
from tests.peerchallenge import shapes as own
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_workspace as made

pytestmark = pytest.mark.django_db
ROOT = "/peer-challenge/reviews/"
TABLE = b"plan,grade\n1,good\n"


@pytest.fixture
def review(ardenvale, charlie, moss, dana):
    return made.visited(ardenvale, moss, lead=charlie, by=dana)


def at(review, more):
    return f"{ROOT}{review.public_id}/{more}"


def lines(review):
    return [one.text for one in review.enquiries.standing()]


def session(**fields):
    return {"day": "2026-11-04", "starts": "9:30", "ends": "10:30", "title": "Front door"} | fields


def test_lines_of_enquiry_are_added_edited_ordered_and_taken_out(signed_in, review, moss):
    browser = signed_in(moss)
    for text in ("One?", "Two?"):
        browser.post(at(review, "enquiries/new/"), {"text": text})
    assert lines(review) == ["One?", "Two?"]
    one, two = review.enquiries.all()
    browser.post(f"{ROOT}enquiries/{one.public_id}/", {"text": "First?", "version": 1})
    browser.post(at(review, "enquiries/order/"), {str(one.public_id): 2, str(two.public_id): 1})
    assert lines(review) == ["Two?", "First?"]
    browser.post(f"{ROOT}enquiries/{two.public_id}/remove/", {"version": 1})
    assert lines(review) == ["First?"]


def test_pressing_twice_adds_one(signed_in, review, moss):
    browser = signed_in(moss)
    key = browser.get(at(review, "enquiries/new/")).context["key"]
    for _ in range(2):
        browser.post(at(review, "enquiries/new/"), {"text": "One?", "form_key": key})
        browser.post(at(review, "timetable/new/"), session(form_key=key))
    assert (lines(review), Session.objects.count()) == (["One?"], 1)


def test_who_saves_second_sees_both_lines(signed_in, review, moss):
    enquiry = made.enquiry(review, "As it was?")
    browser, there = signed_in(moss), f"{ROOT}enquiries/{enquiry.public_id}/"
    browser.post(there, {"text": "Hers?", "version": 1})
    answer = browser.post(there, {"text": "His?", "version": 1})
    assert (answer.status_code, "Hers?" in answer.text, "His?" in answer.text) == (409, True, True)


def test_lines_of_the_cycle_are_taken_over_once_by_those_who_read_them(signed_in, mercia, ardenvale, moss, dana, alice):
    cycle = own.cycle(mercia, "2026-27", ardenvale, by=dana)
    assessment = own.assessment(cycle, ardenvale, by=alice)
    sent = LineOfEnquiry.objects.create(assessment=assessment, text="Why so late?", sent_at=assessment.made_at)
    LineOfEnquiry.objects.create(assessment=assessment, text="Not yet sent?")
    review = made.visited(ardenvale, moss, by=dana, cycle=cycle)
    assert signed_in(moss).get(at(review, "enquiries/")).context["lines"] == []
    browser = signed_in(dana)
    assert browser.get(at(review, "enquiries/")).context["lines"] == [sent]
    for _ in range(2):
        browser.post(at(review, "enquiries/take/"), {"lines": [sent.public_id]})
    assert (lines(review), ReviewEnquiry.objects.get().taken_from) == (["Why so late?"], sent)


def test_the_timetable_is_by_day_and_planned_by_the_host_too(signed_in, review, alice, moss):
    for fields in ({}, {"day": "2026-11-03", "starts": "14:00", "ends": ""}, {"starts": "8:45", "title": "Start"}):
        assert signed_in(alice).post(at(review, "timetable/new/"), session(**fields)).status_code == 302
    page = signed_in(moss).get(at(review, "timetable/"))
    days = [(day.number, day.day, [(one.starts, one.title) for one in day.sessions]) for day in page.context["days"]]
    assert days == [
        (1, date(2026, 11, 3), [(time(14), "Front door")]),
        (2, date(2026, 11, 4), [(time(8, 45), "Start"), (time(9, 30), "Front door")]),
    ]  # fmt: skip
    assert page.text.count("Add notes") == 3
    assert "Add notes" not in signed_in(alice).get(at(review, "timetable/")).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"ends": "9:00"}, "It ends before it begins."), ({"starts": ""}, "Enter when it begins"),
     ({"day": "31/02/2026"}, "Enter the day like this"), ({"title": ""}, "Say what the session is."),
     ({"with_whom": "NHS number 943 476 5919"}, "no child may be identifiable")],
)  # fmt: skip
def test_a_session_that_is_wrong_is_refused_in_words(signed_in, review, moss, fields, said):
    assert said in signed_in(moss).post(at(review, "timetable/new/"), session(**fields)).text
    assert Session.objects.count() == 0


def test_a_session_is_edited_and_taken_out_and_its_notes_stay(signed_in, review, moss):
    one, browser = made.session(review), signed_in(moss)
    note = made.note(review, by=moss, session=one)
    browser.post(f"{ROOT}sessions/{one.public_id}/", session(version=1))
    stale = browser.post(f"{ROOT}sessions/{one.public_id}/", session(version=1, title="Other"))
    assert (Session.objects.get().title, stale.status_code) == ("Front door", 409)
    browser.post(f"{ROOT}sessions/{one.public_id}/remove/", {"version": 2})
    assert Session.objects.standing().count() == 0
    assert "Front door" in browser.get(at(review, "capture/")).text
    assert note.session == one


def give(browser, review, **fields):
    file = SimpleUploadedFile("audit.csv", TABLE, "text/csv")
    return browser.post(at(review, "documents/"), {"title": "Audit of 40 plans", "file": file} | fields)


def opened(browser, document) -> int:
    """How the file answers, read to its end."""
    answer = browser.get(f"{ROOT}documents/{document.public_id}/")
    assert answer.status_code != 200 or b"".join(answer.streaming_content) == TABLE
    return answer.status_code


@pytest.mark.parametrize("stage", [Stage.SCOPING, Stage.EVIDENCE_OPEN, Stage.ON_SITE, Stage.DRAFT])
def test_the_host_gives_evidence_while_it_is_open(signed_in, ardenvale, alice, charlie, dana, stage):
    review = made.visited(ardenvale, lead=charlie, by=dana, at=stage)
    answer = give(signed_in(alice), review, shown_to="team")
    is_open = stage in (Stage.EVIDENCE_OPEN, Stage.ON_SITE)
    assert (answer.status_code, ReviewDocument.objects.count()) == ((302, 1) if is_open else (403, 0))
    if is_open:
        document = ReviewDocument.objects.get()
        assert document.shown_to == "authority"
        assert opened(signed_in(charlie), document) == 200


def test_a_paper_of_the_team_is_opened_by_nobody_at_the_host(signed_in, review, moss, alice, dana):
    give(signed_in(moss), review, shown_to="team")
    document = ReviewDocument.objects.get()
    there = f"{ROOT}documents/{document.public_id}/"
    assert [opened(signed_in(one), document) for one in (moss, dana, alice)] == [200, 200, 404]
    assert "audit.csv" not in signed_in(alice).get(at(review, "documents/")).text
    assert signed_in(alice).post(f"{there}remove/").status_code == 404
    signed_in(moss).post(f"{there}remove/")
    assert opened(signed_in(moss), document) == 404


def test_the_host_takes_away_what_it_gave_and_nothing_else(signed_in, review, alice, dana):
    blob = keep(TABLE, "text/csv")
    rows = [ReviewDocument.objects.create(review=review, title=by.name, blob=blob, file_name="a.csv", given_by=by,
                                          shown_to="authority") for by in (alice, dana)]  # fmt: skip
    answers = [signed_in(alice).post(f"{ROOT}documents/{row.public_id}/remove/").status_code for row in rows]
    assert answers == [302, 403]


def test_a_file_with_a_childs_number_or_of_another_kind_is_refused(signed_in, review, moss):
    file = SimpleUploadedFile("list.csv", b"name,NHS number\nx,943 476 5919\n", "text/csv")
    assert "no child may be identifiable" in give(signed_in(moss), review, shown_to="team", file=file).text
    file = SimpleUploadedFile("run.exe", b"MZ", "application/octet-stream")
    assert give(signed_in(moss), review, shown_to="team", file=file).status_code == 200
    assert ReviewDocument.objects.count() == 0


def test_the_workspace_shows_the_team_what_it_works_with(signed_in, review, moss, charlie):
    made.enquiry(review, "How quick?")
    made.session(review)
    made.note(review, by=moss)
    page = signed_in(charlie).get(at(review, "workspace/"))
    assert (page.context["notes"], [one.text for one in page.context["enquiries"]]) == (1, ["How quick?"])
    assert "Make headline findings" in page.text
    assert "Make headline findings" not in signed_in(moss).get(at(review, "workspace/")).text


@pytest.mark.parametrize("page", ["workspace/", "timetable/", "documents/", "enquiries/"])
def test_a_page_asks_as_many_queries_for_one_row_as_for_many(signed_in, review, moss, page):
    def add(place):
        made.enquiry(review, f"E{place}?")
        made.session(review, f"S{place}")
        made.note(review, by=moss, theme=made.theme(f"T{place}"))
        ReviewDocument.objects.create(review=review, title=f"D{place}", blob=keep(TABLE, "text/csv"),
                                      file_name="a.csv", given_by=moss)  # fmt: skip

    browser = signed_in(moss)
    add(0)
    few = queries_of(browser, at(review, page))
    for place in range(1, 4):
        add(place)
    assert queries_of(browser, at(review, page)) == few


def test_a_review_that_is_over_is_planned_no_more(signed_in, ardenvale, alice, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.CLOSED)
    for page in ("timetable/new/", "enquiries/new/"):
        assert [signed_in(one).get(at(review, page)).status_code for one in (alice, dana)] == [403, 403]
