"""Blocks: what every kind of document becomes before anything is decided about it.

A block is a paragraph ("p"), "heading", "list", "table", "quote" or "mark". A mark is a place where something was
that is not text (a picture, a comment, a note's number): it has no words of its own and becomes a doubt.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from itertools import groupby

from .found import Doubt

_ADDRESS = re.compile(
    r"(?P<url>(?:https?://|(?<![\w.])www\.)[^\s<>\"“”]{2,2000})"
    r"|(?P<mail>(?<![\w.+%'’-])[A-Za-z0-9_%+'-][A-Za-z0-9._%+'-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\n\xa0\u2000-\u200a\u202f\u3000]+")


def squash(text: str) -> str:
    """Return `text` with each run of white space as one space."""
    return _SPACES.sub(" ", text).strip()


@dataclass(frozen=True)
class Run:
    """Characters in one style. `href` is empty outside links."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: str = ""  # "", "sub" or "sup"; "note" for what was put in the place of a note's number
    href: str = ""


@dataclass
class Block:
    kind: str
    runs: list[Run] = field(default_factory=list)  # of a paragraph or heading; "\n" inside is a line break
    markup: str = ""  # of a list, table or quote
    words: str = ""  # of a list, table or quote, one item or cell a line
    level: int = 0  # of a heading: 1 to 6; 0 in a title style
    mark: Doubt | None = None
    items: list["Block"] = field(default_factory=list)  # of a list: its top items as paragraphs
    is_caption: bool = False  # says what the document is, near its title: never a heading
    picture: int = 0  # of a mark: the number of the picture that stands here
    note: int = 0  # of a mark: the number of the note whose blocks are its items
    doubtful: str = ""  # set when taking it for a heading was a guess: the sentence for the person

    @cached_property
    def text(self) -> str:
        """The words: lines of a paragraph, items of a list and cells of a table parted by line ends."""
        if self.markup:
            return self.words
        return "\n".join(filter(None, (squash(line) for line in "".join(run.text for run in self.runs).split("\n"))))

    @cached_property
    def line(self) -> str:
        return squash(self.text)

    @property
    def bare_line(self) -> str:
        """The line without the places of notes, as a title or a section's heading has it."""
        return squash("".join(run.text for run in self.runs if run.raised != "note")) if self.runs else self.line

    @cached_property
    def is_bold(self) -> bool:
        """Every visible character is bold."""
        visible = [run for run in self.runs if run.text.strip(" \n\xa0:.-–") and run.raised != "note"]
        return bool(visible) and all(run.bold for run in visible)

    @property
    def html(self) -> str:
        """The block as simple HTML, before the sanitiser."""
        if self.markup:
            return self.markup
        if self.kind == "heading":
            return f"<h3>{inline(self.runs, plain=True)}</h3>"
        return f"<p>{inline(self.runs)}</p>" if self.text else ""


def paragraph(text: str) -> Block:
    return Block("p", [Run(text)])


def heading(text: str, level: int) -> Block:
    return Block("heading", [Run(text)], level=level)


def inline(runs, *, plain: bool = False) -> str:
    """Return runs as inline HTML, with bare addresses made into links; `plain` leaves bold and italic out."""
    return "".join(_run_html(run, plain) for run in _trimmed(merged(runs)))


def merged(runs) -> list[Run]:
    """Return runs with neighbours of one style joined and white space squashed across them."""
    result: list[Run] = []
    space = True
    for style, same in groupby(runs, key=lambda run: replace(run, text="")):
        text = re.sub(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+", " ", "".join(run.text for run in same))
        text = re.sub(r" ?\n ?", "\n", text)
        text = text.lstrip(" ") if space else text
        if text:
            space = text[-1] in " \n"
            result.append(replace(style, text=text))
    return result


def _trimmed(runs):
    shown = [at for at, run in enumerate(runs) if run.text.strip()]
    if not shown:
        return []
    runs = runs[shown[0] : shown[-1] + 1]
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return runs


def _run_html(run, plain):
    if not run.text.strip():
        return run.text.replace("\n", "<br>")
    # Spaces stay outside the tags, so that words never run together when a tag is taken off.
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :]
    html = _linked(run.text.strip()) if not run.href else escape(run.text.strip(), quote=False)
    if run.raised in ("sub", "sup"):
        html = f"<{run.raised}>{html}</{run.raised}>"
    if run.italic and not plain:
        html = f"<em>{html}</em>"
    if run.bold and not plain:
        html = f"<strong>{html}</strong>"
    if run.href:
        html = f'<a href="{escape(run.href)}">{html}</a>'
    return f"{lead}{html}{tail}".replace("\n", "<br>")


def _linked(text):
    parts, done = [], 0
    for found in _ADDRESS.finditer(text):
        address = _without_tail(found[0])
        if len(address) < 6:
            continue
        href = f"mailto:{address}" if found["mail"] else address if "://" in address else f"http://{address}"
        parts.append(escape(text[done : found.start()], quote=False))
        parts.append(f'<a href="{escape(href)}">{escape(address, quote=False)}</a>')
        done = found.start() + len(address)
    parts.append(escape(text[done:], quote=False))
    return "".join(parts)


def _without_tail(address):
    """Leave a sentence's own punctuation out of an address; keep a bracket that was opened inside it."""
    address = address.rstrip(".,;:!?'’…")
    while address.endswith((")", "]")) and address.count(address[-1]) > address.count(
        "(" if address[-1] == ")" else "["
    ):
        address = address[:-1].rstrip(".,;:!?'’…")
    return address
