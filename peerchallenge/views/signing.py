"""Signing a self-assessment: where it stands, the page of each who signs, leaving out a post that nobody holds."""

import json

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.actions import signing as acts
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import posts_about, who_sees, who_writes
from peerchallenge.forms.signing import ReasonForm, ReturnForm
from peerchallenge.hub import due_in_words
from peerchallenge.models import SelfAssessment, Signature
from peerchallenge.no_child import explained
from peerchallenge.shown import shown
from peerchallenge.signers import holders_at, signing_of
from peerchallenge.summing_up import changed_since, last_words, seal_of, summary_of
from peerchallenge.views.hub import RELATED
from peerchallenge.views.sheet import trail
from portal.accounts.roles import Role
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.permissions import may, require
from portal.ui.posted import posted
from portal.ui.typed import typed_into

TOO_LATE = (acts.NotDue, NotOpen, Overtaken)
OF_SIGNATURE = [f"assessment__{name}" for name in RELATED]


@require_http_methods(["GET", "HEAD", "POST"])
def assessment_signing(request, public_id):
    """Who signs, in which order, how each stands; its writers ask for signatures here."""
    found = SelfAssessment.objects.visible_to(request.user).select_related(*RELATED)
    assessment = get_object_or_404(found, public_id=public_id)
    key = FormKey.of_form(request)
    if request.method == "POST":
        require(request.user, "peerchallenge.ask_for_signatures", assessment)
        return _asked(request, assessment, key)
    signing = signing_of(assessment)
    may_ask = may(request.user, "peerchallenge.ask_for_signatures", assessment)
    returned = assessment.signatures.filter(decision=Signature.Decision.RETURNED).select_related("decided_by")
    context = {
        "assessment": assessment, "signing": signing, "key": key, "trail": trail(assessment, None),
        "may_ask": may_ask and signing.can_ask, "may_submit": may_ask and signing.is_complete,
        "mine": signing.due if signing.due and request.user in signing.due.holders else None,
        "returned": returned.order_by("-decided_at"), "who": who_writes(assessment), "until": due_in_words(assessment),
    }  # fmt: skip
    return render(request, "peerchallenge/signing/signing.html", context)


def _asked(request, assessment, key):
    try:
        signing = acts.ask_for_signatures(assessment, by=request.user, form_key=key)
    except KeyAlreadyUsed:
        return redirect("assessment_signing", assessment.public_id)
    except NotOpen:
        messages.error(request, "The self-assessment was submitted or its cycle was closed: nobody can be asked now.")
        return redirect("assessment_signing", assessment.public_id)
    except acts.NothingToAsk:
        messages.error(request, "Nobody has to be asked now: this page shows who is at it.")
        return redirect("assessment_signing", assessment.public_id)
    due = signing.due
    if due is None:
        said = "Everybody has approved what it says: you can submit it."
    elif due.is_vacant:
        said = f"{due.label} is next, and nobody holds this post. The programme manager is being told."
    else:
        said = f"{due.label} is next: we are writing to {due.who}."
    messages.success(request, said)
    return redirect("assessment_signing", assessment.public_id)


def _signature(request, public_id):
    found = Signature.objects.visible_to(request.user).select_related("region", "authority", *OF_SIGNATURE)
    return get_object_or_404(found.select_related("decided_by"), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request, public_id):
    """The summary, who will see it, approving or returning; then the full text."""
    signature = _signature(request, public_id)
    if request.method == "POST":
        require(request.user, "peerchallenge.answer_signature", signature)
        return _decided(request, signature)
    return _sign_page(request, signature, ReturnForm())


def _decided(request, signature):
    """Do what the pressed button says, on the words that the page showed."""
    returning = request.POST.get("do") == "return"
    form = ReturnForm(request.POST, must=returning)
    if not form.is_valid():
        return _sign_page(request, signature, form)
    try:
        if returning:
            with explained(form, signature.assessment, by=request.user):
                acts.send_back(signature, by=request.user, comment=form.cleaned_data["comment"])
        else:
            acts.approve(signature, by=request.user, sha256=request.POST.get("sha256", ""))
    except acts.WordsChanged:
        return _sign_page(request, signature, form, seal=request.POST.get("seal", ""), status=409)
    except TOO_LATE:
        messages.error(request, "This was not signed by you: something happened first. The page says what.")
        return _sign_page(request, _signature(request, signature.public_id), form, status=409)
    said = "You returned it. Those who write it are sent your comments." if returning else (
        f"You approved it as {signature.get_role_display()}. It is signed, not yet submitted.")  # fmt: skip
    messages.success(request, said)
    return redirect("sign", signature.public_id)


