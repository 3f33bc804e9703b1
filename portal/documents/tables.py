"""Tables and quotations of an HTML tree, read with the walker that came upon them."""

import re

from .blocks import Block, Run, inline, squash


def read_table(walker, element):
    """Add a table's block to what the walker has done; a table used for layout is taken apart."""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if _is_layout(element, cells):
        for part in element:
            walker.inside(part, Run(""))
            walker.flush()
        return
    caption = element.find("caption")
    if caption is not None:
        walker.inside(caption, Run(""))
        walker.flush()
    html, words = [], []
    for at, row in enumerate(cells):
        in_head = _is_head(element, rows, rows[at])
        parts = [_cell(walker, cell, head=in_head or cell.tag == "th") for cell in row]
        html.append("<tr>" + "".join(part for part, _ in parts) + "</tr>")
        words.append(" | ".join(text for _, text in parts))
    split = next((at for at, row in enumerate(rows) if not _is_head(element, rows, row)), len(rows))
    head = f"<thead>{''.join(html[:split])}</thead>" if split else ""
    markup = f"<table>{head}<tbody>{''.join(html[split:])}</tbody></table>"
    walker.done.append(Block("table", markup=markup, words="\n".join(words)))
    walker.flush()


def _cell(walker, cell, *, head):
    found = walker.nested(cell)
    single = len(found) == 1 and not found[0].markup
    content = inline(found[0].runs, plain=head) if single else "".join(block.html for block in found)
    spans = "".join(
        f' {name}="{cell.get(name)}"'
        for name in ("colspan", "rowspan")
        if re.fullmatch(r"[2-9]|\d\d", cell.get(name) or "")
    )
    tag = "th" if head else "td"
    return f"<{tag}{spans}>{content}</{tag}>", squash(" ".join(block.text for block in found))


def read_quote(walker, element):
    """Add a quotation's block, or its paragraphs where the tag was only used to indent."""
    found = walker.nested(element)
    if any(block.kind == "heading" for block in found) or sum(len(block.text) for block in found) > 3000:
        walker.done += found  # indented with a quotation's tag, as old editors did
    elif found:
        words = "\n".join(block.text for block in found)
        html = "".join(block.html for block in found)
        walker.done.append(Block("quote", markup=f"<blockquote>{html}</blockquote>", words=words))
    walker.flush()


def _is_layout(table, cells):
    """A table that only sets text side by side or in a frame: one column, or cells that hold headings or tables."""
    if table.find("thead") is not None:
        return False
    if len(cells) <= 1 or max(len(row) for row in cells) <= 1 or table.get("role") == "presentation":
        return True
    filled = [cell for row in cells for cell in row if squash("".join(cell.itertext()))]
    if sum(map(_is_titled, filled)) * 2 >= len(filled) > 0:
        return True
    if table.find(".//table") is not None or any(table.find(f".//h{level}") is not None for level in range(1, 5)):
        return True
    longest = max((len(squash(" ".join(cell.itertext()))) for row in cells for cell in row), default=0)
    return longest > 900 and len(cells) <= 3


def _is_titled(cell):
    """A cell in which a bold line stands above other paragraphs."""
    first = cell.find("p")
    if first is None or first.getnext() is None:
        return False
    bold = squash("".join("".join(one.itertext()) for one in first.iter("strong", "b")))
    return bool(bold) and bold == squash("".join(first.itertext()))


def _is_head(table, rows, row):
    """A row of the table's head: inside `thead`, or a first row of nothing but `th` or of nothing but bold words."""
    if row.getparent().tag == "thead":
        return True
    if row is not rows[0] or table.find("thead") is not None:
        return False
    if row.find("th") is not None and all(cell.tag == "th" for cell in row):
        return True
    return len(rows) > 1 and _is_all_bold(row) and not _is_all_bold(rows[1])


def _is_all_bold(row):
    bold = squash("".join("".join(one.itertext()) for one in row.iter("strong", "b")))
    return bool(bold) and bold.replace(" ", "") == squash("".join(row.itertext())).replace(" ", "")
