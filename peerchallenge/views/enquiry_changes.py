"""Choosing lines of enquiry: taking a suggestion or writing one, editing, ordering, taking out."""

from contextlib import suppress

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from peerchallenge.actions import enquiring
from peerchallenge.audiences import who_sees_enquiries
from peerchallenge.enquiries import open_suggestions, told_by
from peerchallenge.forms.enquiries import EnquiryForm, initial_of
from peerchallenge.models import LineOfEnquiry
from peerchallenge.no_child import explained
from peerchallenge.views.enquiries import areas_of, below, enquiries_of
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first


def _back(assessment):
    return reverse("enquiries", args=[assessment.public_id])


def _trail(request, assessment):
    return [*below(request.user, assessment), (f"Lines of enquiry: {assessment.authority}", _back(assessment))]


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_new(request, public_id):
    """Write one, or take the suggestion that the address or the form names, in its words or in others."""
    assessment = enquiries_of(request, public_id, "peerchallenge.choose_enquiries")
    key = FormKey.of_form(request)
    suggestion = _suggested(assessment, request.POST.get("rule") or request.GET.get("suggestion", ""))
    initial = {"text": suggestion.text, "area_code": suggestion.area_code} if suggestion else {}
    form = EnquiryForm(posted(request), areas=areas_of(assessment), initial=initial)
    if request.method == "POST" and (
        FormKey.made_by(key, LineOfEnquiry) or (form.is_valid() and _chosen(request, assessment, form, suggestion, key))
    ):
        messages.success(request, "Chosen. It is not sent yet.")
        return redirect(_back(assessment))
    context = {
        "assessment": assessment, "form": form, "key": key, "suggestion": suggestion, "back": _back(assessment),
        "who": who_sees_enquiries(assessment, sent=False), "trail": _trail(request, assessment),
    }  # fmt: skip
    return render(request, "peerchallenge/summit/enquiry.html", context)


def _suggested(assessment, rule):
    """The suggestion of this name, if it is suggested now."""
    told = told_by(assessment) if rule else None
    lines = assessment.enquiries.standing() if told else []
    return next((one for one in open_suggestions(told, lines) if one.rule == rule), None) if told else None


def _chosen(request, assessment, form, suggestion, key) -> bool:
    """Choose what a valid form says; it stands then, also when the button was pressed twice."""
    taken = {"rule": suggestion.rule, "because": suggestion.because} if suggestion else {}
    with suppress(KeyAlreadyUsed), explained(form, assessment, by=request.user):
        enquiring.choose(assessment, by=request.user, form_key=key, **form.cleaned_data, **taken)
    return True


def _line(request, public_id, *, removed=False):
    found = LineOfEnquiry.objects.visible_to(request.user)
    found = found if removed else found.standing()
    line = get_object_or_404(
        found.select_related("assessment__cycle__region", "assessment__authority__region", "assessment__region",
                             "assessment__framework_version", "region", "authority", "edited_by"),
        public_id=public_id,
    )  # fmt: skip
    require(request.user, "peerchallenge.choose_enquiries", line.assessment)
    return line


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_edit(request, public_id):
    line = _line(request, public_id, removed=request.method == "POST")
    assessment = line.assessment
    form = EnquiryForm(posted(request), areas=areas_of(assessment), initial=initial_of(line))
    if line.is_removed:
        return _taken_out_meanwhile(request, assessment, form)
    if form.is_valid():
        version = version_in(request.POST.get("version"))
        try:
            with explained(form, assessment, by=request.user):
                enquiring.edit(line, by=request.user, version=version, **form.cleaned_data)
        except Overtaken:
            return _conflict(request, public_id, form)
        messages.success(request, f"Saved. {assessment.authority} reads it now." if line.sent_at else "Saved.")
        return redirect(_back(assessment))
    context = {
        "assessment": assessment, "form": form, "line": line, "version": request.POST.get("version", line.version),
        "who": who_sees_enquiries(assessment, sent=line.sent_at is not None), "trail": _trail(request, assessment),
        "back": _back(assessment),
    }  # fmt: skip
    return render(request, "peerchallenge/summit/enquiry.html", context)


def _conflict(request, public_id, form):
    line = _line(request, public_id)
    saved = EnquiryForm(areas=areas_of(line.assessment), initial=initial_of(line))
    return saved_first(
        request, line, about=f"Lines of enquiry: {line.assessment.authority}", theirs=in_words(saved),
        mine=in_words(form), typed=typed_fields(request.POST), discard_url=_back(line.assessment),
        trail=_trail(request, line.assessment), template="peerchallenge/saved_first.html",
        readers=who_sees_enquiries(line.assessment, sent=line.sent_at is not None),
    )  # fmt: skip


def _taken_out_meanwhile(request, assessment, form):
    """Somebody took it out: what was typed stands in the form of a new one."""
    context = {
        "assessment": assessment, "form": form, "key": FormKey.of_form(request), "back": _back(assessment),
        "action": reverse("enquiry_new", args=[assessment.public_id]), "was_taken_out": True,
        "who": who_sees_enquiries(assessment, sent=False), "trail": _trail(request, assessment),
    }  # fmt: skip
    return render(request, "peerchallenge/summit/enquiry.html", context, status=409)


@require_POST
def enquiry_move(request, public_id):
    """One up or one down, from the place at which it was shown."""
    line = _line(request, public_id)
    try:
        place = version_in(request.POST.get("place"))
        enquiring.move(line, by=request.user, place=place, up=request.POST.get("do") == "up")
    except Overtaken:
        messages.error(request, "The order changed after you opened this page. Look again, then move it.")
    return redirect(_back(line.assessment))


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_take_out(request, public_id):
    """Ask once, then ask the authority no more."""
    line = _line(request, public_id)
    assessment = line.assessment
    if request.method == "POST":
        try:
            enquiring.take_out(line, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            messages.error(request, "Somebody changed it after you opened this page. Look again, then decide.")
            return redirect(_back(assessment))
        messages.success(request, "Taken out.")
        return redirect(_back(assessment))
    consequences = ["It is asked no more. That it was chosen and taken out stays in the record."]
    if line.sent_at:
        consequences.append(f"It was sent: {assessment.authority} reads it no more.")
    context = {
        "assessment": assessment, "line": line, "trail": _trail(request, assessment), "consequences": consequences,
        "hidden": [("version", line.version)], "back": _back(assessment),
        "who": who_sees_enquiries(assessment, sent=line.sent_at is not None),
    }  # fmt: skip
    return render(request, "peerchallenge/summit/take_out.html", context)
