from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from portal.audit.models import FormKey, Overtaken
from portal.events import calendars, parts
from portal.events.actions import add_event
from portal.events.forms import CancelEventForm, EventForm, NewEventForm, VersionForm
from portal.events.models import Event
from portal.regions.models import Region
from portal.ui import richtext
from portal.ui.pagecache import cached_page, expires_at_latest
from portal.ui.pagination import page_of
from portal.ui.permissions import require
from portal.ui.saved_first import saved_first

PER_PAGE = 20


@login_not_required
@require_safe
@cached_page("region", "past", "page")
def event_list(request):
    """Upcoming events, next first, or with `?past=1` those that are over, latest first; of one region or of all."""
    now = timezone.now()
    regions = list(Region.objects.visible_to(request.user).order_by("is_invented", "name"))
    region = _chosen(regions, request.GET.get("region"))
    is_past = request.GET.get("past") == "1"
    events = Event.objects.visible_to(request.user).of(region)
    tally = events.tally(now)
    shown = events.past(now) if is_past else events.upcoming(now)
    page = page_of(request, shown.for_list(), PER_PAGE, count=tally["past" if is_past else "upcoming"])
    expires_at_latest(request, tally["next_end"])
    selects = _filters(regions, region, is_past)
    context = {"page": page, "selects": selects, "region": region, "is_past": is_past, "tally": tally}
    return render(request, "events/event_list.html", context)


def _filters(regions, region, is_past):
    places = [("", "Every region"), *((choice.slug, choice.name) for choice in regions)]
    times = [("", "Events to come"), ("1", "Past events")]
    return [
        {"name": "region", "label": "Region", "choices": places, "value": region.slug if region else ""},
        {"name": "past", "label": "When", "choices": times, "value": "1" if is_past else ""},
    ]


def _chosen(regions, slug):
    """Return the region called `slug`, or None when no region was chosen; 404 when there is none such."""
    if not slug:
        return None
    for region in regions:
        if region.slug == slug:
            return region
    raise Http404("No such region.")


@login_not_required
@require_safe
@cached_page()
def event(request, pk):
    event = _event(request, pk)
    if not event.is_over:
        expires_at_latest(request, event.ends_at)
    context = {
        "event": event,
        "rows": _facts(event),
        "about": parts.links(event),
        "trail": _trail(),
        "description": _described(event),
    }
    return render(request, "events/event.html", context)


def _facts(event):
    region, link, where = event.region, event.link, event.where
    to_keep = "" if event.is_over or event.is_cancelled else reverse("event_ics", args=[event.pk])
    rows = [
        {"label": "Where", "value": where},
        {"label": "Region", "value": region or "Every region", "url": region.get_absolute_url() if region else ""},
        {"label": "More details", "value": link, "url": link},
        {"label": "Your calendar", "value": to_keep and "Add this event (ICS file)", "url": to_keep},
    ]
    return [row for row in rows if row["value"]]


def _described(event):
    """Return one line for those to whom the page is shown elsewhere."""
    said = ["Cancelled" if event.is_cancelled else "", event.when, event.where, richtext.to_plain(event.summary)]
    return ". ".join(filter(None, said))


def _trail():
    return [("Home", reverse("home")), ("Events", reverse("event_list"))]


def _event(request, pk):
    return get_object_or_404(Event.objects.visible_to(request.user).select_related("region"), pk=pk)


@login_not_required
@require_safe
def event_ics(request, pk):
    event = _event(request, pk)
    name = f"event-{event.pk}.ics"
    return _calendar(calendars.one_event(event), {"Content-Disposition": f'attachment; filename="{name}"'})


@login_not_required
@require_safe
@cached_page()
def event_calendar(request):
    events = Event.objects.visible_to(request.user).in_calendar()
    return _calendar(calendars.calendar(f"Events: {settings.SITE_NAME}", events))


