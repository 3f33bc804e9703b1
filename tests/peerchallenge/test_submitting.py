"""Submitting freezes what was approved; gaps are listed and confirmed; opening again makes the next version."""

from uuid import uuid4

import pytest

from peerchallenge.actions import signing as signing_acts
from peerchallenge.actions import submitting
from peerchallenge.actions.writing import NotOpen
from peerchallenge.models import Section, SelfAssessment, Statement, Submission
from peerchallenge.summing_up import gaps_of, summary_of
from peerchallenge.words import fingerprint, words_of
from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent, Overtaken
from tests.looking import fresh
from tests.peerchallenge import shapes
from tests.peerchallenge.signing import approved, asked, now, path, submitted, to_sign
from tests.updates.test_races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


@pytest.fixture
def signed(assessment, alice):
    """Approved by Alice, who alone signs; not submitted."""
    approved(to_sign(assessment, "dcs", by=alice)[0], by=alice)
    return fresh(assessment)


@pytest.fixture
def submission(signed, alice):
    return submitted(signed, by=alice)


def submit_form(assessment, **fields):
    return {"form_key": uuid4(), "sha256": now(assessment), "confirmed": "on"} | fields


def test_submitting_freezes_the_words_with_their_fingerprint_and_who_approved(signed, alice):
    words = words_of(signed)
    made = submitted(signed, by=alice)
    assert (made.number, made.reference, made.words, made.sha256) == (1, "M01-2026-27-1", words, fingerprint(words))
    assert [(one["role"], one["by"]) for one in made.signed] == [("Director of Children's Services", "Alice")]
    assert made.gaps == gaps_of(words)
    assert fresh(signed).status == "submitted"
    assert AuditEvent.objects.about(signed).first().details == {"reference": "M01-2026-27-1"}


def test_what_is_submitted_stays_as_it_was_whatever_is_written_later(submission, dana):
    submitting.reopen(submission, by=dana, reason="A figure was wrong.")
    Statement.objects.update(claim="Other.")
    said = [one["claim"] for one in fresh(submission).words["sections"][0]["statements"]]
    assert (said, fingerprint(fresh(submission).words)) == (["Visits are on time."], submission.sha256)


def test_its_people_and_the_regions_managers_are_told(signed, alice, lead, dana, ivy, erin):
    submitted(signed, by=alice)
    told = OutgoingMail.objects.filter(subject__contains="was submitted: M01-2026-27-1").values_list("to", flat=True)
    assert sorted(told) == ["alice@example.org", "dana@example.org", "lena@example.org"]


def test_what_is_missing_is_named(assessment):
    first, second = assessment.sections.order_by("area__position")
    one, two = first.area.prompts.order_by("position")
    shapes.statement(first, one, claim="Visits are on time.", evidence=["audit"])
    shapes.statement(second, claim="All is well.")
    Section.objects.update(status="completed", grade=assessment.framework_version.scale.first())
    assert [(gap["section"], gap["said"]) for gap in gaps_of(words_of(assessment))] == [
        ("A. Area A", f"A2 has no answer: {two.text}"),
        ("B. Area B", "The area as a whole: 1 of 1 statement has no evidence."),
    ]


def test_a_section_that_is_neither_completed_nor_judged_says_so(assessment):
    assert [gap["said"] for gap in gaps_of(words_of(assessment)) if gap["section"] == "A. Area A"] == [
        "It is not marked as completed.", "It has no judgement.", "A1 has no answer: Question 1",
        "A2 has no answer: Question 2",
    ]  # fmt: skip


def test_gaps_have_to_be_confirmed(signed, alice, signed_in):
    desk = signed_in(alice)
    page = desk.post(path(signed, "submit"), submit_form(signed, confirmed=""))
    assert (page.status_code, list(page.context["form"].errors)) == (200, ["confirmed"])
    assert desk.post(path(signed, "submit"), submit_form(signed)).status_code == 302
    assert Submission.objects.count() == 1


def test_without_the_approvals_nothing_is_submitted(assessment, alice, signed_in):
    to_sign(assessment, "dcs", by=alice)
    page = signed_in(alice).post(path(assessment, "submit"), submit_form(assessment))
    assert (page.status_code, Submission.objects.count()) == (409, 0)


def test_an_approval_that_is_out_of_date_counts_for_nothing(signed, alice):
    Statement.objects.update(claim="Changed.")
    with pytest.raises(submitting.NotSigned):
        submitted(signed, by=alice)


def test_what_was_shown_is_what_is_submitted(signed, alice):
    shown = now(signed)
    Statement.objects.update(claim="Changed.")
    with pytest.raises(signing_acts.WordsChanged):
        submitting.submit(signed, by=alice, sha256=shown)


