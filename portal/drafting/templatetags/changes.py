"""Drawing the words of a comparison: never by colour alone, and said aloud."""

from django import template
from django.utils.html import format_html, format_html_join

from portal.drafting.changes import ADDED, REMOVED

register = template.Library()

_SAID = {ADDED: ("ins", "added"), REMOVED: ("del", "removed")}


@register.filter
def marked(runs):
    """Return runs as HTML: `<ins>` and `<del>`, each with its word for those who hear the page."""
    return format_html_join("", "{}", ((_marked(run),) for run in runs))


def _marked(run):
    if run.state not in _SAID or run.is_space:
        return run.text
    tag, word = _SAID[run.state]
    words = run.text.strip()
    before, after = run.text.split(words, 1)
    return format_html(
        '{3}<{0}><span class="visually-hidden">[{1}: </span>{2}<span class="visually-hidden">] </span></{0}>{4}',
        tag, word, words, before, after,
    )  # fmt: skip
