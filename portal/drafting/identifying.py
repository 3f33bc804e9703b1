"""Find what may tell who a child is in plain text and in rows of a table: numbers that identify, and dates of birth.

    for found in in_text("His number is 943 476 5919"):
        found.what, found.place, found.shown, found.is_sure     "an NHS number", "", "943…", True

A number that bears its check digit or letter is sure. All else is a doubt: a person may say why it isn't one.
Nothing of Django is needed here, and nothing is stored.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from portal.drafting import birth_dates

NHS, UPN, NI = "nhs-number", "upn", "ni-number"
SURE = frozenset({NHS, UPN, NI})
WHAT = {
    NHS: "an NHS number",
    UPN: "a pupil’s number (UPN)",
    NI: "a National Insurance number",
    "case": "the number of somebody’s case",
    "court": "the number of a case in court",
    "called-nhs": "an NHS number, though its last digit doesn’t fit",
    "like-nhs": "an NHS number, although it stands beside a word such as “phone”",
    "birth": "a date of birth",
    "birth-column": "a date of birth",
    "beside-name": "a date of birth, as it stands beside a name",
    "unread": "a page without text, such as a scan, which can’t be checked",
}

_NHS = re.compile(r"(?<![\w.,/+-])[1-9]\d{2}([ .-]?)\d{3}\1\d{4}(?![\w/-]|[.,]\d)")
# Numbers that look alike: an ISBN's last digit is reckoned in the same way, and one in eleven telephone numbers fits.
OTHER_NUMBER = re.compile(
    r"(?:ISBN|ISSN|\+44|tel|telephone|phone|mobile|fax|call|charity|company|account)\W*(?:\w+\W+)?$", re.IGNORECASE
)
_UPN = re.compile(r"(?<![\w-])[A-HJ-NP-RT-Z][ -]?(?:\d[ -]?){11}[\dA-HJ-NP-RT-Z](?![\w-])", re.IGNORECASE)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NI = re.compile(
    r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D](?!\w)",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\b(?:case|client|child|person|pupil|referral|LCS|Mosaic|Liquidlogic|Care ?First|Azeus|ICS)(?:['’]s)?\s+"
    r"(?:ID|no\.?|number|ref\.?|reference)(?:\s+(?:is|number|no\.?))?\s*[:#]?\s*"
    r"(?!(?:19|20)\d\d(?:[-/–](?:\d\d|\d{4}))?\b(?![-/\d]))(?=[\w/-]{0,20}\d{4})[A-Z0-9][A-Z0-9/-]{3,30}\b",
    re.IGNORECASE,
)
_COURT = re.compile(r"\b[A-Z]{2}\d{2}[CPZDFV]\d{5}\b")
_CALLED_NHS = re.compile(
    r"\bNHS\W{0,3}(?:no|num|number|id)?\b\W{0,5}(?:is\W+)?\d{3}[ .-]?\d{3}[ .-]?\d{4}\b", re.IGNORECASE
)
# The shortest of all: "DOB 1/2/11".
_FEWEST_DIGITS = 4
_DOUBTS = (("case", _CASE), ("court", _COURT), ("birth", birth_dates.CALLED_SO))

_BLOCK_ENDS = re.compile(r"<br\s*/?>|</(?:p|li|h\d|tr|blockquote|figcaption)>", re.IGNORECASE)
_CELL_ENDS = re.compile(r"</t[dh]>\s*", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_HTML = re.compile(r"</(?:p|li|td|th|h\d|ul|ol|blockquote)>", re.IGNORECASE)
_CELLS = re.compile(r"\t|\s*\|\s*")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


@dataclass(frozen=True)
class Found:
    """Something that may identify a child: `kind` of WHAT, the `words` as found, and the `place` ("row 3", or "")."""

    kind: str
    words: str
    place: str = ""

    @property
    def what(self) -> str:
        return WHAT[self.kind]

    @property
    def is_sure(self) -> bool:
        """Whether it bears its check, so that nobody's word makes it harmless."""
        return self.kind in SURE

    @property
    def shown(self) -> str:
        """Its first signs, by which its writer finds it, and not more."""
        return f"{self.words[:3].rstrip()}…"


