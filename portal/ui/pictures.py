"""Pictures in rich text: only those that the portal serves itself, each at an address of its own.

An `<img>` without `alt` has not been described yet; with an empty one it is decorative. `portal.ui.richtext` calls
this on what its sanitiser has written, where every value stands in double quotes.
"""

import re
from collections.abc import Callable
from html import escape, unescape

WIDTH_ON_PHONES = 720  # pixels
_ADDRESS = re.compile(r"/updates/pictures/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
_IMG = re.compile(r'<img((?:\s+[a-z]+(?:="[^"]*")?)*)\s*/?>')
_VALUE = re.compile(r'([a-z]+)="([^"]*)"')
_PIXELS = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_EMPTY_FIGURE = re.compile(r"<figure>\s*</figure>")
_FIGURE = re.compile(r"<figure>(?:(?!</?figure>).)*</figure>", re.DOTALL)
_SIZES = "(max-width: 46em) 100vw, 46em"


def address(slot) -> str:
    """Return the lasting address of the picture in `slot`, a UUID."""
    return f"/updates/pictures/{slot}/"


def tag(slot, *, alt: str | None, width: int | None = None, height: int | None = None) -> str:
    """Return the `<img>` of the picture in `slot`; without `alt` (None) it is one that nobody has described yet."""
    said = None if alt is None else escape(alt, quote=False).replace('"', "&quot;")
    return _written(slot, said, (str(width), str(height)) if width and height else None)


def alts(html: str) -> dict[str, str | None]:
    """Return what rich text says of the picture in each slot, in the order in which they stand; None: nothing yet.

    A picture that stands there twice is described as it is the first time.
    """
    found: dict[str, str | None] = {}
    for match in _IMG.finditer(html):
        values = dict(_VALUE.findall(match[1]))
        if (slot := _slot(values)) and slot not in found:
            found[slot] = unescape(values["alt"]) if "alt" in values else None
    return found


def changed(html: str, new: Callable[[str, str | None], str | None]) -> str:
    """Return rich text with `new(slot, alt)`, a `tag`, in the place of each picture; None leaves it as it is."""

    def one(found):
        values = dict(_VALUE.findall(found[1]))
        slot = _slot(values)
        other = slot and new(slot, unescape(values["alt"]) if "alt" in values else None)
        return found[0] if other is None else other

    return _IMG.sub(one, html)


def without(html: str, slot) -> str:
    """Return rich text without the pictures of `slot`, and without the captions that stood below them."""
    html = _FIGURE.sub(lambda figure: "" if list(alts(figure[0])) == [str(slot)] else figure[0], html)
    return changed(html, lambda other, alt: "" if other == str(slot) else None)


def only_ours(html: str) -> str:
    """Return what the sanitiser left with no picture but those of the portal, each written in one way."""
    html, emptied = _IMG.sub(_ours, html), 1
    while emptied:  # a figure in a figure is empty only once the inner one is gone
        html, emptied = _EMPTY_FIGURE.subn("", html)
    return html.strip()


def _ours(found):
    values = dict(_VALUE.findall(found[1]))
    slot = _slot(values)
    size = values.get("width", ""), values.get("height", "")
    return _written(slot, values.get("alt"), size if all(map(_PIXELS.fullmatch, size)) else None) if slot else ""


def _slot(values):
    found = _ADDRESS.fullmatch(values.get("src", ""))
    return found[1] if found else None


def _written(slot, alt, size):
    """`alt` as it stands between quotes, or None; `size` is (width, height) or None."""
    said = "" if alt is None else f' alt="{alt}"'
    large = f' width="{size[0]}" height="{size[1]}"' if size else ""
    return f'<img src="{address(slot)}"{said}{large}>'


def for_page(html: str, query: str = "") -> str:
    """Return clean rich text whose pictures leave room for themselves, and come late and no larger than needed."""
    return _IMG.sub(lambda found: _for_page(dict(_VALUE.findall(found[1])), escape(query)), html)


def _for_page(values, query):
    src = values["src"]
    whole = f"{src}?{query}" if query else src
    large = wide = ""
    if "width" in values:
        large = f' width="{values["width"]}" height="{values["height"]}"'
        if int(values["width"]) > WIDTH_ON_PHONES:
            small = f"{src}?w={WIDTH_ON_PHONES}{f'&amp;{query}' if query else ''}"
            wide = f' srcset="{small} {WIDTH_ON_PHONES}w, {whole} {values["width"]}w" sizes="{_SIZES}"'
    return f'<img src="{whole}"{wide} alt="{values.get("alt", "")}"{large} loading="lazy" decoding="async">'
