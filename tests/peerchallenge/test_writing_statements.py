"""Writing a statement: kept word for word, never over somebody else's unseen, and not at all once it is submitted."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from peerchallenge.models import Evidence, SelfAssessment, Statement
from peerchallenge.words import all_statements, words_of
from portal.audit.models import AuditEvent
from portal.drafting.models import Version
from portal.files.models import Blob
from tests.peerchallenge import shapes
from tests.peerchallenge.writing import autosaved, sent, statement_form, url

pytestmark = pytest.mark.django_db
TABLE = b"Quarter,Share\r\n1,82%\r\n"
AUDIT = {"kind": "audit", "title": "Audit of 40 plans", "dated_on": "2026-09-01", "source": "Quality team"}


@pytest.fixture
def desk(signed_in, alice):
    return signed_in(alice)


@pytest.fixture
def statement(assessment):
    section = shapes.first_section(assessment)
    return shapes.statement(section, section.area.prompts.first(), claim="As it was")


def test_a_statement_is_saved_with_its_evidence(desk, statement, alice):
    form = statement_form(statement, AUDIT, {}, claim="Plans are good.\r\nMost of them.", so_what="Children are safer",
                          next_step="Train", next_owner="Head of service", next_on="2027-03-01", confidence="high",
                          kind="area")  # fmt: skip
    answer = sent(desk, statement, form)
    statement.refresh_from_db()
    assert (answer.status_code, answer.url) == (302, url(statement))
    assert (statement.claim, statement.kind, statement.confidence) == ("Plans are good.\nMost of them.", "area", "high")
    assert (statement.next_on, statement.version, statement.edited_by) == (date(2027, 3, 1), 2, alice)
    row = statement.evidence.get()
    assert (row.kind, row.title, row.dated_on, row.source) == (
        "audit", "Audit of 40 plans", date(2026, 9, 1), "Quality team",
    )  # fmt: skip


def test_the_first_word_puts_assessment_and_section_in_progress(desk, statement):
    SelfAssessment.objects.update(status="not-started")
    autosaved(desk, statement, statement_form(statement, claim="New"))
    statement.section.refresh_from_db()
    assert (SelfAssessment.objects.get().status, statement.section.status) == ("in-progress", "in-progress")


def test_saving_by_itself_leaves_no_event_and_no_words_in_the_audit(desk, statement):
    before = AuditEvent.objects.count()
    status, answer = autosaved(desk, statement, statement_form(statement, AUDIT, claim="Secret phrase"))
    assert (status, answer["state"], answer["others"]) == (200, "saved", None)
    assert answer["fields"] == {"version": 2, "evidence-0-id": str(Evidence.objects.get().public_id)}
    assert AuditEvent.objects.count() == before


def test_an_answer_that_never_came_is_given_again(desk, statement):
    form = statement_form(statement, AUDIT, claim="New")
    first, second = (autosaved(desk, statement, form) for _ in range(2))
    assert first == second
    assert Evidence.objects.standing().count() == 1


def test_a_row_without_a_kind_is_saved_by_itself_and_asked_about_by_a_button(desk, statement):
    row = {"title": "Survey of parents"}
    status, answer = autosaved(desk, statement, statement_form(statement, row))
    assert (status, Evidence.objects.get().kind) == (200, "document")
    answer = sent(desk, statement, statement_form(statement, row, version=2))
    assert answer.context["errors"] == [
        {"message": "Choose what kind of evidence this is.", "url": "#id_evidence-0-kind"}
    ]


def test_who_saves_second_sees_both_texts_and_loses_nothing(desk, signed_in, lead, statement):
    autosaved(signed_in(lead), statement, statement_form(statement, claim="Lena wrote this"))
    mine = statement_form(statement, claim="Alice wrote that")
    assert autosaved(desk, statement, mine)[1]["state"] == "overtaken"
    page = sent(desk, statement, mine)
    assert page.status_code == 409
    text = page.content.decode()
    assert ("Lena saved this" in text, "Alice" in text, "wrote that" in text) == (True, True, True)
    assert [choice.do for choice in page.context["conflict"].choices] == ["replace", "back", "discard-mine", "compare"]
    replaced = sent(desk, statement, mine | {"version": 2, "do": "replace"})
    statement.refresh_from_db()
    assert (replaced.status_code, statement.claim) == (302, "Alice wrote that")
    kept = Version.objects.get()
    assert (kept.made_by, dict(kept.words["rows"])["What we know"]) == (lead, "Lena wrote this")
    assert "Lena wrote this" in desk.get(url(statement, "history")).content.decode()


@pytest.mark.parametrize("status", ["submitted", "moderated"])
def test_nothing_is_written_once_it_is_submitted_and_the_text_is_given_back(desk, statement, status):
    SelfAssessment.objects.update(status=status)
    form = statement_form(statement, claim="Too late for this")
    assert autosaved(desk, statement, form)[1]["state"] == "overtaken"
    page = sent(desk, statement, form)
    assert (page.status_code, "Too late for" in page.content.decode()) == (409, True)
    assert [choice.do for choice in page.context["conflict"].choices] == ["discard-mine", "compare"]
    statement.refresh_from_db()
    assert (statement.claim, statement.version) == ("As it was", 1)


def test_nothing_is_written_in_a_closed_cycle(desk, statement, cycle, dana):
    cycle.close(by=dana, version=cycle.version)
    page = sent(desk, statement, statement_form(statement, claim="Too late"))
    assert page.status_code == 409
    assert Statement.objects.get().claim == "As it was"


def test_a_statement_that_was_taken_out_meanwhile_is_put_back_with_the_text(desk, statement, lead, signed_in):
    signed_in(lead).post(url(statement, "take-out"), {"version": 1})
    page = sent(desk, statement, statement_form(statement, claim="Mine"))
    assert (page.status_code, page.context["conflict"].choices[0].do) == (409, "put-back")
    sent(desk, statement, statement_form(statement, claim="Mine", version=2, do="put-back"))
    statement.refresh_from_db()
    assert (statement.claim, statement.is_removed) == ("Mine", False)


def test_taken_out_and_put_back(desk, statement):
    answer = desk.post(url(statement, "take-out"), {"version": 1})
    assert answer.status_code == 302
    assert list(Statement.objects.standing()) == []
    desk.post(url(statement, "put-back"))
    desk.post(url(statement, "put-back"))
    assert list(Statement.objects.standing()) == [statement]


def test_taking_out_on_top_of_another_edit_is_refused(desk, statement, lead, signed_in):
    autosaved(signed_in(lead), statement, statement_form(statement, claim="Lena wrote this"))
    desk.post(url(statement, "take-out"), {"version": 1})
    assert list(Statement.objects.standing()) == [statement]


def test_a_row_is_added_and_taken_out_by_buttons(desk, statement):
    answer = sent(desk, statement, statement_form(statement, AUDIT, do="evidence-add"))
    assert answer.url == f"{url(statement)}?add=evidence#evidence-1"
    page = desk.get(f"{url(statement)}?add=evidence")
    assert page.context["form"].row_count == 2
    ids = {"id": Evidence.objects.get().public_id}
    wrong = {"title": "Broken", "url": "not a link"}
    sent(desk, statement, statement_form(statement, AUDIT | ids, wrong, version=2, do="evidence-remove-1"))
    assert [one.title for one in Evidence.objects.standing()] == ["Audit of 40 plans"]
    sent(desk, statement, statement_form(statement, AUDIT | ids, version=2, do="evidence-remove-0"))
    assert list(Evidence.objects.standing()) == []


def test_evidence_of_another_statement_is_not_taken_over(desk, statement):
    other = shapes.statement(statement.section, evidence=["voice"])
    theirs = other.evidence.get()
    sent(desk, statement, statement_form(statement, AUDIT | {"id": theirs.public_id}))
    theirs.refresh_from_db()
    assert (theirs.title, theirs.statement, statement.evidence.count()) == ("Evidence 1", other, 1)


def test_a_file_is_kept_under_a_random_name_and_saved_as_its_own(desk, statement):
    file = SimpleUploadedFile("Our audit.csv", TABLE)
    sent(desk, statement, statement_form(statement, AUDIT | {"file": file}))
    evidence = Evidence.objects.get()
    assert (evidence.file_name, evidence.blob.size) == ("our-audit.csv", len(TABLE))
    answer = desk.get(f"/peer-challenge/evidence/{evidence.public_id}/file/")
    assert b"".join(answer.streaming_content) == TABLE
    assert answer["Content-Disposition"] == 'attachment; filename="our-audit.csv"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_file_of_a_hundred_megabytes_is_refused_in_words_and_the_text_stays(desk, statement):
    big = SimpleUploadedFile("big.pdf", b"%PDF-" + bytes(100 * 1024 * 1024))
    page = sent(desk, statement, statement_form(statement, AUDIT | {"file": big}, claim="All that I typed"))
    assert page.context["errors"] == [{
        "message": "This file is larger than 25 MB, which is the most for a document. Make it smaller.",
        "url": "#id_evidence-0-file",
    }]  # fmt: skip
    assert "All that I typed" in page.content.decode()
    assert Blob.objects.count() == 0


def test_a_file_that_was_submitted_stays_when_another_takes_its_place(desk, statement, alice):
    sent(desk, statement, statement_form(statement, AUDIT | {"file": SimpleUploadedFile("one.csv", TABLE)}))
    first = Evidence.objects.get()
    shapes.submission(statement.section.assessment, by=alice)
    SelfAssessment.objects.update(status="in-progress")
    row = AUDIT | {"id": first.public_id, "file": SimpleUploadedFile("two.csv", TABLE + b"2,84%")}
    sent(desk, statement, statement_form(statement, row, version=2))
    first.refresh_from_db()
    assert (first.is_removed, first.blob.place.exists()) == (True, True)
    assert Evidence.objects.standing().get().file_name == "two.csv"


def test_a_file_that_nobody_saw_goes_with_its_row(desk, statement):
    sent(desk, statement, statement_form(statement, AUDIT | {"file": SimpleUploadedFile("one.csv", TABLE)}))
    sent(desk, statement, statement_form(statement, version=2))
    assert (Blob.objects.count(), Evidence.objects.standing().count()) == (0, 0)


def test_a_question_of_another_section_is_refused(desk, statement, assessment):
    other = assessment.sections.last().area.prompts.first()
    page = sent(desk, statement, statement_form(statement, prompt=other.pk))
    assert page.context["errors"][0]["message"] == "Choose a question of this section."


def test_an_empty_statement_says_nothing(assessment):
    shapes.statement(shapes.first_section(assessment), claim="")
    assert all_statements(words_of(assessment)) == []


def test_each_save_sets_the_step_of_the_ladder(desk, statement):
    autosaved(desk, statement, statement_form(statement, claim="Too short"))
    statement.refresh_from_db()
    assert statement.step == 0
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        autosaved(desk, statement, statement_form(statement, AUDIT, AUDIT | {"kind": "voice"}, version=2,
                                                  so_what="Children are seen sooner and say so."))  # fmt: skip
        page = desk.get(url(statement)).content.decode()
    statement.refresh_from_db()
    assert (statement.step, "Step 4 of 4" in page) == (4, True)


@pytest.mark.parametrize("where", ["claim", "so_what", "evidence-0-title"])
def test_a_number_that_tells_who_a_child_is_is_never_stored(desk, statement, where):
    form = statement_form(statement, AUDIT) | {where: "About 943 476 5919"}
    status, answer = autosaved(desk, statement, form)
    assert (status, answer["state"]) == (422, "invalid")
    page = sent(desk, statement, form)
    assert (page.status_code, len(page.context["errors"])) == (200, 1)
    statement.refresh_from_db()
    assert (statement.version, Evidence.objects.count()) == (1, 0)
