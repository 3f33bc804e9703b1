"""Atom feeds of what happened: with a plan, and with one of its priorities."""

from html import escape

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.ui import atom
from portal.ui.links import absolute
from portal.ui.pagecache import cached_page, expires_at_latest
from priorities import happened
from priorities.evidence import next_change
from priorities.signposts import feed_title

ENTRIES = 30


@login_not_required
@require_safe
@cached_page()
def plan_feed(request, region, period):
    """What happened with a plan, the newest first; 404 for a draft."""
    until = next_change(timezone.now())
    plan = happened.plan_at(region, period)
    if plan is None:
        raise Http404("There is no such feed.")
    return _feed(request, feed_title(plan), plan, happened.of_plan(plan, ENTRIES), until)


@login_not_required
@require_safe
@cached_page()
def priority_feed(request, region, period, slug):
    """What happened with one priority, the newest first."""
    until = next_change(timezone.now())
    priority = happened.priority_at(region, period, slug)
    if priority is None:
        raise Http404("There is no such feed.")
    entries = happened.of_priority(priority, ENTRIES)
    return _feed(request, feed_title(priority.plan, priority), priority, entries, until)


def _feed(request, title, record, entries, until):
    feed = atom.feed(title=title, page=record.get_absolute_url(), path=request.path)
    for entry in entries:
        feed.add_item(**_entry(entry, request.path))
    expires_at_latest(request, until)
    return atom.answer(feed)


def _entry(entry, path):
    """Return what `add_item` takes."""
    said = escape(entry.said)
    return {
        "title": atom.xml_text(f"{entry.kind}: {entry.title}"),
        "link": absolute(entry.url),
        "description": atom.xml_text(said) or None,
        "content": atom.xml_text(f"<p>{said}</p>" if said else ""),
        "unique_id": atom.lasting_id(f"{path}{entry.mark}"),
        "pubdate": entry.at,
        "updateddate": entry.at,
    }
