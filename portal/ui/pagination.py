"""Lists in pages: one COUNT, bounded page numbers, a window of links."""

from typing import NamedTuple

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404

MOST_DIGITS = 6


class PageLink(NamedTuple):
    """One step of the pagination: a page, or a gap between two (`number` is then None)."""

    number: int | None
    url: str = ""
    is_current: bool = False


class Turns(NamedTuple):
    """What `components/pagination.html` draws: plain values, so that it is drawn once for the same ones."""

    number: int
    last: int
    links: tuple[PageLink, ...]
    previous_url: str
    next_url: str


def page_of(request, records, per_page: int, count: int | None = None):
    """Return the page of `records` that `?page=` asks for, with its `turns` for the pagination.

    `records` is a QuerySet or a sequence; `count` spares the COUNT where the number is already known.
    Raises Http404 for a page that isn't a whole number from 1 to the last.
    """
    paginator = Paginator(records, per_page)
    if count is not None:
        paginator.count = count
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS):
        raise Http404("No such page.")
    try:
        page = paginator.page(int(asked))
    except EmptyPage as none:
        raise Http404("No such page.") from none
    url = _urls(request.GET)
    page.turns = Turns(
        page.number,
        paginator.num_pages,
        _links(url, page.number, paginator.num_pages),
        url(page.number - 1) if page.has_previous() else "",
        url(page.number + 1) if page.has_next() else "",
    )
    return page


def _urls(params):
    """Return what makes the address of a page by its number. Page 1 is the list's own: one page, one address."""
    others = params.copy()
    others.pop("page", None)
    first = f"?{others.urlencode()}"
    start = f"{first}&page=" if others else "?page="
    return lambda number: first if number == 1 else f"{start}{number}"


def _links(url, current, last):
    if last == 1:
        return ()
    shown = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    links, before = [], 0
    for number in shown:
        if number - before == 2:
            links.append(PageLink(number - 1, url(number - 1)))
        elif number - before > 2:
            links.append(PageLink(None))
        links.append(PageLink(number, url(number), number == current))
        before = number
    return tuple(links)
