"""Items of lists as points of a priority or as priorities of their own."""

import re

from portal.documents.blocks import Block, Run
from portal.documents.items import Item, of_list

_PARTED = re.compile(r"(?P<title>[^:–—]{3,100}?)(?::|\s[–—-])\s+(?P<rest>\S.*)", re.DOTALL)
_MOST_TITLE_WORDS = 12
LONGEST_TITLE = 200


def titled(item: Item) -> tuple[str, str]:
    """Return the title of an item that is a priority, and the rest of its words."""
    if item.bold and item.bold != item.text and item.text.startswith(item.bold):
        return item.bold.rstrip(" :.–-"), item.text[len(item.bold) :].lstrip(" :–-")
    found = _PARTED.fullmatch(item.text)
    if found and len(found["title"].split()) <= _MOST_TITLE_WORDS:
        return found["title"].strip(), found["rest"]
    if len(item.text) <= LONGEST_TITLE:
        return item.text.rstrip(" .;,"), ""
    words = " ".join(item.text.split()[:_MOST_TITLE_WORDS])
    return f"{words[: LONGEST_TITLE - 1]}…", item.text


def paragraph(text: str) -> Block:
    return Block("p", [Run(text)])


__all__ = ["LONGEST_TITLE", "Item", "of_list", "paragraph", "titled"]
