"""A region's own framework begins: from nothing, as a copy, from a spreadsheet; and next year's version of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.actions import framing
from peerchallenge.forms.frameworks import LABEL_TAKEN, NextVersionForm, StartFrameworkForm
from peerchallenge.frameworks.text import USUAL_SCALE, FrameworkText, copied, followed, text_of
from peerchallenge.models import FrameworkVersion
from peerchallenge.views.framework_shared import trail, version_read
from portal.audit.models import FormKey, KeyAlreadyUsed
from portal.ui.permissions import require

STARTED = "The draft is there. Only your region’s programme managers read it until you publish it."


@require_http_methods(["GET", "HEAD", "POST"])
def framework_new(request):
    require(request.user, "peerchallenge.start_framework")
    form = StartFrameworkForm(*_sent(request), by=request.user, initial={"begin": request.GET.get("begin", "")})
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, FrameworkVersion):
            return redirect("framework", made)
        if form.is_valid():
            require(request.user, "peerchallenge.run_in", form.region_chosen)
            if pk := _started(form, request.user, key):
                messages.success(request, STARTED)
                return redirect("framework", pk)
    context = {"form": form, "key": key, "trail": trail(request.user)}
    return render(request, "peerchallenge/framework/new.html", context)


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _started(form, user, key):
    """Start the framework of a valid form and return the id of its draft; None, with the form saying why not."""
    given, before = form.cleaned_data, form.copied
    text = form.text or (copied(text_of(before)) if before else FrameworkText(USUAL_SCALE))
    try:
        return framing.start_framework(
            form.region_chosen, given["name"], given["kind"], given["label"], text, by=user, based_on=before,
            form_key=key,
        ).pk  # fmt: skip
    except KeyAlreadyUsed as used:
        return used.record_id
    except framing.NameTaken:
        said = f"{form.region_chosen} has a framework called that. Enter another name, or start its next version there."
        form.add_error("name", said)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def framework_next(request, pk):
    """The draft that follows a published version of a region's own framework."""
    version = version_read(request, pk)
    require(request.user, "peerchallenge.start_next_framework", version)
    form = NextVersionForm(*_sent(request), version=version)
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, FrameworkVersion):
            return redirect("framework", made)
        if form.is_valid() and (pk := _followed(form, version, request.user, key)):
            messages.success(request, STARTED)
            return redirect("framework", pk)
    context = {"form": form, "key": key, "version": version, "trail": trail(request.user, version)}
    return render(request, "peerchallenge/framework/next.html", context)


def _followed(form, version, user, key):
    before = text_of(version)
    text = followed(form.text, before) if form.text else copied(before)
    try:
        return framing.start_version(
            version.framework, form.cleaned_data["label"], text, by=user, based_on=version, form_key=key
        ).pk
    except KeyAlreadyUsed as used:
        return used.record_id
    except framing.LabelTaken:
        form.add_error("label", LABEL_TAKEN)
        return None
