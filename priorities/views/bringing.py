"""Bringing a plan in from a document: read it, check what was found beside the original, make the draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from portal.audit.models import FormKey
from portal.documents.bringing import bring, placed_doubts, read_given, region_names
from portal.regions.models import Region
from portal.ui.permissions import require
from priorities import importing
from priorities.actions import bringing
from priorities.forms.bringing import BringForm, BroughtWords
from priorities.models import BroughtPlan
from priorities.sources import read_source
from priorities.views.desk_shared import trail


@require_http_methods(["GET", "HEAD", "POST"])
def plan_bring(request):
    require(request.user, "priorities.write")
    asked = {"section": request.GET.get("section", "")}
    form = BringForm(request.POST or None, request.FILES or None, by=request.user, initial=asked)
    key = FormKey.of_form(request)
    if request.method == "POST" and form.is_valid():
        brought = bring(form, BroughtPlan, read=_read, keep=BroughtPlan.keep, by=request.user, key=key)
        if brought:
            return redirect("plan_bring_check", brought.public_id)
    return render(request, "priorities/desk/bring.html", {"form": form, "form_key": key, "trail": trail()})


def _read(values, user):
    if section := values.get("section"):
        return section.name, read_source(section, region_names(user))
    return read_given(values, user, importing)


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
        "document": brought, "found": found, "words": words, "trail": trail(),
        "doubts": [*_of_another_region(found, words, request.user), *placed_doubts(found, *_PARTS)],
        "errors": words.errors() if words.plan.is_bound else [],
    }  # fmt: skip
    return render(request, "priorities/desk/bring_check.html", context)


_PARTS = ("priorities", "title", "priorities"), ("enablers", "title", "enablers")


def _of_another_region(found, words, user):
    """A doubt when the document names a region for which the person can't write."""
    if not found["region"] or found["region"] in words.plan.regions:
        return []
    region = Region.objects.visible_to(user).filter(slug=found["region"]).first()
    return [{"text": f"The document is about {region or found['region']}, which you do not manage."}]
