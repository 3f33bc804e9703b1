"""What surrounds the text on a page: featured events, related articles, share buttons, cookie notices."""

import itertools
import re
from dataclasses import dataclass, field

from .blocks import Block, Run, squash
from .found import Doubt

_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}"
_TIME = r"\d{1,2}[:.]\d{2}(?: ?[ap]m)?(?: ?(?:-|–|to) ?\d{1,2}[:.]\d{2}(?: ?[ap]m)?)?"
_EVENT_DATE = rf"{_DAY},? \d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? ['’]?(?:\d{{4}}|\d{{2}})(?:,? (?:at )?{_TIME})?"
_IS_EVENT_DATE = re.compile(rf"{_EVENT_DATE}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}},? {_TIME}", re.IGNORECASE)

# Where a page's text was copied without its line ends, these places get them back.
_CUTS = re.compile(
    r"(?<=\S)(?=Tags assigned to this article)"
    r"|(?<=[a-z.!?:;)0-9’'”\"])(?=Tags:?[A-Z]{2})"
    r"|(?<=[^\s ])(?=Related Articles)|(?<= )(?=Related Articles\s*$)|(?<=Related Articles)(?=[^\s.,;:])"
    r"|(?<=[^\s ])(?=Featured Event)|(?<=Featured Event)(?=[^\s.,;:s])"
    rf"|(?<=\d\d:\d\d)(?=[A-Z])|(?<=[A-Za-z])(?={_DAY}, \d\d {_MONTH} \d\d \d\d:\d\d)",
    re.MULTILINE,
)