def test_pressing_twice_makes_one_submission_and_leads_to_its_receipt(signed, alice, signed_in):
    form, desk = submit_form(signed), signed_in(alice)
    answers = [desk.post(path(signed, "submit"), form) for _ in range(2)]
    made = Submission.objects.get()
    assert [(one.status_code, one.url) for one in answers] == [(302, path(made, "receipt"))] * 2


def test_the_receipt_says_reference_readers_and_what_comes_next(submission, alice, signed_in):
    page = signed_in(alice).get(path(submission, "receipt"))
    said = page.content.decode()
    assert "M01-2026-27-1" in said
    assert [step["label"] for step in page.context["steps"]][:2] == ["Moderation", "Performance Summit"]


def test_who_may_read_it_elsewhere_gets_no_receipt(submission, dana, signed_in):
    assert signed_in(dana).get(path(submission, "receipt")).status_code == 403


def test_opening_again_needs_a_reason_and_tells_the_authority(submission, dana, lead, signed_in):
    desk = signed_in(dana)
    assert desk.post(path(submission, "reopen"), {"reason": " "}).status_code == 200
    assert fresh(submission).reopened_at is None
    desk.post(path(submission, "reopen"), {"reason": "A figure was wrong."})
    submission = fresh(submission)
    assert (submission.reopened_by, submission.reopened_because) == (dana, "A figure was wrong.")
    assert fresh(submission.assessment).status == "in-progress"
    told = OutgoingMail.objects.filter(subject__contains="is open again").values_list("to", flat=True)
    assert sorted(told) == ["alice@example.org", "lena@example.org"]


def test_opening_again_twice_is_told_to_the_second(submission, dana, carol, signed_in):
    submitting.reopen(submission, by=carol, reason="First.")
    page = signed_in(dana).post(path(submission, "reopen"), {"reason": "Second."}, follow=True)
    assert "Carol opened it again first, because: First." in page.content.decode()
    assert fresh(submission).reopened_because == "First."


def test_the_next_version_is_number_two_after_new_approvals(submission, alice, dana):
    submitting.reopen(submission, by=dana, reason="A figure was wrong.")
    assessment = fresh(submission.assessment)
    Statement.objects.update(claim="Visits are late.")
    approved(asked(assessment, by=alice)[0], by=alice)
    second = submitted(fresh(assessment), by=alice)
    assert (second.number, second.reference) == (2, "M01-2026-27-2")
    with pytest.raises(Overtaken):
        submitting.reopen(submission, by=dana, reason="The old one.")


def test_nothing_is_submitted_in_a_closed_cycle(signed, alice, dana):
    signed.cycle.close(by=dana, version=signed.cycle.version)
    with pytest.raises(NotOpen):
        submitted(signed, by=alice)


def test_the_summary_compares_the_judgement_with_last_years(assessment):
    before, after = words_of(assessment), words_of(assessment)
    before["year"] = "2025-26"
    before["sections"][0]["grade"], after["sections"][0]["grade"] = 2, 1
    before["sections"][1]["grade"] = after["sections"][1]["grade"] = 0
    lines = [(line.grade, line.change) for line in summary_of(after, before).lines]
    assert lines == [("Good", "Last year: Requires improvement to be good"), ("Outstanding", "The same as last year")]


@pytest.mark.django_db(transaction=True)
def test_of_several_who_submit_or_open_again_at_once_one_does(signed, alice, dana, carol):
    sha256 = now(signed)
    answers = at_once(*[lambda: submitting.submit(signed, by=alice, sha256=sha256)] * 3)
    assert sorted(type(answer).__name__ for answer in answers) == ["NotOpen", "NotOpen", "Submission"]
    made = Submission.objects.get()
    reopenings = [lambda by=by: submitting.reopen(made, by=by, reason=str(by)) for by in (dana, carol)]
    answers = at_once(*reopenings)
    assert sorted(type(answer).__name__ for answer in answers) == ["Overtaken", "SelfAssessment"]
    assert str(fresh(made).reopened_by) == fresh(made).reopened_because


@pytest.mark.django_db(transaction=True)
def test_of_two_signers_at_once_one_signs(assessment, alice, lead):
    signature = to_sign(assessment, "dcs", by=lead)[0]
    sha256 = now(assessment)
    acts = [lambda: signing_acts.approve(signature, by=alice, sha256=sha256),
            lambda: signing_acts.send_back(signature, by=alice, comment="Wait.")]  # fmt: skip
    answers = at_once(*acts)
    assert sorted(type(answer).__name__ for answer in answers) == ["NotDue", "Signature"]


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_begin_one_round(assessment, alice, lead):
    assessment.cycle.signers = ["dcs"]
    assessment.cycle.save(update_fields=["signers"])
    answers = at_once(*[lambda by=by: signing_acts.ask_for_signatures(assessment, by=by) for by in (alice, lead)])
    assert sorted(type(answer).__name__ for answer in answers) == ["NothingToAsk", "Signing"]
    assert SelfAssessment.objects.get(pk=assessment.pk).signatures.count() == 1
