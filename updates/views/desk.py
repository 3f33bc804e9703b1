"""The desk: where programme managers write, check, preview, publish and withdraw their regions' updates."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from portal.audit.models import AuditEvent, FormKey, KeyAlreadyUsed
from portal.drafting.models.presence import others_at_work
from portal.following.models import Mailing
from portal.regions.models import Region
from portal.ui.nav import Link
from portal.ui.pagination import page_of
from portal.ui.permissions import may, require
from updates import actions
from updates.emails import reviewers_of
from updates.forms import StartForm, this_month
from updates.models import Edition, Update
from updates.views.shared import readable

# The lists of the desk: address, name, which updates of `for_desk`, and what an empty one says.
LISTS = {
    "": ("All", lambda found: found, "Your region has no update yet. Write one, or bring in a document that you have."),
    "drafts": ("Drafts", lambda found: found.filter(draft_status="draft"), "Nothing is being written."),
    "in-review": (
        "In review", lambda found: found.filter(draft_status__in=["in_review", "approved"]), "Nothing is in review.",
    ),
    "scheduled": (
        "Scheduled", lambda found: found.filter(scheduled_for__isnull=False).order_by("scheduled_for"),
        "Nothing is scheduled.",
    ),
    "due": (
        "Due for review", lambda found: found.filter(review_on__lte=timezone.localdate()).order_by("review_on"),
        "Nothing is due. Set a date on an update’s page to be reminded of it here.",
    ),
}  # fmt: skip


@require_safe
def desk(request, which=""):
    """What a programme manager or chair works on: what waits for them, and their regions' updates by state."""
    require(request.user, "updates.see_desk")
    if which not in LISTS:
        raise Http404("There is no such list.")
    _, choose, nothing = LISTS[which]
    if not which and not may(request.user, "updates.write"):
        nothing = "Nothing has been sent for your review or published yet."
    to_review = Edition.objects.visible_to(request.user).to_review(request.user)
    context = {
        "page": page_of(request, choose(Update.objects.for_desk(request.user)), 25),
        "waiting": to_review.select_related("update__region", "submitted_by"),
        "tabs": [Link(name, _list_url(part), part == which) for part, (name, _, _) in LISTS.items()],
        "nothing": nothing,
        "regions": request.user.managed_regions(),
        "today": timezone.localdate(),
    }
    return render(request, "updates/desk/desk.html", context)


def _list_url(which):
    return reverse("desk_list", args=[which]) if which else reverse("desk")


@require_http_methods(["GET", "HEAD", "POST"])
def update_new(request):
    require(request.user, "updates.write")
    form = StartForm(request.POST or None, initial=this_month(), user=request.user)
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
    """Start the update of a valid StartForm and return its id; None, with the form saying why, when it can't be."""
    values = form.cleaned_data
    try:
        draft = actions.start_update(
            values["region"], values["period"], by=user, special=values["special"], form_key=key,
            headings=values["headings"],
        )  # fmt: skip
    except KeyAlreadyUsed as used:
        return used.record_id
    except actions.PeriodTaken as taken:
        form.is_taken(taken.update)
        return None
    return draft.update_id


@require_safe
def update_record(request, pk):
    """Everything about one update: its states, editions and history, with what can be done next."""
    update = readable(request, pk)
    live = update.live
    editions = Edition.objects.visible_to(request.user).filter(update=update)
    draft = editions.working().select_related("region").first()
    context = {
        "update": update,
        "draft": draft,
        "live": live,
        "scheduled": update.scheduled,
        "may_write": may(request.user, "updates.write_in", update),
        "mailing": live and Mailing.objects.visible_to(request.user).about(live).first(),
        "others": others_at_work(draft, request.user) if draft else [],
        "reviewers": reviewers_of(draft) if draft and draft.is_in_review else [],
        "editions": editions.select_related("published_by", "approved_by", "region").order_by("-pk"),
        "events": AuditEvent.objects.visible_to(request.user).about(update)[:50],
    }
    return render(request, "updates/desk/record.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def second_person(request, region):
    """Whether a second person approves each update of the region before it is published."""
    region = get_object_or_404(Region.objects.visible_to(request.user), slug=region)
    require(request.user, "updates.write_in", region)
    if request.method == "POST":
        region.ask_for_second_person(request.POST.get("needed") == "yes", by=request.user)
        said = "is asked for" if region.needs_second_person else "is not asked for any more"
        messages.success(request, f"A second person {said} in {region}.")
        return redirect("desk")
    return render(request, "updates/desk/second_person.html", {"region": region})
