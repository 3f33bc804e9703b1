"""Kinds of review as those who run a region's peer challenge read and write them."""

from django.contrib import messages
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.forms.rows import after, typed_rows
from peerchallenge.no_child import explained
from peerchallenge.reviews.actions import kinds as acts
from peerchallenge.reviews.forms import kinds as forms
from peerchallenge.reviews.models import ReviewKind
from peerchallenge.reviews.promises import left_out, stages_in_words
from peerchallenge.reviews.views.shared import changed_meanwhile
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first

SAVED = "Saved. Reviews that begin from now on are like this; those that have begun keep their stages and seats."


@require_safe
def kinds(request):
    """Those that come with the portal and the region's own, those that are retired last."""
    require(request.user, "reviews.see_kinds")
    found = ReviewKind.objects.visible_to(request.user).select_related("region")
    found = found.order_by("is_retired", F("region__name").asc(nulls_last=True), "name")
    context = {"kinds": found, "trail": trail()[:2]}
    return render(request, "peerchallenge/reviews/kinds/list.html", context)


def trail(kind=None):
    found = [("Peer challenge", reverse("peer_challenge")), ("Reviews", reverse("reviews"))]
    found.append(("Kinds of review", reverse("kinds")))
    return [*found, (str(kind), reverse("kind", args=[kind.public_id]))] if kind else found


def _kind(request, public_id, permission="reviews.see_kinds"):
    found = ReviewKind.objects.visible_to(request.user).select_related("region", "edited_by")
    kind = get_object_or_404(found.prefetch_related("stages", "seats", "enquiries"), public_id=public_id)
    require(request.user, permission, kind)
    return kind


