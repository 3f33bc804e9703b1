"""Accepted next steps open the authority's next self-assessment: what did you do, what changed?"""

import pytest
from django.utils import timezone

from peerchallenge.actions import removing
from peerchallenge.enquiring import suggestions
from peerchallenge.models import Cycle, Promise, Submission
from peerchallenge.paper.pages import assessment_page
from peerchallenge.paper.word import as_word
from peerchallenge.removable import KINDS, MARK
from peerchallenge.reviews.models import HostAction, NextStep, Review, Stage
from peerchallenge.summing_up import gaps_of
from peerchallenge.summit import Told
from peerchallenge.words import words_of
from tests.looking import fresh, queries_of
from tests.peerchallenge import shapes as own
from tests.peerchallenge.reviews import shapes, shapes_actions

pytestmark = pytest.mark.django_db
PHRASE = "Agree one threshold document with the hospital."


@pytest.fixture
def review(ardenvale, severnford, alice, dana):
    """A review of Ardenvale's whose host replied."""
    shapes.kind()
    return shapes.review(ardenvale, by=dana, at=Stage.REPLY, title="Front door")


@pytest.fixture
def begun(mercia, ardenvale, alice, dana):
    """Begin Ardenvale's self-assessment of a year."""

    def begin(year="2027-28"):
        return own.assessment(own.cycle(mercia, year, ardenvale, by=dana), ardenvale, by=alice)

    return begin


def listed(assessment):
    rows = Promise.objects.filter(section__assessment=assessment).select_related("section__area")
    return [(one.section.area.code, one.promised) for one in rows]


def test_accepted_steps_are_listed_with_who_promised_them_by_when(review, begun, alice):
    step = shapes_actions.accepted(review, by=alice)
    shapes_actions.action(step, by=alice, days=60)
    late = shapes_actions.action(step, by=alice, days=90, owner="Head of MASH")
    shapes_actions.action(step, by=alice, days=120, status="dropped", owner="Nobody")
    for answer in ("partly", "not-accepted", "waiting"):
        shapes.next_step(step.finding, f"Step {answer}.", answer=answer, by=alice)
    made = begun()
    assert listed(made) == [("A", "Agree one threshold document."), ("A", "Step partly.")]
    first = Promise.objects.get(next_step=step)
    assert (first.promised_by, first.promised_for) == ("Head of Early Help, Head of MASH", late.due_on)
    assert (first.status, first.region, first.made_by) == ("unsaid", made.region, alice)


def test_a_step_stands_in_the_section_of_the_area_to_which_its_finding_relates(review, begun, alice):
    before = begun("2026-27")
    submission = own.submission(before, by=alice)
    about = {"submission": submission, "area_code": "B", "relation": "confirms"}
    shapes.next_step(shapes_actions.area(review, by=alice, steps=(), **about), "Of B.", answer="accepted", by=alice)
    assert listed(begun()) == [("B", "Of B.")]


def test_a_step_opens_one_self_assessment_and_what_was_accepted_since_the_next(review, begun, alice):
    shapes_actions.accepted(review, "First.", by=alice)
    assert [words for _, words in listed(begun("2026-27"))] == ["First."]
    shapes_actions.accepted(review, "Second.", by=alice)
    assert [words for _, words in listed(begun("2027-28"))] == ["Second."]


@pytest.mark.parametrize("fields", [
    {"replied_at": None, "replied_by": None, "status": Stage.FINAL_LETTER},
    {"status": Stage.WITHDRAWN, "because": "Given up."},
])  # fmt: skip
def test_nothing_is_listed_of_a_reply_that_was_not_sent_or_of_a_review_given_up(review, begun, alice, fields):
    shapes_actions.accepted(review, by=alice)
    Review.objects.update(**fields)
    assert listed(begun()) == []


def test_nothing_is_listed_of_another_authority(review, begun, alice, severnford, dana):
    other = shapes.review(severnford, by=dana, at=Stage.REPLY)
    shapes_actions.accepted(other, by=dana)
    assert listed(begun()) == []


