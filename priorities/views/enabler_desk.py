"""An enabler on the desk: writing it, moving it, taking it out."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from priorities.actions import parts
from priorities.forms.parts import EnablerForm, enabler_initial
from priorities.models import Enabler
from priorities.views.desk_shared import (
    at_part,
    changed_meanwhile,
    confirm_page,
    conflict,
    enabler_to_edit,
    form_page,
    plan_to,
    posted,
    saved_as,
    trail,
    version_in,
)
from priorities.views.priority_desk import moved


@require_http_methods(["GET", "HEAD", "POST"])
def enabler_new(request, pk):
    plan = plan_to(request, pk)
    form = EnablerForm(posted(request), plan=plan)
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, Enabler):
            return redirect(at_part(plan, Enabler(pk=made)))
        if form.is_valid() and (added := _added(form, request.user, key)):
            messages.success(request, saved_as(plan))
            return redirect(at_part(plan, Enabler(pk=added)))
    page = {"heading": "Add an enabler", "button": "Add enabler", "cancel_url": reverse("plan_desk", args=[plan.pk])}
    return form_page(request, form, plan=plan, key=key, trail=trail(plan), **page)


def _added(form, user, key):
    """Add the enabler of a valid form and return its id; None, with the form saying why, when it can't be."""
    try:
        return parts.add_enabler(form.plan, by=user, form_key=key, **form.details()).pk
    except KeyAlreadyUsed as used:
        return used.record_id
    except parts.CodeTaken as taken:
        form.code_is_taken(taken.holder)
    except Overtaken:
        form.add_error("supports", "The priorities that you chose were taken out meanwhile. Choose again.")
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def enabler_edit(request, pk):
    enabler = enabler_to_edit(request, pk)
    plan = enabler.plan
    form = EnablerForm(posted(request), plan=plan, part=enabler, initial=enabler_initial(enabler))
    if form.is_valid():
        try:
            version = version_in(request.POST.get("version"))
            parts.edit_enabler(enabler, by=request.user, version=version, **form.details())
        except Overtaken:
            enabler.refresh_from_db()
            saved = EnablerForm(plan=plan, part=enabler, initial=enabler_initial(enabler))
            return conflict(request, enabler, form, saved, plan=plan, cancel_url=at_part(plan, enabler))
        except parts.CodeTaken as taken:
            form.code_is_taken(taken.holder)
        else:
            messages.success(request, saved_as(plan))
            return redirect(at_part(plan, enabler))
    page = {"heading": f"Edit {enabler.name}", "button": "Save changes", "cancel_url": at_part(plan, enabler)}
    version = request.POST.get("version", enabler.version)
    return form_page(request, form, plan=plan, version=version, trail=trail(plan), **page)


@require_POST
def enabler_move(request, pk):
    return moved(request, enabler_to_edit(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def enabler_remove(request, pk):
    enabler = enabler_to_edit(request, pk)
    plan = enabler.plan
    if request.method == "POST":
        try:
            parts.remove_enabler(enabler, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, reverse("enabler_remove", args=[enabler.pk]))
        messages.success(request, f"{enabler} is taken out of the plan.")
        return redirect("plan_desk", plan.pk)
    actions = enabler.actions.standing().count()
    left = f"{actions} action{'s leave' if actions > 1 else ' leaves'} the plan with it." if actions else ""
    page = {
        "heading": f"Take out {enabler.name}?",
        "button": "Take out enabler",
        "consequences": list(filter(None, ["It leaves the plan. Nothing of it is deleted.", left])),
        "who_can_see": "nobody any more." if plan.is_public else "",
        "hidden": [("version", enabler.version)],
        "cancel_url": at_part(plan, enabler),
    }
    return confirm_page(request, plan, warning=True, **page)
