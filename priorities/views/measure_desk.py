"""A measure of a priority on the desk: writing it, taking it out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from priorities.actions import measuring
from priorities.forms.measure import MeasureForm, measure_initial
from priorities.models import Measure
from priorities.views.desk_shared import (
    at_part,
    changed_meanwhile,
    confirm_page,
    conflict,
    form_page,
    measure_to_edit,
    posted,
    priority_to_edit,
    saved_as,
    trail,
    version_in,
)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_new(request, pk):
    priority = priority_to_edit(request, pk)
    plan, form = priority.plan, MeasureForm(posted(request))
    key = FormKey.of_form(request)
    back = at_part(plan, priority)
    if request.method == "POST":
        if FormKey.made_by(key, Measure):
            return redirect(back)
        if form.is_valid():
            try:
                measuring.add_measure(priority, by=request.user, form_key=key, **form.details())
            except KeyAlreadyUsed:
                return redirect(back)
            except Overtaken as gone:
                raise PermissionDenied from gone  # the page that refuses gives the text back
            messages.success(request, saved_as(plan))
            return redirect(back)
    page = {"heading": "Add an outcome and its measure", "button": "Add measure", "cancel_url": back}
    return form_page(request, form, plan=plan, of=priority, key=key, trail=trail(plan), **page)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_edit(request, pk):
    measure = measure_to_edit(request, pk)
    plan, back = measure.plan, at_part(measure.plan, measure.priority)
    form = MeasureForm(posted(request), initial=measure_initial(measure))
    if form.is_valid():
        try:
            version = version_in(request.POST.get("version"))
            measuring.edit_measure(measure, by=request.user, version=version, **form.details())
        except Overtaken:
            measure = measure_to_edit(request, pk)  # gone, or its priority: the page that says so gives the text back
            saved = MeasureForm(initial=measure_initial(measure))
            return conflict(request, measure, form, saved, plan=plan, cancel_url=back)
        messages.success(request, saved_as(plan))
        return redirect(back)
    page = {"heading": "Edit the measure", "button": "Save changes", "cancel_url": back}
    version = request.POST.get("version", measure.version)
    return form_page(request, form, plan=plan, of=measure.priority, version=version, trail=trail(plan), **page)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_remove(request, pk):
    measure = measure_to_edit(request, pk)
    back = at_part(measure.plan, measure.priority)
    if request.method == "POST":
        try:
            measuring.remove_measure(measure, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, reverse("measure_remove", args=[measure.pk]))
        messages.success(request, "The measure is taken out.")
        return redirect(back)
    page = {
        "heading": "Take out this measure?",
        "intro": str(measure),
        "button": "Take out measure",
        "consequences": ["It leaves the priority, with its figures. Nothing of it is deleted: you can put it back."],
        "who_can_see": "nobody any more." if measure.plan.is_public else "",
        "hidden": [("version", measure.version)],
        "cancel_url": back,
    }
    return confirm_page(request, measure.plan, warning=True, **page)
