"""The control room of a cycle: who is where, as a page and as a table, and more time for one authority."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.actions.extending import extend as give_time
from peerchallenge.actions.extending import extension_letters
from peerchallenge.actions.running import CycleNotOpen
from peerchallenge.control_room import choices, control_room_of, counted, narrowed, table
from peerchallenge.deadlines import Deadlines
from peerchallenge.forms.cycles import ExtensionForm
from peerchallenge.models import Participation, Step
from peerchallenge.no_child import explained
from peerchallenge.views.cycle_shared import cycle_to, trail
from portal.audit.models import FormKey, KeyAlreadyUsed
from portal.ui import dates
from portal.ui.links import with_query
from portal.ui.permissions import may
from portal.ui.posted import posted
from portal.ui.sheets import write_csv

# Steps at which an authority, or its moderator, hands something in; the others are on one date for all.
HANDED_IN = (
    Step.Kind.SELF_ASSESSMENT, Step.Kind.MODERATION, Step.Kind.SYNTHESIS, Step.Kind.DELIVERY,
    Step.Kind.SIX_MONTH_REVIEW,
)  # fmt: skip


@require_safe
def control_room(request, public_id):
    """Authorities × steps, each cell in words with its date; what can be done for each."""
    cycle = cycle_to(request, public_id, "peerchallenge.see_control_room")
    room = _room(request, cycle)
    selects = choices(room, request.GET)
    context = {
        "cycle": cycle,
        "steps": room.steps,
        "moderates": any(step.kind == Step.Kind.MODERATION for step in room.steps),
        "rows": narrowed(room.rows, selects),
        "counted": counted(room),
        "selects": selects,
        "chips": [_chip(request, one) for one in selects if one["value"]],
        "may_run": may(request.user, "peerchallenge.extend", cycle),
        "trail": trail(cycle),
    }
    return render(request, "peerchallenge/cycle/control_room.html", context)


def _room(request, cycle):
    return control_room_of(cycle, names_people=may(request.user, "peerchallenge.run_in", cycle))


def _chip(request, select):
    label = dict(select["choices"])[select["value"]]
    return {"label": label, "url": with_query(request.GET, **{select["name"]: None})}


@require_safe
def control_room_csv(request, public_id):
    """What the control room shows of every authority, or of those that it was narrowed to, as CSV."""
    cycle = cycle_to(request, public_id, "peerchallenge.see_control_room")
    room = _room(request, cycle)
    columns, rows = table(room, narrowed(room.rows, choices(room, request.GET)))
    name = f"{cycle.region.slug}-{cycle.year}-control-room-{timezone.localdate()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request, public_id, code):
    """More time for one authority: asked for, shown with the letters, then given."""
    cycle = cycle_to(request, public_id, "peerchallenge.extend")
    taking_part = Participation.objects.visible_to(request.user).filter(cycle=cycle)
    one = get_object_or_404(taking_part.select_related("authority", "cycle"), authority__code=code)
    steps = Step.objects.visible_to(request.user).filter(cycle=cycle, is_on=True, kind__in=HANDED_IN)
    first = steps.filter(kind=Step.Kind.SELF_ASSESSMENT).first()
    form = ExtensionForm(posted(request), steps=steps, initial={"step": first})
    key = FormKey.of_form(request)
    context = {"cycle": cycle, "authority": one.authority, "form": form, "key": key, "trail": trail(cycle)}
    if not form.is_valid():
        context["so_far"] = _so_far(cycle, steps, one.authority)
        return render(request, "peerchallenge/cycle/extend.html", context)
    given = {name: form.cleaned_data[name] for name in ("step", "due_on", "reason")}
    if form.cleaned_data["confirmed"]:
        return _extended(request, one, form, given, key)
    context |= {"letters": extension_letters(one, **given, by=request.user), "explanation": form.explanation, **given}
    return render(request, "peerchallenge/cycle/extend_confirm.html", context)


def _so_far(cycle, steps, authority):
    """Return how each step stands for the authority, and why where it was extended before."""
    deadlines = Deadlines(cycle)
    found = [(step, deadlines.of(step, authority)) for step in steps]
    return [
        {"label": step.name, "value": ". ".join(filter(None, [deadline.in_short, deadline.because]))}
        for step, deadline in found
    ]


def _extended(request, one, form, given, key):
    assessment = one.cycle.assessments.filter(authority=one.authority).select_related("authority", "cycle").first()
    try:
        with explained(form, assessment or one.cycle, by=request.user):
            give_time(one, **given, by=request.user, form_key=key)
    except KeyAlreadyUsed:
        pass  # the button was pressed twice
    except CycleNotOpen:
        messages.error(request, "Nobody was given more time: somebody closed the cycle after you opened this page.")
    else:
        until = dates.weekday(given["due_on"])
        messages.success(
            request, f"{one.authority} has until {until} for “{given['step']}”. The letters are on their way."
        )
    return redirect("control_room", one.cycle.public_id)
