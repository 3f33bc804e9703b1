"""Who can read an action and a progress check, in words for the head of their pages; `visible_to` decides."""

from peerchallenge.audiences import Audience, capital, own_readers_in_words
from peerchallenge.reviews.acting import is_told
from peerchallenge.reviews.audiences import who_sees_findings


def who_sees_action(action) -> Audience:
    """Return who reads an action, of which its `next_step` is read too."""
    review = action.review
    owner = f" {action.owner_person}, who owns it, can read this action too." if action.owner_person else ""
    if not is_told(review):
        who = own_readers_in_words(review.authority)
        said = f"Only {who} can see this until {review.authority} sends its reply.{owner}"
        return Audience("Authority", said)
    found = who_sees_findings(review, shown_to=action.next_step.shown_to)
    return Audience(found.level, f"{found.said}{owner}")


def who_sees_check(check) -> Audience:
    """Return who reads a progress check: its host alone until it is sent."""
    review = check.review
    who = own_readers_in_words(review.authority)
    if check.sent_at is None:
        return Audience("Authority", f"Only {who} can see this until {review.authority} sends it.")
    team = f"the review team and {review.region}’s programme managers and peer challenge associate"
    said = f"{who}, {team} can read this. What is said of an action is read by whoever reads the action."
    return Audience("Review team", capital(said))
