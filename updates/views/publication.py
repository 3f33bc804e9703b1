"""When the public reads what: publishing, withdrawing, discarding."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from portal.audit.models import Overtaken
from portal.ui.permissions import require
from updates import actions
from updates.forms import WithdrawForm
from updates.views.shared import managed, version_in


@require_http_methods(["GET", "HEAD", "POST"])
def update_publish(request, pk):
    update = managed(request, pk)
    draft = update.draft
    if draft is None:  # the button was pressed twice, or somebody else was faster: the record says what happened
        return redirect("update_record", pk)
    missing = draft.missing()
    if request.method == "POST" and not missing:
        require(request.user, "updates.publish", draft)
        try:
            actions.publish(
                draft, by=request.user, version=version_in(request.POST.get("version")),
                is_major=request.POST.get("change") != "minor",
            )  # fmt: skip
        except Overtaken:
            messages.error(
                request, "Somebody else changed this draft after you opened it. Read it again, then publish."
            )
            return redirect("update_publish", pk)
        messages.success(request, f"“{draft}” is now public.")
        return redirect(update)
    context = {"update": update, "draft": draft, "missing": missing, "live": update.live}
    return render(request, "updates/desk/publish.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def update_withdraw(request, pk):
    update = managed(request, pk)
    if update.is_withdrawn:
        return redirect("update_record", pk)
    require(request.user, "updates.withdraw", update)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(update, by=request.user, reason=form.cleaned_data["reason"])
        except Overtaken:
            messages.error(request, "Somebody else has just withdrawn this update. Your reason was not saved.")
        else:
            messages.success(request, f"{update} is withdrawn: its page now says so, and why.")
        return redirect("update_record", pk)
    return render(request, "updates/desk/withdraw.html", {"update": update, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def update_discard(request, pk):
    update = managed(request, pk)
    draft = update.draft
    if draft is None:
        return redirect("update_record", pk)
    require(request.user, "updates.discard", draft)
    if request.method == "POST":
        try:
            draft.discard(by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            messages.error(request, "Somebody else changed this draft after you opened it. Look again, then decide.")
            return redirect("update_record", pk)
        messages.success(request, f"The draft of {update} is discarded.")
        return redirect("desk")
    context = {"update": update, "draft": draft, "hidden": [("version", draft.version)]}
    return render(request, "updates/desk/discard.html", context)
