"""What a host can let others read, for tests: a review with its final letter, two findings and a next step."""

from django.utils import timezone

from peerchallenge.reviews.models import Letter, PublicSummary, Stage, Wording
from tests.peerchallenge.reviews import shapes

STRENGTH, AREA = "Children are seen quickly.", "Plans are uneven."


def final(of, *, by, at=Stage.FINAL_LETTER, **fields):
    """A review of `of` whose letter is final, with a strength, an area to develop and its next step."""
    made = shapes.review(of, by=by, at=at, **fields)
    for headline, kind in ((STRENGTH, "strength"), (AREA, "area")):
        finding = shapes.finding(made, headline, kind=kind, heard="Heard in many places.", by=by)
        Wording.objects.create(
            finding=finding, sent="final", kind=kind, headline=headline, heard=finding.heard, made_by=by
        )
    shapes.next_step(made.findings.get(kind="area"), "Read plans together.", by=by)
    Letter.objects.create(
        review=made, sent="final", number=1, words={}, sha256="0" * 64, sent_by=by, shown_to="authority"
    )
    return made


def keys(review, *, letter=False, steps=True):
    """The keys of the items of `review`."""
    found = [f"finding:{one.public_id}" for one in review.findings.all()]
    found += [f"nextstep:{one.public_id}" for one in review.next_steps.all()] if steps else []
    return found + ([f"letter:{one.public_id}" for one in review.letters.filter(sent="final")] if letter else [])


def summary(of, *, by, text="Peers saw children being seen quickly.", published=False):
    known = {"published_at": timezone.now(), "published_by": by} if published else {}
    return PublicSummary.objects.create(review=of, text=text, made_by=by, edited_by=by, **known)
