"""The reviews of a challenge event go on together: which, to what, asked once."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.audiences import capital
from peerchallenge.reviews.actions.challenging import move_together
from peerchallenge.reviews.challenge import who_sees_event
from peerchallenge.reviews.front_page import leads_of
from peerchallenge.reviews.models import Stage
from peerchallenge.reviews.stage_words import WORDS
from peerchallenge.reviews.together import next_together
from peerchallenge.reviews.views.challenge import address_of, event_of
from peerchallenge.reviews.views.shared import changed_meanwhile
from peerchallenge.views.cycle_shared import cycle_to, trail
from portal.audit.models import NotAMove


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_event_move(request, public_id, stage):
    """Let all reviews of the event that come to `stage` next reach it, instead of one by one."""
    if stage not in Stage.values:
        raise Http404("There is no such stage.")
    cycle, to = cycle_to(request, public_id, "reviews.run_event"), Stage(stage)
    event = event_of(cycle)
    reviews = next_together(event, request.user).get(to, []) if event else []
    if request.method == "POST" and event:
        return _moved(request, cycle, event, to)
    if not reviews:
        return changed_meanwhile(request, address_of(cycle))
    leads = leads_of(reviews)
    context = {
        "cycle": cycle, "to": to, "button": WORDS[to].button, "reviews": reviews, "who": who_sees_event(cycle.region),
        "lets": [capital(line.format(host="the host")) for line in WORDS[to].lets], "tells": bool(WORDS[to].tells),
        "without_lead": [one.authority for one in reviews if one.pk not in leads],
        "hidden": [("review", one.public_id) for one in reviews], "cancel_url": address_of(cycle),
        "trail": trail(cycle, ("Challenge event", address_of(cycle))),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/challenge/move.html", context)


def _moved(request, cycle, event, to):
    ids = set(request.POST.getlist("review"))
    try:
        many = move_together(event, to, ids, by=request.user)
    except NotAMove:
        many = 0
    if not many:
        return changed_meanwhile(request, address_of(cycle))
    messages.success(request, f"{many} review{' is' if many == 1 else 's are'} now at: {to.label}.")
    if many < len(ids):
        messages.error(request, f"{len(ids) - many} had changed meanwhile and stayed where they were.")
    return redirect(address_of(cycle))
