"""What a self-assessment says, as pages, papers and comparisons show it: each thing in words, nothing looked up.

    for section in shown(submission.words): …

It takes the plain values of `peerchallenge.words`, of now or frozen, so it asks the database nothing.
"""

from dataclasses import asdict, dataclass, field
from datetime import date

from django.utils.html import escape

from peerchallenge.models import Evidence, Promise, Section, Statement
from portal.drafting.compare import Part
from portal.ui import dates

NOT_JUDGED = "No judgement"


@dataclass
class ShownEvidence:
    """A piece of evidence in one line; `file` is the name of its file, "" without one."""

    id: str
    said: str
    file: str = ""
    url: str = ""


@dataclass
class ShownStatement:
    id: str
    kind: str
    claim: str
    so_what: str
    next: str
    confidence: str
    step: int
    evidence: list[ShownEvidence]


@dataclass
class ShownQuestion:
    """A prompt with its statements, or what was said of the area as a whole (`code` is then empty)."""

    code: str
    heading: str
    statements: list[ShownStatement]


@dataclass
class ShownPromise:
    promised: str
    status: str
    changed: str


@dataclass
class ShownSection:
    code: str
    heading: str
    anchor: str
    grade: str
    descriptor: str
    rationale: str
    direction: str
    is_completed: bool
    promises: list[ShownPromise] = field(default_factory=list)
    questions: list[ShownQuestion] = field(default_factory=list)


def shown(words) -> list[ShownSection]:
    """Return the sections of `words`, in their order."""
    return [_section(section, words["scale"]) for section in words["sections"]]


def as_data(sections) -> list[dict]:
    """Return shown sections as plain values, for the typesetter."""
    return [asdict(section) for section in sections]


def heading_of(section: dict) -> str:
    """Return "A. Leadership" of a section of words."""
    return f"{section['code']}. {section['title']}"


def grade_of(section: dict, scale) -> str:
    """Return the label of the judgement that a section of words gives itself; "" while it gives none."""
    place = section["grade"]
    return scale[place]["label"] if place is not None and place < len(scale) else ""


def shortened(text: str, words=12) -> str:
    """Return the first words of a text, to name it by."""
    found = text.split()
    return " ".join(found[:words]) + (" …" if len(found) > words else "")


def parts_of(words) -> list[Part]:
    """Return what `words` say, as `portal.drafting.compare` takes it: a part for each judgement and each statement."""
    found = []
    for section in shown(words):
        lines = [f"Judgement: {section.grade or NOT_JUDGED}", section.rationale, section.direction]
        lines += [f"{one.promised}: {one.status}. {one.changed}" for one in section.promises]
        found.append(_part(section.code, section.heading, lines))
        for question in section.questions:
            for one in question.statements:
                found.append(_part(one.id, f"{question.code or section.code}. {one.kind}", _lines(one)))
    return found


def _part(key, label, lines):
    return Part(key, label, "".join(f"<p>{escape(line)}</p>" for text in lines for line in text.splitlines() if line))


def _lines(one):
    evidence = [f"Evidence: {it.said}" for it in one.evidence]
    labelled = [("So what", one.so_what), ("Next", one.next), ("How sure we are", one.confidence)]
    return [one.claim, *evidence, *(f"{label}: {text}" for label, text in labelled if text)]


def _section(section, scale):
    place = section["grade"]
    whole = [ShownQuestion("", "The area as a whole", _statements(section))] if section["statements"] else []
    return ShownSection(
        code=section["code"],
        heading=heading_of(section),
        anchor=f"area-{section['code'].lower()}",
        grade=grade_of(section, scale),
        descriptor=scale[place]["descriptor"] if place is not None and place < len(scale) else "",
        rationale=section["rationale"],
        direction=_label(Section.Direction, section["direction"]),
        is_completed=section["status"] == Section.Status.COMPLETED,
        promises=[
            ShownPromise(_promised(one), _label(Promise.Status, one["status"]), one["changed"])
            for one in section["promises"]
        ],
        questions=whole
        + [ShownQuestion(one["code"], f"{one['code']}. {one['text']}", _statements(one)) for one in section["prompts"]],
    )


def _promised(one):
    review = one.get("review")  # which the words of older versions don't say
    return f"{one['promised']} (a next step accepted after “{review}”)" if review else one["promised"]


def _statements(holder):
    return [_statement(one) for one in holder["statements"]]


def _statement(one):
    by = f"by {dates.day(date.fromisoformat(one['next_on']))}" if one["next_on"] else ""
    return ShownStatement(
        id=one["id"],
        kind=_label(Statement.Kind, one["kind"]),
        claim=one["claim"],
        so_what=one["so_what"],
        next=", ".join(filter(None, [_unended(one["next_step"], by or one["next_owner"]), one["next_owner"], by])),
        confidence=_label(Statement.Confidence, one["confidence"]),
        step=one["step"],
        evidence=[_evidence(it) for it in one["evidence"]],
    )


def _unended(sentence, more):
    """The sentence without its full stop where `more` follows it."""
    return sentence.strip().removesuffix(".") if more else sentence


def _evidence(one):
    dated = dates.day(date.fromisoformat(one["dated_on"])) if one["dated_on"] else ""
    facts = [one["title"], one["figure"], one["period"], one["source"], dated, one["place"]]
    said = f"{_label(Evidence.Kind, one['kind'])}: {', '.join(filter(None, facts))}"
    return ShownEvidence(one["id"], said, one["file"], one["url"])


def _label(choices, value):
    return dict(choices.choices).get(value, "")
