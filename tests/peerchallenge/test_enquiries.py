"""Lines of enquiry: chosen by the region's managers, sent once, read by the authority and by nobody else outside."""

from uuid import uuid4

import pytest
from django.urls import reverse

from peerchallenge.actions import enquiring
from peerchallenge.models import LineOfEnquiry, Reading
from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from portal.home.tasks import tasks_for
from tests.peerchallenge import shapes
from tests.peerchallenge.summit import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(cycle, ardenvale, alice):
    """Ardenvale judges its first area good, on statements at step 2 at most."""
    return said(cycle, ardenvale, by=alice, steps=(2, 1))


@pytest.fixture
def assessment(submission):
    return submission.assessment


def line(assessment, by, text="How do you know?", **fields):
    return enquiring.choose(assessment, by=by, text=text, **fields)


def where(name, record):
    return reverse(name, args=[record.public_id])


def texts(assessment):
    return [one.text for one in enquiring.standing(assessment)]


def test_a_suggestion_is_taken_in_other_words_with_its_sum(assessment, dana, signed_in):
    browser, rule = signed_in(dana), "good-without-step-3:A"
    assert rule in [one.rule for one in browser.get(where("enquiries", assessment)).context["suggestions"]]
    address = where("enquiry_new", assessment)
    form = browser.get(f"{address}?suggestion={rule}").context["form"]
    assert form.initial["text"].startswith("Area A is judged “Good”.")
    sent = {"form_key": uuid4(), "rule": rule, "text": "What shows it?", "area_code": "A", "because": "Mine."}
    for _ in range(2):
        assert browser.post(address, sent).status_code == 302
    made = LineOfEnquiry.objects.get()
    assert (made.text, made.rule) == ("What shows it?", rule)
    assert made.because == "Judged “Good”. 2 statements: 1 at step 1, 1 at step 2; none at step 3 or 4."
    assert rule not in [one.rule for one in browser.get(where("enquiries", assessment)).context["suggestions"]]


def test_opening_the_suggestions_is_noted_as_a_reading(assessment, dana, signed_in):
    signed_in(dana).get(where("enquiries", assessment))
    assert [(one.person, one.what) for one in Reading.objects.all()] == [(dana, "Lines of enquiry")]


def test_two_who_edit_at_once_see_both_texts(assessment, dana, carol, signed_in):
    one = line(assessment, dana)
    enquiring.edit(one, by=carol, version=1, text="Hers", area_code="")
    answer = signed_in(dana).post(where("enquiry_edit", one), {"version": 1, "text": "His", "area_code": ""})
    assert answer.status_code == 409
    assert (dict(answer.context["theirs"])["Question"], dict(answer.context["mine"])["Question"]) == ("Hers", "His")
    assert texts(assessment) == ["Hers"]


def test_what_was_typed_into_one_that_was_taken_out_is_kept(assessment, dana, carol, signed_in):
    one = line(assessment, dana)
    enquiring.take_out(one, by=carol, version=1)
    answer = signed_in(dana).post(where("enquiry_edit", one), {"version": 1, "text": "His words", "area_code": ""})
    assert (answer.status_code, "His words" in answer.content.decode(), texts(assessment)) == (409, True, [])


def test_lines_are_moved_from_where_they_were_shown(assessment, dana, signed_in):
    for text in ("One", "Two", "Three"):
        last = line(assessment, dana, text)
    browser = signed_in(dana)
    browser.post(where("enquiry_move", last), {"place": 2, "do": "up"})
    assert texts(assessment) == ["One", "Three", "Two"]
    answer = browser.post(where("enquiry_move", last), {"place": 2, "do": "up"}, follow=True)
    assert (texts(assessment), "The order changed" in answer.content.decode()) == (["One", "Three", "Two"], True)


def test_the_authority_reads_what_was_sent_and_only_that(assessment, dana, alice, lead, signed_in):
    line(assessment, dana, "How do you know?")
    assert "How do you know?" not in signed_in(alice).get(where("enquiries", assessment)).content.decode()
    browser = signed_in(dana)
    seal = browser.get(where("enquiries_send", assessment)).context["seal"]
    for _ in range(2):
        browser.post(where("enquiries_send", assessment), {"seal": seal})
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted([alice.email, lead.email])
    assert [one.body for one in OutgoingMail.objects.all() if "How do you know?" in one.body] == []
    line(assessment, dana, "What comes next?")
    text = signed_in(alice).get(where("enquiries", assessment)).content.decode()
    assert ("How do you know?" in text, "What comes next?" in text) == (True, False)


def test_nothing_is_sent_that_was_not_shown(assessment, dana):
    line(assessment, dana, "First")
    seal = enquiring.seal_of(enquiring.standing(assessment))
    line(assessment, dana, "Second")
    with pytest.raises(enquiring.Overtaken):
        enquiring.send(assessment, by=dana, seal=seal)
    assert not OutgoingMail.objects.exists()


def test_another_authority_finds_no_such_page(assessment, dana, charlie, greta, bob, signed_in):
    shapes.release(assessment, "region", by=dana)
    line(assessment, dana)
    enquiring.send(assessment, by=dana, seal=enquiring.seal_of(enquiring.standing(assessment)))
    for person in (charlie, greta, bob):
        assert signed_in(person).get(where("enquiries", assessment)).status_code == 404


def test_the_associate_reads_them_and_chooses_none(assessment, dana, ivy, signed_in):
    one = line(assessment, dana)
    browser = signed_in(ivy)
    assert "How do you know?" in browser.get(where("enquiries", assessment)).content.decode()
    assert browser.post(where("enquiry_take_out", one), {"version": 1}).status_code == 403


def test_an_identifier_is_refused(assessment, dana, signed_in):
    sent = {"form_key": uuid4(), "text": "Why was 943 476 5919 not seen?", "area_code": ""}
    answer = signed_in(dana).post(where("enquiry_new", assessment), sent)
    assert (answer.status_code, texts(assessment)) == (200, [])


def test_no_audit_event_carries_their_words(assessment, dana):
    one = line(assessment, dana, "A question that nobody else reads")
    enquiring.take_out(one, by=dana, version=1)
    events = AuditEvent.objects.filter(subject_type="peerchallenge.lineofenquiry")
    assert [(event.verb, event.subject_label) for event in events] == [
        ("took out", "Line of enquiry"), ("chose", "Line of enquiry"),
    ]  # fmt: skip


def test_a_closed_cycle_takes_no_more_of_them(cycle, assessment, dana, signed_in):
    type(cycle).objects.filter(pk=cycle.pk).update(status="closed", closed_at=cycle.opened_at)
    sent = {"form_key": uuid4(), "text": "Too late?", "area_code": ""}
    assert signed_in(dana).post(where("enquiry_new", assessment), sent).status_code == 403


def titles(person):
    return [task.title for task in tasks_for(person) if task.kind == "Performance Summit"]


def test_choosing_and_sending_wait_for_the_manager(cycle, assessment, lenchester, dana, wren):
    said(cycle, lenchester, by=wren, steps=(2,))
    assert titles(dana) == ["Choose lines of enquiry for 2 authorities, 2026-27"]
    line(assessment, dana)
    assert set(titles(dana)) == {
        "Choose lines of enquiry for Lenchester, 2026-27", "Send the lines of enquiry of Ardenvale, 2026-27",
    }  # fmt: skip
    assert titles(wren) == []
