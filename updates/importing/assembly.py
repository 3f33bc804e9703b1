"""Put the parts together, and check that every word of the document is in one of them."""

from collections.abc import Iterable

from portal.documents import furniture
from portal.documents.blocks import Block, Run
from portal.documents.found import CannotRead, Doubt
from portal.documents.region import Regions
from portal.documents.writing import MOST_BLOCKS, TOO_LONG, cleaned, lost, own_words, plain_words, written

from . import contacts, headings, period, plan, tags, title
from .found import Found, FoundSection


def assemble(
    blocks: list[Block], *, name: str = "", page_title: str = "", around: Iterable[str] = (), regions: Regions
) -> Found:
    """Return the draft that the blocks make.

    `name` is the file's, `page_title` the one in a page's head, `around` what surrounded the text: headers, footers.
    """
    if len(blocks) > MOST_BLOCKS:
        raise CannotRead(TOO_LONG)
    source = [own_words(block) for block in blocks]
    kept = furniture.strip(blocks)
    untagged, tag_names, tag_lines = tags.take(kept.blocks)
    head = title.take(untagged, regions)
    sections, doubts, numbers = headings.sections(head.blocks)
    people, supported_by, contact_lines, contact_doubts = contacts.take(sections)
    still_there = {"", *(section.heading for section in sections)}
    doubts = [doubt for doubt in doubts if doubt.place in still_there]
    found = Found(
        title=head.title,
        tags=tag_names,
        contacts=people,
        supported_by=supported_by,
        dropped=[*head.dropped, *kept.dropped, *tag_lines, *contact_lines, *numbers],
    )
    _say_period(found, head, page_title, name)
    _say_region(found, head, page_title, name, regions)
    if not found.region:
        _region_in_text(found, head, sections, around, regions)
    found.doubts += [*head.doubts, *kept.doubts, *doubts, *contact_doubts, *plan.doubts(found.title, sections)]
    found.sections = [_section(section, found.doubts) for section in sections]
    _keep_lost_words(found, source)
    return found


def _section(section, doubts):
    html, said = written(section.blocks, section.heading)
    doubts += said
    return FoundSection(section.heading, html)


# --- period -----------------------------------------------------------------------------------------------------


def _say_period(found, head, page_title, name):
    """Set the period from the title, else from lines that only date it, else guess from weaker evidence and say so."""
    for text in [head.title, *head.stated]:
        candidates = period.stated(text) or list(filter(None, [period.spread(text)]))
        if candidates:
            found.period = candidates[0]
            others = [one for said in [text, *head.stated] for one in period.stated(said) if one != candidates[0]]
            if others:
                text = f"The period may be {period.in_words(candidates[0])} or {period.in_words(others[0])}."
                found.doubts.append(Doubt("period", text))
            return
    for text, where in [
        *((line, f"“{line}”") for line in head.hinted),
        (page_title, f"the page’s title, “{page_title}”"),
    ]:
        candidates = period.stated(text)
        if candidates:
            return _guess(found, candidates[0], where)
    if short := period.in_file_name(head.title):
        return _guess(found, short, f"the title, “{head.title}”")
    in_name = period.in_file_name(name)
    if in_name:
        return _guess(found, in_name, f"the file’s name, “{name}”")
    vague = next(filter(None, map(period.vague, [head.title, *head.stated])), "")
    said = f" “{vague}” does not say which." if vague else ""
    found.doubts.append(Doubt("period", f"No month was found.{said} Give the month or the run of months."))


def _guess(found, key, where):
    found.period = key
    found.doubts.append(Doubt("period", f"{period.in_words(key)} was taken from {where}. Check that it is the period."))


# --- region -----------------------------------------------------------------------------------------------------


def _say_region(found, head, page_title, name, regions):
    """Set the region from the title, else the tags, else guess from the page's or file's name or the text."""
    for named, where in [(regions.in_title(head.title), "title"), (regions.in_title(" ; ".join(found.tags)), "tags")]:
        if named:
            found.region = named[0]
            if len(named) > 1:
                text = f"The {where} names more than one region: {', '.join(named)}. The first was taken."
                found.doubts.append(Doubt("region", text))
            return
    for text, where in [(page_title, "the page’s title"), (name.replace("_", " "), "the file’s name")]:
        named = regions.in_title(text)
        if named:
            found.region = named[0]
            found.doubts.append(Doubt("region", f"The region was taken from {where}, “{text}”. Check it."))
            return


def _region_in_text(found, head, sections, around, regions):
    words = [*head.stated, *head.hinted, *head.dropped]
    words += [text for section in sections for text in [section.heading, *(block.text for block in section.blocks)]]
    words += [contact.email.partition("@")[2] for contact in found.contacts]
    counted = regions.in_text("\n".join(words))
    outside = regions.in_text("\n".join(around))
    if not counted and len(outside) == 1:
        found.region = outside[0][0]
        found.doubts.append(Doubt("region", "The region was taken from the header, footer or edge of the page."))
        return
    if not counted:
        found.doubts.append(Doubt("region", "No region was found. Choose it."))
        return
    if len(counted) == 1 or counted[0][1] > counted[1][1]:
        found.region = counted[0][0]
        others = f" Also named: {', '.join(slug for slug, _ in counted[1:])}." if len(counted) > 1 else ""
        found.doubts.append(
            Doubt("region", f"The region was inferred from the text, which names it most often.{others}")
        )
        return
    tied = ", ".join(slug for slug, count in counted if count == counted[0][1])
    found.doubts.append(Doubt("region", f"The text names several regions as often as each other: {tied}. Choose one."))


# --- nothing lost -----------------------------------------------------------------------------------------------


def _keep_lost_words(found, source):
    """Put back, as text with a doubt, any paragraph that is missing or of which a word is in no part of the draft."""
    held = [found.title, found.supported_by, *found.tags, *found.dropped]
    held += [text for contact in found.contacts for text in (contact.post, contact.name, contact.email)]
    held += [f"{section.heading}\n{plain_words(section.html)}" for section in found.sections]
    missing = lost(source, "\n".join(held))
    if not missing:
        return
    html = "".join(Block("p", [Run(text)]).html for text in missing)
    if not found.sections:
        found.sections.append(FoundSection("Introduction", ""))
    last = found.sections[-1]
    last.html = cleaned(f"{last.html}\n{html}")
    found.doubts.append(
        Doubt("text", "Some text could not be placed and was put at the end of this section.", last.heading)
    )
