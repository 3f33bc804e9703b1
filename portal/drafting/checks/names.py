"""What may be a child's name, or the day on which somebody was born: for a person to judge."""

import re

from portal.drafting.checks.draft import LOOK, Draft, quoted
from portal.drafting.checks.identifiers import DATE

_MAYBE_BORN = re.compile(rf"\b(?:born(?: on)?|aged \d{{1,2}})\b[^.\n]{{0,20}}?{DATE}", re.IGNORECASE)
_NAME = r"[A-Z][a-zà-ÿ]+(?:[-'’][A-Z][a-zà-ÿ]+)?"
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_AGE = rf"(?:1[0-8]|[0-9]|{_NUMBERS})"
_OLD = r"[ -](?:year|month)s?[ -]old\b"
_NAMES = [
    re.compile(pattern)
    for pattern in (
        # "Child: Anna Example", "Name of child: …"
        r"\b(?:Child|Pupil|Young person|YP|Baby|Sibling|Subject|Name of (?:the )?(?:child|pupil)"
        r"|(?:Child|Pupil)['’]s name)\s*"
        rf"[:=]\s*(?P<name>{_NAME} {_NAME})\b",
        # "Child A (Anna Example)", "Child A = Anna"
        rf"\b(?:Child|Young person|Pupil|Baby) [A-Z]\d?\s*(?:[(=]|real name:?)\s*(?:real name:? )?"
        rf"(?P<name>{_NAME}(?: {_NAME})?)\b",
        # "Anna Example, aged 14", "Anna Example (7)", "Anna Example, 14 years old"
        rf"\b(?P<name>{_NAME} {_NAME})(?:,? | \(|,? who is )(?:aged? {_AGE}\b|{_AGE}{_OLD}|(?<=\(){_AGE}\))",
        # "a boy called Adam"
        r"\b(?:child|boy|girl|baby|pupil|teenager|young person|toddler|son|daughter),? (?:called|named|known as) "
        rf"(?P<name>{_NAME}(?: {_NAME})?)\b",
        # "Anna, a 14-year-old"
        rf"\b(?P<name>{_NAME}(?: {_NAME})?), (?:a|an|the) {_AGE}{_OLD}",
    )
]
# Capitalised words that are no one's name.
_WORDS = """
Social Care Protection Services Service Sexual Exploitation Health Poverty Development Safeguarding Practice Review
Death Overview West East North South Midlands Local Authority Children Child Family Families Education Early Help Young
People Plan Board Team Group Programme Project Network Challenge Peer Region Regional National Centre School Academy
College Council County City Borough Trust Framework Assessment Support Act Order Improvement Mental Looked After Care
In Need Missing Criminal Employment Workforce The This These Our Their Your For And With About Project Scheme Fund
"""
_NO_NAME = frozenset(_WORDS.split())


def names(draft: Draft):
    """Yield what may be a child's name, or the day on which somebody was born."""
    for label, text, field in draft.texts:
        for match in _MAYBE_BORN.finditer(text):
            yield LOOK, f"{label}: {quoted(match[0], 50)} may be a date of birth. Take it out if it is.", field
        seen = set()
        for match in (match for pattern in _NAMES for match in pattern.finditer(text)):
            if match["name"] not in seen and not _NO_NAME & set(re.findall(r"\w+", match["name"])):
                seen.add(match["name"])
                yield (
                    LOOK,
                    f"{label}: {quoted(match[0], 50)} may name a child. No child is named here, whoever agreed.",
                    field,
                )
