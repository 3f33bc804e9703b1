"""Report and remove what in a review could identify a child. Whoever reads it may report it; who removes it asks
nobody."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.forms.removing import RemovingForm
from peerchallenge.reviews.actions import removing
from peerchallenge.reviews.actions.reporting import report as keep_report
from peerchallenge.reviews.models import Review, ReviewRemoval, ReviewReport
from peerchallenge.reviews.removable import review_of
from peerchallenge.reviews.removable_kinds import KINDS
from peerchallenge.reviews.removal_page import groups_for, page_of, parts_there, readable, review_named, traced
from peerchallenge.reviews.views.shared import trail
from peerchallenge.views.removing import page_context
from portal.audit.models import FormKey, KeyAlreadyUsed
from portal.ui.permissions import may, require
from portal.ui.posted import posted


@require_safe
def choose(request, public_id):
    """Whoever reads anything of a review finds here each text of it that they read, to report or remove it."""
    review = review_named(public_id)
    groups = groups_for(review, request.user) if review else []
    if not groups:
        raise Http404("Nothing of such a review is for them.")
    knows = any(name == "review" for name, *_ in groups)
    context = {"review": review, "groups": groups, "trail": trail(review) if knows else trail()[:1],
               "sees_trace": may(request.user, "reviews.see_removals", review)}  # fmt: skip
    return render(request, "peerchallenge/reviews/removing/choose.html", context)


def _found(request, kind, public_id):
    """Return the kind and the record that the person reads, or answer as if there were none."""
    known = KINDS.get(kind)
    record = known and readable(known, public_id, request.user)
    if record is None:
        raise Http404("No such record.")
    return known, record


def _permission(kind):
    return "reviews.remove_note" if kind.name == "note" else "reviews.remove"


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, kind, public_id):
    """Say where it is and what it is. Who may remove it finds the way to that on the same page."""
    kind, record = _found(request, kind, public_id)
    if kind.name == "note":  # nobody beside the team may learn that there is one
        raise Http404("The team's notes aren't reported.")
    form = RemovingForm(posted(request), parts=parts_there(kind, record, request.user))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with suppress(KeyAlreadyUsed):
            key = FormKey.of_form(request)
            keep_report(kind, record, given["parts"], why=given["why"], by=request.user, form_key=key)
        messages.success(request, "Reported. Those who can remove it have been written to.")
        return redirect("reported")
    return _page(request, kind, record, form, "peerchallenge/removing/report.html")


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, kind, public_id):
    """Ask once, naming everything that it reaches; then remove it."""
    kind, record = _found(request, kind, public_id)
    require(request.user, _permission(kind), record)
    chosen = posted(request) if request.method == "POST" else request.GET or None
    initial = _waiting(request.user).filter(record=public_id).values("parts", "why").first()
    form = RemovingForm(chosen, parts=parts_there(kind, record, request.user), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with suppress(KeyAlreadyUsed):
            key = FormKey.of_form(request)
            removing.remove(kind, record, given["parts"], why=given["why"], by=request.user, form_key=key)
        messages.success(request, "Removed, from every letter and every file made from now on.")
        return redirect(_trace(kind, review_of(record)))
    return _page(request, kind, record, form, "peerchallenge/removing/remove.html")


def _waiting(user):
    return ReviewReport.objects.visible_to(user).waiting()


def _trace(kind, review):
    """The address of what was removed; a team's notes leave no trace there."""
    return reverse("capture" if kind.name == "note" else "review_removals", args=[review.public_id])


def _page(request, kind, record, form, template):
    review = review_of(record)
    who = f"{review.authority}’s own readers, the region’s programme managers and whoever leads the team"
    knows = Review.objects.visible_to(request.user).filter(pk=review.pk).exists()
    context = page_context(request, kind, record, form) | {
        "trail": trail(review) if knows else trail()[:1],
        "reports": _waiting(request.user).filter(kind=kind.name, record=record.public_id), "about": review,
        "of": "a review", "remove_url": reverse("review_remove", args=[kind.name, record.public_id]),
        "keep_name": "review_report_keep", "trace_url": _trace(kind, review),
        "may_remove": may(request.user, _permission(kind), record), "beside": [],
        "page_url": page_of(kind, record, request.user),
        "written_to": "Those at the authority, in the region and on the team who can remove it and read it already",
        "goes_from": "It goes from the review, from every wording and every letter that was sent, from what the host "
        "answers of it in its self-assessment, from themes, files on the disk, and everything printed or exported "
        "from now on. A letter that was brought in may say it too, and so may its file: look there as well.",
        "stays": "Letters stay, with the fingerprint that they were sent with, and say that something was removed.",
        "sees": "Nobody is told: what a team notes is its own." if kind.name == "note" else f"{who}, as far as "
        "they read it, see that you removed it, when, from which part and why by category.",
    }  # fmt: skip
    return render(request, template, context)


@require_safe
def removals(request, public_id):
    """What was reported and removed: who, when, which part, why by category; nothing of the text."""
    review = traced(public_id, request.user)
    if review is None:
        raise Http404("No such review.")
    context = {
        "about": review, "remove_name": "review_remove", "trail": trail(review),
        "reports": ReviewReport.objects.visible_to(request.user).filter(review=review)
        .select_related("reported_by", "settled_by"),
        "removals": ReviewRemoval.objects.visible_to(request.user).filter(review=review).select_related("removed_by"),
        "may_remove": may(request.user, "reviews.remove", review),
        "sees": f"{review.authority}’s own readers, the region’s programme managers and whoever leads the team see of "
        "it what they read then.",
    }  # fmt: skip
    return render(request, "peerchallenge/removing/removals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_keep(request, public_id):
    """Somebody looked at what was reported: nobody can be identified, and it stays."""
    found = ReviewReport.objects.visible_to(request.user).select_related("review__authority", "review__region")
    one = get_object_or_404(found, public_id=public_id)
    require(request.user, "reviews.remove", one)
    back = reverse("review_removals", args=[one.review.public_id])
    if request.method == "POST":
        one.let_stand(by=request.user)
        messages.success(request, "The report is settled: it stays.")
        return redirect(back)
    return render(request, "peerchallenge/removing/keep.html", {"report": one, "back": back, "about": one.review})
