"""How broad and how well evidenced self-assessments are, year by year: a region's page, and an authority's own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from peerchallenge.growth import Line, by_year, earlier_counts, rows_now, rows_of, total
from peerchallenge.growth_page import Narrowed, page_of
from peerchallenge.growth_shared import shared_years, table_of
from peerchallenge.models import SelfAssessment
from peerchallenge.models.of_authority import OWN_READERS, authorities_of
from peerchallenge.shares import csv_table, table
from portal.regions.models import Region
from portal.ui.permissions import may, require
from portal.ui.sheets import write_csv


def region_of(request, slug, permission="peerchallenge.see_counts") -> Region:
    """Return the region for somebody who may do `permission` with its counts."""
    region = get_object_or_404(Region.objects.visible_to(request.user), slug=slug)
    require(request.user, permission, region)
    return region


def trail(region=None) -> list[tuple[str, str]]:
    """Return where a page of counts stands: peer challenge, the cycles, and of pages below it the counts."""
    found = [("Peer challenge", reverse("peer_challenge")), ("Cycles", reverse("cycles"))]
    return [*found, ("Year by year", reverse("peer_counts", args=[region.slug]))] if region else found


@require_safe
def peer_counts(request, slug):
    """The region year by year, with the areas and authorities of one year, and the counts entered of years before;
    for those who don't run it what can be shown without naming an authority, and their own authority beside it."""
    region = region_of(request, slug, "peerchallenge.read_growth")
    if not may(request.user, "peerchallenge.see_counts", region):
        context = {
            "region": region, "table": table_of(shared_years(region)), "own": _own(request.user, region),
            "trail": trail()[:1],
        }  # fmt: skip
        return render(request, "peerchallenge/counts/shared.html", context)
    earlier = earlier_counts(request.user, region)
    narrowed = Narrowed(rows_of(request.user, region), earlier, request.GET, authorities=True)
    context = page_of(narrowed, narrowed.before(), region, with_authorities=True) | {
        "region": region, "earlier": earlier, "trail": trail(),
        "may_enter": may(request.user, "peerchallenge.enter_counts", region),
    }  # fmt: skip
    return render(request, "peerchallenge/counts/region.html", context)


def _own(user, region):
    """Return (authority, its years as a table) of each of the region's whose self-assessments `user` reads whole."""
    places = region.authorities.filter(pk__in=authorities_of(user, OWN_READERS)).order_by("name")
    found = [(place, by_year(rows_of(user, region, place))) for place in places]
    return [(place, table("Year", years, with_authorities=False)) for place, years in found if years]


@require_safe
def peer_counts_csv(request, slug):
    """All that is counted, a row for each area of each authority in each year, and what was entered of years before."""
    region = region_of(request, slug)
    columns, rows = csv_table(rows_of(request.user, region), earlier_counts(request.user, region))
    name = f"{region.slug}-self-assessment-counts-{timezone.localdate()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def assessment_counts(request, public_id):
    """An authority's own years, for those who read its self-assessment whole; with the working text as it stands."""
    found = SelfAssessment.objects.visible_to(request.user)
    related = ("cycle__region", "region", "authority__region", "framework_version__framework")
    assessment = get_object_or_404(found.select_related(*related), public_id=public_id)
    place = assessment.authority
    earlier = [one for one in earlier_counts(request.user, assessment.region) if one.authority == place]
    rows = rows_of(request.user, assessment.region, place)
    narrowed = Narrowed(rows, earlier, request.GET, authorities=False)
    context = page_of(narrowed, earlier, assessment.region, with_authorities=False, now=_now(assessment, narrowed)) | {
        "assessment": assessment, "region": assessment.region,
        "trail": [(f"Self-assessment {assessment.cycle.year}", assessment.get_absolute_url())],
    }  # fmt: skip
    return render(request, "peerchallenge/counts/authority.html", context)


def _now(assessment, narrowed):
    """The line of the working text while it can still be written."""
    if not assessment.is_open:
        return []
    rows = [row for row in rows_now(assessment) if narrowed.area in ("", row.area)]
    return [Line(f"{assessment.cycle.year}, not submitted", total(rows), is_now=True)]
