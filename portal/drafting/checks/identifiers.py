"""What may tell who a child is: numbers that identify, and dates of birth."""

import re

from portal.drafting.checks.draft import MUST, Draft, quoted
from portal.ui.dates import MONTHS

DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(MONTHS)}),? \d{{4}})"
)
_NHS = re.compile(r"(?<![\w.,/+-])[1-9]\d{2}([ -]?)\d{3}\1\d{4}(?![\w/-]|[.,]\d)")
# Numbers that look alike: an ISBN's last digit is reckoned in the same way, and one in eleven telephone numbers fits.
_OTHER_NUMBER = re.compile(
    r"(?:ISBN|ISSN|\+44|tel|telephone|phone|mobile|fax|call|charity|company|account)\W*(?:\w+\W+)?$", re.IGNORECASE
)
_UPN = re.compile(r"(?<![\w-])[A-HJ-NP-RT-Z][ -]?(?:\d[ -]?){11}[\dA-HJ-NP-RT-Z](?![\w-])")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_CASE = re.compile(
    r"\b(?:case|client|child|person|pupil|referral|LCS|Mosaic|Liquidlogic|Care ?First|Azeus|ICS)(?:['’]s)?\s+"
    r"(?:ID|no\.?|number|ref\.?|reference)(?:\s+(?:is|number|no\.?))?\s*[:#]?\s*"
    r"(?!(?:19|20)\d\d(?:[-/–](?:\d\d|\d{4}))?\b(?![-/\d]))(?=[\w/-]{0,20}\d{4})[A-Z0-9][A-Z0-9/-]{3,30}\b",
    re.IGNORECASE,
)
_PATTERNS = (
    ("a National Insurance number", re.compile(
        r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"
    )),
    ("the number of somebody’s case", _CASE),
    ("the number of a case in court", re.compile(r"\b[A-Z]{2}\d{2}[CPZDFV]\d{5}\b")),
    ("a date of birth", re.compile(
        rf"\b(?:d\.?o\.?b\.?|date of birth)\W{{0,3}}(?:\w+\W+){{0,2}}?{DATE}", re.IGNORECASE
    )),
)  # fmt: skip


def identifiers(draft: Draft):
    """Yield numbers that identify a person, and dates of birth that are called so."""
    for label, text, field in draft.texts:
        for what, found in _found(text):
            yield MUST, f"{label}: {quoted(found, 50)} looks like {what}. Take it out.", field


def _found(text):
    """Yield (what it looks like, words) for each identifier in a text."""
    for match in _NHS.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        if is_nhs_number(re.sub("[ -]", "", match[0])) and not _OTHER_NUMBER.search(before):
            yield "an NHS number", match[0]
    for match in _UPN.finditer(text):
        if is_upn(re.sub("[ -]", "", match[0])):
            yield "a pupil’s number (UPN)", match[0]
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield what, match[0]


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number; one digit ten times over never does."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return (11 - rest) % 11 == int(digits[9]) and len(set(digits)) > 1


def is_upn(code: str) -> bool:
    """Whether a letter and twelve digits (of a temporary one the last is a letter) bear the check letter of a UPN."""
    values = [int(sign) if sign.isdigit() else _UPN_LETTERS.index(sign) for sign in code[1:]]
    return _UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, 2)) % 23] == code[0]
