"""The pool of reviewers: for those who run a region's peer challenge, and for everybody their own profile."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.models.of_authority import RUNNERS
from peerchallenge.no_child import explained
from peerchallenge.reviews import pool as reading
from peerchallenge.reviews.actions import pooling
from peerchallenge.reviews.forms.pooling import ConflictForm, JoinForm, ProfileForm, TrainingForm, profile_initial
from peerchallenge.reviews.models import Reviewer
from peerchallenge.reviews.views.shared import changed_meanwhile
from peerchallenge.reviews.views.team import chips_of
from portal.audit.models import NotAMove, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first
from portal.ui.sheets import write_csv


def _trail(region=None, reviewer=None):
    found = [("Peer challenge", reverse("peer_challenge")), ("Reviews", reverse("reviews"))]
    if region:
        found.append(("Pool of reviewers", f"{reverse('pool')}?region={region.slug}"))
    return [*found, (str(reviewer), _url(reviewer))] if reviewer else found


def _url(reviewer):
    return reverse("reviewer", args=[reviewer.public_id])


def _region(request):
    """The region whose pool is meant: the one that the address names, or the first that the person runs."""
    require(request.user, "reviews.see_pool")
    run = {post.region.slug: post.region for post in request.user.posts_now() if post.role in RUNNERS}
    if request.GET.get("region", "") not in ("", *run):
        raise PermissionDenied
    region = run.get(request.GET.get("region", "")) or next(iter(run.values()))
    return region, [one for one in run.values() if one != region]


def _narrowed(request, region):
    found = reading.profiles(region)
    found.sort(key=lambda one: (one.person.name, one.person.pk))
    selects = reading.choices(found, request.GET)
    return reading.narrowed(found, **{one["name"]: one["value"] for one in selects}), selects, len(found)


@require_safe
def pool(request):
    """Who can be asked to a team: trained for what, when last, how much this year, what stands against."""
    region, others = _region(request)
    found, selects, in_all = _narrowed(request, region)
    context = {
        "region": region, "others": others, "rows": found, "selects": selects, "chips": chips_of(request, selects),
        "in_all": in_all, "who": reading.who_sees_pool(region), "trail": _trail(), "loads": reading.loads(region),
        "query": request.GET.urlencode(), "here": f"{reverse('pool')}?region={region.slug}",
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/people/pool.html", context)


@require_safe
def pool_csv(request):
    """What the pool shows, narrowed as it is, as CSV."""
    region, _ = _region(request)
    columns, rows = reading.table(_narrowed(request, region)[0])
    headers = {"Content-Disposition": f'attachment; filename="reviewers-{region.slug}-{timezone.localdate()}.csv"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def pool_add(request):
    """Put somebody who holds a post in the region into its pool."""
    region, _ = _region(request)
    form = JoinForm(posted(request), region=region)
    if form.is_valid():
        given = dict(form.cleaned_data)
        person = given.pop("person")
        try:
            reviewer = pooling.join(region, person, by=request.user, **given)
        except NotAMove:
            return changed_meanwhile(request, f"{reverse('pool')}?region={region.slug}")
        messages.success(request, f"{person} is in the pool. We are writing to them. Note their training next.")
        return redirect(_url(reviewer))
    context = {"region": region, "form": form, "who": reading.who_sees_pool(region), "trail": _trail(region)}
    return render(request, "peerchallenge/reviews/people/pool_add.html", context)


def _reviewer_to(request, public_id, permission=None):
    found = Reviewer.objects.visible_to(request.user).select_related("region", "person", "edited_by")
    reviewer = get_object_or_404(found, public_id=public_id)
    if permission:
        require(request.user, permission, reviewer)
    return reviewer


def _page(request, reviewer):
    runs = may(request.user, "reviews.run_pool_in", reviewer)
    trail = _trail(reviewer.region) if runs else _trail()
    return {"reviewer": reviewer, "runs": runs, "is_own": reviewer.person == request.user, "trail": trail,
            "who": reading.who_sees_pool(reviewer.region, own=True)}  # fmt: skip


@require_safe
def reviewer(request, public_id):
    """What is kept of somebody in the pool; they see all of it themselves."""
    reviewer = _reviewer_to(request, public_id)
    (profile,) = reading.profiles(reviewer.region, [reviewer.person])
    context = _page(request, reviewer) | {
        "profile": profile, "facts": _facts(profile) if profile.reviewer else [],
        "trainings": [reading.training_in_words(one) for one in profile.trainings],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/people/reviewer.html", context)


def _facts(profile):
    row = profile.reviewer
    pairs = [
        ("Posts", profile.offices or "None in the region today: they can’t be asked"),
        ("What they bring", row.brings or "Not said"), ("When they can", row.availability or "Not said"),
        ("Days a year", str(row.days_a_year or "Not said")),
        ("Days given or promised since 1 April", str(profile.days_given)),
        ("Last reviewed", profile.last_reviewed or "Nobody yet"),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in pairs]


@require_http_methods(["GET", "HEAD", "POST"])
def reviewer_edit(request, public_id):
    """What they bring and when they can."""
    reviewer = _reviewer_to(request, public_id, "reviews.edit_profile")
    form = ProfileForm(posted(request), initial=profile_initial(reviewer))
    if form.is_valid():
        try:
            with explained(form, reviewer, by=request.user):
                version = version_in(request.POST.get("version"))
                pooling.edit(reviewer, by=request.user, version=version, **form.cleaned_data)
        except Overtaken:
            return _conflict(request, _reviewer_to(request, public_id, "reviews.edit_profile"), form)
        except NotAMove:
            return changed_meanwhile(request, _url(reviewer))
        messages.success(request, "Saved.")
        return redirect(_url(reviewer))
    version = request.POST.get("version", reviewer.version)
    context = _page(request, reviewer) | {"form": form, "version": version, "cancel_url": _url(reviewer)}
    return render(request, "peerchallenge/reviews/people/reviewer_edit.html", context)


def _conflict(request, reviewer, form):
    theirs = in_words(ProfileForm(initial=profile_initial(reviewer)))
    page = _page(request, reviewer)
    return saved_first(
        request, reviewer, theirs=theirs, mine=in_words(form), typed=typed_fields(request.POST),
        discard_url=_url(reviewer), trail=page["trail"], readers=page["who"],
        template="peerchallenge/saved_first.html",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def reviewer_training(request, public_id):
    """For those who run the pool: what somebody was trained for, and until when."""
    reviewer = _reviewer_to(request, public_id, "reviews.edit_training")
    return _listed(request, reviewer, TrainingForm, pooling.train, pooling.untrain, "training")


@require_http_methods(["GET", "HEAD", "POST"])
def reviewer_conflicts(request, public_id):
    """Their own: the authorities that they shouldn't review."""
    reviewer = _reviewer_to(request, public_id, "reviews.declare_conflicts")
    return _listed(request, reviewer, ConflictForm, pooling.declare, pooling.undeclare, "conflicts")


