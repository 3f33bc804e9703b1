"""Reading what was submitted: the page, two versions compared, the files of its evidence, on paper."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from peerchallenge.audiences import who_sees
from peerchallenge.models import Submission
from peerchallenge.paper import KINDS, assessment_page
from peerchallenge.paper.pages import signed_in_words
from peerchallenge.reading import frozen_file, note_reading, who_has
from peerchallenge.shown import parts_of, shown
from peerchallenge.summing_up import last_words, summary_of
from portal.drafting.compare import compare
from portal.files.serving import answer
from portal.paper.answering import download, not_now, too_often
from portal.paper.typesetting import CannotPrint
from portal.ui.permissions import may
from portal.ui.posted import address_if_there

OF_SUBMISSION = ("assessment__cycle__region", "assessment__authority__region", "assessment__region",
                 "assessment__framework_version", "assessment__previous", "region", "authority", "submitted_by",
                 "reopened_by")  # fmt: skip


def submission_for(request, **which) -> Submission:
    """Return the one submission that `which` names, if the person may read it; else 404."""
    return get_object_or_404(Submission.objects.visible_to(request.user).select_related(*OF_SUBMISSION), **which)


@require_safe
def submitted(request, public_id):
    """The whole text as it was submitted, with who can read it and who has."""
    submission = submission_for(request, public_id=public_id)
    note_reading(submission, request.user, "Page")
    assessment = submission.assessment
    sections = shown(submission.words)
    versions = Submission.objects.visible_to(request.user).filter(assessment=assessment).defer("words")
    context = {
        "submission": submission, "assessment": assessment, "sections": sections, **_who(request.user, submission),
        "summary": summary_of(submission.words, *last_words(assessment, request.user)), "versions": list(versions),
        "signed": [signed_in_words(one) for one in submission.signed], "links": _links(request.user, submission),
        "trail": _trail(request.user, submission),
        "says_why": may(request.user, "peerchallenge.read_why_reopened", submission),
    }  # fmt: skip
    return render(request, "peerchallenge/signing/submitted.html", context)


def _who(user, submission):
    """Who can read it and who has: the authority's own readers see each by name."""
    own = may(user, "peerchallenge.read_receipt", submission)
    who = who_sees(submission.assessment, submission=submission, names=own)
    return {"who": who, "who_has": who_has(submission, user)}


def _trail(user, submission):
    """Where the page stands: below the self-assessment for its own readers, below peer challenge for others."""
    if may(user, "peerchallenge.read_receipt", submission):
        assessment = submission.assessment
        return [(f"Self-assessment {assessment.cycle.year}", assessment.get_absolute_url())]
    return [("Peer challenge", address_if_there("peer_challenge"))]


def _links(user, submission):
    """Return (label, address) of what the person can do or look at besides."""
    assessment = submission.assessment
    own = may(user, "peerchallenge.read_receipt", submission)
    runs = may(user, "peerchallenge.see_control_room", assessment.cycle)
    reopens = may(user, "peerchallenge.reopen_assessment", assessment) and not submission.reopened_at
    pages = [
        (own, "Confirmation of the submission", "submission_receipt", submission.public_id),
        (may(user, "peerchallenge.read_log", assessment), "Who has read it", "access_log", assessment.public_id),
        (may(user, "peerchallenge.see_removals", assessment), "Reports and removals", "removals", assessment.public_id),
        (may(user, "peerchallenge.release", assessment), "Release it to others", "release", assessment.public_id),
        (may(user, "peerchallenge.read_remarks", submission), "Moderators’ comments", "remarks", submission.public_id),
        (may(user, "peerchallenge.see_moderation", submission), "Its moderators", "moderators", submission.public_id),
        (may(user, "peerchallenge.raise_concern", assessment), "Raise a concern", "concern", assessment.public_id),
        (runs, "The control room", "control_room", assessment.cycle.public_id),
        (reopens, "Open it again", "submission_reopen", submission.public_id),
    ]
    found = [(label, address_if_there(name, pk)) for shown_to, label, name, pk in pages if shown_to]
    return [(label, url) for label, url in found if url]


@require_safe
def submission_compare(request, public_id, number):
    """What changed from version `number` to this one; both are read."""
    submission = submission_for(request, public_id=public_id)
    other = submission_for(request, assessment=submission.assessment_id, number=number)
    for one in (submission, other):
        note_reading(one, request.user, "Comparison")
    context = {
        "submission": submission, "other": other, "assessment": submission.assessment, **_who(request.user, submission),
        "changes": compare(parts_of(other.words), parts_of(submission.words)),
        "old_name": f"version {other.number}", "new_name": f"version {submission.number}",
        "trail": [*_trail(request.user, submission), (f"Version {submission.number}", submission.get_absolute_url())],
    }  # fmt: skip
    return render(request, "peerchallenge/signing/compare.html", context)


@require_safe
def submission_file(request, public_id, evidence_id):
    """The file of a piece of evidence, as it was submitted; of another, nobody gets here."""
    submission = submission_for(request, public_id=public_id)
    evidence = frozen_file(submission, evidence_id)
    if evidence is None:
        raise Http404("The submission has no such file.")
    note_reading(submission, request.user, "File")
    return answer(request, evidence.blob, name=evidence.file_name, is_public=False)


@require_safe
def submission_paper(request, public_id, kind):
    """The whole text as a PDF or a Word document, with who can read it and who printed it on every page."""
    if kind not in KINDS:
        raise Http404("There is no such paper.")
    submission = submission_for(request, public_id=public_id)
    if refused := too_often(request):
        return refused
    content_type, made, what = KINDS[kind]
    try:
        body = made(assessment_page(submission, request.user, timezone.now()))
    except CannotPrint:
        return not_now()
    note_reading(submission, request.user, what)
    response = download(body, content_type, f"self-assessment-{submission.reference.lower()}.{kind}")
    response.headers["Cache-Control"] = "private, no-store"
    return response
