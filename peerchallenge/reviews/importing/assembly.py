"""Put together what a letter says: its findings with their place and next steps, its days, all its words."""

import re
from dataclasses import dataclass, field

from portal.documents import headings
from portal.documents.blocks import Block
from portal.documents.found import CannotRead, Doubt
from portal.documents.reading import Document
from portal.documents.writing import MOST_BLOCKS, TOO_LONG

from . import points, saying
from .found import AREA, STRENGTH, FoundFinding, FoundLetter
from .roles import BOTH, STEPS, led_in, role_of

SIGNING_OFF = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|warm) (?:regards|wishes)|regards\b)", re.IGNORECASE
)
_COMMON = frozenset(
    [
        "about",
        "after",
        "again",
        "their",
        "there",
        "these",
        "those",
        "which",
        "would",
        "should",
        "could",
        "where",
        "while",
        "children",
    ]
)
_RUN_IN = "The bold words at the start of a paragraph were taken for its heading."
_NEAR_TOP = 15
_TITLE = re.compile(r"\b(?:review|challenge|visit|feedback)\b", re.IGNORECASE)
MOST = 60


@dataclass
class Section:
    """What stands below a heading: what its role is and which subject it has, by itself or by a heading above it."""

    title: str = ""
    level: int = 0
    role: str = ""
    theme: str = ""
    is_run_in: bool = False
    blocks: list[Block] = field(default_factory=list)


def assemble(document: Document) -> FoundLetter:
    """Return what a letter's blocks say; raise `CannotRead` when there is nothing in it."""
    if len(document.blocks) > MOST_BLOCKS:
        raise CannotRead(TOO_LONG)
    letter = FoundLetter(
        body=_body(document.blocks), dropped=list(document.dropped), doubts=list(document.doubts),
        original_html=document.original_html,
    )  # fmt: skip
    if not letter.body:
        raise CannotRead("There is no text in this document. If it holds only pictures, type or paste the text.")
    lines = [one["text"] for one in letter.body]
    letter.title = next(filter(_is_title, lines[:_NEAR_TOP]), "")
    letter.dated_on = saying.letter_day(lines)
    letter.begins_on, letter.ends_on = saying.visit_days(lines)
    _find(letter, _sections(headings.found(_before_signing_off(document.blocks))[0]))
    return letter


def _is_title(line):
    return bool(_TITLE.search(line)) and len(line.split()) <= 16 and len(line) <= 150 and not line.endswith((".", ":"))


def _body(blocks):
    found = []
    for block in blocks:
        if block.kind in ("list", "table") and block.text:
            found += [{"kind": "item", "text": line} for line in block.text.split("\n") if line.strip()]
        elif block.line and block.kind != "mark":
            found.append(
                {"kind": "heading" if block.kind == "heading" or block.is_bold else "text", "text": block.line}
            )
    return found


def _before_signing_off(blocks):
    """What stands below "Yours sincerely" is no finding, unless the letter begins anew there, as an appendix does."""
    at = next((at for at, block in enumerate(blocks) if SIGNING_OFF.match(block.line)), len(blocks))
    anew = next((one for one in range(at, len(blocks)) if blocks[one].kind == "heading"), len(blocks))
    return [*blocks[:at], *blocks[anew:]]


def _sections(blocks):
    """Cut at the headings; a heading that only names a subject has the role of the one above it that it stands under,
    and one with a role the subject above it."""
    found, above = [Section()], []
    for block in blocks:
        if block.kind != "heading":
            found[-1].blocks.append(block)
            continue
        one = Section(block.bare_line, block.level, role_of(block.bare_line), is_run_in=block.doubtful == _RUN_IN)
        above = [other for other in above if other.level < one.level or (one.is_run_in and not other.is_run_in)]
        if not one.role and above:
            one.role = above[-1].role
            one.theme = one.title
        elif one.role and above:
            one.theme = above[-1].theme or ("" if above[-1].role else above[-1].title)
        above.append(one)
        found.append(one)
    return found


