"""What stands below a heading of a letter, by its words: strengths, areas to develop, recommended next steps."""

import re

from .found import AREA, STRENGTH

STEPS, BOTH = "steps", "both"

# The first that fits counts: "areas of strength" is no area to develop, "recommended areas for development" is one.
_SAYS = [
    (role, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for role, words in (
        (BOTH, r"strengths? and (?:areas?|weakness)|(?:headline|key|main|summary of|our|overall) findings\b"
               r"|what we (?:found|saw|heard)\b"),
        (AREA, r"areas? (?:for|to|in need of|requiring) (?:further |future |continued |additional |some )?"
               r"(?:development|develop|improvement|improve|consideration|consider|attention|focus|action|exploration)"
               r"|areas? of (?:development|improvement|concern|challenge|focus)|development (?:areas?|points|needs)"
               r"|improvement (?:areas?|points)|(?:could|can|needs? to|must|should) (?:be better|be improved|improve)"
               r"|(?:be|do) (?:even )?better|even better if|worried about|worries|(?:key )?challenges\b|weaknesses"
               r"|(?:issues|points|things|matters|areas) (?:for|to|you may wish to) (?:further )?(?:consider|explor)"
               r"|not (?:working|going) (?:so |as )?well|less well|vulnerabilit|gaps and"),
        (STRENGTH, r"strengths?\b|(?:work|go)(?:ing|es|s|ed)? (?:really |very |particularly )?well"
                   r"|(?:is|are|went) (?:going )?well|good practice|best practice|positives?\b|achievements?"
                   r"|what (?:we )?liked|impressed|to be proud of|to celebrate"),
        (STEPS, r"next steps?\b|recommendations?\b|recommended|what (?:needs to|should) happen"
                r"|(?:suggested|recommended|key|proposed|priority) actions?|actions? (?:to|for) (?:take|consider)"),
    )
]  # fmt: skip
_NOT_THESE = re.compile(
    r"(?:background|introduction|scope|methodology|process|context|about|the team|who we|thanks|thank you|timetable"
    r"|conclusion|appendix|annex|purpose|terms of reference|evidence|contacts?|what happens next|confidential)\b",
    re.IGNORECASE,
)
# Words of a point that says what is to be better.
_LACKING = re.compile(
    r"\b(?:needs?|should|must|could|inconsisten\w+|variab\w+|variation|not yet|would benefit|consider|improv\w+"
    r"|delay\w*|too (?:long|many|few|often|slow)|lacks?|lacking|limited|unclear|weak\w*|gaps?|however|drift\w*"
    r"|under-?developed|insufficient\w*|more (?:work|consistent|rigor\w*|needs)|not (?:always|all|sufficiently|clear)"
    r"|remains? (?:a )?(?:challenge|fragile|high)|worr\w+|risk that|strengthen|ensure|review)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"(?P<strength>strength|working well|what works)|(?P<area>areas? (?:for|to) \w+|worr\w+|challenge)", re.IGNORECASE
)
_LEAST, _MOST_WORDS = 3, 24


def role_of(heading: str) -> str:
    """Return STRENGTH, AREA, STEPS or BOTH for a heading that says so, "none" for one that surely holds no findings;
    empty for one that only names a subject."""
    words = heading.strip().rstrip(":")
    for role, says in _SAYS:
        if says.search(words):
            return role
    return "none" if _NOT_THESE.match(words) else ""


def led_in(line: str) -> str:
    """Return the role of a sentence that leads in to a list ("The team found these strengths:"); empty without one."""
    short = len(line.split()) <= _MOST_WORDS and line.endswith(":")
    found = role_of(line) if short else ""
    return "" if found == "none" else found


def guessed(text: str) -> str:
    """Return the kind of a point of which nothing but its words tells it."""
    return AREA if _LACKING.search(text) else STRENGTH


def said_before(lead: str) -> str:
    """Return the kind that the first words of a point say, such as "Strength:"; else empty."""
    found = _PREFIX.fullmatch(lead.strip(" :.–-"))
    return found.lastgroup if found else ""
