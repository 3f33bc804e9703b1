"""A review begins: a programme manager starts one, a host's director asks for one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.models.of_authority import authorities_of
from peerchallenge.permissions import OWNERS
from peerchallenge.reviews.actions import running
from peerchallenge.reviews.forms.running import StartReviewForm
from peerchallenge.reviews.models import Review
from peerchallenge.reviews.views.shared import trail
from portal.audit.models import FormKey, KeyAlreadyUsed
from portal.ui.permissions import may
from portal.ui.posted import posted


@require_http_methods(["GET", "HEAD", "POST"])
def review_new(request):
    starts, asks = may(request.user, "reviews.start_any"), may(request.user, "reviews.ask_for_any")
    if not (starts or asks):
        raise PermissionDenied
    form = StartReviewForm(posted(request), by=request.user, initial={"authority": request.GET.get("host", "")})
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, Review):
            return redirect(Review.objects.visible_to(request.user).get(pk=made))
        if form.is_valid():
            return _started(request, form, key)
    context = {"form": form, "key": key, "starts": starts, "trail": trail()}
    return render(request, "peerchallenge/reviews/running/new.html", context)


def _started(request, form, key):
    kind, host = form.cleaned_data["kind"], form.host
    asked_by_host = host.pk in authorities_of(request.user, OWNERS)
    try:
        made = running.start_review(
            kind, host, by=request.user, asked_by_host=asked_by_host, form_key=key, form=form, **form.about(kind)
        )
    except KeyAlreadyUsed as used:
        return redirect(Review.objects.visible_to(request.user).get(pk=used.record_id))
    told = f"those who run {host.region}’s peer challenge" if asked_by_host else f"{host}"
    messages.success(request, f"The review is there, and {told} are told." if asked_by_host else
                     f"The review is there, and {told} is told.")  # fmt: skip
    return redirect(made)
