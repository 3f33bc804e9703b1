from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.search.finding import AT_ONCE, find, offered, results
from portal.ui.pagination import page_of


class Select(NamedTuple):
    """One of the filters: `choices` are (value, label)."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str


@login_not_required
@require_safe
def search(request):
    """What the public reads, by its words: `?q=`, of one region and one year where they are chosen."""
    filters = offered()
    region = _chosen(request.GET.get("region", ""), [slug for slug, _ in filters.regions])
    year = _chosen(request.GET.get("year", ""), [str(year) for year in filters.years])
    found = find(request.GET.get("q", ""), request.user, filters.last_day, region, int(year) if year else None)
    page = page_of(request, found.ids, AT_ONCE)
    context = {
        "query": found.query,
        "found": found,
        "page": page,
        "results": results(found, page.object_list, request.user),
        "is_filtered": bool(region or year),
        "selects": (
            Select("region", "Region", (("", "Every region"), *filters.regions), region),
            Select("year", "Year", _year_choices(filters.years), year),
        ),
    }
    return render(request, "search/search.html", context)


def _chosen(value, choices):
    """Return a filter's value; 404 for one that the page never offered."""
    if value and value not in choices:
        raise Http404("No such filter.")
    return value


def _year_choices(years):
    return (("", "Every year"), *((str(year), str(year)) for year in years))
