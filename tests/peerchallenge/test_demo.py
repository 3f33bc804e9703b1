"""Peer challenge in the demonstration: a closed year, and this year's with each authority somewhere else."""

import pytest
import time_machine
from django.core.management import call_command

from peerchallenge.demo import make_peer_challenge
from peerchallenge.models import Cycle, SelfAssessment, Submission, SubmissionCount
from portal.accounts.demo import SAMPLE_PEOPLE, make_sample_people
from portal.accounts.models import OutgoingMail, Post
from portal.drafting.identifying import in_text
from portal.regions.demo import make_mercia

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    with time_machine.travel("2026-11-22 12:00 +0000", tick=False):
        call_command("load_reference", verbosity=0)
        make_mercia()
        make_sample_people()
        yield make_peer_challenge()


def test_every_authority_of_this_year_stands_somewhere(demo):
    this, last = Cycle.objects.order_by("-year")
    assert (demo, this.year, this.status, last.year, last.status) == (2, "2026-27", "open", "2025-26", "closed")
    assert dict(this.assessments.values_list("authority__name", "status")) == {
        "Ardenvale": "in-progress",
        "Cressmere": "not-started",
        "East Lindenshire": "submitted",
        "Hollinmoor": "in-progress",
        "Kingsmarsh": "moderated",
        "Severnford": "submitted",
        "Temebridge": "signing",
        "West Lindenshire": "submitted",
    }
    assert set(last.assessments.values_list("status", flat=True)) == {"submitted"}
    assert this.assessments.get(authority__name="Hollinmoor").submissions.get().reopened_because != ""


def test_the_year_grew_broader_and_better_evidenced(demo):
    shares = []
    for cycle in Cycle.objects.order_by("year"):
        rows = SubmissionCount.objects.filter(submission__assessment__cycle=cycle)
        totals = [sum(getattr(row, name) for row in rows) for name in ("prompts", "prompts_answered", "statements",
                                                                     "at_three_or_more")]  # fmt: skip
        shares.append((totals[1] / totals[0], totals[3] / totals[2]))
    assert shares[1][0] > shares[0][0] > 0 and shares[1][1] > shares[0][1] > 0


def test_it_is_invented_and_nobody_is_written_to_and_no_child_is_in_it(demo):
    assert set(SelfAssessment.objects.values_list("region__slug", flat=True)) == {"mercia"}
    assert OutgoingMail.objects.count() == 0
    said = "\n".join(str(one.words) for one in Submission.objects.all())
    assert [found for found in in_text(said) if found.is_sure] == []
    roles = set(
        Post.objects.filter(person__email__in=[one.email for one in SAMPLE_PEOPLE]).values_list("role", flat=True)
    )
    assert roles >= {"dcs", "self-assessment-lead", "contributor", "council-chief-executive", "lead-member",
                     "trust-chief-executive", "moderator", "peer-challenge-associate"}  # fmt: skip


def test_it_is_made_once(demo):
    assert make_peer_challenge() == 0
