"""Bringing a letter in: read it, check what was found beside the original, make the review of it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.forms.rows import typed_rows
from peerchallenge.no_child import explained
from peerchallenge.reviews import importing, rearranging
from peerchallenge.reviews.actions import bringing
from peerchallenge.reviews.forms.bringing import MOST_FINDINGS, ROW_NAMES, AboutForm, LetterForm, LetterWords
from peerchallenge.reviews.models import BroughtLetter
from peerchallenge.reviews.views.shared import trail
from portal.audit.models import FormKey
from portal.documents.bringing import bring, placed_doubts, read_given
from portal.ui.permissions import require
from portal.ui.posted import posted


@require_http_methods(["GET", "HEAD", "POST"])
def letter_bring(request):
    """A programme manager has a letter of a review: the portal reads it, and nothing becomes a review yet."""
    require(request.user, "reviews.start_any")
    context, brought = letter_given(request)
    if brought:
        return redirect("letter_bring_check", brought.public_id)
    return render(request, "peerchallenge/reviews/letters/bring.html", context | {"trail": trail()})


def letter_given(request):
    """Return (the form of giving a letter, for its page; the letter that was read and kept, or None)."""
    form, key = LetterForm(posted(request), request.FILES or None), FormKey.of_form(request)
    brought = None
    if request.method == "POST" and form.is_valid():
        keep = partial(bringing.keep_letter, form=form)
        brought = bring(form, BroughtLetter, read=_read, keep=keep, by=request.user, key=key)
    return {"form": form, "form_key": key}, brought


def _read(values, user):
    return read_given(values, user, importing)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_bring_check(request, public_id):
    """The manager checks what was found, in a form beside the letter; saving it makes the review, which its host
    reads at once."""
    brought = get_object_or_404(BroughtLetter.objects.visible_to(request.user), public_id=public_id)
    require(request.user, "reviews.start_any")
    if brought.review_id:
        return redirect(brought.review)
    if request.method != "POST":
        return _check_page(request, brought, LetterWords(brought.found, by=request.user))
    if (do := request.POST.get("do", "save")) != "save":
        return _check_page(request, brought, _rearranged(request, brought, do), is_typed=True)
    words = LetterWords(brought.found, request.POST, by=request.user)
    review = _make(brought, words, request.user) if words.is_valid() else None
    if review is None:
        return _check_page(request, brought, words)
    messages.success(request, f"The review is here. {review.authority} is being told that it can read it and reply.")
    return redirect(review)


def _rearranged(request, brought, do):
    """The form with what was typed, its rows after the button; nothing is checked before it is saved."""
    about = {name: request.POST.get(name, "") for name in AboutForm.base_fields}
    return LetterWords(brought.found, by=request.user, rows=rows_after(request, do), about=about)


def rows_after(request, do):
    """Return the rows that were typed, after the button `do`."""
    rows = rearranging.after(typed_rows(request.POST, "findings", ROW_NAMES, MOST_FINDINGS), do, "findings")
    return [row | {"is_taken": row.get("is_taken") == "on"} for row in rows[:MOST_FINDINGS]]


def _make(brought, words, user):
    """Make the review of a valid form and return it; None, with the form saying why, when it is there already."""
    about, findings = words.values()
    require(user, "reviews.start", about["authority"].region)
    try:
        with explained(words.about, brought, by=user):
            return bringing.take_letter(brought, about, findings, by=user)
    except bringing.KeptBefore as before:
        words.about.is_there(before.review)
        return None


def _check_page(request, brought, words, *, is_typed=False):
    context = checked(brought, words, is_typed=is_typed) | {"trail": trail()}
    return render(request, "peerchallenge/reviews/letters/bring_check.html", context)


def checked(brought, words, *, is_typed):
    """What a check screen shows of a letter, and of the form about it."""
    found = brought.found
    return {
        "document": brought, "found": found, "words": words, "errors": words.errors(),
        "doubts": [] if is_typed else placed_doubts(found, ("findings", "headline", "finding")),
        "taken": sum(bool(row["is_taken"].value()) for row in words.findings), "is_typed": is_typed,
    }  # fmt: skip