def _listed(request, reviewer, form_class, add, take_out, what):
    """A list with a button to take each one out, and a form that adds one."""
    here = reverse(f"reviewer_{what}", args=[reviewer.public_id])
    out = request.POST.get("out", "")
    form = form_class(None if out else posted(request), region=reviewer.region)
    try:
        if out:
            take_out(reviewer, version_in(out), by=request.user)
            messages.success(request, "It is taken out.")
            return redirect(here)
        if form.is_valid():
            _added(request, reviewer, form, add)
            messages.success(request, "Saved.")
            return redirect(here)
    except (NotAMove, Overtaken):
        return changed_meanwhile(request, _url(reviewer))
    (profile,) = reading.profiles(reviewer.region, [reviewer.person])
    page = _page(request, reviewer)
    page["trail"] = [*page["trail"], (str(reviewer), _url(reviewer))]
    rows = [(one.pk, reading.training_in_words(one)) for one in profile.trainings]
    context = page | {"form": form, "rows": rows if what == "training" else profile.conflicts}
    return render(request, f"peerchallenge/reviews/people/{what}.html", context)


def _added(request, reviewer, form, add):
    if not hasattr(form, "doubts"):
        add(reviewer, by=request.user, **form.cleaned_data)
        return
    with explained(form, reviewer, by=request.user):
        add(reviewer, by=request.user, **form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
def reviewer_leave(request, public_id):
    """Leave the pool, or be taken out of it: what is kept there is emptied."""
    reviewer = _reviewer_to(request, public_id, "reviews.leave_pool")
    own = reviewer.person == request.user
    if request.method == "POST":
        pooling.leave(reviewer, by=request.user)
        messages.success(request, "What was kept there is emptied.")
        return redirect(_url(reviewer))
    context = _page(request, reviewer) | {
        "consequences": [
            "What they bring, when they can, training and conflicts are emptied for good.",
            f"Nobody can ask {'you' if own else 'them'} to a team out of the pool any more.",
            "Teams on which they are go on as before.",
        ],
        "heading": "Leave the pool of reviewers?" if own else f"Take {reviewer} out of the pool?",
        "button": "Leave the pool" if own else "Take them out", "cancel_url": _url(reviewer),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/people/leave_pool.html", context)
