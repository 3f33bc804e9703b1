from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.regions.models import Region
from portal.search.engines import years_known
from portal.search.finding import find, results
from portal.ui.pagination import page_of

PER_PAGE = 10


@login_not_required
@require_safe
def search(request):
    """What the public reads, by its words: `?q=`, of one region and one year where they are chosen."""
    regions = list(Region.objects.visible_to(request.user).order_by("is_invented", "name").values_list("slug", "name"))
    years = years_known()
    region = _chosen(request.GET.get("region", ""), [slug for slug, _ in regions])
    year = _chosen(request.GET.get("year", ""), [str(year) for year in _listed(years)])
    found = find(request.GET.get("q", ""), request.user, years, region, int(year) if year else None)
    page = page_of(request, found.ids, PER_PAGE)
    context = {
        "query": found.query,
        "found": found,
        "page": page,
        "results": results(found, page.object_list, request.user) if found.ids else [],
        "is_filtered": bool(region or year),
        "selects": [
            {"name": "region", "label": "Region", "choices": [("", "Every region"), *regions], "value": region},
            {"name": "year", "label": "Year", "choices": _year_choices(years), "value": year},
        ],
    }
    return render(request, "search/search.html", context)


def _chosen(value, choices):
    """Return a filter's value; 404 for one that the page never offered."""
    if value and value not in choices:
        raise Http404("No such filter.")
    return value


def _listed(years):
    return range(years[1], years[0] - 1, -1) if years else ()


def _year_choices(years):
    return [("", "Every year"), *((str(year), str(year)) for year in _listed(years))]
