"""What stands around the findings of a letter that was read: its opening, its close, who signed it."""

import re

from .assembly import SIGNING_OFF

_SALUTATION = re.compile(r"(?:dear|to)\s", re.IGNORECASE)
_LONGEST, _LONGEST_NAME, _SIGNED = 4000, 200, 3
_START = 60


def around(found: dict) -> dict[str, str]:
    """Return {opening, closing, signed_by} of what `FoundLetter.as_json` gave, each empty where it wasn't told apart.

    The opening are the sentences before the first finding or next step, the close those after the last of them: no
    headings, and no lines that lead in to a list.
    """
    lines = [one["text"] for one in found["body"]]
    off = next((at for at, line in enumerate(lines) if SIGNING_OFF.match(line)), len(lines))
    said = [at for at, line in enumerate(lines[:off]) if _is_found(line, found["findings"])]
    if not said:
        return {"opening": "", "closing": "", "signed_by": ""}
    begins = next((at + 1 for at, line in enumerate(lines[: said[0]]) if _SALUTATION.match(line)), 0)
    return {
        "opening": _text(lines[begins : said[0]]),
        "closing": _text(lines[said[-1] + 1 : off]),
        "signed_by": ", ".join(lines[off + 1 : off + 1 + _SIGNED])[:_LONGEST_NAME],
    }


def _is_found(line, findings):
    starts = [text[:_START] for one in findings for text in (one["headline"], *one["steps"]) if text]
    heard = "\n".join(one["heard"] for one in findings)
    return any(start in line for start in starts) or (len(line) > _START and line in heard)


def _text(lines):
    return "\n\n".join(line for line in lines if line.rstrip("”’\"'").endswith((".", "!", "?")))[:_LONGEST]
