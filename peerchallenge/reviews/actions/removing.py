"""Removing from a review what could identify a child or somebody else: everywhere at once, in one transaction.

It goes from the row, each wording and each letter, files, what the host answers of it in its self-assessment, themes,
what was typed and kept, mail that waits, and wherever else the authority's records say the same. What stays is a
ReviewRemoval: who, when, which part, why by category.
"""

from django.db import transaction
from django.utils import timezone

from peerchallenge import scrubbing
from peerchallenge.actions.removing import clear_files, hold_all
from peerchallenge.actions.removing import remove as remove_from_assessment
from peerchallenge.models import Evidence, Promise
from peerchallenge.phrases import phrases_of, scrub
from peerchallenge.removable import KINDS as OF_ASSESSMENTS
from peerchallenge.removable import MARK
from peerchallenge.reviews.letter import fingerprint
from peerchallenge.reviews.models import (
    BroughtLetter,
    Letter,
    Review,
    ReviewDocument,
    ReviewRemoval,
    ReviewReport,
)
from peerchallenge.reviews.removable import Kind, review_of, texts_in
from portal.audit.models import FormKey
from portal.drafting.models import KeptText
from portal.files import storing
from portal.files.models import Blob


@transaction.atomic
def remove(kind: Kind, row, parts, *, why, by, form_key=None) -> ReviewRemoval | None:
    """Remove the `parts` (names) of `row` from everywhere, and return the trace; of a team's note there is none.

    Open reports about it are settled. Raises KeyAlreadyUsed when the form was sent before.
    """
    FormKey.refuse_used(form_key, ReviewRemoval)
    hold_all(row.authority_id)
    review = Review.objects.hold(review_of(row).pk)
    row = kind.model._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    letters, reach = list(review.letters.select_for_update(of=("self",))), kind.reach(row, parts)
    stood = texts_in(kind, row, letters)
    texts = {text for part in parts for text in stood[part]}
    places = _clear_rows(kind, row, parts, by) + _clear_letters(kind, row, parts, letters)
    places += _clear_kept(row, review, texts) + _clear_promises(kind, row, parts, texts, why, by)
    if "file" in parts:
        places += _clear_files(kind, row, letters, by)
    _forget_original(review)
    places += scrub(review.authority, set().union(*(phrases_of(text) for text in texts)))
    if kind.name == "note":
        return None
    return _trace(kind, row, parts, review, reach, places, why=why, by=by, form_key=form_key)


def _trace(kind, row, parts, review, reach, places, *, why, by, form_key):
    removal = ReviewRemoval.objects.create(
        review=review, kind=kind.name, record=row.public_id, parts=list(parts), where=kind.where(row, parts), why=why,
        removed_by=by, places=places, **reach,
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, removal)
    waiting = ReviewReport.objects.waiting().filter(kind=kind.name, record=row.public_id)
    waiting.update(settled_as=ReviewReport.Settled.REMOVED, settled_at=timezone.now(), settled_by=by)
    removal.note_in_trail("removed what could identify a child from", by=by, why=why, places=places)
    return removal


def _clear_rows(kind, row, parts, by):
    """Put the mark in place of each part, whatever it says, where it is written and in each wording that was sent."""
    if kind.name in ("review", "document"):
        scrubbing.rename_events(row, kind.title)
    changed = 0
    for part in (kind.parts[name] for name in parts if name != "file"):
        said = [one for rows in part.rows(row) for one in rows if getattr(one, part.name) not in ("", MARK)]
        changed += sum(scrubbing.overwrite(one, {part.name: MARK}, by) for one in said)
    return changed


def _clear_letters(kind, row, parts, letters):
    """The same in each letter in which it stands; the fingerprint with which a letter was sent stays."""
    changed = 0
    for letter in letters:
        entry = kind.entry_in(row, letter.words)
        places = [kind.parts[name].place for name in parts if name != "file" and kind.parts[name].place]
        said = [place for place in places if entry and entry[place]]
        for place in said:
            entry[place] = [{"kind": "text", "text": MARK}] if place == "original" else MARK
        if said:
            keep_words(letter)
            changed += 1
    return changed


def keep_words(letter) -> None:
    """Write what is left of a letter's words, with their fingerprint beside the first."""
    Letter.objects.filter(pk=letter.pk).update(words=letter.words, sha256_now=fingerprint(letter.words))


def _clear_kept(row, review, texts):
    """Clear it in forms that were kept when their sender's session had ended, of the record and of the review."""
    changed = 0
    for kept in KeptText.objects.filter(path__contains=str(row.public_id)) | KeptText.objects.filter(
        path__contains=str(review.public_id)
    ):
        fields = [[name, MARK if value.strip() in texts else value] for name, value in kept.fields]
        if fields != kept.fields:
            changed += KeptText.objects.filter(pk=kept.pk).update(fields=fields)
    return changed


def _clear_promises(kind, step, parts, texts, why, by):
    """An accepted next step opens the host's next self-assessment with its words: they go from there, with a trace."""
    if kind.name != "step" or "text" not in parts:
        return 0
    of_promise = OF_ASSESSMENTS["promise"]
    same = list(Promise.objects.filter(next_step=step, promised__in=texts))
    return sum(remove_from_assessment(of_promise, one, ["promised"], why=why, by=by).places for one in same)


def _clear_files(kind, row, letters, by):
    """The file goes from every document of the authority that shares it, from its letters, and from the disk."""
    hashes = {letter.words["file_sha256"] for letter in letters} if kind.name == "letter" else set()
    hashes |= {row.blob.sha256} if kind.name == "document" and row.blob else set()
    hashes -= {""}
    mine = ReviewDocument.objects.filter(authority=row.authority_id, blob__sha256__in=hashes)
    brought = BroughtLetter.objects.filter(review__authority=row.authority_id, blob__sha256__in=hashes)
    blobs = {*mine.values_list("blob", flat=True), *brought.values_list("blob", flat=True)}
    brought.update(blob=None, file_name="")
    changed = sum(
        scrubbing.overwrite(one, {"blob": None, "file_name": "", "is_removed": True}, by) for one in list(mine)
    )
    storing.drop_unused(Blob.objects.filter(pk__in=blobs))
    for evidence in Evidence.objects.filter(authority=row.authority_id, blob__sha256__in=hashes).distinct()[:1]:
        changed += clear_files(evidence, by)
    for letter in Letter.objects.filter(authority=row.authority_id, words__file_sha256__in=hashes):
        letter.words |= {"file": "", "file_sha256": ""}
        keep_words(letter)
    return changed


def _forget_original(review):
    """Of a letter that was brought in the review has all that it needs: the page on which it was checked goes."""
    BroughtLetter.objects.filter(review=review).update(found={}, original_html="", name="")
