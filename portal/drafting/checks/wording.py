"""Links, sentences and dates: how a text reads."""

import re
from datetime import date

from portal.drafting.checks.draft import LOOK, MUST, Draft, quoted
from portal.ui.dates import MONTHS

_SAYS_NOTHING = {
    "here", "click here", "click", "more", "read more", "this", "this link", "link", "see here", "details", "page",
    "website", "this page", "web page", "download", "pdf", "document", "attached", "info", "more info", "continue",
    "more information", "find out more", "learn more", "see more", "follow this link", "the link", "there", "site",
    "further information", "for more information", "full details", "more details", "click here for more",
}  # fmt: skip
_BARE = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+/\S*", re.IGNORECASE)
LONGEST_SENTENCE = 40


def links(draft: Draft):
    """Yield links whose words tell nothing of where they lead, or lead elsewhere with the same words."""
    targets = {}
    for piece in draft.pieces:
        for link in (link for block in piece.blocks for link in block.links):
            words = " ".join(link.words.lower().split()).strip(" .…:,;>»→")
            if not words:
                yield MUST, f"{piece.label}: the link to {link.address[:80]} has no words. Write some.", piece.field
            elif words in _SAYS_NOTHING:
                yield (
                    LOOK,
                    f"{piece.label}: the link {quoted(link.words)} doesn’t say where it leads. Name it.",
                    piece.field,
                )
            elif _BARE.fullmatch(words):
                yield (
                    LOOK,
                    f"{piece.label}: the link {quoted(link.words, 50)} is a bare address. Name what it leads to.",
                    piece.field,
                )
            elif targets.setdefault(words, link.address) not in (link.address, None):
                yield (
                    LOOK,
                    f"{piece.label}: {quoted(link.words)} is the text of two links that lead to different pages. "
                    "Tell them apart.",
                    piece.field,
                )
                targets[words] = None


def long_sentences(draft: Draft):
    """Yield sentences of more than 40 words."""
    for piece in draft.pieces:
        for sentence in piece.sentences:
            count = sum(any(letter.isalnum() for letter in word) for word in sentence.split())
            if count > LONGEST_SENTENCE:
                yield (
                    LOOK,
                    f"{piece.label}: a sentence has {count} words: {quoted(sentence, 50)}. Split it.",
                    piece.field,
                )


_NUMBER = {month.lower(): number for number, month in enumerate(MONTHS, 1)}
# "on 3 March 2015", "by the 3rd of March 2015", "in March 2015", "by 2015". Not "the March 2015 guidance", nor
# "figures for March 2015", nor "data from 2014", which are of the past whatever is done with them.
_DATED = re.compile(
    r"\b(?P<how>on|in|by|from|during|until|till|before|due|(?<=planned )for|(?<=scheduled )for)\s+"
    r"(?:(?:the end of|the|end of|early|late|mid)[\s-]+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    r"(?:the\s+)?(?:(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    rf"(?P<month>{'|'.join(MONTHS)}),?\s+)?(?P<year>(?:19|20)\d\d)(?![\d/–-])"
)
_FUTURE = re.compile(
    r"\b(?:will|shall|’ll|(?:is|are) (?:to|due|planned|going to)|due(?! to)|planned for|scheduled|takes? place|"
    r"is taking place|upcoming|forthcoming|coming up|next meeting)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?:ed|held|made|set|begun|built|since|written|took|met|was|were|sent)$")
_FAR = 90


def past_dates(draft: Draft):
    """Yield past dates of which the text speaks as still to come."""
    for piece in draft.pieces:
        for sentence in piece.sentences:
            if (match := _late(sentence, draft.written_on)) is not None:
                said = sentence[min(at for at in map(match.start, ("day", "month", "year")) if at >= 0) : match.end()]
                yield (
                    LOOK,
                    f"{piece.label}: {quoted(said)} is past, and the text speaks of it as still to come "
                    f"({quoted(sentence, 50)}). Say what came of it.",
                    piece.field,
                )


def _late(sentence, today):
    """Return the first date before `today` that something still to come leads up to, or None."""
    for match in _DATED.finditer(sentence):
        if not match["day"] and (
            match["how"] == "from" or (not match["month"] and match["how"] not in ("by", "until"))
        ):
            continue
        here = match.start("how")
        lead = re.split(r"[.;:!?]\s", sentence[max(0, here - _FAR) : here])[-1]
        is_to_come = _FUTURE.search(lead) or match["how"] == "due"
        if is_to_come and not _tells_of_past(lead) and _last_day(match) < today:
            return match
    return None


def _tells_of_past(lead):
    """Whether a date hangs on something done: "the framework published in", but not "will be published in"."""
    words = lead.lower().split()
    if not words or not _DONE.search(words[-1]) or words[-1] in ("planned", "scheduled"):
        return False
    return not {"be", "been", "due"} & set(words[-4:-1])


def _last_day(match):
    """Return the last day that a date in words may mean; a day that isn't in the calendar never comes to an end."""
    year = int(match["year"])
    if not match["month"]:
        return date(year, 12, 31)
    month = _NUMBER[match["month"].lower()]
    if not match["day"]:
        return date(year, month, 28)
    try:
        return date(year, month, int(match["day"]))
    except ValueError:
        return date.max
