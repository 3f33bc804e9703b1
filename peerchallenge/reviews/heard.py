"""What stands behind a finding, in words and without attribution: how many sessions, how many roles, in which ways."""

import re

from peerchallenge.reviews.models import TeamNote

# The only words for roles that outlast the team's notes: each is said of many people. What was typed may be said of
# one ("the head of the Northside team") and goes with its note. The first that fits is taken.
_ROLES = (
    ("partners", r"police|health|nurse|midwi|\bgps?\b|school|teacher|senco|partner|voluntary|court|judge|housing"),
    ("leaders and councillors", r"director|chief|councillor|member|chair"),
    ("managers", r"manag|head|lead|supervis|principal|coordinator"),
    ("practitioners", r"work|practitioner|advis|officer|staff|asye"),
    ("parents and carers", r"parent|carer|foster|adopt|famil|mother|father"),
    ("children and young people", r"child|young|leaver|pupil|student"),
)
_OTHERS = "others"

_WAYS = {
    TeamNote.Heard.INTERVIEW: "interviews and groups",
    TeamNote.Heard.FILE: "case files",
    TeamNote.Heard.DATA: "figures",
    TeamNote.Heard.DOCUMENT: "documents",
    TeamNote.Heard.OBSERVATION: "what was seen on site",
}


def role_kept(typed: str) -> str:
    """Return the general word for the role that somebody typed; never a word of theirs. "" where nothing was typed."""
    if not typed.strip():
        return ""
    return next((role for role, words in _ROLES if re.search(words, typed, re.IGNORECASE)), _OTHERS)


def heard_in_words(heard_from: dict) -> str:
    """Return "Heard in 9 sessions, from 4 roles: interviews and groups, case files"; "" of nothing.

    Roles are counted, never named, and not said at all where there is one: that could say who.
    """
    sessions, roles = _count(heard_from.get("sessions")), _count(heard_from.get("roles"))
    said = [f"in {sessions} session{'' if sessions == 1 else 's'}"] if sessions else []
    said += [f"from {roles} roles"] if roles > 1 else []
    ways = ", ".join(words for way, words in _WAYS.items() if _count(heard_from.get("ways", {}).get(way)))
    if not said:
        return f"From {ways}" if ways else ""
    return f"Heard {', '.join(said)}" + (f": {ways}" if ways else "")


def _count(value):
    return len(value) if isinstance(value, list | dict | tuple) else int(value or 0)
