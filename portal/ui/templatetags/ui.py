"""Filters and tags that every template has. None of them queries."""

from django import template
from django.template.defaultfilters import truncatechars
from django.utils.html import format_html

from portal.ui import dates, glossary, links, mistakes, parts, permissions, richtext

register = template.Library()


def _words(say):
    """Make a filter that leaves a missing date empty, as Django's own filters do."""
    return lambda value: say(value) if value else ""


register.filter("day", _words(dates.day))
register.filter("weekday", _words(dates.weekday))
register.filter("month", _words(dates.month))
register.filter("clock", _words(dates.clock))
register.filter("moment", _words(dates.moment))
register.filter("machine", _words(dates.machine))
register.filter("rich", richtext.rendered)
register.filter("anchor", mistakes.anchor)
register.filter("in_words", mistakes.in_words)
register.simple_tag(parts.part)


@register.filter
def shortened(text, most):
    """As Django's `truncatechars`, which looks at each letter even of a text that is short enough."""
    return truncatechars(text, most) if len(text) > most else text


@register.filter
def time_tag(value):
    """Return `<time datetime="2026-03-03">3 March 2026</time>`."""
    return format_html('<time datetime="{}">{}</time>', dates.machine(value), dates.day(value)) if value else ""


@register.simple_tag
def span(start, end=None):
    """`{% span event.starts_at event.ends_at %}`: from when to when, in words."""
    return dates.span(start, end)


@register.simple_tag
def days(first, last=None):
    """`{% days event.starts_on event.ends_on %}`: whole days, in words."""
    return dates.days(first, last)


@register.simple_tag
def first_uses():
    """`{% first_uses as words %}` once on a page, then `{{ section.body|rich|expand:words }}` for each piece."""
    return glossary.FirstUses()


@register.filter
def expand(html, first_uses=None):
    """Expand each acronym of the glossary where rich text uses it first."""
    return glossary.expanded(html, first_uses or glossary.FirstUses())


@register.simple_tag(takes_context=True)
def may(context, name, record=None):
    """`{% may "updates.publish" update as may_publish %}`."""
    return permissions.may(context["user"], name, record)


@register.simple_tag
def query_string(params, **changes):
    """`{% query_string request.GET tag=None %}`: the same list with one filter changed, from its first page."""
    return links.with_query(params, **changes)


@register.simple_tag
def absolute(target):
    """`{% absolute update %}`: the full address, from the configured origin."""
    return links.absolute(target)
