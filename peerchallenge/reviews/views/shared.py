"""What the pages of a review share: which review they are about, where they stand, what is said when it moved on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from peerchallenge.reviews.front_page import RELATED
from peerchallenge.reviews.models import Review
from portal.ui.permissions import require
from portal.ui.typed import typed_into

MEANWHILE = "Something changed after you opened this page. Look at it again, then decide."


def review_to(request, public_id, permission=None) -> Review:
    """Return the review for somebody who knows of it and may do `permission`; 404 if they don't know, 403 if they may
    not."""
    found = Review.objects.visible_to(request.user).select_related(*RELATED).prefetch_related("stages")
    review = get_object_or_404(found, public_id=public_id)
    if permission:
        require(request.user, permission, review)
    return review


def trail(review=None, *more) -> list[tuple[str, str]]:
    """Return where a page stands: peer challenge, the reviews, the review, and `more` pairs."""
    found = [("Peer challenge", reverse("peer_challenge")), ("Reviews", reverse("reviews"))]
    if review is not None:
        found.append((str(review), review.get_absolute_url()))
    return found + list(more)


def changed_meanwhile(request, address, said=MEANWHILE):
    """Say that somebody else was faster, and lead to where the person can look again; nothing was written.

    Words that were typed stand on a page of their own first, to be copied.
    """
    if typed := typed_into(request):
        context = {"said": said, "typed": typed, "address": address, "trail": trail()}
        return render(request, "peerchallenge/reviews/changed_meanwhile.html", context, status=409)
    messages.error(request, said)
    return redirect(address)
