"""The host agrees its actions; in the end the review is closed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.reviews.acting import can_be_agreed, progress
from peerchallenge.reviews.actions import acting, ending
from peerchallenge.reviews.actions.replying import NotOpen, NotWhole, ReplyChanged
from peerchallenge.reviews.actions.telling import told
from peerchallenge.reviews.agreeing import agreement_of
from peerchallenge.reviews.audiences import who_sees_review
from peerchallenge.reviews.forms.next_steps import AgreeForm
from peerchallenge.reviews.models import HostAction, Stage
from peerchallenge.reviews.next_steps_page import checks_of
from peerchallenge.reviews.stage_words import WORDS
from peerchallenge.reviews.views.next_steps import address_of
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from portal.audit.models import NotAMove, Overtaken
from portal.ui.posted import posted, version_in


@require_http_methods(["GET", "HEAD", "POST"])
def actions_agree(request, public_id):
    """The host's director, or who leads its trust, agrees its actions, once they have seen what is missing."""
    review = review_to(request, public_id, "reviews.agree_actions")
    if not can_be_agreed(review):
        return changed_meanwhile(request, address_of(review))
    agreement = agreement_of(review)
    form = AgreeForm(posted(request), lacks=agreement.lacks)
    changed = False
    if request.method == "POST" and form.is_valid():
        try:
            seal = request.POST.get("seal", "")
            acting.agree(review, by=request.user, seal=seal, without=form.cleaned_data.get("without", False))
        except (ReplyChanged, NotWhole):
            changed, form = True, AgreeForm(lacks=agreement.lacks)
        except NotOpen:
            return changed_meanwhile(request, address_of(review))
        else:
            messages.success(request, "The actions are live. The first progress check comes by mail on its day.")
            return redirect(address_of(review))
    context = _page(review) | {
        "agreement": agreement, "form": form, "changed": changed, "hidden": [("seal", agreement.seal)],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/next_steps/agree.html", context, status=409 if changed else 200)


def _page(review):
    return {
        "review": review, "who": who_sees_review(review), "cancel_url": address_of(review),
        "trail": [*trail(review), ("Next steps", address_of(review))],
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def review_close(request, public_id):
    """The lead, or who runs the region's peer challenge, closes a review, once they have seen what is still open."""
    review = review_to(request, public_id, "reviews.close")
    people = told(review, WORDS[Stage.CLOSED].tells, by=request.user)
    if request.method == "POST":
        try:
            ending.close(review, by=request.user, version=version_in(request.POST.get("version")))
        except (NotAMove, Overtaken):
            return changed_meanwhile(request, review.get_absolute_url())
        messages.success(request, "The review is closed.")
        return redirect(review)
    actions = HostAction.objects.visible_to(request.user).filter(review=review)
    waiting = [(one.months, one.due_on) for one in checks_of(review) if one.sent_at is None]
    context = _page(review) | {
        "lets": WORDS[Stage.CLOSED].lets, "told": people, "progress": progress(actions),
        "waiting": waiting, "hidden": [("version", review.version)],
        "cancel_url": review.get_absolute_url(),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/next_steps/close.html", context)
