"""The letter of a review goes to its host: as draft, to check facts, and finally. Each verb is one transaction."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from peerchallenge.reviews.actions.checking import plan_checks
from peerchallenge.reviews.actions.moving import held, reach
from peerchallenge.reviews.letter import findings_of, fingerprint, words_of
from peerchallenge.reviews.models import Correction, Finding, Letter, NextStep, Review, ShownTo, Stage, Wording
from peerchallenge.reviews.stages import next_stage
from portal.audit.models import NotAMove, record


class WordsChanged(Exception):
    """The letter says something else than what the person looked at."""


class Unanswered(Exception):
    """The host proposed more corrections than the person knew of: nobody has answered them."""


class NoFindings(Exception):
    """A letter without headline findings can't be sent."""


def shown_first(kind) -> str:
    """Return how far findings of a kind are shown once its host was sent them: never less than to the host."""
    return max(ShownTo(kind.shown_to), ShownTo.AUTHORITY, key=lambda level: level.reach)


def share(review, sent, *, by, at=None) -> list[Finding]:
    """Let the host read the findings of a locked review and freeze how each is worded; return them.

    `sent` is a value of Wording.Sent. For kinds without letters it is called by itself; `review.shared_at` is to be set
    by the move that follows. Raises NoFindings.
    """
    findings = findings_of(review)
    if not findings:
        raise NoFindings
    level, now = shown_first(review.kind), at or timezone.now()
    for model in (Finding, NextStep):
        model.objects.filter(review=review, shown_to=ShownTo.TEAM).update(shown_to=level)
    for one in findings:
        Wording.objects.create(
            finding=one, sent=sent, kind=one.kind, headline=one.headline, heard=one.heard, made_by=by, made_at=now
        )
    return findings


def freeze(review, sent, words, *, by, at=None) -> Letter:
    """Keep `words` as the letter that was sent, the next draft or the final one; return it."""
    number = (review.letters.filter(sent=sent).aggregate(last=Max("number"))["last"] or 0) + 1
    letter = Letter.objects.create(
        review=review, sent=sent, number=number, words=words, sha256=fingerprint(words), sent_by=by,
        sent_at=at or timezone.now(), shown_to=shown_first(review.kind),
    )  # fmt: skip
    record("sent" if sent == Wording.Sent.DRAFT else "issued", letter, by=by)
    return letter


@transaction.atomic
def send_draft(review, *, by, version, sha256) -> Letter:
    """Send the draft with this fingerprint to the host, who corrects facts on it until the final letter.

    Raises, with nothing written: Overtaken, NotAMove, WordsChanged, NoFindings.
    """
    return _send(review, Stage.FACTUAL_CHECK, Wording.Sent.DRAFT, by=by, version=version, sha256=sha256)


@transaction.atomic
def issue(review, *, by, version, sha256, unanswered=0) -> Letter:
    """Issue the final letter with this fingerprint: the host replies to it; the team's notes are kept for so many days.

    `unanswered`: how many corrections may be left without an answer. Raises, with nothing written: Overtaken, NotAMove,
    WordsChanged, NoFindings, Unanswered.
    """
    Review.objects.hold(review.pk)
    if review.corrections.filter(answer=Correction.Answer.WAITING).count() > unanswered:
        raise Unanswered
    until = timezone.localdate() + timedelta(days=settings.REVIEW_NOTES_DAYS)
    return _send(
        review, Stage.FINAL_LETTER, Wording.Sent.FINAL, by=by, version=version, sha256=sha256, notes_until=until
    )


def _send(review, stage, sent, *, by, version, sha256, **fields):
    review = held(review, version)
    if next_stage(review) != stage:
        raise NotAMove(f"{review} is {review.status}: {stage} doesn't come next.")
    findings = share(review, sent, by=by)
    words = words_of(review, findings=findings)
    if fingerprint(words) != sha256:
        raise WordsChanged
    letter = freeze(review, sent, words | {"dated_on": timezone.localdate().isoformat()}, by=by)
    if review.shared_at is None:
        fields["shared_at"] = timezone.now()
    reach(review, stage, by=by, **fields)
    if stage == Stage.FINAL_LETTER:
        plan_checks(review)
    return letter
