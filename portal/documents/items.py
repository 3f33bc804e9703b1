"""Lists: their items, with what stands below each."""

from dataclasses import dataclass, field

import lxml.html

from .blocks import Block, squash


@dataclass
class Item:
    """One item of a list: its words, the words of the items below it, and the addresses that its links lead to."""

    text: str
    below: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)  # (words, address)
    bold: str = ""  # the bold words with which it opens


def of_list(block: Block) -> list[Item]:
    """Return the top items of a list block."""
    root = lxml.html.fragment_fromstring(block.markup, create_parent="div")
    return [_item(one) for one in root.xpath("./ul/li|./ol/li")]


def _item(element):
    links = [(squash(one.text_content()), one.get("href")) for one in element.iter("a") if one.get("href")]
    inner = element.xpath("./ul/li|./ol/li")
    below = [_words(one) for one in inner]
    for one in element.xpath("./ul|./ol"):
        one.drop_tree()
    first = element[0] if len(element) and not (element.text or "").strip() else None
    bold = squash(first.text_content()) if first is not None and first.tag == "strong" else ""
    return Item(_words(element), below, links, bold)


def _words(element):
    for one in element.iter("br", "li"):
        one.tail = f" {one.tail or ''}"
        one.text = f" {one.text or ''}"
    return squash(element.text_content())
