"""A progress check: the host says of each action what was done and what difference it made; agreeing; closing."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.acting import follows_up, is_asked, opens_on
from peerchallenge.reviews.actions import checking
from peerchallenge.reviews.actions.replying import NotOpen, NotWhole
from peerchallenge.reviews.checks import asked_in, missing_in, told_in
from peerchallenge.reviews.forms.checks import CheckForm
from peerchallenge.reviews.models import ProgressCheck
from peerchallenge.reviews.views.next_steps import address_of
from peerchallenge.reviews.views.shared import changed_meanwhile, trail
from peerchallenge.reviews.who_acts import who_sees_check
from portal.audit.models import Overtaken
from portal.drafting import kept
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import version_in
from portal.ui.saved_first import saved_first


def _check_to(request, public_id):
    related = ("sent_by", "edited_by", *(f"review__{name}" for name in front_page.RELATED))
    rows = ProgressCheck.objects.visible_to(request.user).select_related(*related).prefetch_related("review__stages")
    return get_object_or_404(rows, public_id=public_id)


def _page(check):
    review = check.review
    return {
        "check": check, "review": review, "who": who_sees_check(check), "back_url": address_of(review),
        "trail": [*trail(review), ("Next steps", address_of(review))],
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def progress_check(request, public_id):
    """Whoever writes for the host says how each action stands; once it is sent, others read it here."""
    check = _check_to(request, public_id)
    is_open = check.sent_at is None and follows_up(check.review)
    if request.method == "POST":
        require(request.user, "reviews.write_check", check.review)
        if request.POST.get("do") == "discard-mine":
            kept.forget(request)
            return redirect("progress_check", public_id)
        if not is_open:
            return changed_meanwhile(request, reverse("progress_check", args=[public_id]))
    if not (is_open and may(request.user, "reviews.write_check", check.review)):
        context = _page(check) | {"told": told_in(check, request.user), "opens_on": opens_on(check)}
        return render(request, "peerchallenge/reviews/next_steps/check.html", context)
    data = request.POST if request.method == "POST" else kept.restored(request)
    form = CheckForm(data, check=check, asked=asked_in(check))
    if request.method == "POST" and form.is_valid():
        return _saved(request, check, form)
    context = _page(check) | kept.page(request) | {
        "form": form, "rows": form.rows, "errors": form.problems(), "is_asked": is_asked(check),
        "opens_on": opens_on(check), "version": request.POST.get("version", check.version),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/next_steps/check_form.html", context)


def _saved(request, check, form):
    version = version_in(request.POST.get("version"))
    try:
        with explained(form, check, by=request.user):
            checking.save(
                check, difference=form.cleaned_data["difference"], said=form.said(), by=request.user, version=version
            )
    except NotOpen:
        return changed_meanwhile(request, reverse("progress_check", args=[check.public_id]))
    except Overtaken:
        return _overtaken(request, check, form)
    kept.forget(request)
    if request.POST.get("do") == "send":
        return redirect("progress_check_send", check.public_id)
    messages.success(request, "Saved. It is not sent yet.")
    return redirect("progress_check", check.public_id)


def _overtaken(request, check, form):
    saved = _check_to(request, check.public_id)
    page = _page(saved)
    return saved_first(
        request, saved, theirs=CheckForm(check=saved, asked=asked_in(saved)).in_words(), mine=form.in_words(),
        typed=typed_fields(request.POST), discard_url=reverse("progress_check", args=[saved.public_id]),
        trail=page["trail"], readers=page["who"], template="peerchallenge/saved_first.html",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def progress_check_send(request, public_id):
    """Send a progress check, once its writer has seen what is missing and who will read it."""
    check = _check_to(request, public_id)
    require(request.user, "reviews.write_check", check.review)
    address = reverse("progress_check", args=[public_id])
    if not is_asked(check):
        return changed_meanwhile(request, address)
    if request.method == "POST":
        try:
            checking.send(check, by=request.user, version=version_in(request.POST.get("version")))
        except (NotOpen, NotWhole, Overtaken):
            return changed_meanwhile(request, address)
        messages.success(request, "It is sent. We are writing to the lead and to those who run peer challenge.")
        return redirect(address)
    context = _page(check) | {
        "missing": missing_in(check), "hidden": [("version", check.version)], "cancel_url": address,
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/next_steps/check_send.html", context)
