"""The reviews of a region's years, at the size of the network: each with its team, its visit, its notes and its letter.

What peers found and what follows from it is in `review_findings`, what the region makes of it in `review_themes`.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from peerchallenge.reviews.models import (
    LINE,
    Correction,
    Letter,
    Member,
    Review,
    ReviewEnquiry,
    Reviewer,
    ReviewReading,
    ReviewStage,
    Seat,
    Session,
    Stage,
    TeamNote,
    Theme,
    Training,
)
from tests.bench.review_findings import FindingWriter, copied
from tests.peerchallenge.reviews import shapes

KINDS = ("Team review", "Assurance visit", "SEND challenge")
SEATS = ("Director of Children’s Services", "Assistant Director", "Head of Service", "Principal Social Worker")
THEMES = ("Leadership", "Front door", "Plans", "Early help", "Care leavers", "SEND", "Workforce", "Partners")
LATER = LINE.index(Stage.FACTUAL_CHECK)
DAY = timedelta(days=1)


class ReviewWriter:
    """Writes one region's reviews, the oldest first. The last awaits its host's reply (the first authority's); at the
    one before the team is on site, led by the first authority's director; the rest are closed, or have live actions."""

    def __init__(self, writer, authorities, shape):
        self.prose, self.by, self.authorities, self.shape = writer.prose, writer.by, authorities, shape
        self.region, self.manager = authorities[0].region, writer.by("programme-manager")
        self.kinds = [shapes.kind(self.region, name=name, seats=SEATS) for name in KINDS]
        self.themes = Theme.objects.bulk_create(
            Theme(region=self.region, name=name, position=place) for place, name in enumerate(THEMES)
        )
        self.found = FindingWriter(self)
        self._pool()

    def directors(self):
        return [self.by("dcs", one) for one in self.authorities]

    def _pool(self):
        made = Reviewer.objects.bulk_create(Reviewer(region=self.region, person=one) for one in self.directors())
        Training.objects.bulk_create(
            Training(reviewer=one, kind=kind, trained_on=date(2020, 1, 6)) for one in made for kind in self.kinds
        )

    def write(self, cycles):
        """Write `shape.reviews` of them over the `cycles`."""
        reviews = Review.objects.bulk_create(
            self._review(number, cycles[number * len(cycles) // self.shape.reviews])
            for number in range(self.shape.reviews)
        )
        self._stages(reviews)
        for review in reviews:
            self._team(review)
            enquiries, sessions = self._visit(review)
            findings = self.found.write(review, enquiries)
            self._notes(review, findings, enquiries, sessions)
            self._letter(review)
        return reviews

    def _review(self, number, cycle):
        left = self.shape.reviews - 1 - number
        at = {0: Stage.FINAL_LETTER, 1: Stage.ON_SITE}.get(left, Stage.ACTIONS_LIVE if cycle.is_open else Stage.CLOSED)
        host = self.authorities[left % len(self.authorities)]
        today = timezone.localdate()
        begins = {0: today - 40 * DAY, 1: today - DAY}.get(left, date(int(cycle.year[:4]), 5, 4) + number % 90 * DAY)
        kind, later = self.kinds[number % len(self.kinds)], LINE.index(at) >= LATER
        sent = moment(begins + 30 * DAY) if later else None
        is_replied = LINE.index(at) >= LINE.index(Stage.REPLY)
        return Review(
            kind=kind, cycle=cycle, region=self.region, authority=host, title=f"{kind.name} {number}", status=at,
            begins_on=begins, ends_on=begins + 2 * DAY, asked=self.prose.paragraph(40), made_by=self.manager,
            status_at=sent or moment(begins), shared_at=sent, notes_until=begins + 58 * DAY if later else None,
            replied_at=sent if is_replied else None, replied_by=self.by("dcs", host) if is_replied else None,
        )  # fmt: skip

    def _stages(self, reviews):
        ReviewStage.objects.bulk_create(
            ReviewStage(review=one, stage=stage, due_on=one.begins_on + (3 * place - 12) * DAY,
                        **({"reached_at": one.status_at, "reached_by": self.manager}
                           if place <= LINE.index(one.status) else {}))
            for one in reviews
            for place, stage in enumerate(LINE)
        )  # fmt: skip

    def _team(self, review):
        """The directors of the authorities before it, the first of them leads; of a small region the same twice."""
        seats = Seat.objects.bulk_create(
            Seat(review=review, position=place, label=label, is_lead=not place, **copied(review))
            for place, label in enumerate(SEATS)
        )
        place, there = self.authorities.index(review.authority), len(self.authorities)
        self.team = [self.authorities[(place - 1 - more % (there - 1)) % there] for more in range(len(SEATS))]
        Member.objects.bulk_create(
            Member(seat=seat, person=self.by("dcs", at), home=at.name, from_authority=at, status="accepted",
                   asked_by=self.manager, declared_at=timezone.now(), from_on=review.begins_on - 30 * DAY,
                   to_on=None if review.status in (Stage.ON_SITE, Stage.FINAL_LETTER) else review.ends_on + 60 * DAY,
                   **copied(review))
            for seat, at in zip(seats, self.team, strict=True)
        )  # fmt: skip

    def _visit(self, review):
        enquiries = ReviewEnquiry.objects.bulk_create(
            ReviewEnquiry(review=review, position=place, text=self.prose.sentence(), **copied(review))
            for place in range(5)
        )
        sessions = Session.objects.bulk_create(
            Session(review=review, day=review.begins_on + place // 4 * DAY, starts=time(9 + 2 * (place % 4)),
                    title=self.prose.item(), with_whom="Six social workers", **copied(review))
            for place in range(12)
        )  # fmt: skip
        return enquiries, sessions

    def _notes(self, review, findings, enquiries, sessions):
        """Every second one stands behind a headline finding."""
        choose, ways = self.prose.random.choice, list(TeamNote.Heard)
        TeamNote.objects.bulk_create(
            (
                TeamNote(
                    review=review, text=self.prose.sentence(), kind="area" if place % 3 else "strength",
                    theme=choose(self.themes), enquiry=choose(enquiries), session=choose(sessions),
                    role=f"Social worker {place % 20}", heard_as=choose(ways),
                    made_by=self.by("dcs", choose(self.team)), finding=choose(findings) if place % 2 else None,
                    **copied(review),
                )
                for place in range(self.shape.notes)
            ),
            batch_size=500,
        )  # fmt: skip

    def _letter(self, review):
        if review.shared_at is None:
            return
        Letter.objects.create(
            review=review, sent="final", number=1, words=self.found.words(review), sha256="0" * 64,
            sent_by=self.by("dcs", self.team[0]), shown_to="directors", **copied(review),
        )  # fmt: skip
        Correction.objects.bulk_create(
            Correction(review=review, finding=one, is_wrong=self.prose.sentence(), is_right=self.prose.sentence(),
                       answer="taken", answered_at=timezone.now(), answered_by=self.manager, **copied(review))
            for one in review.findings.all()[:3]
        )  # fmt: skip
        ReviewReading.objects.bulk_create(
            ReviewReading(review=review, person=one, part="Director", what="Findings", **copied(review))
            for one in self.directors()[:5]
        )


def moment(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
