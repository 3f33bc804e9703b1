"""What the desk's pages share: which record they are about, the version that a form carries, the page of two texts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from portal.drafting.conflict import typed_fields
from portal.ui.permissions import require
from portal.ui.posted import address_if_there, posted, version_in  # noqa: F401  the desk takes them from here
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first
from priorities.models import Enabler, Measure, Plan, Priority


def plan_to(request, pk, permission="priorities.edit"):
    """Return the plan for somebody who may do `permission`; 404 if it can't be seen, 403 if only read."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("region"), pk=pk)
    require(request.user, permission, plan)
    return plan


def priority_to_edit(request, pk):
    priorities = Priority.objects.visible_to(request.user).select_related("plan__region", "area")
    return _to_edit(request, get_object_or_404(priorities, pk=pk))


def enabler_to_edit(request, pk):
    enablers = Enabler.objects.visible_to(request.user).select_related("plan__region")
    return _to_edit(request, get_object_or_404(enablers, pk=pk))


def measure_to_edit(request, pk):
    measures = Measure.objects.visible_to(request.user).select_related("priority__plan__region")
    return _to_edit(request, get_object_or_404(measures, pk=pk))


def _to_edit(request, record):
    require(request.user, "priorities.edit", record)
    return record


def saved_as(plan) -> str:
    """Say what saving meant: of a plan that is public everybody reads it at once."""
    if plan.is_public:
        return "Saved, and public."
    return f"Saved. The plan is a draft: only the programme managers and the chair of {plan.region} read it."


def trail(plan=None, *more) -> list[tuple[str, str]]:
    """Return where a page stands: the desk, its plan, and `more` pairs."""
    found = [("Your plans", reverse("plan_list_desk"))]
    if plan is not None:
        found.append((f"{plan.region}, {plan.period}", reverse("plan_desk", args=[plan.pk])))
    return found + list(more)


def at_part(plan, part) -> str:
    """Return the address of a priority or an enabler on its plan's page of the desk."""
    return f"{reverse('plan_desk', args=[plan.pk])}#{part._meta.model_name}-{part.pk}"


def form_page(request, form, *, status=200, **context):
    """Draw a form of the desk. `context` has heading, button, cancel_url, trail and key or version."""
    return render(request, "priorities/desk/form.html", {"form": form} | context, status=status)


def conflict(request, record, form, saved_form, *, more=(), cancel_url, plan):
    """Show what somebody else saved beside what was typed; the button saves the latter over it.

    `more` are (label, theirs, mine) of what stands beside the form. Of a record that was taken out meanwhile nothing
    can be saved: the page that refuses gives the text back.
    """
    if getattr(record, "is_removed", False):
        raise PermissionDenied
    return saved_first(
        request, record, trail=trail(plan), typed=typed_fields(request.POST), discard_url=cancel_url,
        theirs=[*in_words(saved_form), *((label, theirs) for label, theirs, _ in more)],
        mine=[*in_words(form), *((label, mine) for label, _, mine in more)],
    )  # fmt: skip


def changed_meanwhile(request, address):
    """Say that somebody else was faster, and lead to where the person can look again; nothing was written."""
    messages.error(request, "Somebody else changed this after you opened it. Look at it again, then decide.")
    return redirect(address)


def confirm_page(request, plan, *, status=200, **context):
    """Draw a page that says what will happen, and asks once.

    `context` has heading, button, cancel_url, hidden and what components/confirm.html takes; `stops` are (text, url)
    of what must be done first.
    """
    context = {"plan": plan, "trail": trail(plan)} | context
    return render(request, "priorities/desk/confirm.html", context, status=status)
