"""The second pair of eyes: sending a draft for review, looking it over, approving or returning it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.audit.models import Overtaken
from portal.drafting.compare import compare
from portal.drafting.models import Version
from portal.drafting.models.presence import Presence, at_work, is_at_work, others_at_work
from portal.drafting.models.version import versions_of
from portal.ui.permissions import require
from updates import actions
from updates.checking import checked
from updates.emails import reviewers_of
from updates.models import Edition, Update
from updates.publication_forms import ReturnForm, SubmitForm
from updates.views.shared import changed_meanwhile, managed, version_in
from updates.words import edition_text, parts


@require_http_methods(["GET", "HEAD", "POST"])
def update_submit(request, pk):
    """Send the draft to those who may look it over; the page says who they are."""
    update = managed(request, pk)
    draft = update.draft
    if draft is None or not draft.is_draft:
        return redirect("update_record", pk)
    findings = checked(draft)
    form = SubmitForm(request.POST or None)
    if request.method == "POST" and not findings.must and form.is_valid():
        require(request.user, "updates.submit", draft)
        try:
            actions.submit(draft, by=request.user, version=version_in(request.POST.get("version")), **form.cleaned_data)
        except Overtaken:
            return changed_meanwhile(request, "update_submit", pk)
        messages.success(request, f"“{draft}” is in review. It is not public.")
        return redirect("update_record", pk)
    context = {
        "update": update, "draft": draft, "form": form, "findings": findings, "reviewers": reviewers_of(draft),
        "hidden": [("version", draft.version)],
    }  # fmt: skip
    return render(request, "updates/desk/submit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def update_review(request, pk):
    """Look a draft over beside what is live, then approve it or return it with a comment."""
    update = get_object_or_404(Update.objects.visible_to(request.user).select_related("region"), pk=pk)
    drafts = Edition.objects.visible_to(request.user).working().select_related("region", "submitted_by")
    draft = drafts.filter(update=update).first()
    if draft is None or not draft.is_in_review:
        return redirect("update_record", pk)
    require(request.user, "updates.review", draft)
    form = ReturnForm(request.POST if request.POST.get("do") == "return" else None)
    if request.method == "POST":
        try:
            if said := _decide(request, draft, form):
                messages.success(request, said)
                return redirect("update_record", pk)
        except Overtaken:
            return changed_meanwhile(request, "update_record", pk)
    live = update.live
    context = {
        "update": update, "draft": draft, "form": form, "live": live,
        "changes": compare(parts(edition_text(live)), parts(edition_text(draft))) if live else None,
        "parts": [] if live else parts(edition_text(draft)), "file_query": f"edition={draft.pk}",
        "said": versions_of(update).filter(act=Version.Act.SUBMITTED).first(), "today": timezone.localdate(),
        "others": [other for other in others_at_work(draft, request.user) if other.doing == Presence.Doing.REVIEWING],
        "findings": checked(draft),
        "is_looking": is_at_work(draft, request.user),
    }  # fmt: skip
    return render(request, "updates/desk/review.html", context)


def _decide(request, draft, form) -> str:
    """Do what the pressed button says; return what to tell the reviewer, or nothing when the page is shown again."""
    do, version = request.POST.get("do"), version_in(request.POST.get("version"))
    if do == "looking":
        at_work(draft, request.user, Presence.Doing.REVIEWING)
    elif do == "approve":
        actions.approve(draft, by=request.user, version=version)
        return f"“{draft}” is approved. It is not public until it is published."
    elif do == "return" and form.is_valid():
        actions.send_back(draft, by=request.user, version=version, comment=form.cleaned_data["comment"])
        return f"“{draft}” is returned. Its writers have your comment."
    return ""


@require_POST
def update_take_back(request, pk):
    """Make a draft that is in review or approved one that may be written in again."""
    draft = managed(request, pk).draft
    if draft is None or draft.is_draft:
        return redirect("update_record", pk)
    require(request.user, "updates.take_back", draft)
    try:
        actions.take_back(draft, by=request.user, version=version_in(request.POST.get("version")))
    except Overtaken:
        return changed_meanwhile(request, "update_record", pk)
    return redirect("update_edit", pk)
