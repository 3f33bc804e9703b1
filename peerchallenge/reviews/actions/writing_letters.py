"""Writing around the findings of a letter, and correcting its facts. Each is one transaction under its lock."""

from django.db import transaction
from django.utils import timezone

from peerchallenge.actions.writing import take_version
from peerchallenge.reviews.models import Correction, LetterDraft, Review, Stage
from peerchallenge.reviews.replying import is_final
from portal.audit.models import FormKey, NotAMove, Overtaken, record


class DraftChanged(Exception):
    """Another draft was sent after the person opened the one that they correct."""


@transaction.atomic
def write_letter(review, *, by, version, quietly=False, **fields) -> LetterDraft:
    """Save what stands around the findings; `version` is 0 before anybody wrote. `quietly`: without an audit event, as
    the page saves by itself; there the same words sent again are no conflict.

    Raises NotAMove when the letter is final by now, Overtaken when somebody saved first.
    """
    review = Review.objects.hold(review.pk)
    if review.is_over or is_final(review):
        raise NotAMove(f"The letter of {review} is final.")
    draft = LetterDraft.objects.filter(review=review).first()
    if draft is None:
        if version:
            raise Overtaken
        draft = LetterDraft.objects.create(review=review, made_by=by, edited_by=by, **fields)
        record("began", draft, by=by)
    elif quietly and any(getattr(draft, name) != value for name, value in fields.items()):
        take_version(draft, version=version, by=by, **fields)
    elif not quietly:
        draft.rewrite(by=by, version=version, **fields)
    return draft


@transaction.atomic
def propose(review, finding, *, by, draft, form_key=None, **fields) -> Correction:
    """Propose to correct a fact of the draft with the number `draft`, of `finding` or of the letter (None).

    Raises KeyAlreadyUsed; NotAMove when facts can't be corrected any more; DraftChanged.
    """
    FormKey.refuse_used(form_key, Correction)
    review = _checked(review, draft)
    made = Correction.objects.create(review=review, finding=finding, made_by=by, edited_by=by, **fields)
    if form_key:
        FormKey.spend(form_key, made)
    record("proposed", made, by=by)
    return made


@transaction.atomic
def edit_correction(correction, *, by, version, draft, **fields) -> None:
    """Word it anew while nobody answered it. Raises NotAMove, DraftChanged, Overtaken."""
    _checked(correction.review, draft)
    if Correction.objects.get(pk=correction.pk).answer != Correction.Answer.WAITING:
        raise NotAMove("It was answered.")
    correction.rewrite(by=by, version=version, **fields)


def _checked(review, draft):
    review = Review.objects.hold(review.pk)
    if review.status != Stage.FACTUAL_CHECK:
        raise NotAMove(f"{review} is {review.status}.")
    if draft != latest_draft(review):
        raise DraftChanged
    return review


def latest_draft(review) -> int:
    """Return the number of the draft that was sent last; 0 before the first."""
    return review.letters.filter(sent="draft").order_by("-number").values_list("number", flat=True).first() or 0


@transaction.atomic
def answer_correction(correction, *, by, version, answer, because) -> None:
    """Say whether the fact is corrected; its wording is changed in the finding or the letter itself.

    Raises NotAMove when the letter is final by now, Overtaken when somebody answered or reworded it first.
    """
    review = Review.objects.hold(correction.review_id)
    if review.is_over or is_final(review):
        raise NotAMove(f"The letter of {review} is final.")
    fields = {"answer": answer, "answered_at": timezone.now(), "answered_by": by}
    because = because if answer == Correction.Answer.NOT_TAKEN else ""
    correction.rewrite(by=by, version=version, verb="answered", answer_because=because, **fields)
