"""All findings of a review at once: their order, and showing them to the host of a kind without letters."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.reviews.actions import wording as acts
from peerchallenge.reviews.actions.letters import NoFindings
from peerchallenge.reviews.forms.finding import OrderForm
from peerchallenge.reviews.views.finding_writing import at_findings, final, who_of
from peerchallenge.reviews.views.shared import review_to, trail
from peerchallenge.reviews.wording import is_shared_by_hand, is_still_worded
from portal.audit.models import Overtaken
from portal.ui.posted import posted, version_in


@require_http_methods(["GET", "HEAD", "POST"])
def findings_order(request, public_id):
    """Put the findings in the order in which the letter names them."""
    review = review_to(request, public_id, "reviews.write_letter")
    if not is_still_worded(review):
        return final(request, review)
    form = OrderForm(posted(request), findings=list(review.findings.standing().order_by("position", "pk")))
    if request.method == "POST" and form.is_valid():
        try:
            acts.order_findings(review, form.order(), by=request.user)
        except acts.Final:
            return final(request, review)
        messages.success(request, "The findings stand in the order that you gave.")
        return redirect(at_findings(review))
    context = {
        "review": review, "form": form, "who": who_of(review), "cancel_url": at_findings(review),
        "trail": [*trail(review), ("Headline findings", at_findings(review))],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/findings/order.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def findings_share(request, public_id):
    """Of a kind without letters: show the findings to the host, asked once; from then on they are final."""
    review = review_to(request, public_id, "reviews.write_letter")
    if not is_shared_by_hand(review):
        return final(request, review)
    if request.method == "POST":
        return _shared(request, review)
    context = {
        "review": review, "count": review.findings.standing().count(), "who": who_of(review),
        "cancel_url": at_findings(review), "hidden": [("version", review.version)],
        "trail": [*trail(review), ("Headline findings", at_findings(review))],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/findings/share.html", context)


def _shared(request, review):
    try:
        acts.share_findings(review, by=request.user, version=version_in(request.POST.get("version")))
    except acts.Final:
        return final(request, review)
    except Overtaken:
        messages.error(request, "The review changed after you opened this page. Look at it again, then decide.")
    except NoFindings:
        messages.error(request, "There is no finding to show yet. Add one first.")
    else:
        messages.success(request, f"{review.authority} reads the findings now, and is written to.")
    return redirect(at_findings(review))
