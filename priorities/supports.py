"""Which priorities an enabler supports: every one of its plan, unless a manager narrowed it."""

from collections.abc import Sequence


def supported(enabler, priorities: Sequence) -> list:
    """Return those of `priorities` (the standing ones of the plan, in order) that `enabler` supports.

    Asks nothing of the database where `narrowed_to` was prefetched. One narrowed to priorities that were all taken
    out since supports none: it never widens by itself.
    """
    chosen = {priority.pk for priority in enabler.narrowed_to.all()}
    return [priority for priority in priorities if not chosen or priority.pk in chosen]


def supports_in_words(enabler, priorities: Sequence) -> str:
    """Return "Supports every priority", "Supports P1 and P3" or "Supports no priority any more"."""
    if not enabler.narrowed_to.all():
        return "Supports every priority"
    names = [priority.code or f"“{priority.title}”" for priority in supported(enabler, priorities)]
    return f"Supports {listed(names)}" if names else "Supports no priority any more"


def listed(names: Sequence[str], last="and") -> str:
    """Return "P1", "P1 and P2", "P1, P2 and P3"; with `last` "or" the last is "or P3"."""
    return f" {last} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def grid(enablers: Sequence, priorities: Sequence) -> dict:
    """Return the columns and rows of components/data_table.html: an enabler a row, a priority a column."""
    rows = []
    for enabler in enablers:
        pks = {priority.pk for priority in supported(enabler, priorities)}
        rows.append([enabler.name, *("Yes" if priority.pk in pks else "No" for priority in priorities)])
    columns = [{"label": "Enabler"}, *({"label": priority.code or priority.title} for priority in priorities)]
    return {"columns": columns, "rows": rows}
