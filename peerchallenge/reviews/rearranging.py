"""Findings on a check screen, rearranged by buttons before anything is saved: moved, joined, parted, added."""

import re

from peerchallenge.forms.rows import after as moved

_SENTENCE = re.compile(r"(?P<first>.{3,}?[.!?;])\s+(?P<rest>\S.*)", re.DOTALL)


def after(rows: list[dict], do: str, prefix: str) -> list[dict]:
    """Return typed `rows` after the button `do`: "findings-join-3", "findings-part-0", or as `forms.rows.after`."""
    verb, _, number = do.removeprefix(f"{prefix}-").partition("-")
    if verb == "add":
        return [*rows, {"is_taken": "on"}]
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else len(rows)
    if verb == "join" and 0 < at < len(rows):
        return [*rows[: at - 1], joined(rows[at - 1], rows[at]), *rows[at + 1 :]]
    if verb == "part" and at < len(rows):
        return [*rows[:at], *parted(rows[at]), *rows[at + 1 :]]
    return moved(rows, do, prefix)


def joined(first: dict, second: dict) -> dict:
    """Return one finding of two: the headline, type and theme of the first; no word of the second is lost."""
    heard = [first.get("heard", ""), second.get("headline", ""), second.get("heard", "")]
    steps = [first.get("steps", ""), second.get("steps", "")]
    return first | {
        "heard": "\n".join(one.strip() for one in heard if one.strip()),
        "steps": "\n".join(one.strip() for one in steps if one.strip()),
        "theme": first.get("theme") or second.get("theme", ""),
    }


def parted(row: dict) -> list[dict]:
    """Return two findings of one: what was heard becomes the second, or else the headline's second sentence. One that
    has neither stays."""
    heard = row.get("heard", "").strip()
    source = heard or row.get("headline", "")
    sentence = _SENTENCE.fullmatch(source.strip())
    if not heard and not sentence:
        return [row]
    first = row | {"heard": ""} if heard else row | {"headline": sentence["first"].rstrip(";")}
    words = (sentence["first"], sentence["rest"]) if heard and sentence else (heard or sentence["rest"], "")
    second = row | {"headline": words[0].strip(), "heard": words[1].strip(), "steps": ""}
    return [first, second]
