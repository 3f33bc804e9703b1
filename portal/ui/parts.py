"""Parts that stand alike on many pages (header, footer, a list of regions): drawn once for the same values.

A part's template sees nothing but its values, so the same values always make the same HTML: it is kept in this
process's memory, the least recently used first out. Values are plain and hashable; never a person, never a session.
Of records that stand for several values (a named tuple, a frozen dataclass), the text is plain, not marked as safe.
"""

from functools import lru_cache

from django.conf import settings
from django.db.models import Model
from django.template.loader import get_template
from django.utils.safestring import SafeString

MOST_PARTS = 1000


def part(template: str, **values) -> SafeString:
    """Return `template` drawn with `values`. In development it is drawn each time, as templates change there."""
    if settings.DEBUG:
        return kept.__wrapped__(template, **values)
    return kept(template, **values)


# By type too: text that is marked as safe equals the same text that is not.
@lru_cache(maxsize=MOST_PARTS, typed=True)
def kept(template, **values):
    if any(isinstance(value, Model) for value in values.values()):
        raise TypeError("A record of the database stays the same value when it changes: give a part its values.")
    return get_template(template).render(values)
