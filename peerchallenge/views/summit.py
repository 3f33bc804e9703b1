"""The Performance Summit: for those who run the cycle with names, for others without, for the day, and on paper."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from peerchallenge.enquiries import chosen_in
from peerchallenge.paper.summit import KINDS, summit_paper
from peerchallenge.reading import note_readings
from peerchallenge.summit import summit_of, summit_step
from peerchallenge.summit_page import (
    counted_over,
    has_begun,
    named_table,
    overview,
    shared_summit,
    shown_from,
    who_is_shown,
    who_runs,
)
from peerchallenge.views.cycle_shared import cycle_to, trail
from portal.paper.answering import download, not_now
from portal.paper.typesetting import CannotPrint
from portal.ui.permissions import may, require


@require_safe
def summit(request, public_id):
    """Area by area what the self-assessments say together; for those who run the cycle also what comes next."""
    cycle = cycle_to(request, public_id, "peerchallenge.read_summit")
    step, runs = summit_step(cycle), may(request.user, "peerchallenge.see_summit", cycle)
    found = summit_of(cycle, names=True) if runs else shared_summit(cycle, step)
    context = _around(cycle, step, found, who_runs(cycle) if runs else who_is_shown(cycle, step)) | {
        "runs": runs, "trail": trail(cycle) if runs else trail()[:1],
    }  # fmt: skip
    if runs:
        note_readings([one.submission for one in found.told], request.user, "Performance Summit")
        context |= {
            "rows": chosen_in(found),
            "shown_from": shown_from(step),
            "may_choose": may(request.user, "peerchallenge.choose_enquiries", cycle),
        }
    return render(request, "peerchallenge/summit/summit.html", context)


def _around(cycle, step, found, who):
    """What every page of the summit shows: its figures, over what they are counted, who sees them."""
    is_shown = found is not None and bool(found.told) and (found.names or found.is_enough)
    return {
        "cycle": cycle, "step": step, "summit": found, "who": who, "is_shown": is_shown,
        "counted": counted_over(found) if found else "",
        "areas": [(area, named_table(area)) for area in found.areas] if is_shown else [],
        "overview": overview(found) if is_shown else None,
    }  # fmt: skip


@require_safe
def summit_present(request, public_id):
    """The same without names, large, an area on each sheet: to be put on a wall, or printed."""
    cycle = cycle_to(request, public_id, "peerchallenge.read_summit")
    step, runs = summit_step(cycle), may(request.user, "peerchallenge.see_summit", cycle)
    found = shared_summit(cycle, step, preview=runs)
    context = _around(cycle, step, found, who_is_shown(cycle, step))
    return render(request, "peerchallenge/summit/present.html", context | {"runs": runs})


@require_safe
def summit_pack(request, public_id, whose, kind):
    """The pack as a tagged PDF or a Word document: the managers' with names and lines of enquiry, or the directors'."""
    cycle = cycle_to(request, public_id, "peerchallenge.read_summit")
    step, runs = summit_step(cycle), may(request.user, "peerchallenge.see_summit", cycle)
    if whose not in ("managers", "directors") or kind not in KINDS or not (runs or has_begun(step)):
        raise Http404("There is no such pack.")
    if whose == "managers":
        require(request.user, "peerchallenge.see_summit", cycle)
    names = whose == "managers"
    found = summit_of(cycle, names=True) if names else shared_summit(cycle, step, preview=runs)
    paper = summit_paper(found, who_runs(cycle) if names else who_is_shown(cycle, step), request.user, timezone.now())
    content_type, made = KINDS[kind]
    try:
        body = made(paper)
    except CannotPrint:
        return not_now()
    if names:
        note_readings([one.submission for one in found.told], request.user, "Pack")
    response = download(body, content_type, f"{cycle.region.slug}-{cycle.year}-performance-summit-{whose}.{kind}")
    response.headers["Cache-Control"] = "private, no-store"
    return response
