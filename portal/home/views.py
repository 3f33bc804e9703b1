from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.home.forms import AboutForm
from portal.home.members import day_of, leading, years
from portal.home.offers import panels_for
from portal.home.reading import listed_regions
from portal.regions.models import LocalAuthority, Region
from portal.regions.tiles import map_of
from portal.ui.pagecache import cached_page, expires_at_latest
from portal.ui.permissions import require
from portal.ui.saved_first import saved_first


@login_not_required
@require_safe
@cached_page()
def home(request):
    """What is new in every region, or in the one whose home page this is."""
    region = None
    if settings.HOME_REGION:
        region = Region.objects.visible_to(request.user).for_list().filter(slug=settings.HOME_REGION).first()
    context = {"region": region, "regions": None if region else listed_regions()}
    return render(request, "home/home.html", context | _panels(request, "home", region))


def _panels(request, page, place):
    """Return what apps offer for the page, in its two columns; the page is good until the first of them isn't."""
    panels = panels_for(page, request.user, place)
    for panel in panels:
        expires_at_latest(request, panel.until)
    return {
        "panels": [panel for panel in panels if panel.template and not panel.aside],
        "aside_panels": [panel for panel in panels if panel.aside],
    }


@login_not_required
@require_safe
@cached_page()
def region_list(request):
    return render(request, "home/region_list.html", {"regions": listed_regions(), "trail": [("Home", reverse("home"))]})


@login_not_required
@require_safe
@cached_page("year")
def region(request, slug):
    """The region's own page; with `?year=2015` only the authorities that it had at the end of that year."""
    region = _region(request, slug)
    year, day = day_of(request.GET.get("year", ""))
    authorities = list(region.authorities_on(day).visible_to(request.user))
    context = {
        "region": region,
        "authorities": authorities,
        "map": map_of(authorities),
        "served": sum(1 for authority in authorities if authority.deliveries_on_day),
        "year": year,
        "day": day,
        "years": years(),
        "trail": _trail(),
    }
    if year is None:
        context |= {"rows": _identity(region, leading(region, request.user))} | _panels(request, "region", region)
    return render(request, "home/region.html", context)


def _region(request, slug):
    return get_object_or_404(Region.objects.visible_to(request.user), slug=slug)


def _trail(region=None):
    trail = [("Home", reverse("home")), ("Regions", reverse("region_list"))]
    return [*trail, (region.name, region.get_absolute_url())] if region else trail


def _identity(region, posts):
    """Return who leads the region and where else it is found: the post first, then the name."""
    rows = [{"label": post.get_role_display(), "value": post.person.name} for post in posts if post.person.name]
    if region.website:
        rows.append({"label": "Website", "value": region.website, "url": region.website})
    return rows


def region_edit_about(request, slug):
    region = _region(request, slug)
    require(request.user, "regions.edit_about", region)
    saved = {"about": region.about, "website": region.website}
    form = AboutForm(request.POST if request.method == "POST" else None, initial=saved)
    if form.is_valid():
        if region.rewrite_about(**form.cleaned_data, version=form.version(), by=request.user):
            messages.success(request, "What the region says about itself is saved and public.")
            return redirect(region)
        return _conflict(request, _region(request, slug), form)
    context = {"form": form, "region": region, "trail": _trail(region)}
    return render(request, "home/region_edit_about.html", context)


def _conflict(request, region, form):
    """Show what somebody else saved beside what was typed; the button saves the latter over it."""
    theirs = AboutForm(initial={"about": region.about, "website": region.website}).in_words()
    return saved_first(
        request, region, theirs=theirs, mine=form.in_words(), typed=form.as_typed(),
        discard_url=region.get_absolute_url(), trail=_trail(region),
    )  # fmt: skip


@login_not_required
@require_safe
@cached_page()
def authority(request, code, slug):
    """An authority, found by its code; an address with another name in it leads to the right one."""
    authority = get_object_or_404(LocalAuthority.objects.visible_to(request.user).for_page(), code=code)
    if slug != authority.slug:
        return redirect(authority, permanent=True)
    context = {
        "authority": authority,
        "is_gone": authority.to_on is not None and authority.to_on < timezone.localdate(),
        "predecessors": authority.predecessors.all(),
        "successors": authority.successors.all(),
        "codes": authority.gss_codes.all(),
        "deliveries": authority.deliveries.all(),
        "trail": _trail(authority.region),
    }
    return render(request, "home/authority.html", context | _panels(request, "authority", authority))
