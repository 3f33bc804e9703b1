"""A part of a plan with a title and perhaps a code, on the desk: what is alike for priorities and enablers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from priorities.actions.focus import HasActions
from priorities.actions.parts import CodeTaken, move
from priorities.actions.taking_out import OnlySupported, remove_part, supports_only
from priorities.forms.parts import CodedForm
from priorities.models import Enabler, Priority
from priorities.views.desk_shared import (
    at_part,
    changed_meanwhile,
    confirm_page,
    conflict,
    form_page,
    plan_to,
    posted,
    saved_as,
    trail,
    version_in,
)


@dataclass(frozen=True)
class Kind:
    """How one kind of part is written: its model and form, and the verbs that save what the form says."""

    model: type[Priority | Enabler]
    one: str  # with its article, as a sentence goes on: "an enabler"
    form: type[CodedForm]
    initial: Callable[[Priority | Enabler], dict]
    add: Callable
    edit: Callable
    leaves: str  # what leaves the plan when one is taken out, in a sentence
    has_page: bool  # everybody reads it on a page of its own

    @property
    def name(self) -> str:
        return self.model._meta.verbose_name

    def saved(self, part) -> CodedForm:
        """Return the form of `part` as it is saved."""
        return self.form(plan=part.plan, part=part, initial=self.initial(part))


def part_new(request, pk, kind):
    """Add a part of this kind to the plan `pk`."""
    plan = plan_to(request, pk)
    form = kind.form(posted(request), plan=plan)
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, kind.model):
            return redirect(at_part(plan, kind.model(pk=made)))
        if form.is_valid() and (added := _added(kind, form, request.user, key)):
            messages.success(request, saved_as(plan))
            return redirect(at_part(plan, kind.model(pk=added)))
    page = {
        "heading": f"Add {kind.one}",
        "button": f"Add {kind.name}",
        "cancel_url": reverse("plan_desk", args=[plan.pk]),
    }
    return form_page(request, form, plan=plan, key=key, trail=trail(plan), **page)


def _added(kind, form, user, key):
    """Add the part of a valid form and return its id; None, with the form saying why, when it can't be."""
    try:
        return kind.add(form.plan, by=user, form_key=key, **form.details()).pk
    except KeyAlreadyUsed as used:
        return used.record_id
    except (CodeTaken, Overtaken) as refused:
        form.refuse(refused)
    return None


def part_edit(request, part, kind):
    """Say `part` otherwise."""
    plan = part.plan
    form = kind.form(posted(request), plan=plan, part=part, initial=kind.initial(part))
    if form.is_valid():
        try:
            kind.edit(part, by=request.user, version=version_in(request.POST.get("version")), **form.details())
        except Overtaken:
            part.refresh_from_db()
            return conflict(request, part, form, kind.saved(part), plan=plan, cancel_url=at_part(plan, part))
        except (CodeTaken, HasActions) as refused:
            form.refuse(refused)
        else:
            messages.success(request, saved_as(plan))
            return redirect(at_part(plan, part))
    page = {"heading": f"Edit {part.name}", "button": "Save changes", "cancel_url": at_part(plan, part)}
    version = request.POST.get("version", part.version)
    return form_page(request, form, plan=plan, version=version, trail=trail(plan), **page)


def part_move(request, part):
    """Let `part` go one place up or down."""
    try:
        place = version_in(request.POST.get("place"))
        move(part, by=request.user, up=request.POST.get("do") == "up", place=place)
    except Overtaken:
        return changed_meanwhile(request, at_part(part.plan, part))
    return redirect(at_part(part.plan, part))


def part_remove(request, part, kind):
    """Ask once, then take `part` out of its plan."""
    plan, only = part.plan, supports_only(part)
    if request.method == "POST" and not only:
        try:
            remove_part(part, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, reverse(f"{kind.name}_remove", args=[part.pk]))
        except OnlySupported as supported:
            only = supported.enablers
        else:
            messages.success(request, f"{part} is taken out of the plan.")
            return redirect("plan_desk", plan.pk)
    page = {
        "heading": f"Take out {part.name}?",
        "button": f"Take out {kind.name}",
        "consequences": _consequences(part, kind),
        "who_can_see": "nobody any more." if plan.is_public else "",
        "hidden": [("version", part.version)],
        "cancel_url": at_part(plan, part),
        "stops": [_chooses_first(enabler) for enabler in only],
    }
    return confirm_page(request, plan, warning=True, status=409 if request.method == "POST" else 200, **page)


def _chooses_first(enabler):
    words = f"{enabler} supports only this priority. Choose what else it supports."
    return words, reverse("enabler_edit", args=[enabler.pk])


def _consequences(part, kind):
    actions = part.plan.actions.of_part(part).standing().count()
    said = [f"{kind.leaves} Nothing of it is deleted: you can put it back."]
    if actions:
        said.append(f"{actions} action{'s leave' if actions > 1 else ' leaves'} the plan with it.")
    if kind.has_page and part.plan.is_public:
        said.append("Everybody can read it now: its page will not be found any more.")
    return said
