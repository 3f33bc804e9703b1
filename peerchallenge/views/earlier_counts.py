"""Counts of the years before the first cycle run here: entered by a programme manager, edited, taken out."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.forms.earlier_counts import EarlierCountForm, initial_of
from peerchallenge.models import EarlierCount
from peerchallenge.no_child import explained, note_explained
from peerchallenge.views.counts import region_of, trail
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first


@require_http_methods(["GET", "HEAD", "POST"])
def peer_count_new(request, slug):
    region = region_of(request, slug, "peerchallenge.enter_counts")
    form, key = EarlierCountForm(posted(request), region=region), FormKey.of_form(request)
    if request.method == "POST" and (
        FormKey.made_by(key, EarlierCount) or (form.is_valid() and _entered(form, request.user, key))
    ):
        messages.success(request, "The counts are entered. They stand in the line, marked as entered.")
        return redirect(_list(region))
    context = {"form": form, "region": region, "key": key, "trail": trail(region), "cancel_url": _list(region)}
    return render(request, "peerchallenge/counts/earlier.html", context)


def _list(region):
    return reverse("peer_counts", args=[region.slug]) + "#earlier"


def _entered(form, user, key):
    """Enter the counts of a valid form; return whether they stand now."""
    try:
        with transaction.atomic():
            made = EarlierCount.enter(form.region, by=user, form_key=key, **form.cleaned_data)
            note_explained(form, made, by=user)
    except KeyAlreadyUsed:
        pass  # the button was pressed twice
    except IntegrityError:
        form.is_taken()
        return False
    return True


def _count(request, public_id):
    found = EarlierCount.objects.visible_to(request.user).standing().select_related("region", "authority", "edited_by")
    record = get_object_or_404(found, public_id=public_id)
    require(request.user, "peerchallenge.enter_counts", record)
    return record


@require_http_methods(["GET", "HEAD", "POST"])
def peer_count_edit(request, public_id):
    record = _count(request, public_id)
    form = EarlierCountForm(posted(request), region=record.region, record=record, initial=initial_of(record))
    if form.is_valid():
        try:
            with explained(form, record, by=request.user):
                version = version_in(request.POST.get("version"))
                record.rewrite(by=request.user, version=version, **form.cleaned_data)
        except Overtaken:
            return _conflict(request, _count(request, public_id), form)
        except IntegrityError:
            form.is_taken()
        else:
            messages.success(request, "The counts are saved.")
            return redirect(_list(record.region))
    context = {
        "form": form, "region": record.region, "record": record, "trail": trail(record.region),
        "version": request.POST.get("version", record.version), "cancel_url": _list(record.region),
    }  # fmt: skip
    return render(request, "peerchallenge/counts/earlier.html", context)


def _conflict(request, record, form):
    saved = EarlierCountForm(region=record.region, initial=initial_of(record))
    return saved_first(
        request, record, theirs=in_words(saved), mine=in_words(form), typed=typed_fields(request.POST),
        discard_url=_list(record.region), trail=trail(record.region),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def peer_count_take_out(request, public_id):
    """Ask once, then count it no more."""
    record = _count(request, public_id)
    if request.method == "POST":
        try:
            record.take_out(by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            messages.error(
                request, "Somebody changed these counts after you opened this page. Look again, then decide."
            )
            return redirect(reverse("peer_count_edit", args=[record.public_id]))
        messages.success(request, f"Taken out: {record}.")
        return redirect(_list(record.region))
    context = {
        "record": record, "trail": trail(record.region), "hidden": [("version", record.version)],
        "cancel_url": _list(record.region),
        "consequences": [
            f"The line no longer shows {record.year} by them.",
            "That they were entered and taken out stays in the record.",
        ],
    }  # fmt: skip
    return render(request, "peerchallenge/counts/take_out.html", context)
