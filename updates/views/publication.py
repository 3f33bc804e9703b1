"""When the public reads what: publishing, scheduling, withdrawing, discarding, and the update's address."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.audit.models import Overtaken
from portal.following.actions import how_many_follow
from portal.following.letters import preview
from portal.ui import dates
from portal.ui.permissions import may, require
from updates import actions
from updates.checking import checked
from updates.emails import reviewers_of
from updates.models import Edition, Withdrawal
from updates.publication_forms import MoveForm, PublishForm, ReviewOnForm, WithdrawForm
from updates.telling import letter_of
from updates.views.shared import changed_meanwhile, managed, version_in

QUESTION = ["GET", "HEAD", "POST"]


@require_http_methods(QUESTION)
def update_publish(request, pk):
    """Publish the draft, now or later; what is chosen for later is said in words first, and then confirmed."""
    update = managed(request, pk)
    draft = update.draft
    if draft is None:  # the button was pressed twice, or somebody else was faster: the record says what happened
        return redirect("update_record", pk)
    findings = checked(draft)
    is_alone = not findings.must and not may(request.user, "updates.publish", draft)
    last = update.editions.not_over().order_by("live_from").last()
    form = PublishForm(request.POST or None, last=last, is_alone=is_alone, initial={"when": "now"})
    if request.method == "POST" and not findings.must and form.is_valid():
        require(request.user, "updates.publish_alone" if is_alone else "updates.publish", draft)
        if form.cleaned_data["at"] is None or "confirmed" in request.POST:
            return _publish(request, draft, form.cleaned_data)
        return _confirm_publish(request, update, draft, form.cleaned_data)
    context = {
        "update": update, "draft": draft, "findings": findings, "form": form, "is_alone": is_alone,
        "reviewers": reviewers_of(draft) if is_alone else [],
        "people": how_many_follow(update.region), "letter": preview(letter_of(draft), update.region),
    }  # fmt: skip
    return render(request, "updates/desk/publish.html", context)


def _publish(request, draft, values):
    try:
        actions.publish(
            draft, by=request.user, version=version_in(request.POST.get("version")), at=values["at"],
            is_major=values.get("change") != "minor", change_note=values.get("change_note", ""),
            alone_because=values.get("alone_because", ""),
        )  # fmt: skip
    except Overtaken:
        return changed_meanwhile(request, "update_publish", draft.update_id)
    if draft.is_scheduled:
        messages.success(request, f"“{draft}” is scheduled. It goes live on {dates.moment(draft.live_from)}.")
        return redirect("update_record", draft.update_id)
    messages.success(request, f"“{draft}” is now public.")
    return redirect(draft.update)


def _confirm_publish(request, update, draft, values):
    """Say the moment in words, and what else goes live that day; nothing is scheduled yet."""
    at = values["at"]
    day = timezone.localdate(at)
    same_day = Edition.objects.visible_to(request.user).scheduled().filter(live_from__date=day, region=update.region)
    context = {
        "update": update, "draft": draft, "at": at, "hidden": [*_sent(request), ("confirmed", "yes")],
        "is_minor": values.get("change") == "minor", "change_note": values.get("change_note"),
        "people": how_many_follow(update.region),
        "same_day": same_day.select_related("region", "update").exclude(pk=draft.pk).order_by("live_from"),
    }  # fmt: skip
    return render(request, "updates/desk/publish_later.html", context)


def _sent(request):
    """What the form sent, to be sent again by the page that asks for confirmation."""
    return [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]


@require_http_methods(QUESTION)
def update_unschedule(request, pk):
    """Keep the edition that waits for its moment from going live: it becomes the working draft again."""
    update = managed(request, pk)
    edition = update.scheduled
    if edition is None:
        return redirect("update_record", pk)
    require(request.user, "updates.unschedule", edition)
    if request.method == "POST":
        try:
            actions.unschedule(edition, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, "update_record", pk)
        except actions.DraftInTheWay:
            messages.error(request, "There is another draft of this update. Publish or discard that one first.")
            return redirect("update_record", pk)
        messages.success(request, f"“{edition}” will not go live. It is a draft again.")
        return redirect("update_record", pk)
    context = {"update": update, "edition": edition, "hidden": [("version", edition.version)]}
    return render(request, "updates/desk/unschedule.html", context)


@require_http_methods(QUESTION)
def update_withdraw(request, pk):
    update = managed(request, pk)
    if update.is_withdrawn:
        return redirect("update_record", pk)
    require(request.user, "updates.withdraw", update)
    initial = {"how": "in-error", "when": "now"}
    form = WithdrawForm(request.POST or None, update=update, initial=initial)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["at"] and "confirmed" not in request.POST:
            return _confirm_withdraw(request, update, form.cleaned_data)
        return _withdraw(request, update, form.cleaned_data)
    return render(request, "updates/desk/withdraw.html", {"update": update, "form": form})


def _confirm_withdraw(request, update, values):
    """Say when, how and why in words; nothing is set yet."""
    context = {
        "update": update, "hidden": [*_sent(request), ("confirmed", "yes")], "how": Withdrawal(values["how"]).label,
        "at": values["at"], "reason": values["reason"], "superseded_by": values["superseded_by"],
    }  # fmt: skip
    return render(request, "updates/desk/withdraw_later.html", context)


def _withdraw(request, update, values):
    try:
        actions.withdraw(
            update, by=request.user, reason=values["reason"], how=values["how"], at=values["at"],
            superseded_by=values["superseded_by"],
        )  # fmt: skip
    except Overtaken:
        messages.error(request, "Somebody else has just withdrawn this update. Your reason was not saved.")
    else:
        when = f"will be withdrawn on {dates.moment(values['at'])}." if values["at"] else "is withdrawn."
        messages.success(request, f"{update} {when}")
    return redirect("update_record", update.pk)


@require_http_methods(QUESTION)
def update_keep(request, pk):
    """Call off a withdrawal whose moment has not come."""
    update = managed(request, pk)
    if not update.withdraws_later:
        return redirect("update_record", pk)
    if request.method == "POST":
        try:
            actions.keep_readable(update, by=request.user)
        except Overtaken:
            return changed_meanwhile(request, "update_record", pk)
        messages.success(request, f"{update} stays public: its withdrawal is called off.")
        return redirect("update_record", pk)
    return render(request, "updates/desk/keep.html", {"update": update})


@require_http_methods(QUESTION)
def update_discard(request, pk):
    update = managed(request, pk)
    draft = update.draft
    if draft is None:
        return redirect("update_record", pk)
    require(request.user, "updates.discard", draft)
    if request.method == "POST":
        try:
            actions.discard(draft, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, "update_record", pk)
        messages.success(request, f"The draft of {update} is discarded. Its words are in the history.")
        return redirect("desk")
    context = {"update": update, "draft": draft, "hidden": [("version", draft.version)]}
    return render(request, "updates/desk/discard.html", context)


@require_http_methods(QUESTION)
def update_move(request, pk):
    """Change the months or the name of an update; the old address leads to the new one."""
    update = managed(request, pk)
    require(request.user, "updates.move", update)
    form = MoveForm(request.POST or None, user=request.user, update=update)
    if request.method == "POST" and form.is_valid():
        was = update.get_absolute_url()
        try:
            has_moved = actions.move_update(
                update, form.cleaned_data["period"], by=request.user, special=form.cleaned_data["special"]
            )
        except actions.PeriodTaken as taken:
            form.is_taken(taken.update)
        else:
            if has_moved:
                messages.success(request, f"The address is changed. Whoever opens {was} is sent to the new one.")
            return redirect("update_record", pk)
    return render(request, "updates/desk/move.html", {"update": update, "form": form})


@require_http_methods(QUESTION)
def update_review_on(request, pk):
    """Say when somebody should look whether the update is still right."""
    update = managed(request, pk)
    form = ReviewOnForm(request.POST or None, initial={"review_on": update.review_on})
    if request.method == "POST" and form.is_valid():
        update.look_again(form.cleaned_data["review_on"], by=request.user)
        messages.success(request, "The date is saved.")
        return redirect("update_record", pk)
    return render(request, "updates/desk/review_on.html", {"update": update, "form": form})
