"""The letter of a review run here: written, sent as draft, its facts corrected, issued; read and printed."""

import io
import re

import docx
import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from peerchallenge.reviews.actions import letters as acts
from peerchallenge.reviews.actions import writing_letters
from peerchallenge.reviews.letter import fingerprint, words_of
from peerchallenge.reviews.models import Correction, Finding, Letter, LetterDraft, NextStep, Stage, Wording
from peerchallenge.reviews.tasks_letters import corrections_to_answer
from portal.accounts.models import OutgoingMail, User
from portal.audit.models import AuditEvent, NotAMove, Overtaken
from tests import make
from tests.pdf import text_of
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_letters as letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana, charlie):
    """A review whose draft is being written; Charlie leads its team. It has a strength and an area with a next step."""
    shapes.kind()
    made = shapes.review(ardenvale, at=Stage.DRAFT, by=dana)
    shapes.member(made, charlie, by=dana, lead=True)
    shapes.finding(made, "Children are seen quickly.", by=charlie)
    area = shapes.finding(made, "Thresholds are read in different ways.", kind="area", by=charlie)
    shapes.next_step(area, by=charlie)
    letters.written(made, charlie)
    return made


@pytest.fixture
def sent(review, charlie):
    """The same, whose draft was sent."""
    acts.send_draft(review, by=charlie, version=review.version, sha256=fingerprint(words_of(review)))
    review.refresh_from_db()
    return review


def address(name, review, *more):
    return reverse(name, args=[review.public_id, *more])


def hidden_of(answer):
    page = lxml.html.fromstring(answer.content.decode())
    fields = page.xpath("//main//form//input[@type='hidden']")
    return {one.get("name"): one.get("value") for one in fields if one.get("name") != "csrfmiddlewaretoken"}


def said_by(answer):
    return " ".join(lxml.html.fromstring(answer.content.decode()).text_content().split())


def test_what_stands_around_the_findings_is_saved_and_versioned(signed_in, review, charlie, dana):
    lead, manager = signed_in(charlie), signed_in(dana)
    form = {"version": "1", "opening": "Thank you.", "closing": "", "signed_by": "Charlie"}
    assert lead.post(address("letter_write", review), form).url == address("letter_write", review)
    late = manager.post(address("letter_write", review), form | {"opening": "Mine."})
    assert (late.status_code, LetterDraft.objects.get().opening) == (409, "Thank you.")
    assert "Mine." in said_by(late)
    over = hidden_of(late) | {"opening": "Mine."}
    assert manager.post(address("letter_write", review), over).status_code == 302
    assert LetterDraft.objects.get().opening == "Mine."


def test_what_is_typed_saves_by_itself_without_an_event_and_never_over_anothers(signed_in, review, charlie, dana):
    browser, url = signed_in(charlie), address("letter_save", review)
    LetterDraft.objects.all().delete()
    assert browser.post(url, {"version": 0, "opening": "Thank"}).json()["fields"] == {"version": 1}
    assert browser.post(url, {"version": 1, "opening": "Thank you."}).json()["state"] == "saved"
    again = browser.post(url, {"version": 1, "opening": "Thank you."})  # whose answer never arrived
    assert (again.status_code, again.json()["fields"]) == (200, {"version": 2})
    assert list(AuditEvent.objects.about(LetterDraft.objects.get()).values_list("verb", flat=True)) == ["began"]
    late = signed_in(dana).post(url, {"version": 1, "opening": "Dear all."})
    assert (late.status_code, late.json()["said"].startswith("Charlie saved this on")) == (409, True)
    wrong = browser.post(url, {"version": 2, "opening": "NHS number 943 476 5919"})
    assert (wrong.status_code, wrong.json()["state"]) == (422, "invalid")
    shown = browser.post(address("letter_write", review), {"version": 2, "opening": "From this device.", "do": "edit"})
    assert "From this device." in shown.content.decode()
    assert LetterDraft.objects.get().opening == "Thank you."


def test_nobody_at_the_host_opens_the_letter_that_is_written(signed_in, review, alice):
    names = "letter_write", "letter_preview", "letter_send", "letter", "letter_take_back"
    assert [signed_in(alice).get(address(name, review)).status_code for name in names] == [403, 403, 403, 404, 403]


