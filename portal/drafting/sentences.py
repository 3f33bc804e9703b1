"""Where sentences end, in English as the field writes it: "e.g. Ofsted", "No. 5", "Mr. Smith", "3.5 per cent"."""

import re

# A mark that may end a sentence, what closes after it, and the space; or a line break, which always ends one.
_MAYBE = re.compile(r"(?:[.!?…]{1,9}[\"'”’)\]]{0,4}[ \t]+|[ \t]{0,3}\n\s*)")
_BEFORE = re.compile(r"[^\s(\[“\"‘]+$")
_STARTS = re.compile(r"[\"'“‘(\[]*[A-Z0-9À-ÞŒŠŽ£€•]|\[")
# Never the end: something follows that belongs to them.
_NEVER = {
    "e.g", "eg", "i.e", "ie", "cf", "mr", "mrs", "ms", "mx", "dr", "st", "prof", "rev", "hon", "sir", "cllr",
    "messrs", "vs", "v", "viz", "approx", "dept", "esp", "incl", "excl", "ed", "eds", "fig", "figs", "vol",
    "ch", "para", "paras", "p", "pp", "s", "ss", "reg", "regs", "sch", "art", "arts", "sec", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
}  # fmt: skip
# The end, unless a number follows: "No. 5", and "The answer was no. Then…".
_BEFORE_NUMBERS = {"no", "nos", "tel", "ext", "ref", "item", "page"}
_BEFORE_LETTERS = {
    "appendix", "annex", "part", "option", "group", "child", "schedule", "plan", "grade", "tier", "phase",
    "stage", "table", "figure", "school",
}  # fmt: skip
# Longer than any abbreviation: what stands before a full stop is looked at no further.
_NEAR = 40


def sentences(text: str) -> list[str]:
    """Return the sentences of one paragraph, each with the space after it; joined they are `text` again.

    A line break ends a sentence. Time grows with the length of the text and no faster.
    """
    found, at = [], 0
    for match in _MAYBE.finditer(text):
        end = match.end()
        if end < len(text) and _ends(text, at, match):
            found.append(text[at:end])
            at = end
    return [*found, text[at:]] if at < len(text) else found


def _ends(text, start, match):
    if "\n" in match[0]:
        return match.start() > start
    if not _STARTS.match(text, match.end()):
        return False
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    before = _BEFORE.search(text, max(start, match.start() - _NEAR), match.start())
    return before is None or _word_ends(before[0], text, start, before.start(), match)


def _word_ends(word, text, start, word_at, match):
    """Return whether a full stop after `word` ends a sentence, as far as its letters tell."""
    low = word.lower()
    if low in _NEVER or (low in _BEFORE_NUMBERS and text[match.end() : match.end() + 1].isdigit()):
        return False
    if word.isdigit() and word_at == start:  # a list typed by hand: "1. First"
        return False
    if len(word) == 1 and word.isupper() and word != "I":  # initials
        previous = text[max(start, word_at - _NEAR) : word_at].split()
        return bool(previous) and previous[-1].lower() in _BEFORE_LETTERS
    return True
