"""Who of neither the host nor the team opened findings or the letter of a review: noted, and shown to the host."""

from peerchallenge.models.of_authority import OWN_READERS, authorities_of
from peerchallenge.reading import office_in
from peerchallenge.reviews.models import Member, ReviewReading


def note_opened(review, user, what: str, *, in_team: bool | None = None) -> None:
    """Note that `user` opened a part of `review` as `what` ("Findings", "Letter", "PDF", "Word", "CSV").

    The host's own readers and the team are not noted; `in_team` says whether they sit on it, where that is known. Two
    queries, one more for somebody who opens it the first time.
    """
    if review.authority_id in authorities_of(user, OWN_READERS):
        return
    if in_team is None:
        in_team = Member.objects.reading(user).filter(seat__review=review).exists()
    if in_team:
        return
    part, _ = office_in(review.region_id, user)
    ReviewReading.note(review_id=review.pk, person=user, part=part, what=what)


def readings_of(review, user):
    """Return who has read parts of `review`, latest first, for its own readers; nothing for others."""
    return ReviewReading.objects.visible_to(user).filter(review=review).select_related("person")
