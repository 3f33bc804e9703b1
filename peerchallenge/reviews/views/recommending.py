"""Writing next steps: the team recommends them for an area to develop; the host adds its own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.acting import takes_answers
from peerchallenge.reviews.actions import answering
from peerchallenge.reviews.actions.replying import NotOpen
from peerchallenge.reviews.audiences import who_sees_findings, who_sees_reply
from peerchallenge.reviews.forms.next_steps import StepForm
from peerchallenge.reviews.models import Finding, NextStep
from peerchallenge.reviews.views.next_steps import address_of, step_to
from peerchallenge.reviews.views.shared import changed_meanwhile, trail
from peerchallenge.reviews.wording import is_still_worded
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first


def _finding_to(request, public_id, permission):
    related = (f"review__{name}" for name in front_page.RELATED)
    rows = Finding.objects.visible_to(request.user).standing().filter(kind=Finding.Kind.AREA).select_related(*related)
    found = get_object_or_404(rows.prefetch_related("review__stages"), public_id=public_id)
    require(request.user, permission, found.review)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def next_step_new(request, public_id):
    """The lead recommends a next step for an area to develop, before the letter is final."""
    return _new(request, _finding_to(request, public_id, "reviews.recommend"), is_own=False)


@require_http_methods(["GET", "HEAD", "POST"])
def own_step_new(request, public_id):
    """The host adds a next step of its own to an area to develop."""
    return _new(request, _finding_to(request, public_id, "reviews.write_actions"), is_own=True)


def _new(request, finding, *, is_own):
    review = finding.review
    is_open = takes_answers(review) if is_own else is_still_worded(review)
    if not is_open:
        return changed_meanwhile(request, address_of(review))
    form, key = StepForm(posted(request)), FormKey.of_form(request)
    if form.is_valid():
        write = answering.add_own if is_own else answering.recommend
        try:
            with explained(form, finding, by=request.user):
                made = write(finding, form.cleaned_data["text"], by=request.user, form_key=key)
        except KeyAlreadyUsed:
            return redirect(address_of(review))
        except NotOpen:
            return changed_meanwhile(request, address_of(review))
        messages.success(request, "The next step is added.")
        return redirect(address_of(review, made))
    heading = "Add a next step of your own" if is_own else "Recommend a next step"
    context = _page(review, is_own) | {"form": form, "finding": finding, "key": key, "heading": heading}
    return render(request, "peerchallenge/reviews/next_steps/step.html", context)


def _page(review, is_own):
    who = who_sees_reply(review) if is_own else who_sees_findings(review)
    return {
        "review": review, "is_own": is_own, "who": who, "back_url": address_of(review),
        "trail": [*trail(review), ("Next steps", address_of(review))],
    }  # fmt: skip


def _step_to(request, public_id):
    """Return a next step for who may word it now: the team its recommendation, the host its own; 404, 403 else."""
    own = NextStep.objects.visible_to(request.user).filter(public_id=public_id, is_own=True).exists()
    step = step_to(request, public_id, "reviews.write_actions" if own else "reviews.recommend")
    is_open = takes_answers(step.review) and not step.review.replied_at if own else is_still_worded(step.review)
    return step, is_open


@require_http_methods(["GET", "HEAD", "POST"])
def next_step_edit(request, public_id):
    """Word a next step anew, while nobody was sent it."""
    step, is_open = _step_to(request, public_id)
    if not is_open:
        return changed_meanwhile(request, address_of(step.review, step))
    form = StepForm(posted(request))
    form.initial = {"text": step.text}
    if form.is_valid():
        write, version = (
            answering.change_own if step.is_own else answering.reword,
            version_in(request.POST.get("version")),
        )
        try:
            with explained(form, step, by=request.user):
                write(step, form.cleaned_data["text"], by=request.user, version=version)
        except Overtaken:
            return _overtaken(request, public_id, form)
        except NotOpen:
            return changed_meanwhile(request, address_of(step.review, step))
        messages.success(request, "Saved.")
        return redirect(address_of(step.review, step))
    context = _page(step.review, step.is_own) | {
        "form": form, "finding": step.finding, "step": step, "heading": "Edit this next step",
        "version": request.POST.get("version", step.version),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/next_steps/step.html", context)


def _overtaken(request, public_id, form):
    saved, _ = _step_to(request, public_id)
    theirs = StepForm()
    theirs.initial = {"text": saved.text}
    page = _page(saved.review, saved.is_own)
    return saved_first(
        request, saved, theirs=in_words(theirs), mine=in_words(form), typed=typed_fields(request.POST),
        discard_url=address_of(saved.review, saved), trail=page["trail"], readers=page["who"],
        template="peerchallenge/saved_first.html",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def next_step_remove(request, public_id):
    """Take a next step out, asked once, while nobody was sent it."""
    step, is_open = _step_to(request, public_id)
    address = address_of(step.review)
    if not is_open:
        return changed_meanwhile(request, address)
    if request.method == "POST":
        version = version_in(request.POST.get("version"))
        try:
            if step.is_own:
                answering.change_own(step, "", by=request.user, version=version)
            else:
                answering.take_out(step, by=request.user, version=version)
        except (Overtaken, NotOpen):
            return changed_meanwhile(request, address)
        messages.success(request, "The next step is taken out.")
        return redirect(address)
    context = _page(step.review, step.is_own) | {
        "heading": "Take this next step out?", "quoted": step.text, "button": "Take it out", "warning": True,
        "hidden": [("version", step.version)], "cancel_url": address_of(step.review, step),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context)
