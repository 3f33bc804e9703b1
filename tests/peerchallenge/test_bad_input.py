"""What people hand in that isn't right: each is told in words what and where, and nothing that was there is lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from peerchallenge.models import Signature, Submission
from portal.accounts.models import User
from portal.home.tasks import tasks_for
from tests.peerchallenge import shapes
from tests.peerchallenge.frameworks import table
from tests.peerchallenge.signing import approved, chief, path, sign_form, to_sign
from tests.peerchallenge.test_submitting import fresh, submit_form
from tests.peerchallenge.writing import autosaved, section_form

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


def words(answer):
    return " ".join(answer.content.decode().split())


def test_a_grade_of_another_scale_is_not_saved_unasked_either(assessment, alice, signed_in):
    section = shapes.first_section(assessment)
    other = shapes.framework(assessment.region, name="Other").scale.first()
    status, answer = autosaved(signed_in(alice), section, section_form(section, grade=other.pk, rationale="All of it"))
    assert (status, answer["state"], fresh(section).version) == (422, "invalid", 1)
    assert "Choose a judgement of this framework’s scale." in str(answer)


def test_gaps_are_listed_then_confirmed_then_kept_where_it_is_read(assessment, alice, dana, signed_in):
    approved(to_sign(assessment, "dcs", by=alice)[0], by=alice)
    desk = signed_in(alice)
    gaps = ["It is not marked as completed.", "It has no judgement.", "B1 has no answer: Question 1"]
    shown = words(desk.get(path(assessment, "submit")))
    refused = desk.post(path(assessment, "submit"), submit_form(assessment, confirmed=""))
    assert [gap in page for page in (shown, words(refused)) for gap in gaps] == [True] * 6
    assert list(refused.context["form"].errors.values()) == [
        ["Confirm that you submit it with what is missing, or go back and complete it."]
    ]
    desk.post(path(assessment, "submit"), submit_form(assessment))
    made = Submission.objects.get()
    assert {gap["said"] for gap in made.gaps} >= set(gaps)
    assert [gap in words(signed_in(dana).get(path(made))) for gap in gaps] == [True] * 3


def test_a_signer_who_left_yesterday_loses_no_word_and_the_manager_is_asked(assessment, alice, dana, signed_in):
    cora = chief(assessment.authority)
    first, second = to_sign(assessment, "dcs", "council-chief-executive", by=alice)
    approved(first, by=alice)
    cora.posts.update(to_on=date.today() - timedelta(days=1))
    answer = signed_in(cora).post(path(second), sign_form(second, "return", comment="Say more on visits."))
    assert (answer.status_code, "Say more on visits." in words(answer)) == (404, True)
    assert [task.title for task in tasks_for(User.objects.get(pk=dana.pk)) if task.kind == "Signing"] == [
        "Ardenvale’s self-assessment waits for the Council chief executive: nobody holds the post"
    ]
    signed_in(dana).post(path(second, "leave-out"), {"reason": "The post is vacant until May."})
    assert signed_in(alice).post(path(assessment, "submit"), submit_form(assessment)).status_code == 302
    assert [one.get("skipped", one.get("by")) for one in Submission.objects.get().signed] == [
        "Alice", "The post is vacant until May.",
    ]  # fmt: skip


def test_who_approved_and_left_afterwards_has_approved(assessment, alice, lead, signed_in):
    approved(to_sign(assessment, "dcs", by=lead)[0], by=alice)
    alice.posts.update(to_on=date.today() - timedelta(days=1))
    assert signed_in(lead).post(path(assessment, "submit"), submit_form(assessment)).status_code == 302
    assert [one["by"] for one in Submission.objects.get().signed] == ["Alice"]
    assert Signature.objects.get().decided_by == alice


def test_a_spreadsheet_with_a_code_twice_changes_nothing_of_the_draft(mercia, dana, signed_in):
    draft = shapes.framework(mercia, status="draft", name="Ours")
    text = "area code,area,question code,question\nA,Area A,A1,One?\nA,,a1,Two?\nB,Area B,A1,Three?\n"
    page = words(signed_in(dana).post(reverse("framework_bring_in", args=[draft.pk]), {"file": table(text)}))
    assert page.count("A code stands once. It stands in row 2, too.") == 2
    assert "2 things are to be mended in “ours.csv”" in page
    assert list(fresh(draft).areas.values_list("code", "prompts__text")) == [
        ("A", "Question 1"), ("A", "Question 2"), ("B", "Question 1"), ("B", "Question 2"),
    ]  # fmt: skip
