"""The region and the period that a plan says, each with a doubt where it had to be inferred."""

import re
from collections import Counter

from portal.documents.found import Doubt
from portal.documents.region import Regions
from priorities.periods import PlanPeriod

_YEARS = re.compile(r"(?<![\d/–-])(20\d\d)\s?(?:[/–—-]|to|until)\s?(20\d\d|\d\d)(?![\d/–-])", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/–-])20\d\d(?![\d/–-])")
_NEAR = re.compile(r"\b(?:priorit|plan\b|enabler|going forward)", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:in|during|developed|since|last|previous|progress)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+20\d\d", re.IGNORECASE)


def period(title: str, name: str, lines: list[str]) -> tuple[str | None, list[Doubt]]:
    """Return the period ("2015-16", "2015" or None) by title, the file's name, then the text; and doubts about it."""
    if found := _runs(title):
        more = [one for one in found if one != found[0]]
        text = f"The period may be {found[0]} or {more[0]}." if more else ""
        return found[0], [Doubt("period", text)] if more else []
    if _NEAR.search(title) and not _MONTH.search(title) and (years := _YEAR.findall(title)):
        return years[0], [Doubt("period", f"The title says {years[0]}: the calendar year was taken. Check it.")]
    if found := _in_name(name):
        return found, [Doubt("period", f"{found} was taken from the file’s name, “{name}”. Check the period.")]
    if found := _in_text(lines):
        return found, [Doubt("period", f"{found} was taken from the text. Check that it is the plan’s period.")]
    return None, [Doubt("period", "No period was found. Give it, such as 2015-16.")]


def _runs(text):
    """The runs of years that a text names and a plan may have, in order."""
    found = []
    for first, last in _YEARS.findall(text):
        try:
            found.append(str(PlanPeriod.parse(f"{first}-{last}")))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _in_name(name):
    return next(iter(_runs(re.sub(r"[_. ]+|(?<!\d)-(?=20\d\d)", " ", name))), None)


def _in_text(lines):
    """The run of years named beside the words priority or plan, else the one named most; not what is looked back on."""
    near, other = Counter(), Counter()
    for line in lines:
        for found in _YEARS.finditer(line):
            for run in _runs(found[0]):
                before = line[max(found.start() - 60, 0) : found.start()]
                is_near = _NEAR.search(line[max(found.start() - 60, 0) : found.end() + 40]) and not _BEHIND.search(
                    before
                )
                (near if is_near else other)[run] += 1
    counted = near or other
    return counted.most_common(1)[0][0] if counted else None


def region(title: str, page_title: str, name: str, lines: list[str], around: list[str], regions: Regions):
    """Return (slug or None, doubts): by title, the page's or the file's name, the text, or what surrounds it."""
    if named := regions.in_title(title):
        more = f"The title names more than one region: {', '.join(named)}. The first was taken."
        return named[0], [Doubt("region", more)] if len(named) > 1 else []
    for text, where in ((page_title, "the page’s title"), (name.replace("_", " "), "the file’s name")):
        if named := regions.in_title(text):
            return named[0], [Doubt("region", f"The region was taken from {where}, “{text}”. Check it.")]
    counted = regions.in_text("\n".join(lines)) or regions.in_text("\n".join(around))
    if not counted:
        return None, [Doubt("region", "No region was found. Choose it.")]
    if len(counted) > 1 and counted[0][1] == counted[1][1]:
        tied = ", ".join(slug for slug, count in counted if count == counted[0][1])
        return None, [Doubt("region", f"The text names several regions as often as each other: {tied}. Choose one.")]
    others = f" Also named: {', '.join(slug for slug, _ in counted[1:])}." if len(counted) > 1 else ""
    return counted[0][0], [
        Doubt("region", f"The region was inferred from the text, which names it most often.{others}")
    ]
