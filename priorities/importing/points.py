"""Priorities, enablers and areas in lists and tables, where no heading is one."""

from html import escape

from portal.documents.found import Doubt
from portal.documents.writing import cleaned

from . import codes, focus, grids, items
from .found import FoundArea, FoundEnabler, FoundPriority
from .roles import Section, group_of, said_by

_KINDS = {"priorities": "a priority", "enablers": "an enabler", "areas": "an area of activity"}


def take(plan, parts: list[Section]) -> None:
    """Move what lists and tables of the plan's introduction hold into its priorities, enablers and areas.

    `plan` is the plan on the way (see `assembly`), `parts` the sections of the document.
    """
    has = {name: bool(getattr(plan.found, name)) for name in _KINDS}
    whole = Section(plan.found.title)
    for part in plan.introduction:
        group = part.group or (group_of(part, parts) if part in parts else "")
        group = group if part.title or group else group_of(whole, [whole])
        kept = []
        for at, block in enumerate(part.blocks):
            named = said_by(part.blocks, at)
            if not _take_points(plan, block, named or group, has):
                kept.append(block)
        part.blocks = kept


def _take_points(plan, block, group, has):
    """Add the priorities, enablers or areas of a list or a table; return whether it held any."""
    if block.kind == "table":
        rows = grids.rows(block, group)
        if not rows or has["enablers" if rows[0].kind == "enabler" else "priorities"]:
            return False
        plan.used.append(block.text.split("\n")[0])
        for row in rows:
            _add_row(plan, row)
        return True
    if block.kind != "list" or has.get(group, True):
        return False
    for item in items.of_list(block):
        _add_item(plan, item, group)
    text = f"Each item of the list that begins with “{block.items[0].line[:60]}” was taken for {_KINDS[group]}."
    plan.found.doubts.append(Doubt("list", text))
    return True


def _add_row(plan, row):
    title, rest = _fitting(row.coded.title)
    narrative = cleaned("".join([*rest, *row.narrative]))
    code = row.coded.code if 0 < len(row.coded.code) <= 8 else None
    plan.used += [row.coded.label, row.coded.code]
    if row.kind == "enabler":
        plan.found.enablers.append(FoundEnabler(code, title, narrative))
    else:
        plan.found.priorities.append(FoundPriority(code, title, narrative, row.focus))


def _fitting(title):
    """A title that fits, and what was cut from it as a paragraph."""
    if len(title) <= items.LONGEST_TITLE:
        return title, []
    return f"{title[:190].rsplit(' ', 1)[0]}…", [f"<p>{escape(title, quote=False)}</p>"]


def _add_item(plan, item, group):
    coded = codes.of_heading(item.text) or codes.of_number(item.text)
    if coded and len(coded.code) <= 8:
        plan.used.append(coded.label)
        item.text = coded.title
    title, rest = items.titled(item)
    narrative = cleaned(f"<p>{escape(rest, quote=False)}</p>") if rest else ""
    code = coded.code if coded and len(coded.code) <= 8 else None
    if group == "areas":
        narrative += "".join(f"<p>{escape(line, quote=False)}</p>" for line in item.below)
        plan.found.areas.append(FoundArea(title[:200], cleaned(narrative)))
    elif group == "enablers":
        narrative += "".join(f"<p>{escape(line, quote=False)}</p>" for line in item.below)
        plan.found.enablers.append(FoundEnabler(code, title[:200], cleaned(narrative)))
    else:
        points = [line for line in item.below if len(line) <= focus.LONGEST]
        narrative += "".join(f"<p>{escape(line, quote=False)}</p>" for line in item.below if line not in points)
        plan.found.priorities.append(FoundPriority(code, title[:200], cleaned(narrative), points))
