"""What a host was sent last: until the findings are final it reads nothing that the team words anew meanwhile."""

from typing import NamedTuple

from peerchallenge.reviews.models import Wording
from peerchallenge.reviews.replying import is_final


class Sent(NamedTuple):
    """Headlines and next steps as the last draft has them, by their public ids as text."""

    headlines: dict[str, str]
    steps: dict[str, str]


def sent_words(review) -> Sent | None:
    """Return what the draft says that the host of `review` was sent last; None where its findings are as they stand:
    they are final, or nothing was sent. One query, or none."""
    if is_final(review) or not review.is_shared:
        return None
    letter = review.letters.filter(sent=Wording.Sent.DRAFT).order_by("-number").first()
    if letter is None:
        return None
    findings = letter.words.get("findings", [])
    steps = {step["id"]: step["text"] for one in findings for step in one["steps"]}
    return Sent({one["id"]: one["headline"] for one in findings}, steps)


def steps_as_sent(steps, sent: Sent | None) -> list:
    """Return those of `steps` that were sent, each in the words that were sent; all as they stand without `sent`."""
    if sent is None:
        return list(steps)
    found = [one for one in steps if str(one.public_id) in sent.steps]
    for one in found:
        one.text = sent.steps[str(one.public_id)]
    return found


def headline_as_sent(finding) -> str:
    """Return the headline of a finding as its host was sent it last; as it stands where it wasn't. One query."""
    last = finding.wordings.order_by("made_at", "pk").last()
    return last.headline if last else finding.headline
