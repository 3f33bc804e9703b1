"""For an authority: answering several of its moderators' comments on one page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.actions.moderating import answer_remarks
from peerchallenge.audiences import who_sees_remarks
from peerchallenge.forms.moderation import AnswersForm
from peerchallenge.models import Remark, Submission
from peerchallenge.no_child import explained
from peerchallenge.views.remarks import OF_SUBMISSION, remarks_by_area, remarks_trail
from portal.drafting import kept
from portal.ui.permissions import may
from portal.ui.posted import posted


@require_http_methods(["GET", "HEAD", "POST"])
def remarks_answer(request, public_id):
    """Every comment without an answer, each with a place for one; what is left for later is left out."""
    submissions = Submission.objects.visible_to(request.user).select_related(*OF_SUBMISSION)
    submission = get_object_or_404(submissions, public_id=public_id)
    rows = _sent(request.user, submission)
    if not (rows and may(request.user, "peerchallenge.answer_remark", rows[0])):
        raise PermissionDenied
    data = posted(request) or kept.restored(request)
    asked = [row for row in rows if not row.reply or f"{row.public_id}-version" in (data or {})]
    form = AnswersForm(data, remarks=asked)
    if request.method == "POST" and form.is_valid():
        with explained(form, submission, by=request.user):
            overtaken = answer_remarks(form.given(), by=request.user)
        return _answered(request, submission, len(form.given()), overtaken)
    return _page(request, submission, form)


def _sent(user, submission):
    """What was sent of it, each with its submission at hand."""
    rows = Remark.objects.visible_to(user).filter(moderator__submission=submission, sent_at__isnull=False)
    rows = list(rows.select_related("moderator__person", "answered_by").order_by("area_code", "made_at", "pk"))
    for row in rows:
        row.moderator.submission = submission
    return rows


def _page(request, submission, form, overtaken=(), status=200):
    by_remark = {row.remark: row for row in form.rows}
    areas = [
        (heading, [(shown, by_remark[shown["remark"]]) for shown in here])
        for heading, here in remarks_by_area(submission, list(by_remark))
    ]
    back = reverse("remarks", args=[submission.public_id])
    context = {
        "submission": submission, "form": form, "areas": areas, "overtaken": overtaken, "back": back,
        "errors": form.errors_on_page() if form.is_bound and not overtaken else [],
        "who": who_sees_remarks(submission.assessment),
        "trail": [*remarks_trail(request.user, submission), ("Moderators’ comments", back)],
    }  # fmt: skip
    return render(request, "peerchallenge/moderation/answers.html", context | kept.page(request), status=status)


def _answered(request, submission, count, overtaken):
    kept.forget(request)
    if overtaken:
        return _overtaken(request, submission, overtaken)
    if count:
        said = "Your answer is" if count == 1 else f"Your {count} answers are"
        messages.success(request, f"{said} saved. The moderators can read {'it' if count == 1 else 'them'}.")
    return redirect("remarks", submission.public_id)


def _overtaken(request, submission, overtaken):
    """Those that somebody else answered first, with both answers; saving again puts the typed one over the other."""
    data = request.POST.copy()
    for remark in overtaken:
        data[f"{remark.public_id}-version"] = remark.version
    ids = {remark.pk for remark in overtaken}
    rows = [row for row in _sent(request.user, submission) if row.pk in ids]
    return _page(request, submission, AnswersForm(data, remarks=rows), overtaken, status=409)
