"""What moderators said of a submission, and what its authority answers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.actions.moderating import answer_remark
from peerchallenge.audiences import who_sees_remarks
from peerchallenge.forms.moderation import AnswerForm
from peerchallenge.models import Remark, Submission
from peerchallenge.no_child import explained
from peerchallenge.reading import note_reading
from peerchallenge.remarks import step_in_words
from peerchallenge.shown import heading_of
from peerchallenge.words import all_statements
from portal.audit.models import Overtaken
from portal.drafting import kept
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.saved_first import saved_first

OF_SUBMISSION = ("assessment__cycle__region", "assessment__authority__region", "assessment__region", "authority",
                 "region")  # fmt: skip


@require_safe
def remarks(request, public_id):
    """All remarks that the person may read, area by area, each with what it is about and its answer."""
    submissions = Submission.objects.visible_to(request.user).select_related(*OF_SUBMISSION)
    submission = get_object_or_404(submissions, public_id=public_id)
    require(request.user, "peerchallenge.read_remarks", submission)
    note_reading(submission, request.user, "Page")
    rows = Remark.objects.visible_to(request.user).filter(moderator__submission=submission, sent_at__isnull=False)
    rows = list(rows.select_related("moderator__person", "answered_by").order_by("area_code", "made_at", "pk"))
    answered = sum(bool(row.reply) for row in rows)
    assessment = submission.assessment
    context = {
        "submission": submission, "assessment": assessment, "areas": remarks_by_area(submission, rows),
        "count": len(rows), "answered": answered, "left": len(rows) - answered, "who": who_sees_remarks(assessment),
        "trail": remarks_trail(request.user, submission),
        "may_answer": bool(rows) and may(request.user, "peerchallenge.answer_remark", _with(rows[0], submission)),
    }  # fmt: skip
    return render(request, "peerchallenge/moderation/remarks.html", context)


def _with(row, submission):
    row.moderator.submission = submission
    return row


def remarks_by_area(submission, rows):
    """Return (heading, [(remark, what it is about, the coach's step, the proposed step)]) of each area."""
    said = {one["id"]: one for _, _, one in all_statements(submission.words)}
    found = []
    for section in submission.words["sections"]:
        here = [_shown(row, said.get(str(row.statement))) for row in rows if row.area_code == section["code"]]
        if here:
            found.append((heading_of(section), here))
    return found


def _shown(row, statement):
    return {
        "remark": row,
        "claim": statement["claim"] if statement else "",
        "coach": step_in_words(statement["step"]) if statement else "",
        "step": step_in_words(row.proposed_step),
        "differs": statement and row.proposed_step is not None and row.proposed_step != statement["step"],
    }


def remarks_trail(user, submission):
    if may(user, "peerchallenge.read_receipt", submission):
        own = submission.assessment
        return [(f"Self-assessment {own.cycle.year}", own.get_absolute_url())]
    return [("Peer challenge", reverse("peer_challenge"))]


@require_http_methods(["GET", "HEAD", "POST"])
def remark_answer(request, public_id):
    """Answer one remark for the authority: agree, say that it will be changed, or disagree in words."""
    found = Remark.objects.visible_to(request.user).select_related(
        "moderator__person", "answered_by", *(f"moderator__submission__{name}" for name in OF_SUBMISSION)
    )
    remark = get_object_or_404(found, public_id=public_id)
    require(request.user, "peerchallenge.answer_remark", remark)
    submission = remark.moderator.submission
    if request.POST.get("do") == "discard-mine":
        kept.forget(request)
        return redirect(_back(submission, remark))
    restored = kept.restored(request)
    form = AnswerForm(posted(request) or restored, initial={"reply": remark.reply, "answer": remark.answer})
    if request.method == "POST" and form.is_valid():
        return _answered(request, remark, form)
    statements = {one["id"]: one for _, _, one in all_statements(submission.words)}
    context = {
        "submission": submission, "assessment": submission.assessment, "form": form, "remark": remark,
        "shown": _shown(remark, statements.get(str(remark.statement))), "who": who_sees_remarks(submission.assessment),
        "version": version_in(request.POST.get("version")) if request.method == "POST" else remark.version,
        "trail": [*remarks_trail(request.user, submission), ("Moderators’ comments", _back(submission, remark))],
    }  # fmt: skip
    return render(request, "peerchallenge/moderation/answer.html", context | kept.page(request))


def _answered(request, remark, form):
    submission, said = remark.moderator.submission, form.cleaned_data
    try:
        with explained(form, submission, by=request.user):
            answer_remark(remark, **said, by=request.user, version=version_in(request.POST.get("version")))
    except Overtaken:
        return _overtaken(request, remark, form)
    kept.forget(request)
    messages.success(request, "Your answer is saved. The moderator can read it.")
    return redirect(_back(submission, remark))


def _back(submission, remark):
    return f"{reverse('remarks', args=[submission.public_id])}#remark-{remark.public_id}"


def _overtaken(request, remark, form):
    """Both answers, and the button that puts the typed one over the other."""
    remark.refresh_from_db()
    submission, said = remark.moderator.submission, form.cleaned_data
    return saved_first(
        request, remark, about=submission, who=remark.answered_by, at=remark.answered_at,
        theirs=[("Answer", remark.get_reply_display()), ("In words", remark.answer)],
        mine=[("Answer", Remark.Reply(said["reply"]).label), ("In words", said["answer"])],
        typed=[("reply", said["reply"]), ("answer", said["answer"])], discard_url=_back(submission, remark),
        trail=remarks_trail(request.user, submission), template="peerchallenge/saved_first.html",
        readers=who_sees_remarks(submission.assessment),
    )  # fmt: skip
