"""The page of findings: a card for each, with what its reader may read of how it came about and what was replied.

    rights = rights_of(user, review, reader)
    cards = cards_of(review, user, rights)

Who looks at it as somebody else would (`Rights()`: somebody whom the host's release lets in) gets the same cards.
Seven queries, however many findings there are.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q

from peerchallenge.reviews.heard import heard_in_words
from peerchallenge.reviews.models import Correction, Finding, NextStep, Reply, Review, ShownTo, Wording
from peerchallenge.reviews.relating import Related, related, submissions_of
from peerchallenge.reviews.replying import said_to
from peerchallenge.reviews.sent import sent_words, steps_as_sent


class Rights(NamedTuple):
    """What somebody reads beside the findings as they were sent: nothing, unless they are of the review.

    `inside`: earlier wordings, corrections and what it relates to; `working`: the wording as it stands; `replies`: what
    the host replied, before it is sent too.
    """

    inside: bool = False
    working: bool = False
    replies: bool = False


def rights_of(review, reader) -> Rights:
    """Return the rights of a `reader` (of front_page.reader_of)."""
    works = reader.runs or reader.in_team
    return Rights(works or reader.is_host, works, reader.is_host or review.replied_at is not None)


def readable(user):
    """Return the reviews of which `user` knows, or of which some finding was released to them."""
    if not user.is_authenticated:
        return Review.objects.none()
    opened = Finding.objects.visible_to(user).values("review")
    return Review.objects.filter(Q(pk__in=Review.objects.visible_to(user).values("pk")) | Q(pk__in=opened))


class Said(NamedTuple):
    """One thing that was said of a finding, in its turn: when, what it was, and its words as (label, text)."""

    at: Any
    what: str
    lines: list


@dataclass
class Card:
    """A finding as a page shows it; `reply` is a Reply or None, `history` what was said of it, in its turn."""

    finding: Finding
    number: int
    kind: str
    headline: str
    heard: str
    from_whom: str
    enquiry: str = ""
    submission: Any = None
    related: Related | None = None
    reply: Reply | None = None
    steps: list = field(default_factory=list)
    history: list[Said] = field(default_factory=list)

    @property
    def is_strength(self) -> bool:
        return self.kind == Finding.Kind.STRENGTH

    @property
    def label(self) -> str:
        return Finding.Kind(self.kind).label

    @property
    def place(self) -> str:
        """The name under which a browser keeps a reply that is typed."""
        return f"reply-{self.finding.pk}"

    @property
    def level(self) -> str:
        """How far it is shown, in the words of its badge."""
        return ShownTo(self.finding.shown_to).label


def cards_of(review, user, rights, *, findings=None, steps=None, with_history=True) -> list[Card]:
    """Return a Card for each finding of `review` that `user` reads, in their order.

    `findings` and `steps` (querysets) are what to show where that isn't what `user` reads; without its history a card
    says what it says now.
    """
    is_inside, rights = rights.inside, rights if with_history else rights._replace(inside=False)
    asks_wordings = with_history or not rights.working
    findings = Finding.objects.visible_to(user) if findings is None else findings
    steps = NextStep.objects.visible_to(user) if steps is None else steps
    rows = list(_with_all(findings.standing().filter(review=review), steps, rights))
    wordings = _by_finding(rows, Wording) if asks_wordings else {}
    corrections = _by_finding(rows, Correction) if rights.inside else {}
    own = submissions_of(rows, user)
    sent = None if rights.working else sent_words(review)
    for one in rows:
        one.shown_steps = steps_as_sent(one.shown_steps, sent)
    cards = [
        _card(one, number, rights, wordings.get(one.pk, []), corrections.get(one.pk, []), own.get(one.submission_id))
        for number, one in enumerate(rows, start=1)
    ]
    for card in cards if is_inside else ():  # whom a release lets in isn't told what the team looked into
        card.enquiry = card.finding.enquiry.text if card.finding.enquiry else ""
    return cards


def _with_all(rows, steps, rights):
    steps = steps.standing().order_by("position", "pk")
    found = rows.select_related("theme", "enquiry", "edited_by")
    if rights.replies:
        found = found.select_related("reply__edited_by")
    return found.prefetch_related(Prefetch("next_steps", steps, to_attr="shown_steps")).order_by("position", "pk")


def _by_finding(rows, model):
    found = defaultdict(list)
    for one in model.objects.filter(finding__in=[row.pk for row in rows]) if rows else ():
        found[one.finding_id].append(one)
    return found


SAME = [("In the same words as before", "")]


def _card(one, number, rights, wordings, corrections, submission):
    sent = None if rights.working or not wordings else wordings[-1]
    words = sent or one
    reply = said_to(one) if rights.replies else None
    return Card(
        one, number, words.kind, words.headline, words.heard, heard_in_words(one.heard_from),
        submission=submission, related=related(one, submission), reply=reply, steps=one.shown_steps,
        history=_history(wordings, corrections, reply) if rights.inside else [],
    )  # fmt: skip


def _history(wordings, corrections, reply):
    """Return each wording, correction and the reply, in their turn."""
    before = [None, *map(_wording, wordings)]
    found = [
        Said(one.made_at, f"{one.get_sent_display()} wording", SAME if _wording(one) == was else _wording(one))
        for one, was in zip(wordings, before, strict=False)
    ]
    found += [Said(one.made_at, "The host’s correction", _correction(one)) for one in corrections]
    found += [Said(reply.edited_at, "The host’s reply", _reply(reply))] if reply else []
    return sorted(found, key=lambda one: one.at)


def _wording(one):
    return [(Finding.Kind(one.kind).label, one.headline), *([("What the team heard", one.heard)] if one.heard else [])]


def _correction(one):
    answer = [(one.get_answer_display(), one.answer_because)] if one.answer != Correction.Answer.WAITING else []
    return [("What is wrong", one.is_wrong), ("What is right", one.is_right), *answer]


def _reply(reply):
    return [(reply.get_says_display(), reply.words)]
