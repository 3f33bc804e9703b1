"""For those who run a cycle: who moderates what, whom to ask, and the end of moderation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.actions.moderating import CannotModerate, NotAllDone, ask, moderation_left, withdraw
from peerchallenge.actions.moderating import end_moderation as end
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import who_sees
from peerchallenge.forms.moderation import AskForm
from peerchallenge.models import Concern, Moderator, Submission
from peerchallenge.moderation_table import table_of
from peerchallenge.moderators import candidates_for
from peerchallenge.views.cycle_shared import cycle_to, trail
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.ui.permissions import may, require
from portal.ui.posted import posted

OF_SUBMISSION = ("assessment__cycle__region", "assessment__authority", "assessment__region", "authority", "region")


@require_safe
def moderation(request, public_id):
    """Every self-assessment that was submitted in the cycle, who moderates it, and how much each moderator has."""
    cycle = cycle_to(request, public_id, "peerchallenge.see_moderation")
    context = {"cycle": cycle, "table": table_of(cycle), "trail": trail(cycle)}
    return render(request, "peerchallenge/moderation/table.html", context)


def _submission_for(request, public_id):
    found = Submission.objects.visible_to(request.user).defer("words").select_related(*OF_SUBMISSION)
    submission = get_object_or_404(found, public_id=public_id)
    require(request.user, "peerchallenge.see_moderation", submission)
    return submission


def _trail(submission):
    cycle = submission.assessment.cycle
    return trail(cycle, ("Moderation", reverse("moderation", args=[cycle.public_id])))


@require_http_methods(["GET", "HEAD", "POST"])
def moderators(request, public_id):
    """Who moderates one submission, and whom else to ask: suggested with reasons, chosen by a person."""
    submission = _submission_for(request, public_id)
    if request.method == "POST":
        require(request.user, "peerchallenge.choose_moderators", submission)
    candidates = candidates_for(submission)
    form, key = AskForm(posted(request), candidates=candidates), FormKey.of_form(request)
    if request.method == "POST" and form.is_valid():
        return _asked(request, submission, form.chosen(), key)
    assessment = submission.assessment
    context = {
        "submission": submission, "assessment": assessment, "trail": _trail(submission), "form": form, "key": key,
        "candidates": candidates, "can_ask": any(not one.barred for one in candidates),
        "ticked": form.data.getlist("people") if form.is_bound else [],
        "rows": submission.moderators.select_related("person", "asked_by"),
        "may_choose": may(request.user, "peerchallenge.choose_moderators", submission),
        "may_withdraw": may(request.user, "peerchallenge.see_moderation", submission),
        "may_end": may(request.user, "peerchallenge.end_moderation", assessment),
        "left": moderation_left(assessment), "who": who_sees(assessment, submission=submission),
        "concerns": Concern.objects.visible_to(request.user).filter(assessment=assessment).select_related("raised_by"),
    }  # fmt: skip
    return render(request, "peerchallenge/moderation/moderators.html", context)


def _asked(request, submission, people, key):
    try:
        made = ask(submission, people, by=request.user, form_key=key)
    except KeyAlreadyUsed:
        pass
    except CannotModerate as refused:
        messages.error(request, f"Nobody was asked. {refused.why}")
    except NotOpen:
        messages.error(request, "Nobody was asked: this isn’t the latest version any more, or the cycle is closed.")
    else:
        names = " and ".join(str(one.person) for one in made)
        messages.success(request, f"We are writing to {names}. They can accept or decline.")
    return redirect("moderators", submission.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def moderator_withdraw(request, public_id):
    """Ask once, then ask them no longer."""
    found = Moderator.objects.visible_to(request.user).defer("submission__words")
    found = found.select_related("person", "asked_by", *(f"submission__{name}" for name in OF_SUBMISSION))
    moderator = get_object_or_404(found, public_id=public_id)
    require(request.user, "peerchallenge.withdraw_moderator", moderator)
    submission = moderator.submission
    if request.method == "POST":
        try:
            withdraw(moderator, by=request.user)
        except (Overtaken, NotAMove):
            messages.error(request, "Something changed after you opened this page. Look at it again, then decide.")
        else:
            messages.success(request, f"{moderator.person} no longer moderates it. We are writing to them.")
        return redirect("moderators", submission.public_id)
    consequences = [
        f"{moderator.person} can’t read {submission.authority}’s self-assessment from now on, and is told by mail.",
        "What they have sent stays with the authority." if moderator.status == Moderator.Status.DONE
        else "What they have written and not sent is seen by nobody else.",
        "You can ask them again.",
    ]  # fmt: skip
    context = {
        "caption": str(submission), "trail": _trail(submission), "heading": f"Ask {moderator.person} no longer?",
        "consequences": consequences, "button": "Withdraw", "warning": True,
        "cancel_url": reverse("moderators", args=[submission.public_id]),
    }  # fmt: skip
    return render(request, "peerchallenge/moderation/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def moderation_end(request, public_id):
    """Ask once, then the moderation of one self-assessment is over."""
    submission = _submission_for(request, public_id)
    assessment = submission.assessment
    require(request.user, "peerchallenge.end_moderation", assessment)
    back = reverse("moderators", args=[submission.public_id])
    if request.method == "POST":
        try:
            end(assessment, by=request.user)
        except NotAllDone:
            messages.error(request, "It can’t end yet: somebody isn’t done with it, or nobody was asked.")
        except (Overtaken, NotAMove):
            messages.error(request, "Somebody else ended it, or opened the self-assessment again.")
        else:
            messages.success(request, f"The moderation of {assessment.authority}’s self-assessment is over.")
        return redirect(back)
    context = {
        "caption": str(assessment), "trail": _trail(submission), "heading": "End its moderation?",
        "consequences": [
            f"{assessment.authority}’s self-assessment counts as moderated.",
            "Its authority can still answer what moderators said.",
        ],
        "button": "End moderation", "cancel_url": back,
    }  # fmt: skip
    return render(request, "peerchallenge/moderation/confirm.html", context)
