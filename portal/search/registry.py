"""What apps declare searchable, each in its own `offers.py`, found at start-up as Django finds `admin.py`.

    searchable("update", every_update)

where `every_update()` yields (key, records) for all that is public or will be, as `index.replace` takes them one at
a time. Whoever changes one record calls `index.replace`; this serves to make the whole index again.
"""

import zlib
from collections.abc import Callable, Iterable
from itertools import islice

from django.core.exceptions import ImproperlyConfigured

from portal.search.index import Record, forget_all_but, replace_several

AT_ONCE = 100

_kinds: dict[str, Callable[[], Iterable[tuple[int, Iterable[Record]]]]] = {}


def searchable(kind: str, iterate: Callable[[], Iterable[tuple[int, Iterable[Record]]]]) -> None:
    """Declare that records of `kind` can be found."""
    number = zlib.crc32(kind.encode()) % 32
    for other in _kinds:
        if other != kind and zlib.crc32(other.encode()) % 32 == number:
            raise ImproperlyConfigured(f"Search can't tell {kind!r} from {other!r}: call one of them differently.")
    _kinds[kind] = iterate


def kinds() -> list[str]:
    return sorted(_kinds)


def rebuild(kind: str) -> int:
    """Write all entries of a kind anew, a hundred records a transaction, so that nobody waits; return how many.

    Entries of records that are no longer offered go last.
    """
    pairs, keys, written = iter(_kinds[kind]()), set(), 0
    while some := list(islice(pairs, AT_ONCE)):
        keys.update(key for key, _ in some)
        written += replace_several(kind, some)
    forget_all_but(kind, keys)
    return written
