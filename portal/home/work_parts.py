"""The parts of "Your work": what waits for the person, what others owe, and the pages that apps offer beside these.

An app offers one in its own `tasks.py`:

    work_parts.offer("Your actions", "my_actions", may_own_actions)
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from portal.ui.nav import Link, address
from portal.ui.permissions import may


class Part(NamedTuple):
    label: str
    url_name: str
    shown_to: Callable[[Any], bool]


_FIRST = Part("Your work", "your_work", lambda user: True)
_LAST = Part("Who owes what", "chase_board", lambda user: may(user, "home.chase"))
_offered: list[Part] = []


def offer(label: str, url_name: str, shown_to: Callable[[Any], bool]):
    """Offer a page of one's own work, to those for whom `shown_to(user)` is true. It takes no arguments."""
    _offered.append(Part(label, url_name, shown_to))


def tabs(user, here: str) -> list[Link]:
    """Return the links of the parts that `user` sees, on the page called `here`; none when there is only one part."""
    parts = [part for part in (_FIRST, *_offered, _LAST) if part.shown_to(user)]
    links = [Link(part.label, address(part.url_name), part.url_name == here) for part in parts]
    return links if len(links) > 1 else []