def test_the_draft_is_sent_with_what_was_looked_at(signed_in, review, charlie, alice):
    lead = signed_in(charlie)
    page = lead.get(address("letter_send", review))
    assert "Send the draft to Ardenvale?" in said_by(page)
    answer = lead.post(address("letter_send", review), hidden_of(page))
    review.refresh_from_db()
    letter = Letter.objects.get()
    assert (answer.url, review.status, letter.sent, letter.number) == (
        address("letter", review), Stage.FACTUAL_CHECK, "draft", 1,
    )  # fmt: skip
    assert letter.sha256 == fingerprint(letter.words)
    assert set(Finding.objects.values_list("shown_to", flat=True)) == {"authority"}
    assert set(NextStep.objects.values_list("shown_to", flat=True)) == {"authority"}
    assert list(Wording.objects.values_list("sent", "headline")) == [
        ("draft", "Children are seen quickly."), ("draft", "Thresholds are read in different ways."),
    ]  # fmt: skip
    assert [(one.to, "check facts" in one.subject) for one in OutgoingMail.objects.all()] == [(alice.email, True)]
    assert "Children" not in OutgoingMail.objects.get().body


def test_a_letter_that_changed_meanwhile_is_not_sent(signed_in, review, charlie):
    lead = signed_in(charlie)
    form = hidden_of(lead.get(address("letter_send", review)))
    Finding.objects.filter(kind="area").update(headline="Thresholds differ.")
    answer = lead.post(address("letter_send", review), form)
    assert (answer.status_code, Letter.objects.count()) == (409, 0)
    assert "Thresholds differ." in said_by(answer)


def test_of_two_who_send_it_at_once_one_is_told(signed_in, review, charlie, dana):
    manager = signed_in(dana)
    form = hidden_of(manager.get(address("letter_send", review)))
    lead = signed_in(charlie)
    lead.post(address("letter_send", review), form)
    answer = manager.post(address("letter_send", review), form, follow=True)
    assert Letter.objects.count() == 1
    assert "You did not send it: Charlie sent “Draft 1” first" in said_by(answer)


def test_a_second_pair_of_hands_loses_in_the_verb_too(review, charlie, dana):
    sha256 = fingerprint(words_of(review))
    acts.send_draft(review, by=charlie, version=review.version, sha256=sha256)
    with pytest.raises(Overtaken):
        acts.send_draft(review, by=dana, version=review.version, sha256=sha256)


def test_a_letter_without_findings_is_not_sent(signed_in, review, charlie):
    Finding.objects.update(is_removed=True)
    lead = signed_in(charlie)
    form = hidden_of(lead.get(address("letter_send", review)))
    assert lead.post(address("letter_send", review), form).url == address("letter_write", review)
    assert Letter.objects.count() == 0


def test_the_host_corrects_a_fact_and_the_lead_takes_it(signed_in, sent, alice, charlie):
    host, lead, finding = signed_in(alice), signed_in(charlie), sent.findings.get(kind="area")
    new = f"{address('correction_new', sent)}?finding={finding.public_id}"
    form = hidden_of(host.get(new)) | {"is_wrong": "Nine sessions.", "is_right": "Eight, by the timetable."}
    assert host.post(new, form).url == address("corrections", sent)
    assert host.post(new, form).url == address("corrections", sent)
    correction = Correction.objects.get()
    assert (correction.finding, correction.answer) == (finding, "waiting")
    answer = reverse("correction_answer", args=[correction.public_id])
    wrong = lead.post(answer, {"version": "1", "answer": "not-taken", "because": ""})
    assert "Say why it is not corrected: the host reads it." in said_by(wrong)
    lead.post(answer, {"version": "1", "answer": "taken", "because": ""})
    correction.refresh_from_db()
    assert (correction.answer, correction.answered_by) == ("taken", charlie)
    assert "Corrected" in said_by(host.get(address("corrections", sent)))


