"""Peer challenge in the demonstration: a closed year, and this year's with each authority somewhere else."""

import pytest
import time_machine
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse

from peerchallenge.control_room import control_room_of
from peerchallenge.demo import make_peer_challenge
from peerchallenge.models import Cycle, Extension, LineOfEnquiry, SelfAssessment, Submission, SubmissionCount
from portal.accounts.demo import SAMPLE_PEOPLE, make_sample_people, sample_user
from portal.accounts.models import OutgoingMail, Post
from portal.drafting.identifying import in_text
from portal.regions.demo import make_mercia

pytestmark = pytest.mark.django_db
NOW = "2026-11-22 12:00 +0000"


@pytest.fixture(autouse=True)
def _on_that_day():
    with time_machine.travel(NOW, tick=False):
        yield


class TheDemoTests(TestCase):
    """It takes seconds to make: it is made once, and each test begins with it as it was."""

    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(NOW, tick=False):
            call_command("load_reference", verbosity=0)
            make_mercia()
            make_sample_people()
            cls.made = make_peer_challenge()

    def test_every_authority_of_this_year_stands_somewhere(self):
        this, last = Cycle.objects.order_by("-year")
        assert (self.made, this.year, this.status) == (2, "2026-27", "open")
        assert (last.year, last.status) == ("2025-26", "closed")
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

    def test_somebody_is_late_and_somebody_has_more_time(self):
        room = control_room_of(Cycle.objects.order_by("-year").first(), names_people=False)
        late = [row for row in room.rows if row.is_late]
        assert [str(row.participation.authority) for row in late] == ["Cressmere", "Temebridge"]
        extended = Extension.objects.values_list("participation__authority__name", flat=True)
        assert set(extended) == {"Ardenvale", "Hollinmoor"}

    def test_a_director_is_shown_the_summit_of_those_who_submitted_in_time(self):
        self.client.force_login(sample_user("charlie"))
        this = Cycle.objects.order_by("-year").first()
        shown = self.client.get(reverse("summit", args=[this.public_id])).context
        assert (shown["is_shown"], len(shown["summit"].told) >= 4) == (True, True)

    def test_lines_of_enquiry_are_chosen_and_one_authority_reads_its_own(self):
        sent = [
            (one.authority.name, one.sent_at is not None)
            for one in LineOfEnquiry.objects.order_by("authority__name", "position").select_related("authority")
        ]
        assert sent == [("East Lindenshire", False)] * 2 + [("Kingsmarsh", True)] * 2

    def test_the_steps_of_each_year_stand_in_the_order_of_their_days(self):
        for cycle in Cycle.objects.all():
            days = [step.opens_on for step in cycle.steps.filter(is_on=True)]
            assert (days, len(days) > 4) == (sorted(days), True)

    def test_the_year_grew_broader_and_better_evidenced(self):
        shares = []
        for cycle in Cycle.objects.order_by("year"):
            rows = SubmissionCount.objects.filter(submission__assessment__cycle=cycle)
            totals = [sum(getattr(row, name) for row in rows) for name in ("prompts", "prompts_answered", "statements",
                                                                         "at_three_or_more")]  # fmt: skip
            shares.append((totals[1] / totals[0], totals[3] / totals[2]))
        assert shares[1][0] > shares[0][0] > 0 and shares[1][1] > shares[0][1] > 0

    def test_it_is_invented_and_nobody_is_written_to_and_no_child_is_in_it(self):
        assert set(SelfAssessment.objects.values_list("region__slug", flat=True)) == {"mercia"}
        assert OutgoingMail.objects.count() == 0
        said = "\n".join(str(one.words) for one in Submission.objects.all())
        assert [found for found in in_text(said) if found.is_sure] == []
        roles = set(
            Post.objects.filter(person__email__in=[one.email for one in SAMPLE_PEOPLE]).values_list("role", flat=True)
        )
        assert roles >= {"dcs", "self-assessment-lead", "contributor", "council-chief-executive", "lead-member",
                         "trust-chief-executive", "moderator", "peer-challenge-associate"}  # fmt: skip

    def test_it_is_made_once(self):
        assert make_peer_challenge() == 0
