"""An invitation to a team, as whoever was asked opens it: yes with a declaration, no with a button, and leaving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.reviews.actions import teaming
from peerchallenge.reviews.actions.teaming import CannotSit
from peerchallenge.reviews.candidates import why_not
from peerchallenge.reviews.forms.teaming import AcceptForm, DeclineSeatForm, LeaveForm
from peerchallenge.reviews.front_page import visit_in_words
from peerchallenge.reviews.models import Member, Review
from peerchallenge.reviews.team import who_sees_invitation
from peerchallenge.reviews.views.shared import changed_meanwhile, trail
from peerchallenge.reviews.views.team import OF_MEMBER, UNSENT
from portal.audit.models import NotAMove, Overtaken
from portal.ui.permissions import may, require
from portal.ui.posted import posted


def _member_to(request, public_id):
    found = Member.objects.visible_to(request.user).select_related(*OF_MEMBER)
    member = get_object_or_404(found, public_id=public_id)
    if member.person_id != request.user.pk and not may(request.user, "reviews.run", member):
        raise PermissionDenied  # the host and the rest of the team see it on the team page
    return member


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, public_id):
    """What is asked, and the answer; afterwards what was answered."""
    member = _member_to(request, public_id)
    may_answer = may(request.user, "reviews.answer_invitation", member)
    if request.method == "POST":
        require(request.user, "reviews.answer_invitation", member)
    declines = request.POST.get("do") == "decline"
    accept = AcceptForm(posted(request) if not declines else None)
    decline = DeclineSeatForm(posted(request) if declines else None)
    if request.method == "POST" and (decline if declines else accept).is_valid():
        return _answered(request, member, accept, decline if declines else None)
    review = member.review
    context = {
        "member": member, "review": review, "accept": accept, "decline": decline, "may_answer": may_answer,
        "who": who_sees_invitation(member), "visit": visit_in_words(review), "trail": trail()[:2],
        "why_not": why_not(review, member.person) if member.is_on_it else "", "is_own": member.person == request.user,
        "may_leave": may(request.user, "reviews.leave_team", member), "errors": None,
        "form": decline if declines else accept,
        "knows": Review.objects.visible_to(request.user).filter(pk=review.pk).exists(),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/people/invitation.html", context)


def _answered(request, member, accept, decline):
    try:
        if decline:
            teaming.decline(member, by=request.user, because=decline.cleaned_data["because"], form=decline)
            messages.success(request, f"You declined. We are writing to {member.asked_by}. Thank you for answering.")
            return redirect("invitation", member.public_id)
        teaming.accept(member, by=request.user, interests=accept.declared, form=accept)
    except CannotSit as refused:
        return changed_meanwhile(request, request.path, f"You can’t accept. {refused.why}")
    except (Overtaken, NotAMove):
        return changed_meanwhile(request, request.path)
    messages.success(request, f"You are on the team that reviews {member.authority}.")
    return redirect(member.review)


@require_http_methods(["GET", "HEAD", "POST"])
def member_leave(request, public_id):
    """Leave a team by oneself: asked once, the reason is theirs to give."""
    member = _member_to(request, public_id)
    require(request.user, "reviews.leave_team", member)
    form = LeaveForm(posted(request))
    if form.is_valid():
        try:
            teaming.leave(member, by=request.user, because=form.cleaned_data["because"], form=form)
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, request.path)
        messages.success(request, f"You left the team. We are writing to {member.asked_by}.")
        return redirect("invitation", member.public_id)
    context = {
        "review": member.review, "who": who_sees_invitation(member), "form": form, "trail": trail()[:2],
        "heading": "Leave the team?", "button": "Leave the team", "warning": True,
        "cancel_url": member.review.get_absolute_url(),
        "consequences": [
            "You read nothing that the team writes from that moment, not even what you wrote yourself.",
            f"Notes that you made stay with the team. {UNSENT}", "Your seat is empty again.",
        ],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context)
