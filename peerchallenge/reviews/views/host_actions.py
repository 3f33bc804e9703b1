"""The host's actions: each on its page, added, edited, said to be done, closed, dropped, opened again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page, parts
from peerchallenge.reviews.acting import ACCEPTED, is_told, takes_answers, verbs
from peerchallenge.reviews.actions import acting
from peerchallenge.reviews.actions.replying import NotOpen
from peerchallenge.reviews.audiences import who_sees_reply
from peerchallenge.reviews.forms.next_steps import ActionForm, VerbForm
from peerchallenge.reviews.models import ActionReport, HostAction, NextStep
from peerchallenge.reviews.next_steps_page import ActionRow
from peerchallenge.reviews.next_steps_page import readable as readable_by
from peerchallenge.reviews.views.next_steps import address_of, step_to
from peerchallenge.reviews.views.shared import changed_meanwhile, trail
from peerchallenge.reviews.who_acts import who_sees_action
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first


def action_to(request, public_id, permission=None) -> HostAction:
    """Return an action for somebody who reads it and may do `permission` with it; 404, 403 otherwise."""
    related = ("region", "owner_person", "said_done_by", "closed_by", "edited_by", "next_step__finding",
               *(f"review__{name}" for name in front_page.RELATED))  # fmt: skip
    rows = HostAction.objects.visible_to(request.user).select_related(*related).prefetch_related("review__stages")
    action = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.user, permission, action)
    return action


def _page(request, action):
    """What the head of each page of an action takes; its owner, who reads nothing else, isn't led elsewhere."""
    review = action.review
    reads_on = readable_by(request.user).filter(pk=review.pk).exists()
    links = [*trail(review), ("Next steps", address_of(review))]
    return {
        "action": action, "review": review, "who": who_sees_action(action), "reads_on": reads_on,
        "back_url": reverse("host_action", args=[action.public_id]),
        "trail": links if reads_on and review_is_known(request.user, review) else trail()[:1],
    }  # fmt: skip


def review_is_known(user, review) -> bool:
    return type(review).objects.visible_to(user).filter(pk=review.pk).exists()


