"""Write blocks down as clean rich text, and count words, so that none is lost on the way."""

import re
from collections import Counter
from html import unescape

from portal.ui import richtext

from . import notes, pictures
from .blocks import Block
from .found import Doubt

MOST_BLOCKS = 10_000
MOST_CHANGES = 8
TOO_LONG = "This document is far too long. Bring in a part of it, or paste the part that is wanted."
_WORD = re.compile(r"\w+")
_BLOCK_TAG = re.compile(r"</?(?:p|h3|h4|li|ul|ol|tr|td|th|table|blockquote|br)\b[^>]*>")
_ANY_TAG = re.compile(r"<[^>]*>")
_ITEM_NUMBER = re.compile(r"^[ \t]*\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s", re.MULTILINE)


def written(blocks: list[Block], place: str) -> tuple[str, list[Doubt]]:
    """Return the rich text of the blocks below the heading `place`; marks become doubts that say where they stood."""
    html, said = [], []
    for block in blocks:
        if block.kind == "mark":
            html.append(pictures.place(block.picture) if block.picture else "")
            if block.mark.text:
                said.append(Doubt(block.mark.about, block.mark.text, place))
        else:
            html.append(block.html)
    found = [block for block in blocks if block.note]
    if found:
        text = "The note was put at the end of this section." if len(found) == 1 else None
        text = text or f"{len(found)} notes were put at the end of this section."
        said.append(Doubt("footnote", text, place))
        html.append(notes.written(found))
    return cleaned("\n".join(filter(None, html))), _few(said)


def _few(doubts):
    """Return the doubts with tracked changes cut short where a section has many; what was deleted is all listed."""
    changes = [doubt for doubt in doubts if doubt.about == "tracked change"]
    if len(changes) <= MOST_CHANGES:
        return doubts
    more = len(changes) - MOST_CHANGES + 1
    gone = {id(doubt) for doubt in changes[MOST_CHANGES - 1 :]}
    text = f"{more} more tracked changes: what was added was brought in, what was deleted was left out."
    kept = [doubt for doubt in doubts if id(doubt) not in gone]
    return [*kept, Doubt("tracked change", text, changes[0].place)]


def cleaned(html: str) -> str:
    """Return rich text that the sanitiser leaves as it is."""
    once = richtext.clean(html)
    return once if (twice := richtext.clean(once)) == once else richtext.clean(twice)


def words(text: str) -> Counter:
    """Count the words of a text, whatever their case."""
    return Counter(_WORD.findall(text.casefold()))


def own_words(block):
    """Return a block's words, and those of the note that it stands for, without what was written in a note's place."""
    inner = [own_words(one) for one in block.items] if block.note else []
    own = "".join(run.text for run in block.runs if run.raised != "note") if block.runs else block.text
    return "\n".join([own, *inner])


def plain_words(html):
    """Return the words of rich text, those of two blocks parted."""
    return unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub(" ", html)))


def lost(source: list[str], held: str) -> list[str]:
    """Return those texts of `source` that are missing from `held`, or have a word that it has not."""
    kept = words(held)
    counted = [(text, words(_ITEM_NUMBER.sub(" ", text))) for text in source]
    missing = Counter()
    for _, own in counted:
        missing.update(own)
    missing -= kept
    return [text for text, own in counted if own and missing and (own <= missing or own.keys() - kept.keys())]