def test_the_section_and_its_page_ask_what_was_done_and_what_changed(signed_in, review, begun, alice):
    shapes_actions.accepted(review, by=alice)
    promise = Promise.objects.get(section__assessment=begun())
    browser, url = signed_in(alice), f"/peer-challenge/promises/{promise.public_id}/"
    section = browser.get(f"/peer-challenge/sections/{promise.section.public_id}/").content.decode()
    assert "Next steps accepted after a review" in section
    assert "What last year’s self-assessment promised" not in section
    page = browser.get(url)
    assert "accepted this next step after the review “Front door”" in page.content.decode()
    assert page.context["form"]["changed"].label == "What did you do, and what changed?"
    browser.post(url, {"version": 1, "status": "done", "changed": "Fewer wait.", "do": "back-to-section"})
    assert (fresh(promise).status, fresh(promise).changed) == ("done", "Fewer wait.")


def test_what_is_frozen_and_printed_names_the_review(review, begun, alice):
    shapes_actions.accepted(review, by=alice)
    made = begun()
    words = words_of(made)
    assert words["sections"][0]["promises"][0]["review"] == "Front door"
    assert "Nothing is said of 1 next step accepted after a review." in [one["said"] for one in gaps_of(words)]
    page = assessment_page(own.submission(made, by=alice), alice, timezone.now())
    assert page.sections[0].promises[0].promised == (
        "Agree one threshold document. (a next step accepted after “Front door”)"
    )
    assert as_word(page).startswith(b"PK")


def test_words_that_were_frozen_before_there_were_reviews_are_still_shown(begun, alice):
    made = own.submission(begun(), by=alice)
    section = made.words["sections"][0]
    section["promises"] = [{"id": "x", "promised": "Old.", "by": "", "for": None, "status": "unsaid", "changed": ""}]
    assert assessment_page(made, alice, timezone.now()).sections[0].promises[0].promised == "Old."
    assert "Nothing is said of 1 promise of last year." in [one["said"] for one in gaps_of(made.words)]


def test_a_step_without_a_word_is_asked_about_by_itself(review, begun, alice):
    shapes_actions.accepted(review, by=alice)
    submission = own.submission(begun(), by=alice)
    found = {one.rule: one for one in suggestions(Told(submission, "Ardenvale", submission.words, {}))}
    asked = found["next-step-without-a-word:A"]
    assert asked.because == "1 of 1 next step accepted after a review without a word."
    assert asked.quoted == ("Agree one threshold document.",)
    assert "promise-without-a-word:A" not in found


def test_what_could_identify_a_child_goes_from_the_step_too(review, begun, alice):
    step = shapes_actions.accepted(review, PHRASE, by=alice)
    made = begun()
    own.submission(made, by=alice)
    promise = Promise.objects.get()
    removing.remove(KINDS["promise"], promise, ["promised"], why="name", by=alice)
    assert fresh(promise).promised == MARK
    assert fresh(step).text == MARK
    assert Submission.objects.get().words["sections"][0]["promises"][0]["promised"] == MARK


def test_a_section_asks_as_much_for_three_steps_as_for_one(signed_in, review, begun, alice):
    shapes_actions.accepted(review, by=alice)
    first = begun("2026-27").sections.first()
    browser = signed_in(alice)
    one = queries_of(browser, f"/peer-challenge/sections/{first.public_id}/")
    Cycle.objects.update(status="closed", closed_at=timezone.now())
    Promise.objects.all().delete()
    HostAction.objects.all().delete()
    for _ in "ab":
        shapes_actions.accepted(review, by=alice)
    assert NextStep.objects.count() == 3
    Cycle.objects.update(status="open", closed_at=None)
    section = begun("2027-28").sections.first()
    assert section.promises.count() == 3
    assert queries_of(browser, f"/peer-challenge/sections/{section.public_id}/") <= one + 1  # last year's, beside
