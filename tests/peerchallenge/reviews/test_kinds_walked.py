"""Each kind that comes with the portal, from request to close: when its host reads, replies, and says what came."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerchallenge.reviews import shipping
from peerchallenge.reviews.acting import is_asked
from peerchallenge.reviews.actions import acting, answering, checking, ending, letters, replying, running, wording
from peerchallenge.reviews.agreeing import agreement_of
from peerchallenge.reviews.front_page import next_act
from peerchallenge.reviews.letter import fingerprint, words_of
from peerchallenge.reviews.models import LINE, Finding, Letter, ProgressCheck, Reply, ReviewKind, Stage
from peerchallenge.reviews.replying import standing_of
from peerchallenge.reviews.stages import months_after, next_stage, used
from portal.audit.models import NotAMove
from tests.looking import fresh
from tests.peerchallenge.reviews import shapes

pytestmark = pytest.mark.django_db
WITHOUT_LETTER = {Stage.DRAFT, Stage.FACTUAL_CHECK, Stage.FINAL_LETTER}


class Walk:
    """A review of `kind`, whose host is Alice's and whose lead is Charlie, taken on by its own verbs."""

    def __init__(self, kind, host, alice, charlie, dana):
        self.alice, self.charlie, self.dana = alice, charlie, dana
        today = timezone.localdate()
        facts = {"begins_on": today, "ends_on": today + timedelta(days=kind.days - 1)}
        self.review = running.start_review(kind, host, by=dana, asked_by_host=False, **facts)
        shapes.member(self.review, charlie, by=dana, lead=True)
        self.seen = {}

    def go(self):
        while (to := next_stage(self.now())) and to != Stage.CLOSED:
            self.look()
            {
                Stage.FACTUAL_CHECK: self.send, Stage.FINAL_LETTER: self.issue, Stage.REPLY: self.reply,
                Stage.ACTIONS_LIVE: self.agree, Stage.PROGRESS_REVIEW: self.check,
            }.get(to, lambda: self.move(to))()  # fmt: skip
        self.look()
        ending.close(self.now(), by=self.charlie, version=self.now().version)

    def now(self):
        self.review = fresh(self.review)
        return self.review

    def look(self):
        """Note what the host reads of the findings, and what the lead reads of the reply, at the stage where it is."""
        host, lead = (fresh(one) for one in (self.alice, self.charlie))
        said = Finding.objects.visible_to(host).exists(), Reply.objects.visible_to(lead).exists()
        self.seen[self.review.status] = said, ProgressCheck.objects.count()

    def move(self, to):
        running.move(self.review, to, by=self.charlie, version=self.review.version)
        if to == Stage.ON_SITE:
            area = wording.add_finding(self.review, by=self.charlie, kind="area", headline="Thresholds differ.")
            answering.recommend(area, "Agree one page.", by=self.charlie)

    def send(self):
        given = {"version": self.review.version, "sha256": fingerprint(words_of(self.review))}
        letters.send_draft(self.review, by=self.charlie, **given)

    def issue(self):
        given = {"version": self.review.version, "sha256": fingerprint(words_of(self.review))}
        letters.issue(self.review, by=self.charlie, **given)

    def reply(self):
        if not self.review.is_shared:
            self.show()
        for step in self.review.next_steps.all():
            answering.answer(step, says="accepted", because="", by=self.alice, version=step.version)
        replying.reply(self.review.findings.get(), says="agree", words="", by=self.alice, version=0)
        replying.send_reply(self.review, by=self.alice, seal=standing_of(self.review).seal)

    def show(self):
        """Of a kind without letter: it waits for the lead, and nobody replies or closes it before the host can read."""
        assert next_act(fresh(self.charlie), self.review, None).button == "Show the findings…"
        assert next_act(fresh(self.alice), self.review, None).button == ""
        with pytest.raises(replying.NotOpen):
            replying.send_reply(self.review, by=self.alice, seal="")
        with pytest.raises(NotAMove):
            ending.close(self.review, by=self.charlie, version=self.review.version)
        wording.share_findings(self.review, by=self.charlie, version=self.review.version)
        assert next_act(fresh(self.alice), self.now(), None).button == "Reply to the findings…"

    def agree(self):
        step = self.review.next_steps.get()
        due_on = timezone.localdate() + timedelta(days=60)
        acting.add(step, by=self.alice, what="Write the page.", owner="Head of Early Help", due_on=due_on)
        acting.agree(self.review, by=self.alice, seal=agreement_of(self.review).seal)

    def check(self):
        first = self.review.checks.order_by("due_on").first()
        assert (first.due_on, is_asked(first)) == (months_after(timezone.localdate(), 3), False)
        self.review.checks.filter(pk=first.pk).update(due_on=timezone.localdate())
        said = {
            one: {"status": "done", "done": "Written.", "difference": "Fewer wait."}
            for one in self.review.actions.all()
        }
        first = checking.save(fresh(first), difference="Less waiting.", said=said, by=self.alice, version=first.version)
        checking.send(first, by=self.alice, version=first.version)


def since(stage):
    """The stages from `stage` on."""
    return LINE[LINE.index(stage) :]


KINDS = ["team-review", "safeguarding-assurance-visit", "safeguarding-assurance-visit-max", "send-peer-challenge",
         "challenge-event", "triad", "topical"]  # fmt: skip


@pytest.mark.parametrize("name", [*KINDS, "without a letter"])
def test_a_kind_goes_from_request_to_close_through_its_own_stages(name, ardenvale, mercia, alice, charlie, dana):
    shipping.load()
    assert set(ReviewKind.objects.values_list("slug", flat=True)) == set(KINDS)
    kind = ReviewKind.objects.filter(slug=name).first() or shapes.kind(mercia, name, without=WITHOUT_LETTER)
    walk = Walk(kind, ardenvale, alice, charlie, dana)
    walk.go()
    stages = used(walk.now())
    first = next(stage for stage in (Stage.FACTUAL_CHECK, Stage.FINAL_LETTER, Stage.REPLY) if stage in stages)
    planned = Stage.FINAL_LETTER if Stage.FINAL_LETTER in stages else Stage.ACTIONS_LIVE
    assert walk.seen == {
        stage: ((stage in since(first), stage in since(Stage.REPLY)), 3 if stage in since(planned) else 0)
        for stage in stages[:-1]
    }
    assert (walk.review.status, walk.review.replied_by) == (Stage.CLOSED, alice)
    assert [one.sent for one in Letter.objects.all()] == [
        sent for stage, sent in ((Stage.FACTUAL_CHECK, "draft"), (Stage.FINAL_LETTER, "final")) if stage in stages
    ]


def test_a_kind_that_ends_with_its_findings_is_closed_once_they_are_shown(ardenvale, mercia, charlie, dana):
    later = {Stage.REPLY, Stage.ACTIONS_LIVE, Stage.PROGRESS_REVIEW}
    kind = shapes.kind(mercia, "Conversation", without=WITHOUT_LETTER | later)
    review = shapes.review(ardenvale, by=dana, at=Stage.FEEDBACK_GIVEN, kind_of=kind)
    shapes.finding(review, by=charlie)
    with pytest.raises(NotAMove):
        ending.close(review, by=dana, version=review.version)
    wording.share_findings(review, by=dana, version=review.version)
    ending.close(fresh(review), by=dana, version=fresh(review).version)
    assert fresh(review).status == Stage.CLOSED
