"""A letter written in Word becomes the draft of a review under way: read it, check it, put it in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.no_child import explained
from peerchallenge.reviews.actions.bringing_into import take_into
from peerchallenge.reviews.forms.bringing_into import DraftWords
from peerchallenge.reviews.forms.letters import LetterTextForm
from peerchallenge.reviews.models import BroughtLetter, LetterDraft
from peerchallenge.reviews.views.bringing import checked, letter_given, rows_after
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from peerchallenge.reviews.wording import is_still_worded
from portal.audit.models import NotAMove, Overtaken
from portal.ui.posted import version_in


def _to_write(request, public_id):
    return review_to(request, public_id, "reviews.write_letter")


def _page(review):
    write = reverse("letter_write", args=[review.public_id])
    return {"review": review, "trail": trail(review, ("Write the letter", write))}


@require_http_methods(["GET", "HEAD", "POST"])
def letter_bring_into(request, public_id):
    """The lead, or who runs the review for them, wrote the letter in Word: the portal reads it, nothing changes yet."""
    review = _to_write(request, public_id)
    if not is_still_worded(review):
        return redirect("letter", review.public_id)
    context, brought = letter_given(request)
    if brought:
        return redirect("letter_bring_into_check", review.public_id, brought.public_id)
    return render(request, "peerchallenge/reviews/letters/bring_into.html", context | _page(review))


@require_http_methods(["GET", "HEAD", "POST"])
def letter_bring_into_check(request, public_id, brought_id):
    """What was found, in a form beside the letter; saving it makes it the draft, which the host does not read yet."""
    review = _to_write(request, public_id)
    brought = get_object_or_404(BroughtLetter.objects.visible_to(request.user), public_id=brought_id)
    if brought.review_id or not is_still_worded(review):
        return redirect("letter_write", public_id)
    draft = LetterDraft.objects.visible_to(request.user).filter(review=review).first()
    of = {"review": review, "draft": draft}
    if request.method != "POST":
        return _check_page(request, brought, DraftWords(brought.found, **of), of)
    if (do := request.POST.get("do", "save")) != "save":
        about = {name: request.POST.get(name, "") for name in LetterTextForm.base_fields}
        words = DraftWords(brought.found, rows=rows_after(request, do), about=about, **of)
        return _check_page(request, brought, words, of, is_typed=True)
    words = DraftWords(brought.found, request.POST, **of)
    if not words.is_valid():
        return _check_page(request, brought, words, of)
    return _put_in(request, brought, review, words)


def _put_in(request, brought, review, words):
    about, findings = words.values()
    address = reverse("letter_write", args=[review.public_id])
    try:
        with explained(words.about, review, by=request.user):
            take_into(
                brought, review, about, findings, by=request.user, version=version_in(request.POST.get("version"))
            )
    except (NotAMove, Overtaken):
        return changed_meanwhile(request, address)
    messages.success(request, f"It is in the draft letter. {review.authority} reads nothing of it before it is sent.")
    return redirect(address)


def _check_page(request, brought, words, of, *, is_typed=False):
    review, draft = of["review"], of["draft"]
    context = checked(brought, words, is_typed=is_typed) | _page(review) | {
        "version": request.POST.get("version", draft.version if draft else 0),
        "there": review.findings.standing().count(),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/letters/bring_into_check.html", context)
