"""Put a plan together, and check that every word of the document is in one of its parts."""

import re
from html import escape

from portal.documents import furniture
from portal.documents.blocks import Block, Run
from portal.documents.found import CannotRead, Doubt
from portal.documents.reading import Document
from portal.documents.region import Regions
from portal.documents.writing import MOST_BLOCKS, TOO_LONG, cleaned, lost, own_words, plain_words, written

from . import codes, focus, outline, points, saying
from .found import FoundArea, FoundEnabler, FoundPlan, FoundPriority
from .roles import Section

_QUOTED_AREAS = re.compile(
    r"\b(?:two|three|four|five|broad|main|key) (?:broad |main |key )?(?:areas|themes|strands|pillars)\b"
    r"(?P<rest>[^.]{0,400})",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[‘“\"'](.{3,120}?)[’”\"'](?=[\s,.;:)]|$)")


class _Plan:
    """A plan on the way: what was found, and the texts of the document that were used without being kept."""

    def __init__(self):
        self.found = FoundPlan()
        self.used = []
        self.introduction = []
        self.area = ""


def assemble(document: Document, regions: Regions) -> FoundPlan:
    """Return the plan that a document's blocks make; raise `CannotRead` when there is nothing in it."""
    if len(document.blocks) > MOST_BLOCKS:
        raise CannotRead(TOO_LONG)
    source = [own_words(block) for block in document.blocks]
    kept = furniture.strip(list(document.blocks))
    plan = _Plan()
    parts = outline.sections(kept.blocks)
    _fold(plan, parts)
    found = plan.found
    points.take(plan, parts)
    _introduce(plan)
    _areas_in_words(found)
    found.dropped += [*kept.dropped, *document.dropped]
    found.doubts += [*kept.doubts, *document.doubts, *_picture_doubts(document)]
    found.original_html, found.pictures = document.original_html, document.pictures
    _keep_lost_words(plan, source)
    _doubt_codes(found)
    _say_place(found, document, regions)
    if not (found.title or found.introduction or found.priorities or found.enablers or found.dropped):
        raise CannotRead("There is no text in this document. If it holds only pictures, type or paste the text.")
    return found


# --- sections ---------------------------------------------------------------------------------------------------


def _fold(plan, parts):
    """Give each heading with the labels below it its place in the plan."""
    adders = {"priority": _add_priority, "enabler": _add_enabler, "area": _add_area, "title": _add_title}
    for part in _with_their_labels(parts):
        if part.role in adders:
            adders[part.role](plan, part)
        else:
            plan.area = ""
            plan.introduction.append(part)


def _with_their_labels(parts):
    """Return the parts, each label's heading and text joined to the part above it."""
    result = []
    for part in parts:
        if part.role == "label" and result and result[-1].title:
            result[-1].blocks += [Block("heading", [Run(part.title)], level=3), *part.blocks]
        else:
            result.append(part)
    return result


def _add_title(plan, part):
    plan.found.title = part.title[:150]
    plan.introduction.append(Section("" if len(part.title) <= 150 else part.title, blocks=part.blocks))


def _add_priority(plan, part):
    sentences, blocks, doubts = focus.take(part.blocks, part.title)
    narrative, said = written(blocks, part.title)
    code = _code(plan, part)
    plan.found.priorities.append(FoundPriority(code, part.title[:200], narrative, sentences, plan.area))
    plan.found.doubts += [*_doubtful(part), *doubts, *said]


def _add_enabler(plan, part):
    narrative, said = written(part.blocks, part.title)
    plan.found.enablers.append(FoundEnabler(_code(plan, part), part.title[:200], narrative))
    plan.found.doubts += [*_doubtful(part), *said]


def _code(plan, part):
    if part.coded:
        plan.used.append(part.coded.label)
        if len(part.coded.code) <= 8:
            return part.coded.code or None
    return None


def _doubtful(part):
    if part.doubtful:
        return [Doubt("heading", part.doubtful, part.title)]
    return [] if part.blocks else [Doubt("heading", "Nothing stands below this heading.", part.title)]


def _add_area(plan, part):
    narrative, said = written(part.blocks, part.title)
    plan.area = part.title[:200]
    plan.found.areas.append(FoundArea(plan.area, narrative))
    text = "This heading above priorities was taken for an area of activity."
    plan.found.doubts += [Doubt("area", text, part.title), *said]


# --- introduction, areas, doubts --------------------------------------------------------------------------------


def _introduce(plan):
    """All that is in no priority, area or enabler is the introduction, with its headings."""
    html = []
    for part in plan.introduction:
        if part.role == "group" and not part.blocks:
            plan.found.dropped.append(part.title)
        elif part.title:
            html.append(f"<h3>{escape(part.title, quote=False)}</h3>")
        body, said = written(part.blocks, part.title)
        html.append(body)
        plan.found.doubts += said
    plan.found.introduction = cleaned("\n".join(filter(None, html)))
    if plan.found.introduction:
        text = "Text that belongs to no priority or enabler was kept as the introduction."
        plan.found.doubts.append(Doubt("introduction", text))
    if not plan.found.priorities:
        plan.found.doubts.append(Doubt("priorities", "No priorities were found: the whole text is the introduction."))


def _areas_in_words(found):
    """ "… two broad areas ‘knowing ourselves’ and ‘improving ourselves’": the words stay in the introduction."""
    said = _QUOTED_AREAS.search(plain_words(found.introduction))
    if found.areas or not said:
        return
    found.areas = [FoundArea(title) for title in _QUOTED.findall(said["rest"])]
    if found.areas:
        named = "; ".join(one.title for one in found.areas)
        text = f"The areas of activity were taken from a sentence of the introduction: {named}."
        found.doubts.append(Doubt("area", text))


def _picture_doubts(document):
    return [
        Doubt("picture", f"Picture {number}{f' “{one.alt}”' if one.alt else ''} was not brought in.")
        for number, one in enumerate(document.pictures, start=1)
    ]


def _doubt_codes(found):
    if codes.apart(found.priorities, found.enablers):
        text = "Priorities and enablers had the same numbers: P and E were put before them, since codes are unique."
        found.doubts.append(Doubt("code", text))
    seen = set()
    for one in [*found.priorities, *found.enablers]:
        if one.code in seen:
            found.doubts.append(Doubt("code", f"The code {one.code} is there twice. Change one of them.", one.title))
        seen.add(one.code or object())


def _say_place(found, document, regions):
    parts = [found.introduction, *(one.narrative for one in [*found.areas, *found.priorities, *found.enablers])]
    lines = [line for html in parts for line in plain_words(html).split("\n")]
    lines += [line for one in found.priorities for line in [one.title, *one.focus]]
    lines += [one.title for one in [*found.areas, *found.enablers]]
    found.period, of_period = saying.period(found.title, document.name, lines)
    found.region, of_region = saying.region(
        found.title, document.title, document.name, lines, [*document.around, *found.dropped], regions
    )
    found.doubts[:0] = [*of_region, *of_period]


def _keep_lost_words(plan, source):
    """Put back, in the introduction and with a doubt, any paragraph of which a word is in no part of the plan."""
    found = plan.found
    held = [found.title, plain_words(found.introduction), *found.dropped, *plan.used]
    for one in [*found.areas, *found.priorities, *found.enablers]:
        held += [one.title, plain_words(one.narrative), *getattr(one, "focus", [])]
        held.append(getattr(one, "code", "") or "")
    missing = lost(source, "\n".join(held))
    if missing:
        html = "".join(Block("p", [Run(text)]).html for text in missing)
        found.introduction = cleaned(f"{found.introduction}\n{html}")
        text = "Some text could not be placed and was put at the end of the introduction."
        found.doubts.append(Doubt("text", text))
