"""Sharing by consent: who can read it, letting others in, taking that back, who has read it; and raising a concern."""

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.actions import sharing
from peerchallenge.actions.writing import NotOpen
from peerchallenge.audiences import let_in_by, who_sees
from peerchallenge.models import Concern, Cycle, Reading, Release, Remark, SelfAssessment, Submission
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui import dates
from portal.ui.links import with_query
from portal.ui.permissions import may, require
from portal.ui.sheets import write_csv

RELATED = ("cycle__region", "region", "authority__region")


def _own(request, public_id) -> SelfAssessment:
    found = SelfAssessment.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(found, public_id=public_id)


def _trail(assessment):
    return [(f"Self-assessment {assessment.cycle.year}", assessment.get_absolute_url())]


@require_http_methods(["GET", "HEAD", "POST"])
def release(request, public_id):
    """Who can read it, and, for whoever answers for it, the very people whom releasing it lets in besides."""
    assessment = _own(request, public_id)
    if request.method == "POST":
        require(request.user, "peerchallenge.release", assessment)
        return _released(request, assessment)
    return _release_page(request, assessment)


def _release_page(request, assessment, status=200):
    submission = assessment.submissions.defer("words").order_by("-number").first()
    in_force = Release.objects.visible_to(request.user).in_force().filter(assessment=assessment)
    in_force = list(in_force.select_related("released_by", "submission").defer("submission__words"))
    standing = next((one for one in in_force if one.submission == submission), None)
    shared_with, may_release = assessment.cycle.shared_with, may(request.user, "peerchallenge.release", assessment)
    would = None
    if not standing and shared_with != Cycle.SharedWith.NOBODY:
        would = let_in_by(assessment, shared_with)
    context = {
        "assessment": assessment, "standing": standing, "would": would, "shared_with": shared_with,
        "seal": sharing.seal_of(would, submission) if would and submission else "",
        "may_release": may_release and bool(would and would.readers),
        "may_take_back": may(request.user, "peerchallenge.take_back_release", assessment), "is_new": status == 409,
        "owns": may(request.user, "peerchallenge.take_back_release", assessment),
        "who": who_sees(assessment, submission=submission, names=True), "trail": _trail(assessment),
        "submission": submission, "earlier": [one for one in in_force if one != standing],
    }  # fmt: skip
    return render(request, "peerchallenge/sharing/release.html", context, status=status)


