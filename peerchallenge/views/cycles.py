"""The desk of those who run a region's cycles: the list, a new one, one whole, and what can be written into it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.actions import running
from peerchallenge.cycle_reading import (
    listed_cycles,
    settings_of,
    shown_steps,
    triads_of,
    what_is_missing,
    when_in_words,
)
from peerchallenge.forms.cycles import AuthoritiesForm, CycleForm, StartCycleForm, cycle_initial, suggested
from peerchallenge.forms.steps import StepRows, moved_rows, step_rows
from peerchallenge.models import Cycle, Step
from peerchallenge.views.cycle_shared import conflict, cycle_to, saved_as, trail
from portal.audit.models import AuditEvent, FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.permissions import may, require
from portal.ui.posted import address_if_there, posted, version_in
from portal.ui.said import in_words


@require_safe
def cycles(request):
    """The cycles of the regions in which the person runs peer challenge, latest first."""
    require(request.user, "peerchallenge.see_cycles")
    found = [
        cycle for cycle in listed_cycles(request.user) if may(request.user, "peerchallenge.see_control_room", cycle)
    ]
    context = {
        "cycles": found,
        "may_start": may(request.user, "peerchallenge.start_cycle"),
        "frameworks_url": address_if_there("frameworks"),
        "trail": trail()[:1],
    }
    return render(request, "peerchallenge/cycle/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_new(request):
    require(request.user, "peerchallenge.start_cycle")
    form = StartCycleForm(posted(request), by=request.user, initial=suggested(request.user.managed_regions()))
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, Cycle):
            return _to_cycle(request, made)
        if form.is_valid():
            require(request.user, "peerchallenge.run_in", form.region_chosen)
            if pk := _started(form, request.user, key):
                return _to_cycle(request, pk)
    return render(request, "peerchallenge/cycle/new.html", {"form": form, "key": key, "trail": trail()})


def _to_cycle(request, pk):
    return redirect(Cycle.objects.visible_to(request.user).get(pk=pk))


def _started(form, user, key):
    """Start the cycle of a valid form and return its id; None, with the form saying why, when it can't be."""
    given = form.cleaned_data
    try:
        return running.start_cycle(
            form.region_chosen, given["year"], given["course"], by=user, title=given["title"], form_key=key
        ).pk
    except KeyAlreadyUsed as used:
        return used.record_id
    except running.YearTaken as taken:
        form.is_taken(taken.cycle)
        return None


@require_safe
def cycle(request, public_id):
    """The cycle whole: what is missing, its steps, its settings, who takes part, and all that can be done."""
    cycle = cycle_to(request, public_id, "peerchallenge.see_control_room")
    steps = list(cycle.steps.all())
    context = {
        "cycle": cycle,
        "missing": what_is_missing(cycle) if cycle.is_draft else [],
        "steps": shown_steps([step for step in steps if step.is_on]),
        "off": [step for step in steps if not step.is_on],
        "audiences": [(step, when_in_words(step.opens_on, step.due_on)) for step in steps if step.is_on],
        "settings": settings_of(cycle),
        "triads": triads_of(cycle),
        "waiting": 0 if not cycle.is_open else cycle.participations.count() - cycle.assessments.count(),
        "summit_url": address_if_there("summit", cycle.public_id) if not cycle.is_draft else "",
        "events": AuditEvent.objects.visible_to(request.user).about(cycle)[:10],
        "trail": trail(),
    }
    return render(request, "peerchallenge/cycle/cycle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_edit(request, public_id):
    cycle = cycle_to(request, public_id)
    form = CycleForm(posted(request), cycle=cycle, initial=cycle_initial(cycle))
    if form.is_valid():
        version = version_in(request.POST.get("version"))
        try:
            running.edit_cycle(cycle, by=request.user, version=version, **form.details())
        except Overtaken:
            cycle = cycle_to(request, public_id)
            saved = CycleForm(cycle=cycle, initial=cycle_initial(cycle))
            return conflict(request, cycle, in_words(saved), in_words(form), cycle.get_absolute_url())
        messages.success(request, saved_as(cycle))
        return redirect(cycle)
    context = {"cycle": cycle, "form": form, "trail": trail(cycle)}
    context["version"] = request.POST.get("version", cycle.version)
    return render(request, "peerchallenge/cycle/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_steps(request, public_id):
    """All the steps as one form; to the peer challenge associate only the days and places that they look after."""
    cycle = cycle_to(request, public_id, "peerchallenge.date_steps")
    only_dates = not may(request.user, "peerchallenge.edit_cycle", cycle)
    rows = _step_rows(request, cycle, only_dates)
    if request.method == "POST" and (do := request.POST.get("do", "save")) != "save" and not only_dates:
        moved = StepRows(prefix="steps", initial=moved_rows(request.POST, do))
        return _steps_page(request, cycle, moved, only_dates, is_typed=True)
    if request.method == "POST" and rows.is_valid():
        return _saved_steps(request, cycle, rows, only_dates)
    return _steps_page(request, cycle, rows, only_dates)


def _step_rows(request, cycle, only_dates, data=True):
    steps = cycle.steps.filter(edited_by=Step.Audience.RUNNERS, is_on=True) if only_dates else cycle.steps.all()
    options = {"prefix": "steps", "initial": step_rows(steps), "form_kwargs": {"only_dates": only_dates}}
    return StepRows(posted(request) if data else None, **options)


def _saved_steps(request, cycle, rows, only_dates):
    save = running.date_steps if only_dates else running.edit_steps
    version = version_in(request.POST.get("version"))
    try:
        save(cycle, rows.fields_of_steps(), by=request.user, version=version)
    except Overtaken:
        cycle = cycle_to(request, cycle.public_id, "peerchallenge.date_steps")
        theirs = _step_rows(request, cycle, only_dates, data=False).said()
        return conflict(request, cycle, theirs, rows.said(), cycle.get_absolute_url())
    messages.success(request, saved_as(cycle))
    return redirect(cycle)


def _steps_page(request, cycle, rows, only_dates, is_typed=False):
    context = {
        "cycle": cycle, "rows": rows, "only_dates": only_dates, "is_typed": is_typed, "trail": trail(cycle),
        "version": request.POST.get("version", cycle.version),
    }  # fmt: skip
    return render(request, "peerchallenge/cycle/steps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_authorities(request, public_id):
    """Which authorities take part, and in which triad."""
    cycle = cycle_to(request, public_id)
    form = AuthoritiesForm(posted(request), cycle=cycle)
    if form.is_valid():
        version = version_in(request.POST.get("version"))
        try:
            running.choose_authorities(cycle, form.triads(), by=request.user, version=version)
        except (Overtaken, running.HasBegun):
            cycle = cycle_to(request, public_id)
            theirs = AuthoritiesForm(cycle=cycle).said()
            return conflict(request, cycle, theirs, form.said(), cycle.get_absolute_url())
        messages.success(request, saved_as(cycle))
        return redirect(cycle)
    context = {"cycle": cycle, "form": form, "trail": trail(cycle)}
    context["version"] = request.POST.get("version", cycle.version)
    return render(request, "peerchallenge/cycle/authorities.html", context)
