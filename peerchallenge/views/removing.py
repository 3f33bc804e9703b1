"""Report and remove what could identify a child. Whoever reads it may report it; who removes it asks nobody."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.actions import removing
from peerchallenge.actions.reporting import report as keep_report
from peerchallenge.forms.removing import RemovingForm
from peerchallenge.models import Explanation, Removal, Report, Submission
from peerchallenge.removable import KINDS
from peerchallenge.removal_page import beside, page_of, parts_there, readable, traced
from portal.audit.models import FormKey, KeyAlreadyUsed
from portal.ui.permissions import may, require
from portal.ui.posted import posted


def _found(request, kind, public_id):
    """Return the kind and the record that the person reads, or answer as if there were none."""
    known = KINDS.get(kind)
    record = known and readable(known, public_id, request.user)
    if record is None:
        raise Http404("No such record.")
    return known, record


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, kind, public_id):
    """Say where it is and what it is. Who may remove it finds the way to that on the same page."""
    kind, record = _found(request, kind, public_id)
    parts = parts_there(kind, record, request.user)
    form = RemovingForm(posted(request), parts=parts)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with suppress(KeyAlreadyUsed):
            keep_report(kind, record, given["parts"], why=given["why"], by=request.user, form_key=_key(request))
        messages.success(request, "Reported. Those who can remove it have been written to.")
        return redirect("reported")
    return _page(request, kind, record, form, "peerchallenge/removing/report.html")


def report_area(request, public_id, code):
    """The same for the judgement of an area, which those outside the authority know by its code."""
    submissions = Submission.objects.visible_to(request.user)
    submission = get_object_or_404(submissions, public_id=public_id)
    section = get_object_or_404(submission.assessment.sections, area__code=code)
    return redirect("report", "section", section.public_id)


@require_safe
def reported(request):
    """It was reported: what happens next."""
    return render(request, "peerchallenge/removing/reported.html")


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, kind, public_id):
    """Ask once, naming everything that it reaches; then remove it."""
    kind, record = _found(request, kind, public_id)
    require(request.user, "peerchallenge.remove", record)
    parts = parts_there(kind, record, request.user)
    chosen = posted(request) if request.method == "POST" else request.GET or None
    initial = Report.objects.visible_to(request.user).waiting().filter(record=public_id).values("parts", "why").first()
    form = RemovingForm(chosen, parts=parts, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with suppress(KeyAlreadyUsed):
            removing.remove(kind, record, given["parts"], why=given["why"], by=request.user, form_key=_key(request))
        messages.success(request, "Removed, from every version and every file made from now on.")
        return redirect("removals", kind.assessment_of(record).public_id)
    return _page(request, kind, record, form, "peerchallenge/removing/remove.html")


def _key(request):
    return FormKey.of_form(request)


def _page(request, kind, record, form, template):
    assessment = kind.assessment_of(record)
    waiting = Report.objects.visible_to(request.user).waiting().filter(kind=kind.name, record=record.public_id)
    context = page_context(request, kind, record, form) | {
        "reports": waiting, "about": assessment, "of": "a self-assessment", "keep_name": "report_keep",
        "remove_url": reverse("remove", args=[kind.name, record.public_id]),
        "trace_url": reverse("removals", args=[assessment.public_id]),
        "may_remove": may(request.user, "peerchallenge.remove", record),
        "page_url": page_of(kind, record, request.user), "beside": beside(kind, record, request.user),
    }  # fmt: skip
    return render(request, template, context | words_for(assessment))


def page_context(request, kind, record, form) -> dict:
    """Return what the pages of reporting and removing take whatever the record is of."""
    return {
        "where": kind.where(record), "form": form, "errors": form.errors_on_page() if form.is_bound else [],
        "form_key": FormKey.of_form(request), "is_empty": not form.fields["parts"].choices,
    }  # fmt: skip


def words_for(assessment) -> dict[str, str]:
    """Return what is said about whom it reaches and where it stands."""
    authority = assessment.authority
    return {
        "written_to": (
            f"{authority}’s Director of Children’s Services and self-assessment lead, and the region’s programme "
            f"managers if they read it already,"
        ),
        "goes_from": (
            "It goes from the self-assessment, its history, every submitted version, copies in other years, files on "
            "the disk, and everything printed or exported from now on."
        ),
        "stays": "Approvals and submitted versions stay, and say that something was removed.",
        "sees": (
            f"{authority}’s own readers and the region’s programme managers see that you removed it, when, from which "
            f"part and why by category."
        ),
    }


@require_safe
def removals(request, public_id):
    """What was reported and removed: who, when, which part, why by category; nothing of the text."""
    assessment = traced(public_id, request.user)
    if assessment is None:
        raise Http404("No such self-assessment.")
    reports = Report.objects.visible_to(request.user).filter(assessment=assessment)
    who = f"{assessment.authority}’s own readers and the region’s programme managers see this page."
    context = {
        "about": assessment, "sees": who, "remove_name": "remove",
        "reports": reports.select_related("reported_by", "settled_by"),
        "removals": Removal.objects.visible_to(request.user).filter(assessment=assessment).select_related("removed_by"),
        "explanations": Explanation.objects.visible_to(request.user).filter(assessment=assessment)
        .select_related("said_by"),
        "may_remove": may(request.user, "peerchallenge.remove", assessment),
    }  # fmt: skip
    return render(request, "peerchallenge/removing/removals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def report_keep(request, public_id):
    """Somebody looked at what was reported: nobody can be identified, and it stays."""
    one = get_object_or_404(Report.objects.visible_to(request.user).select_related("assessment"), public_id=public_id)
    require(request.user, "peerchallenge.remove", one)
    back = reverse("removals", args=[one.assessment.public_id])
    if request.method == "POST":
        one.let_stand(by=request.user)
        messages.success(request, "The report is settled: it stays.")
        return redirect(back)
    return render(request, "peerchallenge/removing/keep.html", {"report": one, "back": back, "about": one.assessment})
