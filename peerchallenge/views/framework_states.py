"""What becomes of a draft of a framework: a spreadsheet takes its place, it is published, it is discarded."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.actions import framing
from peerchallenge.forms.frameworks import TableForm
from peerchallenge.frameworks.changes import differences
from peerchallenge.frameworks.exporting import to_csv
from peerchallenge.frameworks.readiness import in_figures, what_is_missing
from peerchallenge.frameworks.text import put_in_place, text_of
from peerchallenge.views.framework_shared import changed_meanwhile, draft_to, trail
from portal.audit.models import NotAMove, Overtaken
from portal.ui.posted import version_in


@require_http_methods(["GET", "HEAD", "POST"])
def framework_bring_in(request, pk):
    """Choose a spreadsheet, see what it would change or what is wrong with it, confirm. Nothing is saved before."""
    version = draft_to(request, pk)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    context = {"version": version, "form": form, "trail": trail(request.user, version)}
    if not form.is_valid():
        return render(request, "peerchallenge/framework/bring_in.html", context)
    there = text_of(version)
    text = put_in_place(form.text, there)
    if form.cleaned_data["confirmed"]:
        try:
            framing.replace_text(version, text, by=request.user, seen=version_in(request.POST.get("changes")))
            messages.success(request, "The draft says what the spreadsheet said. Readers don’t see it yet.")
            return redirect(version)
        except Overtaken:
            version = context["version"] = draft_to(request, pk)
            there = text_of(version)
            text = put_in_place(form.text, there)
            context["is_overtaken"] = True
    context |= {"differences": differences(there, text, by="pk"), "said": to_csv(form.text).decode()}
    return render(request, "peerchallenge/framework/bring_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def framework_publish(request, pk):
    """Say what publishing means and what is still missing, then ask once."""
    version = draft_to(request, pk)
    if request.method == "POST":
        try:
            framing.publish_version(version, by=request.user, seen=version_in(request.POST.get("changes")))
        except (Overtaken, NotAMove, framing.NotReady):
            return changed_meanwhile(request, version)
        messages.success(request, "The framework is published. Nothing in it changes any more; cycles can use it.")
        return redirect(version)
    text = text_of(version)
    context = {
        "version": version, "missing": what_is_missing(text), "trail": trail(request.user, version),
        "heading": "Publish this framework?", "button": "Publish framework",
        "hidden": [("changes", version.changes)],
        "consequences": [
            f"It has {in_figures(text)}.",
            "Nothing in it changes afterwards, not even a comma. What you find out later goes into the next version.",
            "Your region’s cycles can use it. No letter is sent by this.",
        ],
        "who_can_see": f"everybody who holds a post in {version.region}.",
    }  # fmt: skip
    return render(request, "peerchallenge/framework/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def framework_discard(request, pk):
    version = draft_to(request, pk)
    if request.method == "POST":
        try:
            framing.discard_version(version, by=request.user, seen=version_in(request.POST.get("changes")))
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, version)
        messages.success(request, "The draft is discarded.")
        return redirect("frameworks")
    context = {
        "version": version, "trail": trail(request.user, version), "hidden": [("changes", version.changes)],
        "heading": "Discard this draft?", "button": "Discard draft", "warning": True,
        "consequences": [
            "It leaves your frameworks, with everything in it. Nobody can go on with it.",
            "Published versions stay as they are.",
        ],
    }  # fmt: skip
    return render(request, "peerchallenge/framework/confirm.html", context)