def test_a_correction_that_the_host_reworded_is_not_answered_unread(signed_in, sent, alice, charlie):
    made = writing_letters.propose(sent, None, by=alice, draft=1, is_wrong="Four.", is_right="Five.")
    writing_letters.edit_correction(made, by=alice, version=1, draft=1, is_wrong="Four.", is_right="Six.")
    answer = reverse("correction_answer", args=[made.public_id])
    signed_in(charlie).post(answer, {"version": "1", "answer": "taken", "because": ""})
    assert Correction.objects.get().answer == "waiting"


def test_a_correction_of_an_older_draft_is_shown_again(signed_in, sent, alice, charlie):
    host = signed_in(alice)
    form = hidden_of(host.get(address("correction_new", sent))) | {"is_wrong": "Four.", "is_right": "Five."}
    lead = signed_in(charlie)
    lead.post(address("letter_take_back", sent), {"version": sent.version})
    lead.post(address("letter_send", sent), hidden_of(lead.get(address("letter_send", sent))))
    answer = host.post(address("correction_new", sent), form)
    assert (answer.status_code, Correction.objects.count()) == (409, 0)
    assert "Another draft was sent after you opened this page." in said_by(answer)
    assert host.post(address("correction_new", sent), hidden_of(answer) | form | {"draft": "2"}).status_code == 302
    assert Letter.objects.filter(sent="draft").count() == 2


def test_too_late_a_correction_is_given_back(signed_in, sent, alice, charlie):
    acts.issue(sent, by=charlie, version=sent.version, sha256=fingerprint(words_of(sent)))
    form = {"draft": "1", "is_wrong": "Four.", "is_right": "Five."}
    answer = signed_in(alice).post(address("correction_new", sent), form)
    assert (answer.status_code, Correction.objects.count()) == (409, 0)
    assert "Five." in said_by(answer)


def test_the_final_letter_needs_a_word_on_corrections_without_an_answer(signed_in, sent, alice, charlie):
    writing_letters.propose(sent, None, by=alice, draft=1, is_wrong="Four.", is_right="Five.")
    lead = signed_in(charlie)
    page = lead.get(address("letter_send", sent))
    form = hidden_of(page)
    assert "1 correction without an answer" in said_by(page)
    assert "tick that you issue it without" in said_by(lead.post(address("letter_send", sent), form))
    lead.post(address("letter_send", sent), form | {"confirmed": "on"})
    assert Letter.objects.filter(sent="final").count() == 1


def test_a_correction_that_nobody_knew_of_stops_the_final_letter(sent, alice, charlie):
    issue = {"by": charlie, "version": sent.version, "sha256": fingerprint(words_of(sent))}
    writing_letters.propose(sent, None, by=alice, draft=1, is_wrong="Four.", is_right="Five.")
    with pytest.raises(acts.Unanswered):
        acts.issue(sent, **issue)
    assert acts.issue(sent, **issue, unanswered=1).sent == "final"


def test_issued_it_is_final_and_the_notes_get_their_last_day(sent, charlie, alice):
    acts.issue(sent, by=charlie, version=sent.version, sha256=fingerprint(words_of(sent)))
    sent.refresh_from_db()
    assert (sent.status, (sent.notes_until - timezone.localdate()).days) == (Stage.FINAL_LETTER, 28)
    with pytest.raises(NotAMove):
        writing_letters.write_letter(sent, by=charlie, version=1, opening="Late.")
    with pytest.raises(NotAMove):
        acts.issue(sent, by=charlie, version=sent.version, sha256="")


def test_a_finding_edited_during_the_factual_check_leaves_the_draft_as_it_was(signed_in, sent, alice):
    Finding.objects.filter(kind="area").update(headline="Thresholds differ.")
    page = said_by(signed_in(alice).get(address("letter", sent)))
    assert "Thresholds are read in different ways." in page
    assert "Thresholds differ." not in page


def test_the_letter_is_read_by_its_host_and_by_nobody_outside(signed_in, sent, alice, greta, charlie, dana):
    people = alice, dana, charlie, greta
    names = [("letter",), ("letter_sent", "draft-1"), ("letter_paper", "docx"), ("corrections",)]
    found = [[signed_in(one).get(address(name[0], sent, *name[1:])).status_code for one in people] for name in names]
    assert found == [[200, 200, 200, 404]] * 4