def in_text(text: str) -> list[Found]:
    """Return what is found in typed text or rich text; lines with tabs or bars are rows of a table.

    The place is the paragraph, counted from 1, or empty when there is one only.
    """
    lines = [line for line in _plain(text).split("\n") if line.strip()]
    found, table = [], []
    for number, line in enumerate(lines, 1):
        place = f"paragraph {number}" if len(lines) > 1 else ""
        cells = _CELLS.split(line.strip(" |"))
        if len(cells) > 1:
            table.append((place, cells))
            continue
        found += _in_table(table) + in_line(line, place)
        table = []
    found += _in_table(table)
    listed = birth_dates.in_list(lines)
    return found + [Found("beside-name", words, f"paragraph {number}") for number, words in listed]


def in_rows(rows: Iterable[Sequence[str]], place: Callable[[int], str] = "row {}".format) -> list[Found]:
    """Return what is found in the rows of a table; `place` makes the place of the row with this number, from 1."""
    return _in_table([(place(number), [clean(cell) for cell in row]) for number, row in enumerate(rows, 1)])


def in_line(line: str, place: str = "") -> list[Found]:
    """Return what is found in one line, or in one cell."""
    if sum(sign.isdigit() for sign in line) < _FEWEST_DIGITS:
        return []
    line = clean(line)
    found = [Found(kind, words, place) for kind, words in _numbers(line)]
    for kind, pattern in _DOUBTS:
        found += [Found(kind, match[0], place) for match in pattern.finditer(line)]
    return found


def _in_table(rows):
    """rows: (place, cells). A number that runs over cells is found, too."""
    found = []
    for place, cells in rows:
        ones = [one for cell in cells for one in in_line(cell, place)]
        found += ones or [one for one in in_line(" ".join(cells), place) if one.kind in (NHS, UPN, NI, "birth")]
    cells = [row for _, row in rows]
    dates = birth_dates.in_columns(cells)
    known = {(one.place, one.words) for one in found}
    columns = [Found(kind, words, rows[number][0]) for number, kind, words in dates]
    return found + [one for one in columns if (one.place, one.words) not in known]


def _numbers(line):
    """Yield (kind, words) of the numbers that identify a person, in one line that is clean."""
    for match in _NHS.finditer(line):
        if is_nhs_number(re.sub("[ .-]", "", match[0])):
            is_other = OTHER_NUMBER.search(line[max(0, match.start() - 30) : match.start()])
            yield ("like-nhs" if is_other else NHS), match[0]
    for match in _CALLED_NHS.finditer(line):
        if not is_nhs_number(re.sub(r"\D", "", match[0])):
            yield "called-nhs", match[0]
    for match in _UPN.finditer(line):
        if is_upn(re.sub("[ -]", "", match[0]).upper()):
            yield UPN, match[0]
    for match in _NI.finditer(line):
        yield NI, match[0]


def masked(text: str) -> str:
    """Return the text with every number that surely identifies somebody taken out, for what is kept unasked."""
    for found in in_text(text):
        if found.is_sure:
            text = text.replace(found.words, "[number taken out]")
    return text if not any(found.is_sure for found in in_text(text)) else "[text taken out: it held a number]"


def clean(text: str) -> str:
    """Return a line in which signs that only look different are the same: spaces, dashes, full-width digits."""
    text = unicodedata.normalize("NFKC", str(text))
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return re.sub(r" {2,}", " ", _DASHES.sub("-", text)).strip()


def _plain(text):
    if _HTML.search(text):
        text = _BLOCK_ENDS.sub("\n", _CELL_ENDS.sub("\t", text.replace("\n", " ")))
        text = unescape(_TAG.sub("", text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number; one digit ten times over never does."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return (11 - rest) % 11 == int(digits[9]) and len(set(digits)) > 1


def is_upn(code: str) -> bool:
    """Whether a letter and twelve digits (of a temporary one the last is a letter) bear the check letter of a UPN."""
    values = [int(sign) if sign.isdigit() else _UPN_LETTERS.index(sign) for sign in code[1:]]
    return _UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, 2)) % 23] == code[0]
