"""Rich text: one allow-list for the editor, the importer, the demo content and every page.

Nothing else in the project may call `mark_safe` on stored text.
"""

import re
from collections.abc import Iterable
from html import escape

import nh3
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.ui import pictures

# Headings inside a section start at h3: the section's own heading is the page's h2.
TAGS = {
    "a", "blockquote", "br", "em", "figcaption", "figure", "h3", "h4", "img", "li", "ol", "p", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# A list may be lettered or Roman: texts refer to "point (b)".
NUMBERINGS = {"a", "A", "i", "I"}
URL_SCHEMES = {"http", "https", "mailto", "tel"}

_RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4", "caption": "p"}
_RENAMED_TAG = re.compile(r"<(/?)(b|i|h1|h2|h5|h6|caption)(?=[\s>/])", re.IGNORECASE)
# Control characters, which no reader sees and a database may refuse.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# More than any section has. The parser looks through all open tags at each new one: without a bound, half a megabyte
# of nested lists takes it a quarter of a minute, each time that the page is drawn.
MOST_TAGS = 10_000
_TABLE_BOX = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0">'
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values={"ol": {"type": NUMBERINGS}},
    url_schemes=URL_SCHEMES,
    link_rel="noopener",
)


def clean(html: str) -> str:
    """Return `html` with only what a section may hold; scripts go with their text, unknown tags leave theirs.

    Headings above h3 become h3, below h4 become h4. With more than `MOST_TAGS` tags only the words are left, in one
    paragraph. Safe to call on its own result.
    """
    if html.count("<") > MOST_TAGS:
        html = f"<p>{conditional_escape(to_plain(html))}</p>"
    renamed = _RENAMED_TAG.sub(lambda tag: f"<{tag[1]}{_RENAMED[tag[2].lower()]}", _UNSEEN.sub("", html))
    cleaned = _CLEANER.clean(renamed).strip()
    return pictures.only_ours(cleaned) if "<img" in cleaned or "<figure" in cleaned else cleaned


def rendered(html: str, picture_query: str = "") -> SafeString:
    """Return stored rich text for a page: cleaned again, so that no row is trusted for being in the database.

    A table stands in a box of its own, which the keyboard can scroll where it is too wide. Pictures are fetched when
    they come near, in the width that the screen needs; a preview adds `picture_query` ("edition=12") to their
    addresses, to be given the pictures of that draft.
    """
    html = clean(html).replace("<table>", f"{_TABLE_BOX}<table>").replace("</table>", "</table></div>")
    if "<img" in html:
        html = pictures.for_page(html, picture_query)
    return mark_safe(html)  # noqa: S308


def paragraph(words: str) -> SafeString | str:
    """Return a plain value as rich text, for what reads rich text only; nothing for nothing."""
    return format_html("<p>{}</p>", words) if words else ""


def with_marks(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Return plain text as HTML; `pieces` are (text, whether it stands in a `<mark>`)."""
    # Not `format_html` for each piece: a page of results has some hundred of them, and it takes five times as long.
    html = "".join(f"<mark>{escape(text)}</mark>" if is_marked else escape(text) for text, is_marked in pieces)
    return mark_safe(html)  # noqa: S308


def annotated(html: SafeString, annotate) -> SafeString:
    """Return safe `html` after `annotate(text)` put our own markup between its words (the glossary does)."""
    return mark_safe(annotate(conditional_escape(html)))  # noqa: S308


_TAG = re.compile(
    r"<(?:/?(?:p|h[1-6]|ul|ol|li|a|strong|em|b|i|table|blockquote|br|div|span|script|figure|img)\b)", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*[-*\u2022\u2013\u2014]\s+")
_NUMBER = re.compile(r"^\s*\d{1,3}[.)]\s+")


def from_typed(text: str) -> str:
    """Return clean rich text from what somebody typed into a plain box: simple HTML, or plain text.

    In plain text a blank line ends a paragraph, lines that start with a dash make a bulleted list,
    lines that start with a number and a full stop make a numbered one.
    """
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        return ""
    if _TAG.search(text):
        return clean(text)
    return clean("\n".join(_block(run) for run in _runs(text)))


def _kind(line):
    return "ul" if _BULLET.match(line) else "ol" if _NUMBER.match(line) else "p"


def _runs(text):
    """Yield (kind, lines) for each run of like lines between blank ones."""
    for paragraph in re.split(r"\n\s*\n", text):
        run, kind = [], None
        for line in paragraph.split("\n"):
            if run and _kind(line) != kind:
                yield kind, run
                run = []
            kind = _kind(line)
            run.append(line.strip())
        if run:
            yield kind, run


def _block(run):
    kind, lines = run
    if kind == "p":
        return format_html("<p>{}</p>", mark_safe("<br>".join(conditional_escape(line) for line in lines)))  # noqa: S308
    marker = _BULLET if kind == "ul" else _NUMBER
    items = format_html_join("", "<li>{}</li>", ((marker.sub("", line),) for line in lines))
    return format_html("<{0}>{1}</{0}>", mark_safe(kind), items)  # noqa: S308


_BLOCK_END = re.compile(r"</(?:p|h3|h4|li|td|th|tr|blockquote|table|ul|ol|figcaption|figure)>|<br ?/?>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")


def to_plain(html: str) -> str:
    """Return the words of rich text, one block a line, for search, word counts and feeds' summaries."""
    import html as entities

    text = entities.unescape(_ANY_TAG.sub("", _BLOCK_END.sub("\n", html)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
