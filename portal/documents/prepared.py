"""What a saved page needs before it is read: whole addresses, open panels, no scripts."""

import contextlib
import re
from urllib.parse import urljoin

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_OPENING = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle")
_SILENT = ("script", "style", "template", "head", "link", "meta", "base")


def prepare(body, base: str) -> None:
    """Change the tree below `body` in place; `base` is where the page was, or empty."""
    _make_links_whole(body, base)
    _open_what_buttons_open(body)
    _remove_silent(body)


def address(root, html: str) -> str:
    """Return the address at which a saved page says that it was, or nothing."""
    said = root.xpath("string((//base/@href|//link[@rel='canonical']/@href|//meta[@property='og:url']/@content)[1])")
    saved = re.search(r"<!-- saved from url=\(\d{1,5}\)(\S{1,2000}) -->", html[:2000])
    return said if said.startswith("http") else saved[1] if saved and saved[1].startswith("http") else ""


def _open_what_buttons_open(body):
    """A button in a heading, or one that opens the text below it, is a heading; what it opens is shown."""
    named = {element.get("id"): element for element in body.iter() if element.get("id")}
    for button in list(body.iter("button")):
        after = button.getnext() if len(button.getparent()) > 1 else button.getparent().getnext()
        in_heading = any(above.tag in _HEADINGS for above in button.iterancestors())
        opens = any(button.get(name) is not None for name in _OPENING)
        if not (in_heading or (opens and after is not None and after.tag in ("div", "section"))):
            continue
        button.tag = "span" if in_heading else "h3"
        opened = named.get(button.get("aria-controls"), button)
        opened.attrib.pop("hidden", None)
        opened.attrib.pop("style", None)


def _make_links_whole(body, base):
    """Complete the addresses of a page's links; places inside the page stay."""
    for link in body.iter("a") if base else []:
        href = (link.get("href") or "").strip()
        if href and not href.startswith("#"):
            with contextlib.suppress(ValueError):
                link.set("href", urljoin(base, href))


def _remove_silent(body):
    for element in list(body.iter(*_SILENT)):
        if element.getparent() is not None:
            element.drop_tree()
