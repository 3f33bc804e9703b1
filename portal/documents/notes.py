"""Footnotes and endnotes: a numbered list at the end of the section in which their numbers stand."""

from .blocks import Block, inline


def written(marks: list[Block]) -> str:
    """Return the notes of a section as HTML, with the numbers that stand in the text."""
    html, last = ["<h3>Notes</h3>"], 0
    for mark in marks:
        if mark.note != last + 1 or not last:
            html.append("</ol>" if last else "")
            html.append(f'<ol start="{mark.note}">' if mark.note > 1 else "<ol>")
        last = mark.note
        html.append(f"<li>{_said(mark.items)}</li>")
    return "".join([*html, "</ol>"])


def _said(blocks):
    if len(blocks) == 1 and not blocks[0].markup:
        return inline(blocks[0].runs)
    return "".join(block.html for block in blocks)
