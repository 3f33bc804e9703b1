"""Whom to ask, and who pays: contact lines and "This programme is supported by …"."""

import re
from dataclasses import dataclass

from portal.documents.blocks import Block
from portal.documents.found import Doubt, FoundContact
from portal.documents.people import EDGES, NAME, PHONE, POST, WEB, described, signature
from portal.documents.short_lines import CONTACT_HEADING

from .headings import Section

_MAIL = re.compile(
    r"(?<![\w.+%'’-])[A-Za-z0-9_%+'-][A-Za-z0-9._%+'-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
)
_MAIL_WORDS = re.compile(r"\s*(?:e-?mail|contact|write to|click|here|send)\b", re.IGNORECASE)
_SUPPORTED = re.compile(
    r"(?:(?:this|the|our) (?:[a-z-]+ ){0,3}(?:programme|work|update|activity|project) (?:is|has been"
    r"|was) (?:kindly )?(?:supported|funded) by"
    r"|supported by:?|funded by:)\s+((?:the )?[A-Z0-9][^.@\n]{1,80}?)(?:\.(?=\s|$)|$)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])")
_CUE = re.compile(
    r"(?:for |if you (?:would like|want|need|require) )?(?:any )?(?:more|further|additional) (?:information"
    r"|details?|enquir|queries|discussion)"
    r"|(?:for|if you have) (?:any )?(?:questions?|queries|enquiries|comments)|(?:please )?(?:contact|email|e-mail"
    r"|get in touch with)\b"
    r"|contacts?\s*[:–-]|enquiries\s*[:–-]|(?:regional |programme |network )?(?:chair|lead|programme manager"
    r"|programme director|adviser)\s*[:–-]",
    re.IGNORECASE,
)
_WAY_WORDS = re.compile(
    r"\b(?:regional|region’?s?|our|the|its|their|web|websites?|sites?|pages?|at|on|or|and|via|see|visit|also|through|by"
    r"|by|direct|line|tel|telephone|phone|mobile|mob|call|ring|text|office|number|ext|extension|\d{3,5}|[tmw])\b",
    re.IGNORECASE,
)
_OTHER_WAY = (
    "“{}” stood beside the contacts and was left out with their line: a contact has a post, a name and an e-mail "
    "address. Put it in a section if readers need it."
)
# What readers are asked to do names somebody to write to, but belongs to its item.
_ACTION = re.compile(
    r"(?:actions?|deadline|closing date|to book|bookings?|book|register|registration|reply|respond|rsvp|submit|send)\b",
    re.IGNORECASE,
)


@dataclass
class Read:
    """A line read for contacts. `left` is what no contact took up."""

    contacts: list[FoundContact]
    left: str


def take(sections: list[Section]) -> tuple[list[FoundContact], str, list[str], list[Doubt]]:
    """Take contacts and "supported by" out of the sections, which are changed in place.

    Return (contacts, supported by, what was dropped, doubts). A line leaves the text only if all of it was taken.
    """
    supported_by, dropped = _take_supporter(sections)
    contacts, doubts = [], []
    for section in list(sections):
        named = bool(CONTACT_HEADING.fullmatch(section.heading))
        closing = section is sections[-1]
        for group, listed, near_the_end in _groups(section, named, closing):
            found = _read_list(group) if listed else _read_block(group[0], near_the_end)
            if not found.contacts:
                continue
            contacts += [contact for contact in found.contacts if contact not in contacts]
            other_ways = near_the_end and _is_other_way(found.left)
            if other_ways:
                doubts.append(Doubt("contact", _OTHER_WAY.format(found.left), section.heading))
            elif found.left or not near_the_end:
                doubts.append(Doubt("contact", _why_kept(found, near_the_end), section.heading))
                continue
            gone = {id(block) for block in group if block.kind != "mark"}
            section.blocks[:] = [block for block in section.blocks if id(block) not in gone]
            dropped += [block.line for block in group if block.line]
        if named and contacts and not section.blocks:
            sections.remove(section)
            dropped.append(section.heading)
    return contacts, supported_by, dropped, doubts


def _groups(section, named, closing):
    """Return (blocks to read together, whether they list contacts, whether they stand where contacts stand)."""
    start = 0 if named else _contact_list_at(section) if closing else None
    single = section.blocks if start is None else section.blocks[:start]
    last = (
        {id(block) for block in [block for block in section.blocks if block.kind != "mark"][-3:]} if closing else set()
    )
    groups = [([block], False, id(block) in last) for block in single]
    listed = section.blocks[start:] if start is not None else []
    return [*groups, (listed, True, True)] if listed else groups


def _contact_list_at(section):
    """Where the last section begins to list contacts: at "For more information contact:", a signature, or nowhere."""
    for at, block in enumerate(section.blocks):
        if block.kind in ("p", "heading") and at >= len(section.blocks) - 12 and len(block.line) < 120:
            cue = _CUE.match(block.line) or CONTACT_HEADING.fullmatch(block.line.rstrip(" :"))
            if cue and (block.line.endswith(":") or block.kind == "heading") and at + 1 < len(section.blocks):
                return at
    signed = signature(section.blocks)
    return signed.start if signed else None


def _is_other_way(left):
    """Whether nothing is left but telephone numbers, web addresses and the words that lead to them."""
    bare = WEB.sub(" ", PHONE.sub(" ", left))
    return bare != left and not re.sub(r"\W", "", _WAY_WORDS.sub(" ", bare))


