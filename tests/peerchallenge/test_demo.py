"""Peer challenge in the demonstration: a closed year, this year's with each authority somewhere else, reviews."""

import pytest
import time_machine
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse

from peerchallenge.control_room import control_room_of
from peerchallenge.demo import make_peer_challenge
from peerchallenge.demo.reviews import make_reviews
from peerchallenge.models import Cycle, Extension, LineOfEnquiry, SelfAssessment, Submission, SubmissionCount
from peerchallenge.reviews.models import RegionalTheme, Review
from portal.accounts.demo import SAMPLE_PEOPLE, make_sample_people, sample_user
from portal.accounts.models import OutgoingMail, Post
from portal.drafting.identifying import in_text
from portal.home.tasks import tasks_for
from portal.regions.demo import make_mercia
from priorities.chain import found_for, links_of
from priorities.demo import make_plans

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
            cls.reviews = make_reviews()

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
        assert (make_peer_challenge(), make_reviews()) == (0, 0)

    def test_every_authority_stands_somewhere_with_its_review(self):
        rows = Review.objects.filter(cycle=None).order_by("authority__name")
        assert list(rows.values_list("authority__name", "status")) == [
            ("Ardenvale", "final-letter"),
            ("Cressmere", "scoping"),
            ("East Lindenshire", "requested"),
            ("Hollinmoor", "draft"),
            ("Kingsmarsh", "actions-live"),
            ("Severnford", "progress-review"),
            ("Temebridge", "scoping"),
        ]
        assert self.reviews == len(rows) + 3 + 8  # last year's, and the challenge event's

    def test_a_director_has_findings_to_reply_to_and_another_has_progress_to_report(self):
        waiting = {key: [task.title for task in tasks_for(sample_user(key))] for key in ("alice", "charlie")}
        review = "DCS-led Peer Challenge Team Review"
        assert f"Ardenvale: {review}: reply to 7 of 12 headline findings" in waiting["alice"]
        assert f"Severnford: {review}: progress after 6 months" in waiting["charlie"]

    def test_a_theme_that_directors_chose_became_a_priority(self):
        make_plans()
        theme = RegionalTheme.objects.public().get()
        link = links_of(theme, sample_user("dana"))[0]
        assert (link.priority.code, len(link.actions), len(link.host_actions)) == ("P1", 2, 2)
        assert [str(one.finding.authority) for one in found_for(theme, sample_user("dana"))] == [
            "East Lindenshire", "Kingsmarsh", "West Lindenshire",
        ]  # fmt: skip
        assert found_for(theme, sample_user("charlie")) == []
