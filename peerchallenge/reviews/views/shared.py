"""What the pages of a review share: which review they are about, where they stand, what is said when it moved on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from peerchallenge.reviews.front_page import RELATED
from peerchallenge.reviews.models import Review
from portal.ui.permissions import require


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


def changed_meanwhile(request, address):
    """Say that somebody else was faster, and lead to where the person can look again; nothing was written."""
    messages.error(request, "Something changed after you opened this page. Look at it again, then decide.")
    return redirect(address)