def _why_kept(found, near_the_end):
    names = " and ".join(contact.name or contact.email or contact.post for contact in found.contacts)
    names += " were made contacts" if len(found.contacts) > 1 else " was made a contact"
    if near_the_end:
        return f"{names}. The line stays in the text because of “{found.left}”."
    return f"{names}. The line stays here too, since it may concern this section only."


def _take_supporter(sections):
    """The first "This programme is supported by …" sentence; it leaves the text."""
    for section in sections:
        for at, block in enumerate(section.blocks):
            if block.kind != "p" or block.markup:
                continue
            sentence = _SUPPORTED.match(block.text)
            if not sentence:
                continue
            rest = _without_start(block, sentence.end())
            section.blocks[at : at + 1] = [rest] if rest.text else []
            return sentence[1].strip(), [sentence[0].strip()]
    return "", []


def _without_start(block, length):
    """The paragraph without its first `length` characters of text."""
    text = "".join(run.text for run in block.runs)
    end = len(text) - len(block.text) + length if len(text) >= len(block.text) else length
    runs, at = [], 0
    for run in block.runs:
        cut = min(max(end - at, 0), len(run.text))
        at += len(run.text)
        runs.append(type(run)(run.text[cut:], run.bold, run.italic, run.raised, run.href))
    return Block("p", runs)


def _read_block(block, near_the_end):
    if block.kind != "p" or len(block.text) > 1500 or not _is_for_contacts(block, near_the_end):
        return Read([], "")
    return _read(_with_mail(block))


def _read_list(blocks):
    """Read lines that together say whom to ask: a person's name, post and address may stand on lines of their own."""
    contacts, left, waiting = [], [], []
    lines = [line for block in blocks if block.kind != "mark" for line in _with_mail(block).split("\n")]
    for line in (line for line in lines if not _is_lead(line)):
        if waiting and _begins_another(waiting, line):
            _settle(waiting, contacts, left)
            waiting = []
        waiting.append(line)
        if _MAIL.search(line):
            found = _read(", ".join(waiting))
            contacts += found.contacts
            left += [found.left] if found.left else []
            waiting = []
    _settle(waiting, contacts, left)
    return Read(contacts, " ".join(left))


def _begins_another(waiting, line):
    """Whether a line starts a new person, since the waiting lines name one already."""
    if len(", ".join(waiting)) > 200:
        return True
    named = described(_MAIL.sub("", line))[0].name
    return bool(named and described(", ".join(waiting))[0].name)


def _settle(waiting, contacts, left):
    """Lines without an address make a contact if they give a post and a name; otherwise they are left."""
    contact, rest = described(", ".join(waiting))
    if contact.name and contact.post and not rest and len(contact.post) < 120:
        contacts.append(contact)
    else:
        left += waiting


def _is_lead(line):
    """A heading, a line that only opens the list, or the head of a table."""
    if CONTACT_HEADING.fullmatch(line.rstrip(" :")) or (_CUE.match(line) and line.endswith(":") and len(line) < 120):
        return True
    return all(piece.strip().casefold() in _COLUMNS for piece in line.split("|"))


_COLUMNS = {
    "name",
    "role",
    "post",
    "title",
    "job title",
    "email",
    "e-mail",
    "email address",
    "contact",
    "organisation",
    "",
}


def _is_for_contacts(block, near_the_end):
    """A line that opens with a cue, or is nothing but a post, a name and an address; not a sentence about somebody."""
    text = _with_mail(block)
    mails = _MAIL.findall(text)
    if not mails:
        return bool(re.match(r"contacts?\s*:", text, re.IGNORECASE)) and near_the_end
    start = text[: text.find(mails[0])]
    if _ACTION.match(text):
        return False
    if _CUE.match(text) or (near_the_end and _CUE.search(start) and len(start) < 250):
        return True
    return (
        len(_MAIL.sub(" ", text).split()) <= 12
        and bool(NAME.search(start) or POST.search(start))
        and not text.endswith(".")
    )


def _with_mail(block):
    """The block's text with the address of each e-mail link whose words don't show it, or in place of "e-mail me"."""
    if block.markup:
        return block.text
    parts = []
    for run in block.runs:
        address = run.href[7:].split("?")[0] if run.href.lower().startswith("mailto:") else ""
        if not address or address.casefold() in run.text.casefold():
            parts.append(run.text)
        else:
            parts.append(f" {address} " if _MAIL_WORDS.match(run.text) else f"{run.text} {address} ")
    return re.sub(r"[ \t\xa0]+", " ", "".join(parts)).strip()


def _post_after(text):
    """Part ", Programme lead, and Jo Bloggs" into the post of the person before and the rest."""
    before, comma, after = text.partition(" and ")
    post = EDGES.sub("", before)
    return (post, after) if comma and POST.search(post) and "," not in post else ("", text)


def _read(text):
    contacts, left, at = [], [], 0
    for mail in _MAIL.finditer(text):
        *sentences, said = _SENTENCE_END.split(text[at : mail.start()])
        left += sentences
        if contacts and contacts[-1].name and not contacts[-1].post:
            contacts[-1].post, said = _post_after(said)
        contact, rest = described(said)
        contacts.append(FoundContact(contact.post, contact.name, mail[0].rstrip(".-'")))
        left += [rest] if rest else []
        at = mail.end()
    tail = EDGES.sub("", text[at:])
    # A post may come after the address: "Name (address), Programme manager".
    if len(contacts) == 1 and tail and not contacts[0].post and POST.search(tail) and len(tail.split()) <= 10:
        contacts[0].post, tail = tail, ""
    return Read(contacts, " ".join([*left, tail]).strip())
