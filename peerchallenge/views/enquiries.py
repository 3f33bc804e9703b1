"""The lines of enquiry for one authority: chosen by those who run the cycle, sent once, read by the authority."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.actions import enquiring
from peerchallenge.audiences import who_sees_enquiries
from peerchallenge.enquiries import assessment_to, open_suggestions, told_by
from peerchallenge.models import LineOfEnquiry
from peerchallenge.people import asked_at
from peerchallenge.reading import note_reading
from portal.audit.models import Overtaken
from portal.ui.permissions import may, require


def enquiries_of(request, public_id, permission="peerchallenge.read_enquiries"):
    """Return the self-assessment for somebody who may do `permission` with its lines of enquiry; 404 or 403 else."""
    assessment = assessment_to(request.user, public_id)
    if assessment is None:
        raise Http404("No such self-assessment.")
    require(request.user, permission, assessment)
    return assessment


def below(user, assessment) -> list[tuple[str, str]]:
    """Return where the page stands: below the summit, or for the authority below its self-assessment."""
    if may(user, "peerchallenge.see_enquiries", assessment):
        return [("Performance Summit", reverse("summit", args=[assessment.cycle.public_id]))]
    return [(f"Self-assessment {assessment.cycle.year}", assessment.get_absolute_url())]


@require_safe
def enquiries(request, public_id):
    """To those who run the cycle, what was chosen and what is suggested; to the authority, what was sent to it."""
    assessment = enquiries_of(request, public_id)
    lines = LineOfEnquiry.objects.visible_to(request.user).standing().filter(assessment=assessment)
    lines, areas = list(lines), dict(areas_of(assessment))
    runs = may(request.user, "peerchallenge.see_enquiries", assessment)
    is_sent = any(line.sent_at for line in lines)
    context = {
        "assessment": assessment, "chosen": lines, "runs": runs,
        "lines": [(line, areas.get(line.area_code, "")) for line in lines],
        "who": who_sees_enquiries(assessment, sent=is_sent), "trail": below(request.user, assessment),
    }  # fmt: skip
    if not runs:
        return render(request, "peerchallenge/summit/enquiries_sent.html", context)
    told = told_by(assessment)
    if told:
        note_reading(told.submission, request.user, "Lines of enquiry")
    context |= {
        "submission": told.submission if told else None, "unsent": sum(line.sent_at is None for line in lines),
        "suggestions": open_suggestions(told, lines) if told else [],
        "may_choose": may(request.user, "peerchallenge.choose_enquiries", assessment),
    }  # fmt: skip
    return render(request, "peerchallenge/summit/enquiries.html", context)


def areas_of(assessment) -> list[tuple[str, str]]:
    return [(area.code, str(area)) for area in assessment.framework_version.areas.all()]


@require_http_methods(["GET", "HEAD", "POST"])
def enquiries_send(request, public_id):
    """Ask once, naming who will read them and who is written to; then send them."""
    assessment = enquiries_of(request, public_id, "peerchallenge.choose_enquiries")
    back = reverse("enquiries", args=[assessment.public_id])
    if request.method == "POST":
        try:
            told = enquiring.send(assessment, by=request.user, seal=request.POST.get("seal", ""))
        except Overtaken:
            messages.error(request, "The lines of enquiry changed after you opened that page. Look again, then send.")
            return redirect(back)
        messages.success(request, f"Sent to {assessment.authority}. We are writing to {_named(told)}.")
        return redirect(back)
    lines = enquiring.standing(assessment)
    asked = asked_at([assessment.authority])[assessment.authority_id]
    context = {
        "assessment": assessment, "seal": enquiring.seal_of(lines),
        "new": [line for line in lines if line.sent_at is None],
        "who": who_sees_enquiries(assessment, sent=True), "asked": asked, "back": back,
        "trail": [*below(request.user, assessment), (f"Lines of enquiry: {assessment.authority}", back)],
        "consequences": _consequences(assessment, asked),
    }  # fmt: skip
    return render(request, "peerchallenge/summit/send.html", context)


def _consequences(assessment, asked):
    letters = [f"We write to {person}, {offices}." for person, offices in asked.people.items()]
    vacant = [f"{office}: vacant, no letter." for office in asked.vacant]
    return [*letters, *vacant, f"{assessment.authority} reads what you change in them afterwards, too."]


def _named(people):
    return ", ".join(map(str, people)) or "nobody: the posts there are vacant"