@login_not_required
@require_safe
@cached_page()
def region_event_calendar(request, region):
    region = get_object_or_404(Region.objects.visible_to(request.user), slug=region)
    events = Event.objects.visible_to(request.user).of(region).in_calendar()
    return _calendar(calendars.calendar(f"Events: {region}", events))


def _calendar(body, headers=None):
    return HttpResponse(body, content_type=calendars.CONTENT_TYPE, headers=headers)


def event_new(request):
    require(request.user, "events.write")
    form = NewEventForm(_posted(request), by=request.user)
    key = FormKey.of_form(request)
    if form.is_valid():
        require(request.user, "events.write_in", form.region_chosen)
        event = add_event(form.details(), region=form.region_chosen, by=request.user, key=key, said=form.said())
        messages.success(request, f"{event} is now public.")
        return redirect(event)
    return render(request, "events/event_form.html", {"form": form, "key": key, "trail": _trail()})


def _posted(request):
    return request.POST if request.method == "POST" else None


def event_edit(request, pk):
    event = _event(request, pk)
    require(request.user, "events.edit", event)
    # The form writes into the event that it is given: the page shows the one that is saved.
    form = EventForm(_posted(request), instance=_event(request, pk), by=request.user)
    version = VersionForm(_posted(request), initial={"version": event.version})
    if form.is_valid():
        try:
            event.rewrite(by=request.user, version=version.number(), said=form.said(), **form.details())
        except Overtaken:
            return _conflict(request, _event(request, pk), form)
        messages.success(request, "Your changes are saved and public.")
        return redirect(event)
    context = {"form": form, "event": event, "version": version, "trail": _trail()}
    return render(request, "events/event_form.html", context)


def _conflict(request, event, form):
    """Show what somebody else saved beside what was typed; the button saves the latter over it."""
    theirs = EventForm(instance=event, by=request.user).in_words()
    return saved_first(
        request, event, about=event.title, theirs=theirs, mine=form.in_words(), typed=form.as_typed(),
        discard_url=event.get_absolute_url(), trail=_trail(),
    )  # fmt: skip


def event_cancel(request, pk):
    event = _event(request, pk)
    require(request.user, "events.write_in", event.region)
    if event.is_cancelled and request.method == "POST":
        return redirect(event)  # the button was pressed twice
    require(request.user, "events.cancel", event)
    form = CancelEventForm(_posted(request), initial={"version": event.version})
    if form.is_valid():
        try:
            event.cancel(by=request.user, reason=form.cleaned_data["reason"], version=form.number())
        except Overtaken:
            return _cancel_again(request, _event(request, pk), form.cleaned_data["reason"])
        messages.success(request, f"{event} is cancelled, and its page says so.")
        return redirect(event)
    return _cancel_page(request, event, form)


def _cancel_page(request, event, form, status=200):
    consequences = [
        "The page stays, and says that the event is cancelled and why.",
        "Calendars that people subscribe to mark it as cancelled.",
        "It leaves the pages on which it is featured.",
    ]
    context = {"event": event, "form": form, "consequences": consequences, "trail": _trail()}
    return render(request, "events/event_cancel.html", context | {"was_changed": status == 409}, status=status)


def _cancel_again(request, event, reason):
    """Ask once more, because somebody changed the event meanwhile; the reason that was typed is kept."""
    if event.is_cancelled:
        return redirect(event)
    form = CancelEventForm(initial={"version": event.version, "reason": reason})
    return _cancel_page(request, event, form, status=409)


@require_POST
def event_feature(request, pk):
    """Put the event on the home page, or take it off."""
    event = _event(request, pk)
    require(request.user, "events.feature_on_home", event)
    version = VersionForm(request.POST)
    try:
        event.feature_on_home(not event.featured_on_home, by=request.user, version=version.number())
    except Overtaken:
        messages.error(request, "Somebody else changed this event. Look at it again, then decide.")
    else:
        where = "now on the home page" if event.featured_on_home else "no longer on the home page"
        messages.success(request, f"{event} is {where}.")
    return redirect(event)
