"""What one side hasn't sent stays on that side, and mail goes to neither side's former people; the walk of
test_leaks.py asks of every page."""

from uuid import uuid4

import pytest
from django.urls import reverse

from peerchallenge.reviews.actions import answering
from peerchallenge.reviews.actions.telling import told
from peerchallenge.reviews.models import NextStep
from peerchallenge.reviews.stage_words import TEAM
from portal.audit.models import AuditEvent
from tests import make
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


@pytest.mark.parametrize("is_sent", [False, True])
def test_everybody_reads_the_hosts_own_next_steps_from_its_reply_on(ardenvale, alice, dana, is_sent):
    review = shapes_releasing.final(ardenvale, by=dana, at="reply" if is_sent else "final-letter")
    review.findings.update(shown_to="public")
    made = answering.add_own(review.findings.get(kind="area"), "Our own step.", by=alice)
    assert (made.shown_to, NextStep.objects.public().exists()) == ("public", is_sent)


def test_a_next_step_is_the_teams_until_it_is_sent(ardenvale, alice, dana):
    review = shapes.review(ardenvale, by=dana, at="factual-check")
    made = answering.recommend(shapes.finding(review, kind="area", by=dana), "Read plans together.", by=dana)
    assert made.shown_to == "team"


def test_what_a_host_explains_before_it_sends_its_reply_leaves_no_trace(ardenvale, alice, dana, signed_in):
    review = shapes_releasing.final(ardenvale, by=dana)
    address = reverse("reply", args=[review.findings.first().public_id])
    birth = "DOB 12/03/2011 is the example in our guidance."
    said = {"says": "disagree", "words": birth, "version": 0, "not_an_identifier": "It is the example of our guidance."}
    signed_in(alice).post(address, said)
    assert review.findings.first().reply.words == birth
    assert AuditEvent.objects.filter(by=alice).count() == 0


def test_the_trail_doesnt_say_why_what_the_team_writes_is_no_identifier(ardenvale, charlie, dana, signed_in):
    review = shapes.review(ardenvale, by=dana, at="draft")
    shapes.member(review, charlie, by=dana, lead=True)
    said = {"kind": "area", "headline": "DOB 12/03/2011 is an example.", "not_an_identifier": "An example.",
            "form_key": uuid4()}  # fmt: skip
    signed_in(charlie).post(reverse("finding_new", args=[review.public_id]), said)
    [event] = AuditEvent.objects.filter(verb="explained a doubt in")
    assert event.details == {"where": "Headline: birth"}


def test_mail_to_the_team_goes_to_nobody_who_came_close_to_the_host_or_left_the_region(
    ardenvale, severnford, wessex, charlie, moss, dana
):
    review = shapes.review(ardenvale, by=dana, at="on-site")
    away = make.person("Rudi")
    make.post(away, "moderator", make.authority("Avonbury", wessex, "W01"))
    for person in (charlie, moss, away):
        shapes.member(review, person, by=dana)
    make.post(moss, "contributor", ardenvale)
    assert [one.person for one in told(review, [TEAM], by=None)] == [charlie]
