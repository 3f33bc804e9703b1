"""What becomes of a cycle: opened with its letters, closed, open again, discarded."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.actions.cascading import cascade, cascade_of
from peerchallenge.actions.closing import close_cycle
from peerchallenge.cycle_reading import what_is_missing
from peerchallenge.models import Cycle
from peerchallenge.views.cycle_shared import changed_meanwhile, cycle_to, trail
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.ui.posted import version_in


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_open(request, public_id):
    """Show the authorities that the framework goes to and each letter, then ask once.

    Of an open cycle: the authorities that were added since.
    """
    cycle = cycle_to(request, public_id, "peerchallenge.open_cycle")
    musts = [one for one in what_is_missing(cycle) if one.must]
    if request.method == "POST" and not musts:
        return _sent_out(request, cycle)
    context = {
        "cycle": cycle, "musts": musts, "trail": trail(cycle), "key": FormKey.of_form(request),
        "cascade": None if musts else cascade_of(cycle, by=request.user),
    }  # fmt: skip
    return render(request, "peerchallenge/cycle/open.html", context, status=409 if request.method == "POST" else 200)


def _sent_out(request, cycle):
    version, seal = version_in(request.POST.get("version")), request.POST.get("seal", "")
    try:
        made = cascade(cycle, by=request.user, version=version, seal=seal, form_key=FormKey.of_form(request))
    except KeyAlreadyUsed:
        return redirect(cycle)
    except (Overtaken, NotAMove):
        return changed_meanwhile(request, reverse("cycle_open", args=[cycle.public_id]))
    count = f"{len(made)} self-assessment{'' if len(made) == 1 else 's'}"
    messages.success(request, f"The cycle is open. {count} made; the letters are on their way.")
    return redirect("control_room", cycle.public_id)


# What each verb's page says: question, button, what happens, what is said afterwards.
CLOSING = {
    "heading": "Close this cycle?",
    "button": "Close cycle",
    "consequences": [
        "Nothing in it changes any more: nobody writes, signs, submits or moderates.",
        "Whoever could read something can go on reading it.",
        "A self-assessment that wasn’t submitted stays unread outside its authority.",
        "Directors and the regional chair are shown its counts, without a name, if three authorities submitted.",
        "You can open it again.",
    ],
    "said": "The cycle is closed. Nothing in it changes any more.",
}
REOPENING = {
    "heading": "Open this cycle again?",
    "button": "Open cycle again",
    "consequences": [
        "Authorities can write in what they have not submitted, and moderators go on.",
        "What directors are shown of its counts stays as it is.",
        "No letter is sent.",
    ],
    "said": "The cycle is open again.",
}
DISCARDING = {
    "heading": "Discard this draft?",
    "button": "Discard draft",
    "consequences": [
        "It leaves your cycles, with everything in it. Nobody can go on with it.",
        "You can start another cycle for the same year.",
    ],
    "warning": True,
    "said": "The draft is discarded.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_close(request, public_id):
    return _decided(request, public_id, "close", CLOSING, close_cycle)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_reopen(request, public_id):
    return _decided(request, public_id, "reopen", REOPENING, Cycle.reopen)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_discard(request, public_id):
    return _decided(request, public_id, "discard", DISCARDING, Cycle.discard, after="cycles")


def _decided(request, public_id, verb, words, act, after=""):
    """Ask once, then do `act`, for which the `verb` is allowed; lead to the page `after`, or back to the cycle."""
    cycle = cycle_to(request, public_id, f"peerchallenge.{verb}_cycle")
    if request.method == "POST":
        try:
            act(cycle, by=request.user, version=version_in(request.POST.get("version")))
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, cycle.get_absolute_url())
        messages.success(request, words["said"])
        return redirect(after or cycle)
    context = {"cycle": cycle, "trail": trail(cycle), "hidden": [("version", cycle.version)]}
    return render(request, "peerchallenge/cycle/confirm.html", context | words)
