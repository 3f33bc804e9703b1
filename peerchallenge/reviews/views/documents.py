"""The documents of a visit: evidence that the host gives, and papers of the team's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.actions import planning as acts
from peerchallenge.reviews.audiences import who_sees_review
from peerchallenge.reviews.forms.planning import DocumentForm
from peerchallenge.reviews.models import ReviewDocument, ShownTo
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from peerchallenge.reviews.visit import documents_of
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove
from portal.files.serving import answer
from portal.ui.permissions import may, require
from portal.ui.posted import posted

KEEPS, GIVES = "reviews.keep_documents", "reviews.give_evidence"


def _page_of(review):
    return reverse("review_documents", args=[review.public_id])


def _gives_by(user, review) -> str:
    """Return the permission by which `user` can give a document now; empty if by none."""
    return next((name for name in (KEEPS, GIVES) if may(user, name, review)), "")


def _may_take_out(user, document, by) -> bool:
    """Those of the team and who run the review any; the host what it gave, as long as it gives evidence."""
    own = document.shown_to == ShownTo.AUTHORITY and document.given_by_id == user.pk
    return by == KEEPS or (by == GIVES and own)


@require_http_methods(["GET", "HEAD", "POST"])
def review_documents(request, public_id):
    """Whoever plans the visit opens documents here; the host gives evidence, the team papers of its own."""
    review = review_to(request, public_id, "reviews.see_visit")
    by, key, form = _gives_by(request.user, review), FormKey.of_form(request), None
    if request.method == "POST" and not by:
        require(request.user, GIVES, review)
    if by:
        files = request.FILES if request.method == "POST" else None
        form = DocumentForm(posted(request), files, host=review.authority, for_team=by == KEEPS)
    if request.method == "POST" and form.is_valid():
        return _given(request, review, form, key, by)
    rows = documents_of(review, request.user)
    reader = front_page.reader_of(request.user, review)
    context = {
        "review": review, "who": who_sees_review(review), "form": form, "key": key, "trail": trail(review),
        "rows": [(row, _may_take_out(request.user, row, by)) for row in rows], "is_host": by == GIVES,
        "links": front_page.sub_nav(reader, review, "review_documents"),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/workspace/documents.html", context)


def _given(request, review, form, key, by):
    try:
        with explained(form, review, by=request.user):
            acts.add_document(review, by=request.user, permission=by, form_key=key, **form.said())
    except KeyAlreadyUsed:
        pass
    except NotAMove:
        return changed_meanwhile(request, review.get_absolute_url())
    messages.success(request, "The document is here.")
    return redirect(_page_of(review))


def _document(request, public_id):
    rows = ReviewDocument.objects.visible_to(request.user).standing()
    rows = rows.select_related("blob", *(f"review__{name}" for name in front_page.RELATED))
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def review_document(request, public_id):
    """The file of a document: always to be saved, never shown."""
    document = _document(request, public_id)
    return answer(request, document.blob, name=document.file_name, is_public=False)


@require_http_methods(["GET", "HEAD", "POST"])
def review_document_remove(request, public_id):
    """Take a document away, asked once."""
    document = _document(request, public_id)
    review = document.review
    if not _may_take_out(request.user, document, _gives_by(request.user, review)):
        raise PermissionDenied
    if request.method == "POST":
        acts.take_out_document(document, by=request.user)
        messages.success(request, "The document is taken away.")
        return redirect(_page_of(review))
    context = {
        "review": review, "who": who_sees_review(review), "quoted": document.title, "cancel_url": _page_of(review),
        "heading": "Take this document away?", "button": "Take it away", "warning": True,
        "intro": "Nobody opens it any more, and it can’t be put back.",
        "trail": trail(review, ("Documents", _page_of(review))),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context)
