"""The host tells the public of a review in its own words: writes, looks at it, publishes, takes it off again."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.audiences import Audience, capital, own_readers_in_words
from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.actions import summarising as acts
from peerchallenge.reviews.forms.releasing import PublicSummaryForm
from peerchallenge.reviews.models import PublicSummary
from peerchallenge.reviews.public_face import address_of
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from portal.audit.models import Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first


def who_sees_summary(review, summary) -> Audience:
    """Return who reads the summary: the host's own readers until it is published, then everybody."""
    if summary and summary.published_at:
        return Audience("Public", f"Everybody can read this, signed in or not: {review.authority} published it.")
    own = capital(own_readers_in_words(review.authority))
    return Audience("Authority", f"{own} can see this until it is published. Nobody else can.")


def _opened(request, public_id, permission="reviews.read_as_host"):
    """Return the review and its summary (None before there is one), for the host."""
    review = review_to(request, public_id, permission)
    found = PublicSummary.objects.visible_to(request.user).filter(review=review)
    return review, found.select_related("published_by", "edited_by").first()


@require_http_methods(["GET", "HEAD", "POST"])
def public_summary(request, public_id):
    """The summary as it stands: a form while it is a draft, its text once it is public."""
    review, summary = _opened(request, public_id)
    may_write = may(request.user, "reviews.write_summary", review)
    if request.method == "POST":
        require(request.user, "reviews.write_summary", review)
    form = PublicSummaryForm(posted(request), initial={"text": summary.text if summary else ""})
    if request.method == "POST" and form.is_valid():
        return _saved(request, review, form)
    version = summary.version if summary else 0
    context = {
        "review": review, "summary": summary, "form": form if may_write else None,
        "version": request.POST.get("version", version), "public_url": address_of(review.region),
        "may_publish": may(request.user, "reviews.publish_summary", review),
        "may_take_off": may(request.user, "reviews.take_off_summary", review),
        "who": who_sees_summary(review, summary), "trail": trail(review),
        "links": front_page.sub_nav(front_page.reader_of(request.user, review), review, "public_summary"),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/releasing/summary.html", context)


def _saved(request, review, form):
    address = reverse("public_summary", args=[review.public_id])
    try:
        with explained(form, review, by=request.user):
            acts.write(
                review, form.cleaned_data["text"], by=request.user, version=version_in(request.POST.get("version"))
            )
    except acts.IsPublished:
        said = "It was published meanwhile. Take it off the public pages to change it."
        return changed_meanwhile(request, address, said)
    except Overtaken:
        return _conflict(request, review, form, address)
    if request.POST.get("do") == "look":
        return redirect("public_summary_publish", review.public_id)
    messages.success(request, "Saved. It is not public yet.")
    return redirect(address)


def _conflict(request, review, form, address):
    saved = PublicSummary.objects.visible_to(request.user).filter(review=review).select_related("edited_by").first()
    if saved is None:
        return changed_meanwhile(request, address)
    theirs = in_words(PublicSummaryForm(initial={"text": saved.text}))
    return saved_first(
        request, saved, theirs=theirs, mine=in_words(form), typed=typed_fields(request.POST), discard_url=address,
        trail=trail(review), template="peerchallenge/saved_first.html", readers=who_sees_summary(review, saved),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def public_summary_publish(request, public_id):
    """Show it as the public will read it, then ask once."""
    review, summary = _opened(request, public_id, "reviews.publish_summary")
    if summary is None:
        raise Http404
    address = reverse("public_summary", args=[public_id])
    if request.method == "POST":
        try:
            acts.publish(review, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, address)
        messages.success(request, "It is public now.")
        return redirect(address)
    if summary.published_at or not summary.text:
        return redirect(address)
    context = {
        "review": review, "summary": summary, "who": who_sees_summary(review, summary), "trail": trail(review),
        "hidden": [("version", summary.version)], "cancel_url": address,
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/releasing/publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def public_summary_take_off(request, public_id):
    """Ask once, then it is a draft again."""
    review, summary = _opened(request, public_id, "reviews.take_off_summary")
    if summary is None:
        raise Http404
    if request.method == "POST":
        acts.take_off(review, by=request.user)
        messages.success(request, "It is off the public pages. You can change it and publish it again.")
        return redirect("public_summary", public_id)
    context = {
        "review": review, "who": who_sees_summary(review, summary), "trail": trail(review),
        "cancel_url": reverse("public_summary", args=[public_id]),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/releasing/take_off.html", context)