@require_safe
def kind(request, public_id):
    """What it is for, who sits on its team, its lines of enquiry, its stages and what they promise."""
    kind = _kind(request, public_id)
    context = {
        "kind": kind, "stages": stages_in_words(kind), "left_out": left_out(kind), "trail": trail(),
        "may_copy": may(request.user, "reviews.copy_kinds"),
        "reviews": kind.reviews.filter(_known(request.user)).count(),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/kinds/kind.html", context)


def _known(user):
    return Q(region__slug__in=user.managed_region_slugs())


@require_http_methods(["GET", "HEAD", "POST"])
def kind_copy(request, public_id):
    """A copy for the region, to change freely."""
    kind = _kind(request, public_id)
    require(request.user, "reviews.copy_kinds")
    form = forms.CopyKindForm(posted(request), by=request.user, kind=kind)
    key = FormKey.of_form(request)
    if form.is_valid():
        try:
            made = acts.copy_kind(kind, form.region_chosen, form.cleaned_data["name"], by=request.user, form_key=key)
            messages.success(request, "The copy is there. Change what your region does differently.")
            return redirect("kind", made.public_id)
        except KeyAlreadyUsed as used:
            made = ReviewKind.objects.visible_to(request.user).get(pk=used.record_id)
            return redirect("kind", made.public_id)
        except acts.NameTaken:
            form.add_error("name", forms.NAME_TAKEN)
    context = {"kind": kind, "form": form, "key": key, "trail": trail(kind)}
    return render(request, "peerchallenge/reviews/kinds/copy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def kind_edit(request, public_id):
    """What it says of itself, the seats of its team, its lines of enquiry."""
    kind = _kind(request, public_id, "reviews.edit_kind")
    form, seats, lines = _bound(request, kind)
    do = request.POST.get("do", "save")
    if request.method == "POST" and do != "save":
        return _edit_page(request, kind, *_after_button(request, do), is_typed=True)
    if request.method == "POST" and all([form.is_valid(), seats.is_valid(), lines.is_valid()]):
        return _saved(request, kind, form, seats, lines)
    return _edit_page(request, kind, form, seats, lines)


def _bound(request, kind, data=True):
    data = posted(request) if data else None
    form = forms.KindForm(data, initial=forms.kind_initial(kind))
    seats = forms.SeatRows(data, prefix="seats", initial=forms.seats_initial(kind))
    lines = forms.LineRows(data, prefix="lines", initial=forms.lines_initial(kind))
    form.rows = [*seats, *lines]
    return form, seats, lines


def _after_button(request, do):
    """Return the forms as they were typed, the rows after the button; nothing is checked before it is saved."""
    found = []
    for rows, prefix, names, most in (
        (forms.SeatRows, "seats", forms.SEAT_NAMES, forms.MOST_SEATS),
        (forms.LineRows, "lines", forms.LINE_NAMES, forms.MOST_LINES),
    ):
        typed = typed_rows(request.POST, prefix, names, most)
        typed = after(typed, do, prefix) if do.startswith(prefix) else typed
        found.append(rows(prefix=prefix, initial=typed[:most]))
    typed = {name: request.POST.get(name, "") for name in forms.KindForm.base_fields}
    return forms.KindForm(initial=typed), *found


def _saved(request, kind, form, seats, lines):
    try:
        with explained(form, kind, by=request.user):
            acts.edit_kind(
                kind, by=request.user, version=version_in(request.POST.get("version")), **form.cleaned_data,
                seats=[row.cleaned_data for row in seats], lines=[row.cleaned_data["text"] for row in lines],
            )  # fmt: skip
    except Overtaken:
        kind = _kind(request, kind.public_id, "reviews.edit_kind")
        theirs = _said(*_bound(request, kind, data=False))
        return _conflict(request, kind, theirs, _said(form, seats, lines))
    messages.success(request, SAVED)
    return redirect("kind", kind.public_id)


def _said(form, seats, lines):
    """Return what all three say, (label, text), for a page that compares two."""
    rows = [("Seat", seats, forms.SEAT_NAMES), ("Line of enquiry", lines, forms.LINE_NAMES)]
    found = in_words(form)
    for label, formset, names in rows:
        said = [row.cleaned_data for row in formset] if formset.is_bound else formset.initial
        text = "\n".join(", ".join(str(one[name]) for name in names if one[name] not in ("", False)) for one in said)
        found.append((f"{label}s".replace("Line of enquirys", "Lines of enquiry"), text or "None"))
    return found


def _conflict(request, kind, theirs, mine):
    url = reverse("kind", args=[kind.public_id])
    return saved_first(
        request, kind, theirs=theirs, mine=mine, typed=typed_fields(request.POST), discard_url=url, trail=trail(kind)
    )


def _edit_page(request, kind, form, seats, lines, is_typed=False):
    context = {
        "kind": kind, "form": form, "seats": seats, "lines": lines, "is_typed": is_typed, "trail": trail(kind),
        "errors": forms.wrong_in(form, seats, lines),
        "most_seats": forms.MOST_SEATS, "most_lines": forms.MOST_LINES,
        "version": request.POST.get("version", kind.version),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/kinds/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def kind_stages(request, public_id):
    """Which stages it goes through, and what it promises of each."""
    kind = _kind(request, public_id, "reviews.edit_kind")
    rows = forms.StageRows(posted(request), prefix="stages", initial=forms.stages_initial(kind))
    if request.method == "POST" and rows.is_valid():
        try:
            version = version_in(request.POST.get("version"))
            acts.edit_stages(kind, rows.by_stage(), by=request.user, version=version)
        except Overtaken:
            kind = _kind(request, public_id, "reviews.edit_kind")
            saved = forms.StageRows(prefix="stages", initial=forms.stages_initial(kind))
            return _conflict(request, kind, saved.said(), rows.said())
        messages.success(request, SAVED)
        return redirect("kind", kind.public_id)
    context = {"kind": kind, "rows": rows, "trail": trail(kind)}
    context["version"] = request.POST.get("version", kind.version)
    return render(request, "peerchallenge/reviews/kinds/stages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def kind_retire(request, public_id):
    """Offer it no longer for new reviews, or again."""
    kind = _kind(request, public_id, "reviews.edit_kind")
    if request.method == "POST":
        try:
            version = version_in(request.POST.get("version"))
            acts.retire(kind, by=request.user, version=version, is_retired=not kind.is_retired)
        except Overtaken:
            return changed_meanwhile(request, reverse("kind", args=[kind.public_id]))
        said = "It is no longer offered." if kind.is_retired else "It is offered again."
        messages.success(request, said)
        return redirect("kind", kind.public_id)
    context = {"kind": kind, "trail": trail(kind), "hidden": [("version", kind.version)]}
    return render(request, "peerchallenge/reviews/kinds/retire.html", context)
