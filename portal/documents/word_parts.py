"""Change a Word document in memory so that mammoth brings all of its words through.

What cannot be brought in leaves a numbered marker in its place.
"""

import re

from lxml import etree

from .word_numbers import LIST_CLOSE, LIST_OPEN
from .word_pictures import Album, said_of
from .word_styles import CLOSE, OPEN, W, local, short, squash

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


class Tools:
    """What every change needs: the document's parts, what is dropped, and what the markers stand for."""

    def __init__(self, archive, files, parse, main):
        self.files = files
        self.main = main
        self.parse = parse
        self.marks = []
        self.unplaced = []  # what no marker can stand for
        self.dropped = []
        self.album = Album(archive, files, parse)
        self.part = ""  # the part of the document that is being changed

    def mark(self, about, text, picture=0):
        """Return a run that stands for something that is not text; `picture` is its number, if it is one."""
        self.marks.append({"about": about, "text": text, "picture": picture})
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

    def named_part(self, kind):
        """Return the name of the document's part of a kind ("comments", "numbering", "footnotes"…)."""
        folder, _, name = self.main.rpartition("/")
        relations = self.parse(f"{folder}/_rels/{name}.rels")
        for one in relations if relations is not None else []:
            target = one.get("Target") or ""
            target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            if (one.get("Type") or "").endswith(f"/{kind}") and target in self.files:
                return target
        return f"{folder}/{kind}.xml"

    def run(self, text):
        run = etree.Element(W + "r")
        part = etree.SubElement(run, W + "t")
        part.text = text
        return run


def prepare(tools, root, part):
    """Make every change to one part, in the order in which they build on each other."""
    tools.part = part
    for text in root.iter(W + "t"):
        text.text = re.sub(f"[{OPEN}{CLOSE}{LIST_OPEN}{LIST_CLOSE}]", "", text.text or "")
    for step in (choose_alternatives, text_boxes, pictures, changes, comments, hidden, formulas, unwrap):
        step(tools, root)


def choose_alternatives(tools, document):
    for element in list(document.iter(MC + "AlternateContent")):
        if element.getparent() is None:
            continue
        chosen = element.find(MC + "Choice")
        chosen = chosen if chosen is not None else element.find(MC + "Fallback")
        tools.replace(element, *(list(chosen) if chosen is not None else []))


def text_boxes(tools, document):
    """Put the paragraphs of a text box below the paragraph that it hangs on, those of several in their order."""
    below = {}
    for box in list(document.iter(W + "txbxContent")):
        holder = next((one for one in box.iterancestors(W + "drawing", W + "pict", W + "object")), None)
        outer = list(box.iterancestors(W + "p"))
        if holder is None or not outer:
            continue
        words = squash("".join(box.itertext(W + "t")))
        for child in list(box):
            below.get(outer[-1], outer[-1]).addnext(child)
            below[outer[-1]] = child
        if words:
            text = f"A text box, “{short(words)}”, was brought in here as ordinary text."
            tools.beside(holder, tools.mark("text box", text))
        if holder.getparent() is not None and not has_picture(tools, holder):
            holder.getparent().remove(holder)


def has_picture(tools, element):
    return any(local(one) in ("blip", "imagedata", "chart", "relIds") for one in element.iter())


def pictures(tools, document):
    """Leave a marker for each picture, chart, diagram and embedded object; pictures are kept in the album."""
    for element in list(document.iter(W + "drawing", W + "pict", W + "object")):
        if element.getparent() is None:
            continue
        kinds = {local(one) for one in element.iter()}
        images = [one for one in element.iter() if local(one) in ("blip", "imagedata")]
        if kinds & {"chart", "relIds", "OLEObject"}:
            what = "Chart" if "chart" in kinds else "Diagram" if "relIds" in kinds else "Embedded object"
            said = squash(said_of(element, several=False) or "")
            tools.beside(
                element, tools.mark("picture", f"{what}{f' “{short(said)}”' if said else ''}, not brought in.")
            )
        else:
            for mark in reversed([picture_mark(tools, image, len(images) > 1) for image in images]):
                tools.beside(element, mark)
        words = squash(" ".join(one.text or "" for one in element.iter() if local(one) == "t"))
        if words:
            tools.beside(element, tools.run(f" {words} "))
        element.getparent().remove(element)
    for name in tools.files if tools.part.endswith("document.xml") else []:
        if re.match(r"word/(diagrams/data|charts/chart)\d*\.xml$", name):
            part_words(tools, name)


