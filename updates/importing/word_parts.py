"""Change a Word document in memory so that mammoth brings all of its words through.

What cannot be brought in leaves a numbered marker in its place.
"""

import re

from lxml import etree

from .word_styles import CLOSE, OPEN, W, local, short, squash

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


class Tools:
    """What every change needs: the document's parts, what is dropped, and what the markers stand for."""

    def __init__(self, files, parse):
        self.files = files
        self.parse = parse
        self.marks = []
        self.dropped = []

    def mark(self, about, text):
        """Return a run that stands for something that cannot be brought in."""
        self.marks.append({"about": about, "text": text})
        run = etree.Element(W + "r")
        etree.SubElement(run, W + "t").text = f"{OPEN}{len(self.marks) - 1}{CLOSE}"
        return run

    def replace(self, element, *new):
        parent = element.getparent()
        at = parent.index(element)
        parent[at : at + 1] = list(new)

    def beside(self, element, new):
        """Put a run beside the run that holds `element`, or in its paragraph, never inside a run."""
        run = next(element.iterancestors(W + "r"), None)
        anchor = run if run is not None else element
        anchor.addnext(new)

    def run(self, text):
        run = etree.Element(W + "r")
        part = etree.SubElement(run, W + "t")
        part.text = text
        return run


def prepare(tools, document):
    """Make every change, in the order in which they build on each other."""
    for text in document.iter(W + "t"):
        text.text = re.sub(f"[{OPEN}{CLOSE}]", "", text.text or "")
    for step in (choose_alternatives, text_boxes, pictures, changes, comments, hidden, formulas, unwrap):
        step(tools, document)


def choose_alternatives(tools, document):
    for element in list(document.iter(MC + "AlternateContent")):
        if element.getparent() is None:
            continue
        chosen = element.find(MC + "Choice")
        chosen = chosen if chosen is not None else element.find(MC + "Fallback")
        tools.replace(element, *(list(chosen) if chosen is not None else []))


def text_boxes(tools, document):
    """Put the paragraphs of a text box below the paragraph that it hangs on."""
    for box in list(document.iter(W + "txbxContent")):
        holder = next((one for one in box.iterancestors(W + "drawing", W + "pict", W + "object")), None)
        outer = list(box.iterancestors(W + "p"))
        if holder is None or not outer:
            continue
        words = squash("".join(box.itertext(W + "t")))
        anchor = outer[-1]
        for child in reversed(list(box)):
            anchor.addnext(child)
        tools.beside(
            holder, tools.mark("text box", f"A text box, “{short(words)}”, was brought in here as ordinary text.")
        )
        if not len(box) and holder.getparent() is not None and not has_picture(tools, holder):
            holder.getparent().remove(holder)


def has_picture(tools, element):
    return any(local(one) in ("blip", "imagedata", "chart", "relIds") for one in element.iter())


def pictures(tools, document):
    for element in list(document.iter(W + "drawing", W + "pict", W + "object")):
        if element.getparent() is None:
            continue
        kinds = {local(one) for one in element.iter()}
        named = next(
            (one.get("descr") or one.get("title") or "" for one in element.iter() if local(one) == "docPr"), ""
        )
        what = "Chart" if "chart" in kinds else "Diagram" if "relIds" in kinds else "Picture"
        what = "Embedded object" if "OLEObject" in kinds else what
        if what != "Picture" or kinds & {"blip", "imagedata"}:
            label = f" “{short(named)}”" if named.strip() else ""
            tools.beside(element, tools.mark("picture", f"{what}{label}, not brought in."))
        words = squash(" ".join(one.text or "" for one in element.iter() if local(one) == "t"))
        if words:
            tools.beside(element, tools.run(f" {words} "))
        element.getparent().remove(element)
    for name in tools.files:
        if re.match(r"word/(diagrams/data|charts/chart)\d*\.xml$", name):
            part_words(tools, name)


def part_words(tools, name):
    words = squash(" ".join(one.text or "" for one in tools.parse(name).iter() if local(one) in ("t", "v")))
    if words:
        what = "Diagram" if "diagram" in name else "Chart"
        tools.dropped.append(f"{what}: {words}")


def changes(tools, document):
    """Tracked changes: what was added is text; what was taken out is listed."""
    for element in list(document.iter(W + "del", W + "moveFrom")):
        if element.getparent() is None or local(element.getparent()) in ("rPr", "trPr"):
            continue
        words = squash("".join(one.text or "" for one in element.iter(W + "delText", W + "t")))
        if words:
            tools.dropped.append(words)
            who = element.get(W + "author") or "somebody"
            text = f"Tracked change: “{short(words)}” was deleted by {who} and was left out."
            tools.replace(element, tools.mark("tracked change", text))
        elif not any(True for _ in element.iter(W + "r")):
            continue
    for element in list(document.iter(W + "ins")):
        words = squash("".join(element.itertext(W + "t")))
        if words and local(element.getparent()) not in ("rPr", "trPr"):
            who = element.get(W + "author") or "somebody"
            text = f"Tracked change: “{short(words)}” was added by {who} and was brought in."
            element.addnext(tools.mark("tracked change", text))


def comments(tools, document):
    root = tools.parse("word/comments.xml")
    found = {one.get(W + "id"): one for one in root.iter(W + "comment")} if root is not None else {}
    for element in list(document.iter(W + "commentReference")):
        comment = found.pop(element.get(W + "id"), None)
        if comment is not None:
            tools.beside(element, comment_mark(tools, comment))
        element.getparent().remove(element)
    for comment in found.values():
        comment_mark(tools, comment)
    tools.files.pop("word/comments.xml", None)


def comment_mark(tools, comment):
    words = squash(" ".join("".join(one.itertext(W + "t")) for one in comment.iter(W + "p")))
    tools.dropped.append(f"Comment: {words}")
    return tools.mark(
        "comment", f"Comment by {comment.get(W + 'author') or 'somebody'}, not brought in: “{short(words)}”."
    )


def hidden(tools, document):
    for run in list(document.iter(W + "r")):
        hidden = run.find(f"{W}rPr/{W}vanish")
        words = squash("".join(run.itertext(W + "t")))
        if hidden is None or hidden.get(W + "val") in ("0", "false") or not words:
            continue
        tools.dropped.append(words)
        tools.replace(run, tools.mark("hidden text", f"Hidden text, not brought in: “{short(words)}”."))


def formulas(tools, document):
    for element in list(document.iter(M + "oMath")):
        words = squash("".join(one.text or "" for one in element.iter(M + "t")))
        target = element.getparent() if element.getparent().tag == M + "oMathPara" else element
        if target.getparent() is not None:
            tools.replace(
                target,
                tools.run(f" {words} "),
                tools.mark("formula", f"A formula was brought in as plain text: “{short(words)}”."),
            )


def unwrap(tools, document):
    """Take off wrappers of which mammoth would lose the inside."""
    wrappers = ("fldSimple", "smartTag", "customXml", "bdo", "dir", "sdt", "sdtContent", "moveTo", "subDoc")
    for element in list(document.iter(*(W + name for name in wrappers))):
        kept = [
            one for one in element if local(one) not in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")
        ]
        if element.getparent() is not None:
            tools.replace(element, *kept)
    for element in document.iter(W + "altChunk"):
        element.addnext(embedded_document(tools))


def embedded_document(tools):
    paragraph = etree.Element(W + "p")
    paragraph.append(
        tools.mark(
            "embedded",
            "Another document is embedded here. It was not brought in: open it in Word and copy its text.",
        )
    )
    return paragraph
