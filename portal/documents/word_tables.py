"""Which rows of a Word document's tables are heads."""

from .word_styles import W, is_on

_PLAIN = {"", "auto", "FFFFFF", "ffffff"}


def mark_heads(styles, document):
    """Mark the first row of each table as its head where its style or its shading says that it is one."""
    for table in document.iter(W + "tbl"):
        rows = table.findall(W + "tr")
        if len(rows) < 2 or rows[0].find(f"{W}trPr/{W}tblHeader") is not None:
            continue
        if _has_styled_head(styles, table) or (_is_shaded(rows[0]) and not _is_shaded(rows[1])):
            properties = rows[0].find(W + "trPr")
            if properties is None:
                properties = rows[0].makeelement(W + "trPr")
                rows[0].insert(0, properties)
            properties.append(properties.makeelement(W + "tblHeader"))


def _has_styled_head(styles, table):
    """The table asks for its style's first row, and the style sets that off."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    style = table.find(f"{W}tblPr/{W}tblStyle")
    if look is None or style is None:
        return False
    wanted = look.get(W + "firstRow") in ("1", "true", "on") or _bit(look.get(W + "val"))
    rules = [
        rule
        for _, one in styles.chain(style.get(W + "val"))
        for rule in one.findall(W + "tblStylePr")
        if rule.get(W + "type") == "firstRow"
    ]
    return wanted and any(is_on(rule.find(f"{W}rPr/{W}b")) or _shade(rule.find(f"{W}tcPr/{W}shd")) for rule in rules)


def _bit(value):
    """The first row's bit of the older, hexadecimal form."""
    try:
        return bool(int(value or "0", 16) & 0x20)
    except ValueError:
        return False


def _is_shaded(row):
    cells = row.findall(W + "tc")
    return bool(cells) and all(_shade(cell.find(f"{W}tcPr/{W}shd")) for cell in cells)


def _shade(element):
    return element is not None and (element.get(W + "fill") or "") not in _PLAIN