def picture_mark(tools, image, several):
    """Keep one picture, or say why it cannot be kept; it is the picture's own place that carries its description."""
    place = next((one for one in image.iterancestors() if local(one) in ("pic", "shape", "inline", "anchor")), image)
    reference = next((value for key, value in image.attrib.items() if local_name(key) in ("embed", "link", "id")), "")
    about = said_of(place, several)
    kept, why = tools.album.take(tools.part, reference, about)
    return tools.mark("picture", why, picture=kept)


def local_name(key):
    return key.rpartition("}")[2]


def part_words(tools, name):
    words = squash(" ".join(one.text or "" for one in tools.parse(name).iter() if local(one) in ("t", "v")))
    if words:
        what = "Diagram" if "diagram" in name else "Chart"
        tools.dropped.append(f"{what}: {words}")


def changes(tools, document):
    """Tracked changes: what was added is text; what was taken out is listed."""
    deleted_rows(tools, document)
    for element in list(document.iter(W + "del", W + "moveFrom")):
        if element.getparent() is None or local(element.getparent()) in ("rPr", "trPr"):
            continue
        words = squash("".join(one.text or "" for one in element.iter(W + "delText", W + "t")))
        if words:
            tools.dropped.append(words)
            what = "was moved to another place" if local(element) == "moveFrom" else "was deleted"
            text = f"Tracked change: “{short(words)}” {what} by {author(element)} and was left out{{}}."
            text = text.format(" here" if local(element) == "moveFrom" else "")
            tools.replace(element, tools.mark("tracked change", text))
    for element in list(document.iter(W + "ins")):
        words = squash("".join(element.itertext(W + "t")))
        if words and local(element.getparent()) not in ("rPr", "trPr"):
            text = f"Tracked change: “{short(words)}” was added by {author(element)} and was brought in."
            element.addnext(tools.mark("tracked change", text))


def deleted_rows(tools, document):
    for deleted in list(document.iterfind(f".//{W}tr/{W}trPr/{W}del")):
        row = deleted.getparent().getparent()
        words = squash(" ".join(one.text or "" for one in row.iter(W + "delText", W + "t")))
        if words:
            tools.dropped.append(words)
            text = (
                f"Tracked change: a table’s row, “{short(words)}”, was deleted by {author(deleted)} and was left out."
            )
            tools.unplaced.append({"about": "tracked change", "text": text})
        row.getparent().remove(row)


def author(element):
    return element.get(W + "author") or "somebody"


def comments(tools, document):
    """Leave a marker for each comment; its words are dropped, and said."""
    name = tools.named_part("comments")
    root = tools.parse(name)
    found = {one.get(W + "id"): one for one in root.iter(W + "comment")} if root is not None else {}
    for element in list(document.iter(W + "commentReference")):
        comment = found.pop(element.get(W + "id"), None)
        if comment is not None:
            tools.beside(element, comment_mark(tools, comment))
        element.getparent().remove(element)
    for comment in found.values():
        comment_mark(tools, comment)
        tools.unplaced.append(tools.marks.pop())
    tools.files.pop(name, None)


def comment_mark(tools, comment):
    words = squash(" ".join("".join(one.itertext(W + "t")) for one in comment.iter(W + "p")))
    tools.dropped.append(f"Comment: {words}")
    return tools.mark("comment", f"Comment by {author(comment)}, not brought in: “{short(words)}”.")


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
    for placeholder in list(document.iterfind(f".//{W}sdt/{W}sdtPr/{W}showingPlcHdr")):
        box = placeholder.getparent().getparent().find(W + "sdtContent")
        tools.dropped.append(squash("".join(box.itertext(W + "t"))) if box is not None else "")
        for text in box.iter(W + "t") if box is not None else []:
            text.text = ""
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
