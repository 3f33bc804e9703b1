"""Rows of a form that are added, moved and taken out by buttons, before anything is saved and without a script."""


def typed_rows(data, prefix, names, most) -> list[dict]:
    """Return the rows of a posted formset as they were typed: {name: text} of each, no more than `most`."""
    count = data.get(f"{prefix}-TOTAL_FORMS", "")
    count = min(int(count), most) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    return [{name: data.get(f"{prefix}-{number}-{name}", "") for name in names} for number in range(count)]


def after(rows, do: str, prefix) -> list[dict]:
    """Return `rows` after the button `do`: "prompts-up-3", "prompts-down-0", "prompts-out-2" or "prompts-add"."""
    verb, _, number = do.removeprefix(f"{prefix}-").partition("-")
    if verb == "add":
        return [*rows, {}]
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else len(rows)
    if at < len(rows) and verb in ("up", "down", "out"):
        rows = list(rows)
        row = rows.pop(at)
        if verb != "out":
            rows.insert(max(0, at - 1) if verb == "up" else at + 1, row)
    return rows