def test_a_released_letter_is_read_by_directors_without_the_way_to_corrections(signed_in, sent, greta):
    Letter.objects.update(shown_to="directors")
    page = signed_in(greta).get(address("letter", sent))
    assert page.status_code == 200
    assert "Corrections of facts" not in said_by(page)


def test_the_word_letter_bears_its_classification_on_each_page(signed_in, sent, alice):
    answer = signed_in(alice).get(address("letter_paper", sent, "docx"))
    document = docx.Document(io.BytesIO(answer.content))
    assert document.sections[0].header.paragraphs[0].text == (
        "Authority. Ardenvale: Team review, draft 1. Only for those whom the first page names."
    )
    texts = [one.text for one in document.paragraphs]
    assert [text for text in texts if re.match(r"\d\.", text)] == [
        "1. Children are seen quickly.", "2. Thresholds are read in different ways.",
    ]  # fmt: skip
    assert "Agree one threshold document." in texts


def test_the_pdf_says_the_same(signed_in, sent, alice):
    answer = signed_in(alice).get(address("letter_paper", sent, "pdf"))
    text = " ".join(text_of(answer.content).split())
    for words in ("Authority.", "1. Children are seen quickly.", "Agree one threshold document.", "Printed by Alice"):
        assert words in text


def test_papers_are_limited(signed_in, sent, alice, settings):
    assert signed_in(alice).get(address("letter_paper", sent, "txt")).status_code == 404


def test_the_letter_is_read_with_the_same_queries_however_long_it_is(
    signed_in, sent, alice, charlie, django_assert_max_num_queries
):
    host = signed_in(alice)
    host.get(address("letter", sent))
    for at in range(9):
        shapes.finding(sent, f"Another {at}", by=charlie)
    with django_assert_max_num_queries(25):
        host.get(address("corrections", sent))


def test_a_reader_who_leaves_the_team_loses_the_letter(signed_in, sent, charlie):
    client = signed_in(charlie)
    sent.seats.get(is_lead=True).members.update(status="left")
    assert client.get(address("letter", sent)).status_code == 404
    assert client.get(address("letter_write", sent)).status_code == 404


def test_another_regions_manager_gets_nowhere(signed_in, sent, erin):
    names = "letter", "letter_write", "letter_send", "corrections", "correction_new"
    assert [signed_in(erin).get(address(name, sent)).status_code for name in names] == [404] * 5


def test_a_letter_brought_in_gives_its_file_to_its_readers(signed_in, dana, alice, greta, ardenvale):
    kind = shapes.kind()
    manager = signed_in(dana)
    check = manager.post(reverse("letter_bring"), {"file": letters.upload()}).url
    page = lxml.html.fromstring(manager.get(check).content.decode())
    fields = dict(page.xpath("//form[contains(@class, 'check-screen')]")[0].form_values())
    fields = {name: value for name, value in fields.items() if name not in ("csrfmiddlewaretoken", "do")}
    manager.post(check, fields | {"kind": str(kind.pk)})
    review = Letter.objects.get().review
    answer = signed_in(alice).get(address("letter_file", review))
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content])[:2] == b"PK"
    assert signed_in(greta).get(address("letter_file", review)).status_code == 404
    assert "The letter as it was brought in" in said_by(signed_in(alice).get(address("letter", review)))


def test_a_person_without_a_post_there_proposes_nothing(signed_in, sent, ardenvale):
    reader = make.person("Rita")
    make.post(reader, "lead-member", ardenvale)
    assert signed_in(reader).get(address("correction_new", sent)).status_code == 403


def test_corrections_wait_in_the_leads_work_alone(sent, alice, charlie, dana):
    for words in ("Four.", "Nine."):
        writing_letters.propose(sent, None, by=alice, draft=1, is_wrong=words, is_right="Five.")
    fresh = [User.objects.get(pk=one.pk) for one in (charlie, dana, alice)]
    titles = [[task.title for task in corrections_to_answer(one)] for one in fresh]
    assert titles == [[f"{sent}: 2 corrections of facts"], [], []]
