"""Bringing a plan in from a document: read it, check what was found beside the original, make the draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from portal.documents.found import CannotRead
from portal.documents.process import LARGEST_FILE
from portal.regions.models import Region
from portal.ui.permissions import require
from priorities.actions import bringing
from priorities.forms.bringing import BringForm, BroughtWords
from priorities.importing import read, read_text
from priorities.models import BroughtPlan
from priorities.views.desk_shared import trail


@require_http_methods(["GET", "HEAD", "POST"])
def plan_bring(request):
    require(request.user, "priorities.write")
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            brought = _read(form.cleaned_data, request.user)
        except CannotRead as problem:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(problem))
        else:
            return redirect("plan_bring_check", brought.public_id)
    return render(request, "priorities/desk/bring.html", {"form": form, "trail": trail()})


def _read(values, user):
    """Read the pasted text or the file and keep what was found for the check screen; raises CannotRead."""
    regions = {region.slug: [region.name] for region in Region.objects.visible_to(user)}
    file = values["file"]
    if file is None:
        name, found = "", read_text(values["text"], regions)
    elif file.size > LARGEST_FILE:
        raise CannotRead("This file is larger than 25 MB. Save the document without its pictures, or paste its text.")
    else:
        name, found = file.name[:200], read(file.name, file.read(), regions)
    return bringing.keep_brought(name, found, by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_bring_check(request, public_id):
    """What was found, in a form, beside the original; saving it makes the draft plan."""
    brought = get_object_or_404(BroughtPlan.objects.visible_to(request.user), public_id=public_id)
    require(request.user, "priorities.write")
    if brought.plan_id:
        return redirect("plan_desk", brought.plan_id)
    if request.method != "POST":
        return _check_page(request, brought, BroughtWords(brought.found, by=request.user))
    words = BroughtWords(brought.found, request.POST, by=request.user)
    plan = _make(brought, words, request.user) if words.is_valid() else None
    if plan is None:
        return _check_page(request, brought, words)
    messages.success(request, "The draft plan is made. Only your region’s programme managers and its chair read it.")
    return redirect("plan_desk", plan.pk)


def _make(brought, words, user):
    """Make the plan of a valid form and return it; None, with the form saying why, when the period was just taken."""
    region = words.plan.region_chosen
    require(user, "priorities.write_in", region)
    try:
        return bringing.take_brought(brought, region, words.plan.cleaned_data["period"], words.values(), by=user)
    except bringing.PeriodTaken as taken:
        words.plan.is_taken(taken.plan)
        return None


def _check_page(request, brought, words):
    found = brought.found
    context = {
        "brought": brought, "found": found, "words": words, "trail": trail(),
        "doubts": [*_of_another_region(found, words, request.user), *_placed_doubts(found)],
        "errors": words.errors() if words.plan.is_bound else [],
    }  # fmt: skip
    return render(request, "priorities/desk/bring_check.html", context)


def _placed_doubts(found):
    """Return the doubts of what was found, each with the address of its part on the page, if it has one."""
    places = {}
    for kind in ("priorities", "enablers"):
        places |= {one["title"]: f"#{kind}-{number}" for number, one in enumerate(found[kind])}
    return [doubt | {"url": places.get(doubt["place"])} for doubt in found["doubts"]]


def _of_another_region(found, words, user):
    """A doubt when the document names a region for which the person can't write."""
    if not found["region"] or found["region"] in words.plan.regions:
        return []
    region = Region.objects.visible_to(user).filter(slug=found["region"]).first()
    return [{"text": f"The document is about {region or found['region']}, which you do not manage."}]