def _find(letter, sections):
    loose = []
    for one in sections:
        if one.role in (STRENGTH, AREA, BOTH):
            _add(letter, one, _of_section(one), one.role == BOTH)
        elif one.role == STEPS:
            loose += [(step, one.theme) for step in points.of_steps(one.blocks)]
        elif one.role == "":
            _of_unknown(letter, one, loose)
    if not letter.findings:
        _fall_back(letter, sections)
    letter.findings = letter.findings[:MOST]
    _share_out(letter, loose[:MOST])
    if not letter.findings:
        text = "No headline findings were found. Add them below, out of the letter beside."
        letter.doubts.insert(0, Doubt("findings", text))


def _of_section(one):
    theme = one.theme if one.theme != one.title or any(block.kind == "list" for block in one.blocks) else ""
    if any(block.kind in ("list", "table") for block in one.blocks):
        return points.of_lists(one.blocks, one.role, theme)
    if one.theme == one.title and one.blocks:
        return [_headed(one)]
    return points.of_paragraphs(one.blocks, one.role, theme)


def _headed(one):
    """A lower heading with nothing but paragraphs below it is a headline with what was heard."""
    heard = "\n".join(block.line for block in one.blocks if block.line)
    headline, more = points.parted(one.title, heard)
    return FoundFinding(points.kind_by(one.role, f"{headline} {more}"), headline, more, "")


def _of_unknown(letter, one, loose):
    """Below a heading that says nothing, a sentence may lead in to a list, and tables say it themselves."""
    role = ""
    for block in one.blocks:
        if block.kind == "list" and role == STEPS:
            loose += [(step, one.title) for step in points.of_steps([block])]
        elif block.kind == "list" and role:
            _add(letter, one, points.of_lists([block], role, one.title if one.level else ""), role == BOTH)
        elif block.kind == "table":
            _add(letter, one, points.of_table(block), False)
        role = led_in(block.line) if block.kind == "p" else ""


def _fall_back(letter, sections):
    """No heading tells: every item of a list may be a finding, its words say of which kind."""
    for one in sections:
        lists = [block for block in one.blocks if block.kind == "list"]
        if one.role in ("", BOTH) and lists:
            _add(letter, one, points.of_lists(lists, BOTH, one.title if one.level else ""), True)


def _add(letter, one, findings, is_guess):
    where = one.title or "Above the first heading"
    if one.theme not in ("", one.title):
        where = f"{one.theme}: {where}"
    for number, finding in enumerate(findings, start=1):
        end = f", point {number}" if len(findings) > 1 else ""
        finding.place = f"{where[: 60 - len(end)]}{end}"
        letter.findings.append(finding)
        if is_guess:
            text = "Its words alone told whether it is a strength or an area to develop."
            letter.doubts.append(Doubt("kind", text, finding.headline))


def _share_out(letter, loose):
    """Give each next step that stands by itself to the area whose words it shares; without areas it makes one."""
    areas = [one for one in letter.findings if one.kind == AREA]
    for step, theme in loose:
        if not areas:
            text = "It is a recommendation of the letter, which names no areas to develop. Reword it as one."
            made = FoundFinding(AREA, points.parted("", step)[0], "", theme, "Recommended next steps", [step])
            letter.findings.append(made)
            letter.doubts.append(Doubt("step", text, made.headline))
            continue
        near = [one for one in areas if theme and one.theme == theme] or areas
        best = max(near, key=lambda one: len(_words(step) & _words(f"{one.headline} {one.heard} {one.theme}")))
        best.steps.append(step)
        if len(near) > 1:
            text = f"Check that this next step belongs here: “{step[:80]}{'…' if len(step) > 80 else ''}”."
            letter.doubts.append(Doubt("step", text, best.headline))


def _words(text):
    return {word[:6] for word in re.findall(r"[a-z]{5,}", text.lower()) if word not in _COMMON}
