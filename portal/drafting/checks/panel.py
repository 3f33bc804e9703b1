"""All checks, one after the other."""

from collections.abc import Callable
from typing import NamedTuple

from portal.drafting.checks import acronyms, answers, identifiers, names, structure, wording
from portal.drafting.checks.draft import LOOK, MUST, PASSED, Draft, Finding, Findings

# As many lines of one kind as anybody reads.
MOST_OF_A_KIND = 15


class Check(NamedTuple):
    """One check: its kind, what yields (level, message, field), and what it says when it finds nothing."""

    kind: str
    find: Callable
    passed: Callable[[Draft], str]


def _always(sentence):
    return lambda draft: sentence


CHECKS = [
    Check("missing", structure.missing, _always("Nothing is missing")),
    Check(
        "identifiers",
        identifiers.identifiers,
        _always("No identifiers of children found (NHS numbers, UPNs, case numbers, dates of birth)"),
    ),
    Check("names", names.names, _always("Nothing found that looks like a child’s name")),
    Check("tags", structure.tags, lambda draft: "Tags are chosen" if draft.tags is not None else ""),
    Check("headings", structure.headings, _always("Headings are in order and none is empty")),
    Check("capitals", structure.capitals, _always("No heading is all in capitals")),
    Check("alt", structure.alt_texts, lambda draft: "Pictures have alternative text" if _has_pictures(draft) else ""),
    Check("tables", structure.tables, lambda draft: "Tables have header cells" if _has(draft, "table") else ""),
    Check("link text", wording.links, lambda draft: "Links say where they lead" if _has(draft, "links") else ""),
    Check("link answers", answers.answers, answers.passed),
    Check("acronyms", acronyms.acronyms, _always("Acronyms are in the glossary or written out")),
    Check("sentences", wording.long_sentences, _always(f"No sentence has more than {wording.LONGEST_SENTENCE} words")),
    Check("dates", wording.past_dates, _always("No past date is spoken of as still to come")),
]


def check(draft: Draft) -> Findings:
    """Return what is to fix, what is worth a look and what passed, in that order; asks no database and no network."""
    found = Findings()
    for one in CHECKS:
        lines = [Finding(level, message, field, one.kind) for level, message, field in one.find(draft)]
        if lines:
            found += _cut(lines, one.kind)
        if sentence := (one.passed(draft) if not lines or one.kind == "link answers" else ""):
            found.append(Finding(PASSED, sentence, "", one.kind))
    found.sort(key=lambda finding: (MUST, LOOK, PASSED).index(finding.level))
    return found


def _cut(lines, kind):
    """Return the first lines of a kind, what must be fixed before the rest, and how many more there are."""
    lines.sort(key=lambda finding: finding.level != MUST)
    more = lines[MOST_OF_A_KIND:]
    if not more:
        return lines
    told = f"And {len(more)} more of the same kind as the line above."
    return [*lines[:MOST_OF_A_KIND], Finding(more[0].level, told, more[0].field, kind)]


def _has(draft, what):
    return any(getattr(block, what) for piece in draft.pieces for block in piece.blocks)


def _has_pictures(draft):
    return bool(draft.pictures) or _has(draft, "pictures")
