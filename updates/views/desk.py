"""The desk: where programme managers write, check, preview, publish and withdraw their regions' updates."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.models import AuditEvent, FormKey, KeyAlreadyUsed
from portal.ui.pagination import page_of
from portal.ui.permissions import require
from updates import actions
from updates.forms import AddressForm, this_month
from updates.models import Update
from updates.views.shared import managed


@require_safe
def desk(request):
    require(request.user, "updates.write")
    page = page_of(request, Update.objects.for_desk(request.user), 25)
    return render(request, "updates/desk/desk.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def update_new(request):
    require(request.user, "updates.write")
    form = AddressForm(request.POST or None, initial=this_month(), user=request.user)
    key = FormKey.of_form(request)
    if request.method == "POST":
        if made := FormKey.made_by(key, Update):
            return redirect("update_edit", made)
        if form.is_valid():
            require(request.user, "updates.write_in", form.cleaned_data["region"])
            if update_id := _started(form, request.user, key):
                return redirect("update_edit", update_id)
    return render(request, "updates/desk/new.html", {"form": form, "form_key": key})


def _started(form, user, key):
    """Start the update of a valid AddressForm and return its id; None, with the form saying why, when it can't be."""
    values = form.cleaned_data
    try:
        draft = actions.start_update(
            values["region"], values["period"], by=user, special=values["special"], form_key=key
        )
    except KeyAlreadyUsed as used:
        return used.record_id
    except actions.PeriodTaken as taken:
        form.is_taken(taken.update)
        return None
    return draft.update_id


@require_safe
def update_record(request, pk):
    """Everything about one update: its states, editions and history, with what can be done next."""
    update = managed(request, pk)
    context = {
        "update": update,
        "draft": update.draft,
        "live": update.live,
        "editions": update.editions.select_related("published_by", "region").order_by("-pk"),
        "events": AuditEvent.objects.visible_to(request.user).about(update)[:50],
    }
    return render(request, "updates/desk/record.html", context)
