"""The public pages of updates: an update, lists of them, and their tags."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.validators import slug_re
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.events.reading import featured_event
from portal.ui.links import absolute
from portal.ui.pagecache import cached_page, expires_at_latest
from portal.ui.pagination import page_of
from updates.age import age_in_words
from updates.around import around
from updates.choices import choices
from updates.models import FormerAddress, Update
from updates.periods import EARLIEST_YEAR, LATEST_YEAR, Period
from updates.published import edition_read, live_edition
from updates.reading import PER_PAGE, Filters, UpdateList, all_tags, by_year, next_change
from updates.signposts import followed, heading, how_many, trail, update_trail


@login_not_required
@require_safe
@cached_page()
def update(request, region, period, special=""):
    """The live edition of an update; what became of it when it was withdrawn or moved; 404 when it was never live."""
    months = _period(period)
    now = timezone.now()
    edition = live_edition(region, months, special, now)
    if edition is None:
        return _not_live(request, region, months, special)
    context = _page_context(edition, now)
    expires_at_latest(request, context["until"])
    return render(request, "updates/update.html", context)


def _period(slug):
    try:
        return Period.parse(slug)
    except ValueError as wrong:
        raise Http404(str(wrong)) from wrong


def _not_live(request, region, period, special):
    """Say what became of an update that isn't live: withdrawn, replaced, or moved to another address; else 404."""
    withdrawn = Update.objects.visible_to(request.user).withdrawn()
    update = withdrawn.at_address(region, period, special).select_related("superseded_by__region").first()
    if update is None:
        former = FormerAddress.objects.visible_to(request.user).at_address(region, period, special)
        answer = redirect(get_object_or_404(former).update, permanent=True)
        answer["Cache-Control"] = "no-cache"  # it may move back: who kept this would be led in a circle
        return answer
    if update.superseded_by and update.superseded_by.live:
        return redirect(update.superseded_by)
    edition = update.last_read if update.stays_readable else None
    if edition:
        context = _page_context(edition_read(edition), timezone.now())
        return render(request, "updates/update.html", context | {"withdrawn": update})
    context = {"update": update, "trail": update_trail(region, update.region.name)}
    return render(request, "updates/withdrawn.html", context, status=410)


def preview_context(draft):
    """Return what `updates/update.html` shows of `draft`, an Edition; whether somebody may see it was asked before."""
    context = _page_context(edition_read(draft), timezone.now())
    return context | {"is_preview": True, "file_query": f"edition={draft.pk}"}


def _page_context(edition, now):
    """Return what the page shows of `edition` (an EditionRead) at the moment `now`; two queries.

    `until` is the moment from which it shows something else, or None.
    """
    read = around(edition, now)
    event = featured_event(edition.region_id, now)
    changes = [moment for moment in (read.next_change, event and event.ends_at) if moment]
    return {
        "edition": edition,
        "around": read,
        "latest": read.latest if read.following else None,
        "event": event,
        "age": age_in_words(edition.period, timezone.localdate(now)),
        "changed_at": _changed_at(edition),
        "description": edition.in_short or "; ".join(section.heading for section in read.sections),
        "trail": update_trail(edition.region_slug, edition.region),
        "until": min(changes, default=None),
        "file_query": "",
    } | followed(Filters(region=edition.region_slug), edition.region)


def _changed_at(edition):
    """Return when it last changed in a way worth telling; None on the day it was first published."""
    first, last = edition.first_published_at, edition.last_major_at
    return last if first and timezone.localdate(last) != timezone.localdate(first) else None


@login_not_required
@require_safe
@cached_page("region", "tag", "year", "page")
def update_list(request):
    """Live updates, latest period first, narrowed by region, tag and year."""
    return _list_page(request, Filters(_slug(request, "region"), _slug(request, "tag"), _year(request)))


@login_not_required
@require_safe
@cached_page("tag", "year", "page")
def region_update_list(request, region):
    """The same for one region, at its permanent address."""
    return _list_page(request, Filters(region, _slug(request, "tag"), _year(request)))


@login_not_required
@require_safe
@cached_page("page")
def tag(request, slug):
    """The same for one tag."""
    return _list_page(request, Filters(tag=slug, year=_year(request)))


def _list_page(request, filters):
    """Draw the list, in three queries; a list asked for at another than its one address is sent there."""
    if request.path != filters.url.partition("?")[0]:
        return redirect(_on_page(filters.url, request.GET.get("page")), permanent=True)
    now = timezone.now()
    found = choices(filters, now)
    if found is None:
        raise Http404("There is no such region or tag.")
    expires_at_latest(request, found.next_change)
    page = page_of(request, UpdateList(filters, now), PER_PAGE, found.count)
    context = {
        "filters": filters,
        "choices": found,
        "page": page,
        "years": by_year(page.object_list),
        "heading": heading(filters, found.region, found.tag),
        "said": how_many(page.paginator.count),
        "named_region": not filters.region,
        "canonical": absolute(_on_page(filters.url, page.number if page.number > 1 else None)),
        "trail": trail(filters, found.region),
    }
    return render(request, "updates/update_list.html", context | followed(filters, found.region, found.tag))


def _on_page(url, number):
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'page': number})}" if number else url


def _slug(request, name):
    slug = request.GET.get(name, "")
    if slug and not slug_re.fullmatch(slug):
        raise Http404(f"There is no such {name}.")
    return slug


def _year(request):
    text = request.GET.get("year", "")
    if not text:
        return None
    if not (len(text) == 4 and text.isascii() and text.isdigit() and EARLIEST_YEAR <= int(text) <= LATEST_YEAR):
        raise Http404("There is no such year.")
    return int(text)


@login_not_required
@require_safe
@cached_page()
def tag_list(request):
    """Every tag of live updates, with how many carry it."""
    now = timezone.now()
    expires_at_latest(request, next_change(now))
    return render(request, "updates/tag_list.html", {"tags": all_tags(now), "trail": trail(Filters())})