@require_safe
def host_action(request, public_id):
    """Whoever reads an action finds here how it stands, what was said of it, and what they can do."""
    action = action_to(request, public_id)
    user = request.user
    reports = ActionReport.objects.visible_to(user).filter(action=action).select_related("progress_check")
    step = NextStep.objects.visible_to(user).standing().filter(pk=action.next_step_id).first()
    context = _page(request, action) | {
        "row": ActionRow(action, parts.links([action], user).get(action.pk, [])), "verbs": verbs(user, action),
        "reports": [one for one in reports if one.progress_check.sent_at], "step": step,
        "is_told": is_told(action.review), "facts": _facts(action),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/next_steps/action.html", context)


def _facts(action):
    person = f" ({action.owner_person})" if action.owner_person else ""
    rows = [("Owner", f"{action.owner}{person}"), ("How we will know", action.measure)]
    rows += [("Said to be done by", str(action.said_done_by))] if action.said_done_by else []
    rows += [("Checked and closed by", str(action.closed_by))] if action.closed_by else []
    why = {"closed": "How it was checked", "dropped": "Why it was dropped"}.get(
        action.status, "Why it was opened again"
    )
    rows += [(why, action.because)]
    return [{"label": label, "value": value} for label, value in rows if value]


@require_http_methods(["GET", "HEAD", "POST"])
def host_action_new(request, public_id):
    """The host adds an action for a next step that it accepted."""
    step = step_to(request, public_id, "reviews.write_actions")
    review = step.review
    if not takes_answers(review) or step.answer not in ACCEPTED:
        return changed_meanwhile(request, address_of(review, step))
    form = ActionForm(posted(request), review=review, by=request.user)
    key = FormKey.of_form(request)
    if form.is_valid():
        try:
            with explained(form, step, by=request.user):
                made = acting.add(step, by=request.user, form_key=key, said=form.said(), **form.values())
        except KeyAlreadyUsed:
            return redirect(address_of(review, step))
        except (NotOpen, Overtaken):
            return changed_meanwhile(request, address_of(review, step))
        messages.success(request, f"The action is added: {made.what}")
        return redirect(address_of(review, step))
    context = {
        "form": form, "key": key, "step": step, "review": review, "who": who_sees_reply(review),
        "heading": "Add an action", "back_url": address_of(review, step),
        "trail": [*trail(review), ("Next steps", address_of(review))],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/next_steps/action_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def host_action_edit(request, public_id):
    """Change an action that is under way."""
    action = action_to(request, public_id)
    require(request.user, "reviews.write_actions", action.review)
    address = reverse("host_action", args=[public_id])
    if action.status != HostAction.Status.OPEN:
        return changed_meanwhile(request, address)
    form = ActionForm(posted(request), review=action.review, by=request.user, action=action)
    if form.is_valid():
        version = version_in(request.POST.get("version"))
        try:
            with explained(form, action, by=request.user):
                acting.edit(action, by=request.user, version=version, said=form.said(), **form.values())
        except Overtaken:
            return _overtaken(request, action, form)
        except NotOpen:
            return changed_meanwhile(request, address)
        messages.success(request, "The action is saved.")
        return redirect(address)
    context = _page(request, action) | {
        "form": form, "version": request.POST.get("version", action.version), "step": action.next_step,
        "heading": "Edit this action",
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/next_steps/action_form.html", context)


def _overtaken(request, action, form):
    saved = HostAction.objects.visible_to(request.user).filter(pk=action.pk).select_related("edited_by").first()
    if saved is None:
        return changed_meanwhile(request, address_of(action.review))
    page = _page(request, action)
    theirs = ActionForm(review=action.review, by=request.user, action=saved)
    return saved_first(
        request, saved, about=saved.what, theirs=in_words(theirs), mine=in_words(form),
        typed=typed_fields(request.POST), discard_url=page["back_url"], trail=page["trail"], readers=page["who"],
        template="peerchallenge/saved_first.html",
    )  # fmt: skip


# What each verb asks: heading, button, what happens, what is said afterwards; the reason's label and what lacks.
DONE = {
    "heading": "Is this action done?",
    "button": "Say it is done",
    "consequences": [
        "Somebody else checks it and closes it: neither its owner nor you can.",
        "It can be opened again.",
    ],
    "said": "It is said to be done. Somebody else closes it now.",
}
CLOSE = {
    "heading": "Check this action and close it?",
    "button": "Close it",
    "consequences": ["You say that it was done, and how you know. Your name stays with it."],
    "said": "The action is closed.",
    "asks": ("How you checked it", "Say how you checked that it was done."),
}
DROP = {
    "heading": "Drop this action?",
    "button": "Drop it",
    "consequences": ["It stays on the page with your reason. It isn’t counted or asked about any more."],
    "said": "The action is dropped.",
    "asks": ("Why it is dropped", "Say why: whoever reads the action reads it."),
    "warning": True,
}
TAKE_OUT = {
    "heading": "Take this action out?",
    "button": "Take it out",
    "consequences": ["Nobody outside your authority has read it. It is deleted."],
    "said": "The action is taken out.",
    "warning": True,
}
REOPEN = {
    "heading": "Open this action again?",
    "button": "Open it again",
    "consequences": ["It is under way again, and has to be said to be done and closed once more."],
    "said": "The action is under way again.",
    "asks": ("Why it is opened again", "Say why: whoever reads the action reads it."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def host_action_done(request, public_id):
    return _decided(request, action_to(request, public_id, "reviews.say_done"), DONE, acting.say_done)


@require_http_methods(["GET", "HEAD", "POST"])
def host_action_close(request, public_id):
    return _decided(request, action_to(request, public_id, "reviews.check_action"), CLOSE, acting.close)


@require_http_methods(["GET", "HEAD", "POST"])
def host_action_reopen(request, public_id):
    action = action_to(request, public_id)
    require(request.user, "reviews.write_actions", action.review)
    return _decided(request, action, REOPEN, acting.reopen)


@require_http_methods(["GET", "HEAD", "POST"])
def host_action_drop(request, public_id):
    action = action_to(request, public_id)
    require(request.user, "reviews.write_actions", action.review)
    if is_told(action.review):
        return _decided(request, action, DROP, acting.drop)
    return _decided(request, action, TAKE_OUT, _take_out, back=address_of(action.review, action.next_step))


def _take_out(action, *, by, version):
    acting.drop(action, by=by, version=version, because="")


def _decided(request, action, words, act, *, back=""):
    """Ask once, with a reason where there is to be one, then do `act`."""
    address = reverse("host_action", args=[action.public_id])
    verb = next((one for one in verbs(request.user, action) if one.name == request.resolver_match.url_name), None)
    if verb is None or verb.why_not:
        messages.error(request, verb.why_not if verb else "This can’t be done with the action as it stands now.")
        return redirect(address)
    asks = words.get("asks")
    form = VerbForm(posted(request), label=asks[0], missing=asks[1]) if asks else None
    if request.method == "POST" and (form is None or form.is_valid()):
        why = {"because": form.cleaned_data["because"]} if form else {}
        try:
            _acted(request, action, act, form, why)
        except (Overtaken, NotAMove, NotOpen, acting.OwnAction):
            return changed_meanwhile(request, address)
        messages.success(request, words["said"])
        return redirect(back or address)
    version = request.POST.get("version", action.version)
    context = _page(request, action) | words | {
        "form": form, "hidden": [("version", version)], "quoted": action.what, "cancel_url": address,
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context)


def _acted(request, action, act, form, why):
    version = version_in(request.POST.get("version"))
    if form is None:
        act(action, by=request.user, version=version)
        return
    with explained(form, action, by=request.user):
        act(action, by=request.user, version=version, **why)
