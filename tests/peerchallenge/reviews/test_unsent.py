"""What one side hasn't sent stays on that side; the walk of test_leaks.py asks of every page."""

import pytest
from django.urls import reverse

from peerchallenge.reviews.actions import answering
from tests.peerchallenge.reviews import shapes, shapes_releasing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_sent", [False, True])
def test_others_are_shown_the_hosts_own_next_steps_from_its_reply_on(ardenvale, alice, dana, signed_in, is_sent):
    review = shapes_releasing.final(ardenvale, by=dana, at="reply" if is_sent else "final-letter")
    answering.add_own(review.findings.get(kind="area"), "Our own step.", by=alice)
    for model in (review.findings, review.next_steps):
        model.update(shown_to="directors")
    page = signed_in(alice).get(reverse("review_see_as", args=[review.public_id]))
    assert ("Our own step." in page.text, "Read plans together." in page.text) == (is_sent, True)


def test_a_next_step_is_the_teams_until_it_is_sent(ardenvale, alice, dana):
    review = shapes.review(ardenvale, by=dana, at="factual-check")
    made = answering.recommend(shapes.finding(review, kind="area", by=dana), "Read plans together.", by=dana)
    assert made.shown_to == "team"
