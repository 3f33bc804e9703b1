"""Lists of an HTML tree, read with the walker that came upon them."""

import re

from portal.ui import richtext

from .blocks import Run, squash
from .lists import list_blocks

_COUNTED_IN = re.compile(r"list-style(?:-type)?:\s*([a-z-]{5,20})", re.IGNORECASE)
_COUNTINGS = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I",
}  # fmt: skip
_ITEM_KINDS = {"ul", "1", *richtext.NUMBERINGS}


def read_list(walker, element):
    """Add a list's block to what the walker has done; a list used for layout is taken apart."""
    if element.find(".//table") is not None or any(element.find(f".//{tag}") is not None for tag in ("h1", "h2", "h3")):
        walker.inside(element, Run(""))  # a list used for layout
        walker.flush()
        return
    walker.done += list_blocks(_items(walker, element, 1))
    walker.flush()


def _items(walker, element, depth):
    """Yield (depth, kind, number, runs) of each item, and of the lists inside it."""
    kind = _numbering(element) if element.tag == "ol" else "ul"
    number = int(element.get("start")) if re.fullmatch(r"\d{1,4}", element.get("start") or "") else 1
    for child in element:
        if child.tag in ("ul", "ol", "menu"):
            yield from _items(walker, child, depth + 1)
            continue
        own, inner = _item(walker, child)
        kind = child.get("type") if child.get("type") in _ITEM_KINDS else kind
        number = int(child.get("value")) if re.fullmatch(r"\d{1,4}", child.get("value") or "") else number
        if squash("".join(run.text for run in own)):
            yield depth, kind, 0 if kind == "ul" else number, own
            number += 1
        for one in inner:
            yield from _items(walker, one, depth + 1 if own else depth)


def _item(walker, element):
    """Return an item's own runs, its paragraphs parted by line breaks, and the lists inside it."""
    inner = [one for one in element.iter("ul", "ol") if _nearest_item(one, element)]
    for one in inner:
        one.getparent().text = one.getparent().text or ""
        one.drop_tree()
    runs = []
    for block in walker.nested(element):
        text = block.runs if not block.markup else [Run(block.words)]
        runs += [Run("\n"), *text] if runs else text
    return runs, inner


def _nearest_item(inner, item):
    """Whether a list inside `item` has no other list between."""
    for above in inner.iterancestors():
        if above is item:
            return True
        if above.tag in ("ul", "ol"):
            return False
    return False


def _numbering(element):
    """How a numbered list counts: "1", "a", "A", "i" or "I"."""
    found = _COUNTED_IN.search(element.get("style") or "")
    named = _COUNTINGS.get(found[1].lower(), "1") if found else element.get("type") or ""
    return named if named in richtext.NUMBERINGS else "1"
