"""The rules that suggest lines of enquiry: each with its sum, and none where it doesn't hold."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from peerchallenge.enquiring import suggestions
from peerchallenge.models import Promise
from peerchallenge.summit import told_of
from peerchallenge.words import words_of
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(assessment):
    """Ardenvale's first section, judged good."""
    found = shapes.first_section(assessment)
    found.grade = found.area.framework_version.scale.get(position=1)
    found.save()
    return found


def found(assessment, by):
    """{rule: sum} of what is suggested for what `assessment` says now."""
    submission = assessment.submissions.first() or shapes.submission(assessment, by=by)
    submission.words = words_of(assessment)
    submission.save()
    told = told_of(assessment.cycle, of=assessment)[0]
    return {one.rule: one.because for one in suggestions(told)}


def test_graded_good_without_a_statement_at_step_three(section, assessment, alice):
    shapes.statement(section, step=2)
    statement = shapes.statement(section, step=1)
    sum_of = found(assessment, alice)["good-without-step-3:A"]
    assert sum_of == "Judged “Good”. 2 statements: 1 at step 1, 1 at step 2; none at step 3 or 4."
    statement.step = 3
    statement.save()
    assert "good-without-step-3:A" not in found(assessment, alice)


def test_what_is_not_graded_good_is_not_asked_for_it(section, assessment, alice):
    shapes.statement(section, step=1, confidence="low")
    section.grade = section.area.framework_version.scale.get(position=2)
    section.save()
    assert list(found(assessment, alice)) == ["no-voice"]


def test_a_strength_and_an_area_for_improvement_on_one_question(section, assessment, alice):
    first, second = section.area.prompts.order_by("position")
    shapes.statement(section, first, step=3)
    shapes.statement(section, second, step=3, kind="area")
    assert "both-ways:A1" not in found(assessment, alice)
    shapes.statement(section, first, step=3, kind="area")
    expected = "A1: 1 strength and 1 area for improvement on one question."
    assert found(assessment, alice)["both-ways:A1"] == expected


def test_nothing_on_childrens_voice_anywhere(section, assessment, alice):
    statement = shapes.statement(section, step=3)
    assert found(assessment, alice)["no-voice"].startswith("1 statement: none rests on what children")
    statement.evidence.create(kind="voice", title="Survey", dated_on=date.today())
    assert "no-voice" not in found(assessment, alice)


def test_a_question_on_childrens_voice_without_an_answer(section, assessment, alice):
    prompt = section.area.prompts.first()
    prompt.is_voice = True
    prompt.save()
    shapes.statement(section, section.area.prompts.last(), step=3)
    expected = "1 of 1 question on children’s voice without an answer (A1), and no evidence of that kind in the area."
    assert found(assessment, alice)["no-voice:A"] == expected
    shapes.statement(section, prompt, step=3)
    assert found(assessment, alice) == {}


def test_a_promise_of_last_year_without_a_word(section, assessment, alice):
    earlier = shapes.statement(section, step=3, evidence=["voice"])
    promise = Promise.objects.create(section=section, statement=earlier, promised="Train every manager.")
    assert found(assessment, alice) == {"promise-without-a-word:A": "1 of 1 promise of last year without a word."}
    one = suggestions(told_of(assessment.cycle, of=assessment)[0])[0]
    assert (one.quoted, "Train" in one.text + one.because) == (("Train every manager.",), False)
    promise.status = Promise.Status.DONE
    promise.save()
    assert found(assessment, alice) == {}


def test_evidence_all_older_than_twelve_months(section, assessment, alice):
    statement = shapes.statement(section, step=3, evidence=["voice", "audit"])
    old = timezone.localdate() - timedelta(days=400)
    statement.evidence.filter(kind="audit").update(dated_on=old)
    assert found(assessment, alice) == {}
    statement.evidence.update(dated_on=old)
    assert found(assessment, alice)["old-evidence:A"].startswith("2 pieces of evidence, 2 dated: the latest ")


def test_low_confidence_in_an_area_graded_good(section, assessment, alice):
    shapes.statement(section, step=3, evidence=["voice"], confidence="low")
    shapes.statement(section, step=3, confidence="high")
    expected = "Judged “Good”. 1 of 2 statements made with low confidence."
    assert found(assessment, alice) == {"good-with-low-confidence:A": expected}
