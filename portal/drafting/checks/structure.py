"""Headings, tables, pictures and tags: what a text is built of."""

import re

from portal.drafting.checks.draft import LOOK, MUST, Draft, quoted
from portal.drafting.checks.everyday import EVERYDAY

_FILE_NAME = re.compile(
    r"\S\.(jpe?g|png|gif|webp|svg|heic|bmp|tiff?|pdf)$"
    r"|^(img|dsc[nf]?|image|picture|photo|screenshot|scan)[ _-]?\d+\w*$",
    re.IGNORECASE,
)
_IMAGE_OF = re.compile(
    r"^(an? |the )?(image|picture|photo(graph)?|graphic|screenshot|icon) (of|showing)\b", re.IGNORECASE
)
_LONGEST_ALT = 200


def headings(draft: Draft):
    """Yield what is wrong with headings: empty, or a lower one with no higher one before it."""
    for piece in draft.pieces:
        last = 2
        for block in piece.blocks:
            if block.kind != "heading":
                continue
            if not block.text:
                yield MUST, f"{piece.label}: a heading is empty. Write it or take it out.", piece.field
            elif block.level > last + 1:
                yield (
                    LOOK,
                    f"{piece.label}: {quoted(block.text)} is a smaller heading with no larger one above it. "
                    "Make it larger.",
                    piece.field,
                )
            last = max(2, block.level) if block.text else last


def capitals(draft: Draft):
    """Yield headings and titles that are written in capitals throughout; acronyms may be."""
    for piece in draft.pieces:
        found = [(piece.heading, piece.heading_field or piece.field)]
        found += [(block.text, piece.field) for block in piece.passages if piece.is_title or block.kind == "heading"]
        for text, field in found:
            if _shouts(text, draft.terms):
                yield LOOK, f"{piece.label}: {quoted(text)} is all in capitals. Use capitals for names only.", field


def _shouts(text, terms):
    words = re.findall(r"[^\W\d_]+", text)
    return any(word.isupper() and len(word) > 4 and word not in terms and word not in EVERYDAY for word in words) and (
        all(word.isupper() for word in words)
    )


def tables(draft: Draft):
    """Yield tables without one header cell."""
    for piece in draft.pieces:
        rows = {}
        for block in piece.passages:
            if block.table:
                rows.setdefault(block.table, []).append(block)
        for some in rows.values():
            if not any(mark == "th" for row in some for mark, _ in row.marks):
                yield (
                    LOOK,
                    f"{piece.label}: the table that begins {quoted(some[0].text, 40)} has no header cells. Make its "
                    "first row or first column headers.",
                    piece.field,
                )


def alt_texts(draft: Draft):
    """Yield pictures without words for those who don't see them, or with words that say nothing."""
    for piece in draft.pieces:
        for block in piece.blocks:
            for shown in block.pictures:
                yield from _alt(piece.label, shown.alt, shown.alt == "", piece.field)
    for picture in draft.pictures:
        yield from _alt(picture.label, picture.alt, picture.is_decorative, picture.field)


def _alt(label, alt, is_decorative, field):
    alt = (alt or "").strip()
    if not alt and not is_decorative:
        yield MUST, f"{label}: a picture has no alternative text. Say what it shows, or mark it as decorative.", field
    elif _FILE_NAME.search(alt):
        yield MUST, f"{label}: {quoted(alt)} is the name of a file. Say what the picture shows.", field
    elif _IMAGE_OF.match(alt):
        yield LOOK, f"{label}: leave out {quoted(_IMAGE_OF.match(alt)[0])}: it is read out as a picture anyway.", field
    elif len(alt) > _LONGEST_ALT:
        yield LOOK, f"{label}: the alternative text {quoted(alt, 40)} is long. Move the detail into the text.", field


def tags(draft: Draft):
    """Yield that a record which takes tags has none."""
    if draft.tags is not None and not list(draft.tags):
        yield LOOK, "Add at least one tag, so that readers find this by subject.", draft.tags_field


def missing(draft: Draft):
    """Yield what the record itself asks for."""
    for field, message in draft.missing:
        yield MUST, message, field
