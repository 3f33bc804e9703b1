"""Atom feeds of live updates: all of them, a region's, a tag's."""

from html import escape

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.ui import atom
from portal.ui.links import absolute
from portal.ui.pagecache import cached_page, expires_at_latest
from updates.feed_parts import feed_parts
from updates.reading import Filters, UpdateList

ENTRIES = 20


@login_not_required
@require_safe
@cached_page()
def update_feed(request):
    """The latest updates of every region."""
    return _feed(request, Filters())


@login_not_required
@require_safe
@cached_page()
def region_update_feed(request, region):
    """The latest updates of one region; there, but empty, when it has none yet."""
    return _feed(request, Filters(region=region))


@login_not_required
@require_safe
@cached_page()
def tag_feed(request, slug):
    """The latest updates with one tag; 404 when nothing live carries it."""
    return _feed(request, Filters(tag=slug))


def _feed(request, filters):
    """Answer with the newest updates that match `filters`, whole, in one piece; two queries."""
    now = timezone.now()
    updates = UpdateList(filters, now)[:ENTRIES]
    parts = feed_parts(updates, filters, now)
    if (filters.tag and not updates) or (filters.region and not parts.region):
        raise Http404("There is no such feed.")
    feed = atom.feed(title=_title(parts), page=filters.url, path=request.path)
    for update in updates:
        feed.add_item(**_entry(update, parts.headings.get(update.edition_id, ())))
    expires_at_latest(request, parts.next_change)
    return atom.answer(feed)


def _title(parts):
    if parts.region:
        return f"{parts.region} updates"
    return f"Updates about {parts.tag}" if parts.tag else "Regional updates"


def _entry(update, headings):
    """Return what `add_item` takes; `headings` are the update's sections as (heading, anchor)."""
    url = absolute(update.url)
    # Never a page's: text that XML takes as it is. Django's own `format_html` would be half of the feed's time.
    in_short, address = escape(update.in_short), escape(url)
    short = f"<p>{in_short}</p>" if in_short else ""
    sections = "".join(
        f'<li><a href="{address}#{escape(anchor)}">{escape(heading)}</a></li>' for heading, anchor in headings
    )
    return {
        "title": atom.xml_text(update.title),
        "link": url,
        "description": atom.xml_text(in_short) or None,
        "content": atom.xml_text(f"{short}<ul>{sections}</ul>" if sections else short),
        "unique_id": atom.lasting_id(update.url),
        "pubdate": update.first_published_at,
        "updateddate": update.last_major_at,
    }
