"""The headline findings of a review, in their wordings, with what follows: replies, next steps, actions, progress."""

from datetime import timedelta

from django.utils import timezone

from peerchallenge.models import Promise, Section, Submission
from peerchallenge.reviews.letter import words_of
from peerchallenge.reviews.models import (
    ActionReport,
    Finding,
    HostAction,
    NextStep,
    ProgressCheck,
    PublicSummary,
    Reply,
    Stage,
    Wording,
)

MONTHS = (3, 6, 10)
STEPS = 2  # recommended for each area to develop, with an action each
PUBLIC = 3  # of so many reviews one has a public summary, and two findings that everybody reads


def copied(parent):
    return {"region_id": parent.region_id, "authority_id": parent.authority_id}


class FindingWriter:
    """Writes what one region's reviews found; `of` is its ReviewWriter."""

    def __init__(self, of):
        self.prose, self.themes, self.shape, self.by = of.prose, of.themes, of.shape, of.by

    def write(self, review, enquiries) -> list:
        """Write and return the findings of `review`, with all that came after it was shared."""
        submission = Submission.objects.filter(assessment__cycle=review.cycle, authority=review.authority).first()
        is_public = review.status == Stage.CLOSED and not review.pk % PUBLIC
        findings = Finding.objects.bulk_create(
            self._finding(review, place, submission, enquiries, "public" if is_public and place < 2 else None)
            for place in range(self.shape.findings)
        )
        if review.shared_at:
            self._wordings(review, findings)
            steps = self._steps(review, findings)
            if review.replied_at:
                self._replied(review, findings)
                self._actions(review, steps)
                self._promised(review, steps)
            if is_public:
                self._summary(review)
        return findings

    def words(self, review) -> dict:
        """Return the words of its letter."""
        return words_of(review, dated_on=review.ends_on)

    def _finding(self, review, place, submission, enquiries, shown_to):
        section = self.prose.random.choice(submission.words["sections"])
        prompt = self.prose.random.choice(section["prompts"])
        return Finding(
            review=review, position=place, kind="area" if place % 2 else "strength", headline=self.prose.sentence(),
            heard=self.prose.paragraph(60), theme=self.prose.random.choice(self.themes),
            enquiry=self.prose.random.choice(enquiries), submission=submission, relation="qualifies",
            area_code=section["code"], prompt_code=prompt["code"], statement=prompt["statements"][0]["id"],
            heard_from={"notes": 8, "sessions": 4, "roles": ["Social worker"], "ways": {"interview": 8}},
            shown_to=shown_to or ("directors" if review.replied_at else "authority" if review.shared_at else "team"),
            **copied(review),
        )  # fmt: skip

    def _wordings(self, review, findings):
        Wording.objects.bulk_create(
            Wording(finding=one, review=review, sent=sent, kind=one.kind, headline=one.headline, heard=one.heard,
                    made_by=self.by("programme-manager"), **copied(review))
            for one in findings
            for sent in ("draft", "final")
        )  # fmt: skip

    def _steps(self, review, findings):
        director = self.by("dcs", review.authority)
        answered = {"answer": "accepted", "answered_at": review.replied_at, "answered_by": director}
        return NextStep.objects.bulk_create(
            NextStep(review=review, finding=one, position=place, text=self.prose.sentence(), shown_to=one.shown_to,
                     **(answered if review.replied_at else {}), **copied(review))
            for one in findings
            if one.kind == "area"
            for place in range(STEPS)
        )  # fmt: skip

    def _replied(self, review, findings):
        Reply.objects.bulk_create(
            Reply(finding=one, review=review, says="with-changes" if place % 4 == 1 else "agree",
                  words=self.prose.paragraph(30), **copied(review))
            for place, one in enumerate(findings)
        )  # fmt: skip

    def _actions(self, review, steps):
        manager, today, is_over = self.by("programme-manager"), timezone.localdate(), review.status == Stage.CLOSED
        end = {"status": "closed", "closed_by": manager} if is_over else {"status": "open"}
        actions = HostAction.objects.bulk_create(
            HostAction(review=review, next_step=one, what=self.prose.sentence(), owner="Head of Early Help",
                       owner_person=self.by("self-assessment-lead", review.authority), measure=self.prose.item(),
                       due_on=review.ends_on + timedelta(days=180), **end, **copied(review))
            for one in steps
        )  # fmt: skip
        due = {months: review.ends_on + timedelta(days=31 * months) for months in MONTHS}
        checks = ProgressCheck.objects.bulk_create(
            ProgressCheck(review=review, months=months, due_on=day, difference=self.prose.paragraph(30),
                          **({"sent_at": timezone.now(), "sent_by": manager} if day < today else {}), **copied(review))
            for months, day in due.items()
        )  # fmt: skip
        ActionReport.objects.bulk_create(
            ActionReport(progress_check=check, action=one, review=review, status="on-track",
                         done=self.prose.sentence(), difference=self.prose.sentence(), **copied(review))
            for check in checks
            if check.sent_at
            for one in actions
        )  # fmt: skip

    def _promised(self, review, steps):
        """They opened the host's next self-assessment, if there was one since."""
        later = Section.objects.filter(
            assessment__authority=review.authority, assessment__cycle__year__gt=review.cycle.year
        )
        if section := later.order_by("assessment__cycle__year", "pk").first():
            Promise.objects.bulk_create(
                Promise(section=section, next_step=one, promised=one.text, status="done", **copied(section))
                for one in steps
            )

    def _summary(self, review):
        PublicSummary.objects.create(
            review=review, text=self.prose.paragraph(80), published_at=review.replied_at,
            published_by=self.by("dcs", review.authority), **copied(review),
        )  # fmt: skip
