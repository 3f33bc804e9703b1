"""Pictures out of a document: the line of text that stands where each was found, until it is stored."""

import re
from collections.abc import Callable

_PLACE = re.compile(r"<p>Picture (\d{1,4}) \(not brought in\)</p>")


def place(number: int) -> str:
    """Return the paragraph that stands for the picture `number`, counted from 1. It is a text that readers see."""
    return f"<p>Picture {number} (not brought in)</p>"


def placed(html: str, shown: Callable[[int], str | None]) -> str:
    """Return a section's html with `shown(number)` in the place of each picture; None leaves its line of text."""
    return _PLACE.sub(lambda found: shown(int(found[1])) or found[0], html)


def numbers(html: str) -> list[int]:
    """Return the numbers of the pictures that stand in a section."""
    return [int(number) for number in _PLACE.findall(html)]
