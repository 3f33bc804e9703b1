"""What a letter says, as plain values: the one form in which it is previewed, frozen, hashed and printed.

    {"authority": {"code": "333", "name": "Ardenvale"}, "region": "mercia", "title": "…", "kind": "…",
     "begins_on": "2026-11-03", "ends_on": …, "dated_on": …, "opening": "…", "closing": "…", "signed_by": "…",
     "findings": [{"id", "number", "kind", "theme", "headline", "heard", "steps": [{"id", "text"}, …]}, …],
     "original": [{"kind": "heading", "text" or "item", "text"}, …], "file": "letter.docx", "file_sha256": "…"}

`original` and `file` are those of a letter that was brought in, and empty otherwise; there `opening` and `closing` are.
Days are ISO or None; ids are `public_id`s. Three queries, however long it is.
"""

from django.db.models import Prefetch

from peerchallenge.reviews.models import Finding, LetterDraft, NextStep
from portal.drafting.models.version import fingerprint

__all__ = ["findings_of", "fingerprint", "words_of"]


def findings_of(review) -> list[Finding]:
    """Return the standing findings of a review in their order, each with its `standing_steps`; two queries."""
    steps = Prefetch("next_steps", NextStep.objects.standing().order_by("position", "pk"), to_attr="standing_steps")
    rows = review.findings.standing().select_related("theme", "enquiry").prefetch_related(steps)
    return list(rows.order_by("position", "pk"))


def words_of(review, *, dated_on=None, findings=None, original=(), document=None) -> dict:
    """Return what the letter of `review` (with its authority, region and kind) says now.

    `dated_on` is its day, None while it isn't sent; `original` and `document` (a ReviewDocument) where it was brought
    in; `findings` (of `findings_of`) where they are known.
    """
    draft = LetterDraft.objects.filter(review=review).first() or LetterDraft()
    found = findings_of(review) if findings is None else findings
    return {
        "authority": {"code": review.authority.code, "name": review.authority.name},
        "region": review.region.slug,
        "title": review.title,
        "kind": review.kind.name,
        "begins_on": _iso(review.begins_on),
        "ends_on": _iso(review.ends_on),
        "dated_on": _iso(dated_on),
        "opening": draft.opening,
        "closing": draft.closing,
        "signed_by": draft.signed_by,
        "findings": [_finding(one, number) for number, one in enumerate(found, start=1)],
        "original": list(original),
        "file": document.file_name if document else "",
        "file_sha256": document.blob.sha256 if document else "",
    }


def _finding(one, number):
    return {
        "id": str(one.public_id),
        "number": number,
        "kind": one.kind,
        "theme": one.theme.name if one.theme else "",
        "headline": one.headline,
        "heard": one.heard,
        # What the host adds itself is no part of what it was sent.
        "steps": [{"id": str(step.public_id), "text": step.text} for step in one.standing_steps if not step.is_own],
    }


def _iso(day):
    return day.isoformat() if day else None