def _released(request, assessment):
    asked = {name: request.POST.get(name, "") for name in ("shared_with", "seal")}
    try:
        sharing.release(assessment, by=request.user, **asked)
    except (Overtaken, NotOpen):
        return _release_page(request, assessment, status=409)
    messages.success(
        request, f"Released. {len(who_sees(assessment, names=True).groups[-1].readers)} people can read it now."
    )
    return redirect("release", assessment.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def release_take_back(request, public_id):
    """Ask once, then nobody reads it any more because of the release."""
    assessment = _own(request, public_id)
    require(request.user, "peerchallenge.take_back_release", assessment)
    if request.method == "POST":
        sharing.take_back(assessment, by=request.user)
        messages.success(request, "Taken back. Nobody reads it any more because it was released.")
        return redirect("release", assessment.public_id)
    context = {
        "caption": str(assessment), "trail": _trail(assessment), "heading": "Take the release back?",
        "consequences": [
            "At once nobody can open it any more who could only because it was released.",
            "Who has read it meanwhile stays in the list of who has. What they printed can’t be taken back.",
            "You can release it again.",
        ],
        "button": "Take it back", "warning": True, "cancel_url": reverse("release", args=[assessment.public_id]),
    }  # fmt: skip
    return render(request, "peerchallenge/moderation/confirm.html", context)


@require_safe
def access_log(request, public_id):
    """Who can read it and who has: people, as what, which part, when."""
    assessment = _own(request, public_id)
    require(request.user, "peerchallenge.read_log", assessment)
    releases = Release.objects.visible_to(request.user).filter(assessment=assessment)
    context = {
        "assessment": assessment, "trail": _trail(assessment), "who": _who_sees_latest(assessment),
        "readings": _readings(request, assessment), "columns": COLUMNS, "is_submitted": assessment.submissions.exists(),
        "releases": releases.select_related("released_by", "withdrawn_by", "submission").defer("submission__words"),
    }  # fmt: skip
    context["rows"] = [[str(one.person), one.part, one.what, dates.day(one.day), _times(one)]
                       for one in context["readings"]]  # fmt: skip
    return render(request, "peerchallenge/sharing/access_log.html", context)


def _who_sees_latest(assessment):
    submission = assessment.submissions.defer("words").order_by("-number").first()
    return who_sees(assessment, submission=submission, names=True)


COLUMNS = [{"label": label} for label in ("Who", "As what", "What", "Day", "When")]
MOST_SHOWN = 500


def _readings(request, assessment):
    found = Reading.objects.visible_to(request.user).filter(assessment=assessment)
    return found.select_related("person")[:MOST_SHOWN]


def _times(one):
    last = dates.clock(one.last_at)
    return f"at {last}" if one.times == 1 else f"{one.times} times, last at {last}"


@require_safe
def access_log_csv(request, public_id):
    """The whole list of who has read it, as CSV."""
    assessment = _own(request, public_id)
    require(request.user, "peerchallenge.read_log", assessment)
    readings = Reading.objects.visible_to(request.user).filter(assessment=assessment).select_related("person")
    columns = ["Who", "As what", "What", "Day", "First at", "Last at", "Times"]
    rows = [
        [str(one.person), one.part, one.what, one.day.isoformat(), dates.clock(one.first_at), dates.clock(one.last_at),
         str(one.times)]
        for one in readings
    ]  # fmt: skip
    name = f"{assessment.authority.code}-{assessment.cycle.year}-who-has-read-it-{timezone.localdate()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def concern(request, public_id):
    """The region's protocol and contact; the button notes that a concern was raised, and no word of it."""
    submission = Submission.objects.visible_to(request.user).filter(assessment__public_id=public_id).defer("words")
    related = ("assessment__cycle__region", "assessment__authority", "assessment__region")
    submission = submission.select_related(*related).order_by("-number").first()
    if submission is None:
        raise Http404
    assessment = submission.assessment
    require(request.user, "peerchallenge.raise_concern", assessment)
    key = FormKey.of_form(request)
    if request.method == "POST":
        return _concerned(request, assessment, key)
    raised = Concern.objects.visible_to(request.user).filter(assessment=assessment)
    back = _read_before(request, submission)
    context = {
        "assessment": assessment, "cycle": assessment.cycle, "contact": sharing.concern_contact(assessment.cycle),
        "raised": raised.select_related("raised_by", "taken_up_by"), "key": key, "back": back,
        "may_take_up": may(request.user, "peerchallenge.take_up_concern", assessment),
        "trail": [("Peer challenge", reverse("peer_challenge")), back],
    }  # fmt: skip
    return render(request, "peerchallenge/sharing/concern.html", context)


def _read_before(request, submission):
    """Return (label, address) of where they read what worries them: the area that they moderate, or the whole text."""
    area = request.GET.get("area", "")
    theirs = Remark.objects.visible_to(request.user).filter(moderator__person=request.user, statement=None)
    theirs = theirs.filter(moderator__submission__assessment=submission.assessment)
    for remark in theirs if area else ():
        if str(remark.public_id) == area:
            return f"Area {remark.area_code}", reverse("area_moderate", args=[remark.public_id])
    return submission.reference, submission.get_absolute_url()


def _concerned(request, assessment, key):
    if request.POST.get("do") == "take-up":
        require(request.user, "peerchallenge.take_up_concern", assessment)
        number = request.POST.get("concern", "")
        concerns = Concern.objects.visible_to(request.user).filter(assessment=assessment)
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        sharing.take_up_concern(get_object_or_404(concerns, pk=number if is_number else 0), by=request.user)
        messages.success(request, "Noted that you took it up.")
    else:
        with suppress(KeyAlreadyUsed):
            sharing.raise_concern(assessment, by=request.user, form_key=key)
        messages.success(request, "Noted that you raised a concern, and with whom. Nothing of it is kept here.")
    return redirect(f"{reverse('concern', args=[assessment.public_id])}{with_query(request.GET)}")
