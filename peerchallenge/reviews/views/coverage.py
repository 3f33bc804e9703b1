"""Coverage, for those who run a region's peer challenge and its directors; promises, for those who run it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.no_child import explained, note_explained
from peerchallenge.reviews import coverage as reading
from peerchallenge.reviews.actions import promising
from peerchallenge.reviews.forms.coverage import PromiseForm, promise_initial
from peerchallenge.reviews.models import CoveragePromise, Review
from peerchallenge.reviews.views.shared import changed_meanwhile
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first
from portal.ui.sheets import write_csv


def _trail(region=None):
    found = [("Peer challenge", reverse("peer_challenge")), ("Reviews", reverse("reviews"))]
    return [*found, ("Coverage", _url(region))] if region else found


def _url(region):
    return f"{reverse('coverage')}?region={region.slug}"


def _region(request, permission="reviews.see_coverage_of"):
    """The region that the address names, or the first whose coverage the person may see; and the others."""
    known = [one for one in request.user.regions_now() if may(request.user, permission, one)]
    chosen = [one for one in known if one.slug == request.GET.get("region", one.slug)]
    if not chosen:
        raise PermissionDenied
    return chosen[0], [one for one in known if one != chosen[0]]


def _coverage(request, region):
    promises = CoveragePromise.objects.visible_to(request.user).standing().filter(region=region)
    return reading.coverage_of(region, promises)


@require_safe
def coverage(request):
    """Which authority has had which kind of review, when the next is, and whether what was promised will be kept."""
    region, others = _region(request)
    known = Review.objects.visible_to(request.user).filter(region=region)
    context = {
        "coverage": _coverage(request, region), "region": region, "others": others, "trail": _trail(),
        "known": set(known.values_list("pk", flat=True)), "who": reading.who_sees_coverage(region),
        "may_promise": may(request.user, "reviews.promise_coverage", region),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/coverage/coverage.html", context)


@require_safe
def coverage_csv(request):
    """The grid and how each authority stands with each promise, as CSV."""
    region, _ = _region(request)
    columns, rows = reading.grid_table(_coverage(request, region))
    headers = {"Content-Disposition": f'attachment; filename="coverage-{region.slug}-{timezone.localdate()}.csv"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def coverage_promise_new(request):
    """Note what the region promised."""
    region, _ = _region(request, "reviews.promise_coverage")
    form, key = PromiseForm(posted(request), region=region), FormKey.of_form(request)
    if form.is_valid():
        try:
            made = promising.promise(region, by=request.user, form_key=key, **form.cleaned_data)
            note_explained(form, made, by=request.user)
            messages.success(request, "The promise is noted.")
        except KeyAlreadyUsed:
            pass
        return redirect(_url(region))
    context = {"region": region, "form": form, "key": key, "heading": "Note a promise", "button": "Note the promise"}
    return _form_page(request, region, context)


def _form_page(request, region, context):
    page = {"who": reading.who_sees_coverage(region), "trail": _trail(region), "cancel_url": _url(region)}
    return render(request, "peerchallenge/reviews/coverage/promise.html", page | context)


def _promise_to(request, public_id):
    found = CoveragePromise.objects.visible_to(request.user).standing().select_related("region", "kind", "edited_by")
    promise = get_object_or_404(found, public_id=public_id)
    require(request.user, "reviews.promise_coverage", promise)
    return promise


@require_http_methods(["GET", "HEAD", "POST"])
def coverage_promise_edit(request, public_id):
    """Change what was noted."""
    promise = _promise_to(request, public_id)
    region = promise.region
    form = PromiseForm(posted(request), region=region, kept=promise, initial=promise_initial(promise))
    if form.is_valid():
        try:
            with explained(form, promise, by=request.user):
                version = version_in(request.POST.get("version"))
                promising.edit(promise, by=request.user, version=version, **form.cleaned_data)
        except Overtaken:
            saved = _promise_to(request, public_id)
            theirs = in_words(PromiseForm(region=region, kept=saved, initial=promise_initial(saved)))
            return saved_first(
                request, saved, theirs=theirs, mine=in_words(form), typed=typed_fields(request.POST),
                discard_url=_url(region), trail=_trail(region), readers=reading.who_sees_coverage(region),
                template="peerchallenge/saved_first.html",
            )  # fmt: skip
        messages.success(request, "Saved.")
        return redirect(_url(region))
    context = {"form": form, "version": request.POST.get("version", promise.version), "heading": "Edit a promise",
               "button": "Save changes", "promise": promise}  # fmt: skip
    return _form_page(request, region, context)


@require_http_methods(["GET", "HEAD", "POST"])
def coverage_promise_remove(request, public_id):
    """Take out what was noted in error."""
    promise = _promise_to(request, public_id)
    if request.method == "POST":
        try:
            promising.take_out(promise, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, _url(promise.region))
        messages.success(request, "The promise is taken out.")
        return redirect(_url(promise.region))
    context = {
        "promise": promise, "who": reading.who_sees_coverage(promise.region), "trail": _trail(promise.region),
        "hidden": [("version", promise.version)], "cancel_url": _url(promise.region),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/coverage/remove.html", context)
