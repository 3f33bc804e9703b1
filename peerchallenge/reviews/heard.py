"""What stands behind a finding, in words and without attribution: how many sessions, how many roles, in which ways."""

from peerchallenge.reviews.models import TeamNote

_WAYS = {
    TeamNote.Heard.INTERVIEW: "interviews and groups",
    TeamNote.Heard.FILE: "case files",
    TeamNote.Heard.DATA: "figures",
    TeamNote.Heard.DOCUMENT: "documents",
    TeamNote.Heard.OBSERVATION: "what was seen on site",
}


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
