"""A self-assessment at a glance: its judgements beside last year's, what it counts, what is missing.

It takes the plain values of `peerchallenge.words`.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from json import dumps

from peerchallenge.asked import asked_by
from peerchallenge.models import Promise, Section, Statement
from peerchallenge.shown import NOT_JUDGED, grade_of, heading_of, shortened
from peerchallenge.words import all_statements


@dataclass
class Line:
    """One section: its judgement, last year's and how it compares, what it counts, what is missing in it."""

    heading: str
    anchor: str
    grade: str
    before: str
    change: str
    strengths: int
    areas: int
    gaps: list[str] = field(default_factory=list)


@dataclass
class Summary:
    lines: list[Line]
    strengths: int
    areas: int
    year_before: str = ""

    @property
    def gap_count(self) -> int:
        return sum(len(line.gaps) for line in self.lines)

    @property
    def said(self) -> str:
        """The counts in a sentence."""
        areas = _many(self.areas, "area for improvement", "areas for improvement")
        sections = _many(len(self.lines), "section")
        return f"{sections}, {_many(self.strengths, 'strength')}, {areas}."


def summary_of(words, before=None, codes=None) -> Summary:
    """Return the summary of `words`; `before` are last year's, `codes` {code of a section: its code last year}."""
    last = {section["code"]: section for section in before["sections"]} if before else {}
    titled = {section["title"].casefold(): section for section in last.values()}
    lines = []
    for section in words["sections"]:
        earlier = last.get((codes or {}).get(section["code"])) or titled.get(section["title"].casefold())
        lines.append(_line(section, words["scale"], earlier, before["scale"] if before else []))
    strengths, areas = (sum(getattr(line, name) for line in lines) for name in ("strengths", "areas"))
    return Summary(lines, strengths, areas, before["year"] if before else "")


def last_words(assessment, user):
    """Return what the authority submitted last in the cycle before, and {code: its code then}; (None, {}) without it.

    Only what `user` may read: whoever is let in to this year's isn't let in to last year's by that. One query.
    """
    previous = assessment.previous
    latest = previous.submissions.visible_to(user).order_by("-number").first() if previous else None
    if latest is None:
        return None, {}
    areas = asked_by(assessment.framework_version).areas
    if previous.framework_version_id == assessment.framework_version_id:
        return latest.words, {area.code: area.code for area in areas}
    copied = [area for area in areas if area.version_then == previous.framework_version_id]
    return latest.words, {area.code: area.code_then for area in copied}


def gaps_of(words) -> list[dict]:
    """Return what is missing, {"section": "A. Leadership", "said": a sentence} each; it may be submitted with them."""
    return [{"section": heading_of(section), "said": said} for section in words["sections"] for said in _gaps(section)]


def _gaps(section):
    if section["status"] != Section.Status.COMPLETED:
        yield "It is not marked as completed."
    if section["grade"] is None:
        yield "It has no judgement."
    for prompt in section["prompts"]:
        if not prompt["statements"] and not section["statements"]:
            yield f"{prompt['code']} has no answer: {prompt['text']}"
    yield from _unproven(section)
    unsaid = [one for one in section["promises"] if one["status"] == Promise.Status.UNSAID]
    steps = sum(bool(one.get("review")) for one in unsaid)
    if promises := len(unsaid) - steps:
        yield f"Nothing is said of {_many(promises, 'promise')} of last year."
    if steps:
        yield f"Nothing is said of {_many(steps, 'next step')} accepted after a review."


def _unproven(section):
    """Counted by question; what was typed isn't repeated, so that nothing of it stays where it is taken out."""
    asked = [(prompt["code"], prompt["statements"]) for prompt in section["prompts"]]
    for where, statements in [("The area as a whole", section["statements"]), *asked]:
        bare = sum(not one["evidence"] for one in statements)
        if bare:
            has = "has" if bare == 1 else "have"
            yield f"{where}: {bare} of {_many(len(statements), 'statement')} {has} no evidence."


def _line(section, scale, earlier, scale_then):
    kinds = [one["kind"] for _, _, one in all_statements({"sections": [section]})]
    grade, before = grade_of(section, scale), grade_of(earlier, scale_then) if earlier else ""
    return Line(
        heading=heading_of(section),
        anchor=f"area-{section['code'].lower()}",
        grade=grade or NOT_JUDGED,
        before=before,
        change=_change(grade, before),
        strengths=kinds.count(Statement.Kind.STRENGTH),
        areas=kinds.count(Statement.Kind.AREA),
        gaps=list(_gaps(section)),
    )


def _change(grade, before):
    if not before:
        return ""
    return "The same as last year" if grade == before else f"Last year: {before}"


# What somebody read is sealed piece by piece, so that a page can say which pieces changed meanwhile.


def seal_of(words) -> dict:
    """Return {piece: fingerprint} of what `words` say: of each section's judgement, and of each statement."""
    found = {}
    for section in words["sections"]:
        own = {name: section[name] for name in ("status", "grade", "rationale", "direction", "promises")}
        found[section["code"]] = _print(own)
    for section, prompt, one in all_statements(words):
        found[one["id"][:13]] = _print([section["code"], prompt and prompt["code"], one])
    return found


def changed_since(words, seal: dict) -> list[str]:
    """Return a sentence for each piece of `words` that isn't as it was sealed."""
    now, said = seal_of(words), []
    for section in words["sections"]:
        if seal.get(section["code"]) != now[section["code"]]:
            said.append(f"{heading_of(section)}: the judgement or what goes with it changed.")
    for section, _, one in all_statements(words):
        key = one["id"][:13]
        if seal.get(key) != now[key]:
            what = "changed" if key in seal else "is new"
            said.append(f"{heading_of(section)}: “{shortened(one['claim'])}” {what}.")
    gone = len(seal.keys() - now.keys())
    if gone:
        said.append(f"{_many(gone, 'statement')} {'was' if gone == 1 else 'were'} taken out.")
    return said


def _print(value):
    return sha256(dumps(value, sort_keys=True).encode()).hexdigest()[:8]


def _many(count, one, more=None):
    return f"{count} {one if count == 1 else more or one + 's'}"
