"""A letter that the lead wrote in Word becomes the draft of a review under way; its host reads none of it yet."""

import pytest
from django.urls import reverse

from peerchallenge.reviews.actions import letters as acts
from peerchallenge.reviews.letter import fingerprint, words_of
from peerchallenge.reviews.models import BroughtLetter, Finding, LetterDraft, NextStep, ReviewDocument, Stage
from portal.accounts.models import User
from tests.looking import fresh
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_letters as letters
from tests.peerchallenge.reviews.test_letters_bringing import fields_of, summary

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, charlie, dana):
    """A review of Ardenvale at the draft, led by Charlie, with one finding."""
    shapes.kind()
    made = shapes.review(ardenvale, by=dana, at=Stage.DRAFT)
    shapes.member(made, charlie, by=dana, lead=True)
    shapes.finding(made, "Children are seen quickly at the front door.", by=charlie)
    return made


def checking(browser, review, **given):
    """Bring a letter into `review`; return (address of the check screen, the fields of its form)."""
    answer = browser.post(reverse("letter_bring_into", args=[review.public_id]), given or {"text": letters.PLAIN})
    return answer.url, fields_of(browser.get(answer.url))


def test_what_the_lead_brings_in_is_the_draft_and_the_teams_alone(signed_in, review, charlie, alice):
    browser = signed_in(charlie)
    address, fields = checking(browser, review, file=letters.upload(letters.word(
        *(("Normal", line) for line in letters.PLAIN.splitlines() if line)
    )))  # fmt: skip
    assert fields["opening"].startswith("Thank you for asking us.")
    assert fields["signed_by"] == "Wren Marsh, Director of Children's Services, Lenchester"
    assert "findings-0-is_taken" not in fields  # it stands in the draft already
    answer = browser.post(address, fields | {"closing": "We come back in March."})
    assert (answer.status_code, answer.url) == (302, reverse("letter_write", args=[review.public_id]))
    assert [(one.position, one.kind, one.shown_to) for one in review.findings.all()] == [
        (0, "strength", "team"), (1, "strength", "team"), (2, "area", "team"), (3, "area", "team"),
    ]  # fmt: skip
    assert (NextStep.objects.count(), LetterDraft.objects.get().closing) == (2, "We come back in March.")
    assert (ReviewDocument.objects.get().shown_to, fresh(review).status) == ("team", Stage.DRAFT)
    host = User.objects.get(pk=alice.pk)
    assert [model.objects.visible_to(host).exists() for model in (Finding, NextStep, ReviewDocument)] == [False] * 3
    assert browser.post(address, fields).url == reverse("letter_write", args=[review.public_id])
    assert review.findings.count() == 4
    sent = acts.send_draft(review, by=charlie, version=fresh(review).version, sha256=fingerprint(words_of(review)))
    assert (len(sent.words["findings"]), sent.words["closing"]) == (4, "We come back in March.")
    assert Finding.objects.visible_to(User.objects.get(pk=alice.pk)).count() == 4


def test_what_is_written_stays_and_who_saves_second_gets_their_words_back(signed_in, review, charlie, dana):
    letters.written(review, dana)
    browser = signed_in(charlie)
    address, fields = checking(browser, review)
    assert (fields["opening"], fields["version"]) == ("Thank you for inviting us.", "1")
    LetterDraft.objects.update(version=2)
    late = browser.post(address, fields | {"opening": "Ours begins here."})
    assert (late.status_code, "Ours begins here." in late.content.decode()) == (409, True)
    assert (review.findings.count(), BroughtLetter.objects.get().review) == (1, None)


def test_buttons_and_mistakes_keep_what_was_typed_and_a_final_letter_takes_nothing(signed_in, review, charlie):
    browser = signed_in(charlie)
    address, fields = checking(browser, review)
    typed = fields_of(browser.post(address, fields | {"opening": "Ours.", "do": "findings-down-0"}))
    assert (typed["opening"], typed["findings-1-headline"]) == ("Ours.", fields["findings-0-headline"])
    none = {name: value for name, value in fields.items() if not name.endswith("is_taken")}
    assert summary(browser.post(address, none)) == ["Bring in one finding at least: tick one, or add one."]
    type(review).objects.filter(pk=review.pk).update(status=Stage.FINAL_LETTER)
    assert browser.post(address, fields).status_code == 302
    assert review.findings.count() == 1


def test_nobody_else_opens_the_check_screen(signed_in, review, charlie, dana, alice, greta):
    address, _ = checking(signed_in(charlie), review)
    assert [signed_in(one).get(address).status_code for one in (charlie, dana, alice, greta)] == [200, 404, 403, 404]
