"""From bytes to clean characters."""

import codecs
import re

_BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,5}=\s{0,5}["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff]")
_INVISIBLE = re.compile("[\xad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ue0f0\ue0f1]")


def decode(data: bytes) -> str:
    """Return the text of a .txt or .html file, by its byte order mark, its own charset, UTF-8 or Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return tidy(data[len(mark) :].decode(encoding, "replace"))
    for encoding in [*_without_mark(data), *_declared(data), "utf-8", "cp1252"]:
        try:
            return tidy(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return tidy(data.decode("latin-1"))


def _without_mark(data):
    """UTF-16 without a mark: every other byte of Western text is NUL."""
    head = data[:2000]
    if len(head) >= 8 and head[1::2].count(0) > len(head) * 0.4:
        return ["utf-16-le"]
    if len(head) >= 8 and head[0::2].count(0) > len(head) * 0.4:
        return ["utf-16-be"]
    return []


def _declared(data):
    found = _META_CHARSET.search(data[:4000])
    if not found:
        return []
    name = found[1].decode("ascii").lower()
    # UTF-8 is tried first: pages that say Latin-1 often aren't, and Latin-1 text is hardly ever valid UTF-8.
    latin = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"}
    return ["utf-8", "cp1252"] if name in latin else [name] if not name.startswith("utf-16") else []


def tidy(text: str) -> str:
    """Return `text` with one kind of line end and no characters that cannot be shown, stored or searched."""
    return _INVISIBLE.sub("", _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text)))


def is_text(text: str, size: int) -> bool:
    """True unless most of what the file held was not readable characters (a picture renamed to .txt)."""
    return bool(text.strip()) and text.count("\ufffd") * 10 < max(len(text), 1) and len(text) * 8 > size
