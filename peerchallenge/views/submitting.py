"""Submitting a self-assessment: what is missing, once more before it; the receipt; opening it again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.actions import submitting as acts
from peerchallenge.actions.signing import WordsChanged
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import posts_about, who_sees, who_writes
from peerchallenge.cycle_reading import shown_steps
from peerchallenge.deadlines import Deadlines
from peerchallenge.forms.signing import ReasonForm, SubmitForm
from peerchallenge.models import SelfAssessment, Step, Submission
from peerchallenge.no_child import explained
from peerchallenge.signers import signing_of
from peerchallenge.summing_up import gaps_of, last_words, summary_of
from peerchallenge.views.hub import RELATED
from peerchallenge.views.sheet import trail
from peerchallenge.views.submitted import submission_for
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.permissions import require
from portal.ui.posted import posted


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_submit(request, public_id):
    """Approvals and gaps, who will see it, one button: what is missing is confirmed, approvals have to stand."""
    found = SelfAssessment.objects.visible_to(request.user).select_related(*RELATED)
    assessment = get_object_or_404(found, public_id=public_id)
    key = FormKey.of_form(request)
    if made := request.method == "POST" and FormKey.made_by(key, Submission):
        return _receipt(request, made)
    if request.method == "POST" and assessment.is_submitted:
        return _submitted_before(request, assessment)
    require(request.user, "peerchallenge.submit", assessment)
    posts = posts_about(assessment)
    signing = signing_of(assessment, posts=posts)
    gaps = gaps_of(signing.words)
    form = SubmitForm(posted(request), has_gaps=bool(gaps))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.submit(assessment, by=request.user, sha256=request.POST.get("sha256", ""), form_key=key)
            return redirect("submission_receipt", made.public_id)
        except KeyAlreadyUsed as used:
            return _receipt(request, used.record_id)
        except NotOpen:
            return _submitted_before(request, assessment)
        except (WordsChanged, acts.NotSigned):
            messages.error(request, "It was not submitted: the text or the approvals changed after you opened this.")
            status = 409
            assessment.refresh_from_db()
            signing = signing_of(assessment)
            form = SubmitForm(has_gaps=bool(gaps_of(signing.words)))
    context = {"assessment": assessment, "signing": signing, "form": form, "key": key, "trail": trail(assessment, None)}
    context["summary"] = summary_of(signing.words, *last_words(assessment, request.user))
    context |= {"after": who_sees(assessment, names=True, posts=posts), "who": who_writes(assessment)}
    context["is_begun"] = assessment.status != SelfAssessment.Status.NOT_STARTED
    return render(request, "peerchallenge/signing/submit.html", context, status=status)


def _submitted_before(request, assessment):
    """Say what came first: it was submitted, or the cycle was closed."""
    latest = assessment.submissions.select_related("submitted_by").order_by("-number").first()
    if latest and not latest.reopened_at:
        said = f"{latest.submitted_by} submitted it first, as {latest.reference}: there is nothing left to do."
    else:
        said = "It was not submitted: the cycle was closed after you opened this."
    messages.error(request, said)
    return redirect(assessment)


def _receipt(request, pk):
    return redirect("submission_receipt", submission_for(request, pk=pk).public_id)


@require_safe
def submission_receipt(request, public_id):
    """Its reference and time, who can see it now, what comes next with dates: to be kept."""
    submission = submission_for(request, public_id=public_id)
    require(request.user, "peerchallenge.read_receipt", submission)
    assessment = submission.assessment
    deadlines = Deadlines(assessment.cycle)
    mine = deadlines.step(Step.Kind.SELF_ASSESSMENT)
    seen = set(Step.objects.visible_to(request.user).filter(cycle=assessment.cycle, is_on=True).values_list("pk"))
    after = [step for step in deadlines.steps if (step.pk,) in seen and (not mine or step.position > mine.position)]
    steps = [step for step in shown_steps(after, deadlines, assessment.authority) if step["state"] != "done"]
    context = {
        "submission": submission, "assessment": assessment, "steps": steps,
        "who": who_sees(assessment, submission=submission, names=True),
        "trail": trail(assessment, None),
    }  # fmt: skip
    return render(request, "peerchallenge/signing/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def submission_reopen(request, public_id):
    """For the programme manager: let the authority write in it again, with the reason."""
    submission = submission_for(request, public_id=public_id)
    require(request.user, "peerchallenge.run_in", submission)
    form = ReasonForm(posted(request))
    if submission.reopened_at or not submission.assessment.is_submitted:
        return _opened_before(request, submission, form)
    require(request.user, "peerchallenge.reopen_assessment", submission.assessment)
    if not form.is_valid():
        context = {"submission": submission, "assessment": submission.assessment, "form": form}
        return render(request, "peerchallenge/signing/reopen.html", context)
    try:
        with explained(form, submission.assessment, by=request.user):
            acts.reopen(submission, by=request.user, reason=form.cleaned_data["reason"])
    except Overtaken:
        return _opened_before(request, submission_for(request, public_id=public_id), form)
    said = f"{submission.authority} can write in it again, and is being told. Version {submission.number} stays."
    messages.success(request, said)
    return redirect(submission)


def _opened_before(request, submission, form):
    if submission.reopened_at:
        because = f"{submission.reopened_by} opened it again first, because: {submission.reopened_because}"
    else:
        because = "It is not the latest version: look at the latest one."
    mine = f" Your reason was not kept: {form['reason'].value()}" if form.is_bound else ""
    messages.error(request, f"You did not open it again. {because}{mine}")
    return redirect(reverse("submitted", args=[submission.public_id]))