def _sign_page(request, signature, form, *, seal=None, status=200):
    assessment = signature.assessment
    posts = posts_about(assessment)
    signing = signing_of(assessment, posts=posts)
    before, codes = last_words(assessment, request.user)
    summary = summary_of(signing.words, before, codes)
    signer = next((one for one in signing.signers if one.signature == signature), None)
    signature.is_due = signer is not None and signer.is_due
    may_decide = may(request.user, "peerchallenge.sign", signature)
    context = {
        "signature": signature, "assessment": assessment, "signing": signing, "signer": signer, "summary": summary,
        "sections": shown(signing.words), "after": who_sees(assessment, names=True, posts=posts),
        "form": form, "may_decide": may_decide,
        "why_not": "" if may_decide else _why_not(request.user, signature, signing),
        "seal": json.dumps(seal_of(signing.words), separators=(",", ":")), "trail": trail(assessment, None),
        "changed": None if seal is None else _changed(signing.words, seal), "who": who_writes(assessment),
        "until": due_in_words(assessment), "typed": [] if may_decide else typed_into(request),
    }  # fmt: skip
    return render(request, "peerchallenge/signing/sign.html", context, status=status)


def _changed(words, seal):
    """Return what isn't as the page showed it, a sentence each; of a seal that isn't ours, one for the whole."""
    try:
        read = json.loads(seal)
    except (ValueError, RecursionError):  # of brackets within brackets
        read = None
    return changed_since(words, read) if isinstance(read, dict) else ["The text changed."]


def _why_not(user, signature, signing) -> str:
    """Return why the person can't decide, in a sentence."""
    assessment, decision = signature.assessment, signature.decision
    if not may(user, "peerchallenge.answer_signature", signature):
        return f"Only the {signature.get_role_display()} signs here. You can read it."
    if decision != Signature.Decision.ASKED:
        by = "You" if signature.decided_by == user else str(signature.decided_by)
        return f"{by} decided this already: {signature.get_decision_display().lower()}."
    if assessment.is_submitted:
        return "It was submitted meanwhile: there is nothing to sign any more."
    if not assessment.cycle.is_open:
        return "The cycle is closed: there is nothing to sign any more."
    if signing.due is None or signing.round != signature.round:
        return "You are not asked any more: it was returned, or signatures were asked for anew."
    return f"It is not your turn yet: {signing.due.label} signs before you. You are written to when it is."


@require_http_methods(["GET", "HEAD", "POST"])
def sign_leave_out(request, public_id):
    """For the programme manager: leave out a signature whose post nobody holds, with the reason."""
    found = Signature.objects.managed_by(request.user).select_related("region", "authority", *OF_SIGNATURE)
    signature = get_object_or_404(found, public_id=public_id)
    require(request.user, "peerchallenge.skip_signature", signature)
    form = ReasonForm(posted(request))
    holders = holders_at(signature.authority).get(Role(signature.role), [])
    context = {"signature": signature, "assessment": signature.assessment, "form": form, "holders": holders}
    if not form.is_valid():
        return render(request, "peerchallenge/signing/leave_out.html", context)
    try:
        with explained(form, signature.assessment, by=request.user):
            acts.leave_out(signature, by=request.user, reason=form.cleaned_data["reason"])
    except acts.NotVacant:
        messages.error(request, "Somebody holds this post by now, so they sign.")
    except TOO_LATE:
        messages.error(request, "This signature isn’t waited for any more: nothing was left out.")
    else:
        messages.success(request, f"{signature.authority} goes on without the {signature.get_role_display()}.")
    return redirect("control_room", signature.assessment.cycle.public_id)