_EVENT_LABELS = {"featured event", "featured events", "next upcoming event", "upcoming event", "upcoming events"}
_RELATED_LABELS = {
    "related articles", "related article", "related news", "related posts", "related content", "related stories",
    "related pages", "recent posts", "recent articles", "you may also like", "you might also like", "more like this",
}  # fmt: skip
_LINES = {
    "share", "share this", "share this page", "share this article", "share on facebook", "share on twitter",
    "share on x",
    "share on linkedin", "share via email", "share by email", "tweet", "retweet", "facebook", "twitter", "linkedin",
    "whatsapp", "like this", "like", "loading", "print", "print this page", "print page", "print this article",
    "printer friendly", "printer friendly version", "printer-friendly", "printer-friendly version", "email this page",
    "email to a friend", "email a friend", "send to a friend", "bookmark this page", "save as pdf", "download pdf",
    "back to top", "return to top", "top of page", "bottom of page", "top", "skip to content", "skip to main content",
    "skip navigation", "skip to navigation", "you are here", "breadcrumb", "menu", "main menu", "toggle navigation",
    "search", "search this site", "log in", "login", "sign in", "register", "sign out", "logout", "log out",
    "accept", "accept cookies", "accept all", "accept all cookies", "reject all", "cookie settings", "cookie policy",
    "cookies", "manage cookies", "privacy policy", "privacy notice", "terms and conditions", "terms of use", "site map",
    "sitemap", "view this email in your browser", "unsubscribe", "forward to a friend", "update your preferences",
    "post not marked as liked", "previous article", "next article", "previous post", "next post", "see all",
    "there are no tags assigned to this article", "there are no related articles", "no related articles",
    "leave a comment", "related", "leave a reply", "post a comment", "comments are closed", "subscribe", "follow us",
}  # fmt: skip
_COOKIES = re.compile(
    r"(?:we|(?:this|our) (?:web ?)?site) uses? cookies\b|by (?:continuing|using) .{0,60}\bcookies\b", re.IGNORECASE
)
_FOOTER = re.compile(
    r"(?:copyright\b|©|\(c\) ?20\d\d).{0,160}|.{0,120}all rights reserved\.?|page \d{1,3}(?: of \d{1,3})?",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"you are here\b.{0,120}|home(?:\s?[>»›/|]\s?[^>»›/|]{1,50}){1,6}|posted (?:in|on|by)\b.{0,80}"
    r"|\d{1,6} (?:views?|comments?|likes?|shares?)|proudly powered by .{1,30}|write a comment"
    r"|want to change how you receive these e-?mails\b.{0,160}",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\d{1,2} min(?:ute)?s? read", re.IGNORECASE)
_MAIL_LINE = re.compile(r"(from|sent|date|to|cc|bcc|subject|attachments|importance):\s*(.*)", re.IGNORECASE | re.DOTALL)
_REPLY = re.compile(r"(?:(?:re|fw|fwd):\s*)+", re.IGNORECASE)


@dataclass
class Kept:
    """What is left after the furniture was taken off, and what was taken."""

    blocks: list[Block]
    dropped: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def unglued(text: str) -> str:
    """Return text with line ends put back before and after page furniture that runs into other words."""
    return _CUTS.sub("\n", text)


def is_furniture(line: str) -> bool:
    """True for a whole line that belongs to a page, not to its text."""
    if len(line) > 300:
        return False
    key = _key(line)
    if key in _LINES or key in _EVENT_LABELS or key in _RELATED_LABELS:
        return True
    around = _FOOTER.fullmatch(line) or _AROUND.fullmatch(key)
    return bool(around or _MINUTES.fullmatch(key) or is_event_date(line) or _COOKIES.match(line))


def is_event_date(line: str) -> bool:
    """True for a line that is a day with its weekday or time, as in "Wed, 05 Jul 17 13:00"."""
    return len(line) < 80 and bool(_IS_EVENT_DATE.fullmatch(line))


def _key(line):
    return squash(line).casefold().strip(" :.!|>»«<-–…*")


def strip(blocks: list[Block]) -> Kept:
    """Take page furniture off, top to bottom; everything taken is listed."""
    kept = Kept(_without_mail_lines(split_glued(blocks), dropped := []))
    kept.dropped += dropped
    _take_events(kept)
    _take_related(kept)
    _take_bylines(kept)
    _take_lines(kept)
    return kept


def split_glued(blocks: list[Block]) -> list[Block]:
    """Part paragraphs in which furniture runs into other words."""
    result = []
    for block in blocks:
        text = "".join(run.text for run in block.runs)
        cuts = [] if block.markup or block.kind != "p" else [found.start() for found in _CUTS.finditer(text)]
        result += [part for part in _parted(block, cuts) if part.text] if cuts else [block]
    return result


def _parted(block, cuts):
    length = sum(len(run.text) for run in block.runs)
    for start, end in zip([0, *cuts], [*cuts, length], strict=True):
        yield Block("p", list(_slice(block.runs, start, end)))


def _slice(runs, start, end):
    at = 0
    for run in runs:
        part = run.text[max(start - at, 0) : max(end - at, 0)]
        if part:
            yield Run(part, run.bold, run.italic, run.raised, run.href)
        at += len(run.text)


def _without_mail_lines(blocks, dropped):
    """Take off the head of a pasted e-mail; its subject becomes the first heading."""
    head = [_MAIL_LINE.fullmatch(block.line) if block.kind == "p" else None for block in blocks[:8]]
    count = next((at for at, found in enumerate(head) if not found), len(head))
    if count < 3 or not any(found[1].casefold() == "subject" for found in head[:count]):
        return blocks
    subject = []
    for found in head[:count]:
        if found[1].casefold() == "subject":
            title = _REPLY.sub("", found[2])
            subject = [Block("heading", [Run(title)], level=1)]
            dropped.append(found[0][: len(found[0]) - len(title)].strip())
        else:
            dropped.append(found[0])
    return subject + blocks[count:]


def _take_events(kept):
    """ "Featured Event", what follows up to its date line, and date lines near the page's ends."""
    blocks, rest, at = kept.blocks, [], 0
    while at < len(blocks):
        span = _event_span(blocks, at)
        near_an_end = at < 8 or at >= len(blocks) - 8
        if not span and near_an_end and is_event_date(blocks[at].line):
            span = 1
        kept.dropped += [block.line for block in blocks[at : at + span] if block.line]
        rest += [block for block in blocks[at : at + span] if block.kind == "mark"] if span else blocks[at : at + 1]
        at += span or 1
    kept.blocks = rest


def _event_span(blocks, at):
    """How many blocks from `at` make a featured event: its label, perhaps its name, and its date line; or 0."""
    key = _key(blocks[at].line)
    if key not in _EVENT_LABELS:
        return 0
    after = [block.line for block in blocks[at + 1 : at + 3]]
    if after and is_event_date(after[0]):
        return 2
    if len(after) == 2 and is_event_date(after[1]) and len(after[0].split()) <= 20:
        return 3
    return 1 if key.startswith(("featured", "next upcoming")) else 0


def _take_related(kept):
    """ "Related Articles" and all below it, unless next to nothing stands above it."""
    at = next((at for at, block in enumerate(kept.blocks) if _key(block.line) in _RELATED_LABELS), None)
    if at is None:
        return
    label = kept.blocks[at].line
    words_above = sum(len(block.text.split()) for block in kept.blocks[:at])
    below = [block for block in kept.blocks[at + 1 :] if block.line or block.kind == "mark"]
    kept.dropped.append(label)
    words_below = sum(len(one.text.split()) for one in below)
    if words_above < 30 and words_below > words_above:
        kept.blocks = kept.blocks[:at] + kept.blocks[at + 1 :]
        return
    kept.dropped += [one.line for one in below if one.kind != "mark"]
    kept.blocks = kept.blocks[:at] + [one for one in below if one.kind == "mark"]
    if words_below > 12:
        text = f"{words_below} words below “{label}” were left out. Check that none belongs to the text."
        kept.doubts.append(Doubt("left out", text))


def _take_bylines(kept):
    """Author, date and reading time that a blog sets under its title, as a list or as short lines."""
    gone = set()
    for at, block in enumerate(kept.blocks[:12]):
        if block.kind == "list" and any(_MINUTES.fullmatch(_key(line)) for line in block.words.split("\n")):
            gone.add(at)
        elif _MINUTES.fullmatch(_key(block.line)):
            above = range(at - 1, -1, -1)
            gone |= {at, *itertools.takewhile(lambda one: _is_byline(kept.blocks[one]), above)}
    kept.dropped += [kept.blocks[at].line for at in sorted(gone)]
    kept.blocks = [block for at, block in enumerate(kept.blocks) if at not in gone]


def _is_byline(block):
    return block.kind == "p" and len(block.line.split()) <= 2


def _take_lines(kept):
    rest = []
    for block in kept.blocks:
        if (block.kind in ("p", "heading") and is_furniture(block.line) and not is_event_date(block.line)) or (
            block.kind == "list" and all(is_furniture(line) for line in block.words.split("\n"))
        ):
            kept.dropped.append(block.line)
        else:
            rest.append(block)
    kept.blocks = rest
