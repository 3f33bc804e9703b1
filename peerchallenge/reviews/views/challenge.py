"""The challenge event of a cycle, for those who run it: triads with what stands against them, its date, its seats."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from peerchallenge.actions.running import HasBegun, TriadReleased
from peerchallenge.models import Step
from peerchallenge.no_child import note_explained
from peerchallenge.reviews.actions import challenging
from peerchallenge.reviews.challenge import directors_of, table_of, who_sees_event
from peerchallenge.reviews.forms.challenge import EventForm, TriadsForm
from peerchallenge.reviews.models import ChallengeEvent
from peerchallenge.reviews.together import next_together
from peerchallenge.reviews.views.shared import changed_meanwhile
from peerchallenge.views.cycle_shared import cycle_to, trail
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.saved_first import saved_first


def address_of(cycle) -> str:
    """Where the challenge event of a cycle is found."""
    return reverse("challenge_event", args=[cycle.public_id])


def event_of(cycle) -> ChallengeEvent | None:
    """Return the challenge event of a cycle, if it was made."""
    return cycle.challenge_events.select_related("kind", "region", "cycle", "edited_by").first()


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_event(request, public_id):
    """The table of triads: who gives and who receives, what stands against it; moved by hand."""
    cycle = cycle_to(request, public_id, "reviews.see_event")
    if request.method == "POST":
        require(request.user, "peerchallenge.edit_cycle", cycle)
    form = TriadsForm(posted(request), cycle=cycle)
    if form.is_valid():
        try:
            version = version_in(request.POST.get("version"))
            challenging.move_triads(cycle, form.triads(), by=request.user, version=version)
        except (Overtaken, HasBegun):
            return _conflict(request, public_id, form)
        except TriadReleased as released:
            form.refuse(released.authorities)
        else:
            messages.success(request, "Saved. Seats on which nobody is follow the triads.")
            return redirect(address_of(cycle))
    return _page(request, cycle, form)


def _page(request, cycle, form):
    event, may_run = event_of(cycle), may(request.user, "reviews.run_event", cycle)
    table = table_of(cycle, event)
    context = {
        "cycle": cycle, "event": event, "table": table, "form": form, "who": who_sees_event(cycle.region),
        "triads": [(one, [(row, form.field_of(row.authority)) for row in one.rows]) for one in table.triads],
        "may_move": may(request.user, "peerchallenge.edit_cycle", cycle),
        "may_run": may_run, "next": next_together(event, request.user) if may_run and event else {},
        "trail": trail(cycle), "version": request.POST.get("version", cycle.version),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/challenge/event.html", context)


def _conflict(request, public_id, form):
    cycle = cycle_to(request, public_id, "reviews.see_event")
    return saved_first(
        request, cycle, about=cycle.full_name, theirs=TriadsForm(cycle=cycle).said(), mine=form.said(),
        typed=typed_fields(request.POST), discard_url=address_of(cycle), trail=trail(cycle),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_event_edit(request, public_id):
    """Make the event, with a review of each authority; or give it another date."""
    cycle = cycle_to(request, public_id, "reviews.run_event")
    event, key = event_of(cycle), FormKey.of_form(request)
    form = EventForm(posted(request), region=cycle.region, event=event, initial=_initial(cycle, event))
    if form.is_valid():
        try:
            _saved(request, cycle, event, form, key)
        except KeyAlreadyUsed:
            pass
        except (NotAMove, Overtaken):
            return changed_meanwhile(request, address_of(cycle))
        return redirect(address_of(cycle))
    context = {
        "cycle": cycle, "event": event, "form": form, "key": key, "who": who_sees_event(cycle.region),
        "cancel_url": address_of(cycle), "trail": trail(cycle, ("Challenge event", address_of(cycle))),
        "many": cycle.participations.count(), "version": request.POST.get("version", event.version if event else ""),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/challenge/edit.html", context)


def _initial(cycle, event):
    if event:
        return {"takes_place_on": event.takes_place_on, "place": event.place}
    step = cycle.steps.filter(kind=Step.Kind.CHALLENGE, is_on=True).first()
    return {"takes_place_on": step.opens_on or step.due_on, "place": step.place} if step else {}


def _saved(request, cycle, event, form, key):
    FormKey.refuse_used(key, ChallengeEvent)  # pressed twice, the second finds the event that the first made
    if event is None:
        event = challenging.make_event(cycle, by=request.user, form_key=key, **form.cleaned_data)
        messages.success(request, "The event is there, with a review of each authority. Each host is told.")
    else:
        version = version_in(request.POST.get("version"))
        challenging.move_event(event, by=request.user, version=version, **form.cleaned_data)
        messages.success(request, "Saved. Hosts and teams are told where the date changed.")
    note_explained(form, event, by=request.user)


@require_POST
def challenge_event_follow(request, public_id):
    """Bring reviews and seats into line with who takes part and the triads."""
    cycle = cycle_to(request, public_id, "reviews.run_event")
    event = event_of(cycle)
    try:
        if event is None:
            raise NotAMove("There is no event.")
        challenging.follow(event, by=request.user)
    except NotAMove:
        return changed_meanwhile(request, address_of(cycle))
    messages.success(request, "Each authority has its review, and its seats are those of its triad.")
    return redirect(address_of(cycle))


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_event_ask(request, public_id):
    """Ask the directors to the seats that are theirs: who is asked to whom, asked once."""
    cycle = cycle_to(request, public_id, "reviews.run_event")
    event = event_of(cycle)
    if event is None:
        return changed_meanwhile(request, address_of(cycle))
    if request.method == "POST":
        return _asked(request, cycle, event)
    directors = directors_of(cycle.region)
    seats = [(f"{directors.get(place.pk) or 'Nobody: the post is vacant'}, {place}", review.authority)
             for review, _, place in challenging.seats_of_directors(event)]  # fmt: skip
    context = {
        "cycle": cycle, "event": event, "who": who_sees_event(cycle.region), "cancel_url": address_of(cycle),
        "seats": [f"{who}, to challenge {host}" for who, host in seats],
        "trail": trail(cycle, ("Challenge event", address_of(cycle))),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/challenge/ask.html", context)


def _asked(request, cycle, event):
    try:
        many, refused = challenging.ask_directors(event, by=request.user)
    except NotAMove:
        return changed_meanwhile(request, address_of(cycle))
    messages.success(request, f"{many} invitation{'' if many == 1 else 's'} {'goes' if many == 1 else 'go'} out.")
    if refused:
        messages.error(request, f"Not asked: {' '.join(refused)}")
    return redirect(address_of(cycle))
