"""Open a Word document: run as a process of its own, `python -I word_process.py < document > answer`.

Nothing of the project is imported here. The answer is JSON: `html` of the text with numbered markers, what the markers
stand for (`marks`), headers, footers and contents lists (`dropped`), paragraphs that got lost (`lost`); or `refused`.
"""

import io
import json
import re
import resource
import sys
import zipfile
from pathlib import Path

sys.path.append(str(Path(__file__).parent))

from word_styles import CLOSE, OPEN, Styles, W, local, short, squash, unescape, words_of

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
LARGEST_ANSWER = 20_000_000
STYLE_MAP = """
p.importTitle => h1.title:fresh
p.importHeading1 => h1:fresh
p.importHeading2 => h2:fresh
p.importHeading3 => h3:fresh
p.importHeading4 => h4:fresh
p.importHeading5 => h5:fresh
p.importHeading6 => h6:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='List Bullet 2']:unordered-list(1) => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3']:unordered-list(1) => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2']:ordered-list(1) => ul|ol > li > ol > li:fresh
p[style-name='List Number 3']:ordered-list(1) => ul|ol > li > ul|ol > li > ol > li:fresh
"""


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (512 * 1024 * 1024, 512 * 1024 * 1024))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


class Refused(Exception):
    pass


def main():
    limit()
    data = sys.stdin.buffer.read()
    try:
        answer = Reader(data).answer()
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    text = json.dumps(answer)
    if len(text) > LARGEST_ANSWER:
        text = json.dumps({"refused": "This Word document holds far more text than an update. Bring in a part of it."})
    sys.stdout.write(text)


class Reader:
    """One document, changed in memory so that mammoth brings all of its words through."""

    def __init__(self, data):
        from lxml import etree

        self.etree = etree
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.files = {}
        for name in self.zip.namelist():
            if name.endswith((".xml", ".rels")):
                self.files[name] = self.zip.read(name)
        for name, content in self.files.items():
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise Refused(
                    f"This Word document holds code that could reach outside it (in {name}), so it was not opened. "
                    f"Paste its text."
                )
        self.main = self._main_part()
        self.marks = []
        self.dropped = []

    def _main_part(self):
        types = self.files.get("[Content_Types].xml", b"").decode("utf-8", "replace")
        found = re.search(r'PartName="/([^"]+)"\s+ContentType="[^"]*wordprocessingml[^"]*main\+xml"', types)
        found = found or re.search(r'PartName="/([^"]+)"\s+ContentType="[^"]*word[^"]*main\+xml"', types)
        name = found[1] if found else "word/document.xml"
        if name not in self.files:
            raise Refused("This is not a Word document. Choose a .docx, .html or .txt file, or paste the text.")
        return name

    def parse(self, name):
        if name not in self.files:
            return None
        content = self.files[name].replace(STRICT, W[1:-1].encode())
        parser = self.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return self.etree.fromstring(content, parser)

    def answer(self):
        import mammoth

        document = self.parse(self.main)
        self._prepare(document)
        self.files[self.main] = self.etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
        result = mammoth.convert_to_html(
            io.BytesIO(self._packed()), style_map=STYLE_MAP, include_embedded_style_map=False
        )
        self._headers()
        return {
            "html": result.value,
            "marks": self.marks,
            "dropped": list(dict.fromkeys(filter(None, self.dropped))),
            "lost": self._lost(document, result.value),
        }

    def _packed(self):
        """The document again, without pictures and other things that are not text."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in self.files.items():
                archive.writestr(name, content)
        return packed.getvalue()

    # --- changes before mammoth ---------------------------------------------------------------------------------

    def _prepare(self, document):
        for text in document.iter(W + "t"):
            text.text = re.sub(f"[{OPEN}{CLOSE}]", "", text.text or "")
        self._choose_alternatives(document)
        self._text_boxes(document)
        self._pictures(document)
        self._changes(document)
        self._comments(document)
        self._hidden(document)
        self._formulas(document)
        self._unwrap(document)
        Styles(self).apply(document)

    def mark(self, about, text):
        """Return a run that stands for something that cannot be brought in."""
        self.marks.append({"about": about, "text": text})
        run = self.etree.Element(W + "r")
        self.etree.SubElement(run, W + "t").text = f"{OPEN}{len(self.marks) - 1}{CLOSE}"
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

    def _choose_alternatives(self, document):
        for element in list(document.iter(MC + "AlternateContent")):
            if element.getparent() is None:
                continue
            chosen = element.find(MC + "Choice")
            chosen = chosen if chosen is not None else element.find(MC + "Fallback")
            self.replace(element, *(list(chosen) if chosen is not None else []))

    def _text_boxes(self, document):
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
            self.beside(
                holder, self.mark("text box", f"A text box, “{short(words)}”, was brought in here as ordinary text.")
            )
            if not len(box) and holder.getparent() is not None and not self._has_picture(holder):
                holder.getparent().remove(holder)

    def _has_picture(self, element):
        return any(local(one) in ("blip", "imagedata", "chart", "relIds") for one in element.iter())

    def _pictures(self, document):
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
                self.beside(element, self.mark("picture", f"{what}{label}, not brought in."))
            words = squash(" ".join(one.text or "" for one in element.iter() if local(one) == "t"))
            if words:
                self.beside(element, self.run(f" {words} "))
            element.getparent().remove(element)
        for name in self.files:
            if re.match(r"word/(diagrams/data|charts/chart)\d*\.xml$", name):
                self._part_words(name)

    def _part_words(self, name):
        words = squash(" ".join(one.text or "" for one in self.parse(name).iter() if local(one) in ("t", "v")))
        if words:
            what = "Diagram" if "diagram" in name else "Chart"
            self.dropped.append(f"{what}: {words}")

    def run(self, text):
        run = self.etree.Element(W + "r")
        part = self.etree.SubElement(run, W + "t")
        part.text = text
        return run

    def _changes(self, document):
        """Tracked changes: what was added is text; what was taken out is listed."""
        for element in list(document.iter(W + "del", W + "moveFrom")):
            if element.getparent() is None or local(element.getparent()) in ("rPr", "trPr"):
                continue
            words = squash("".join(one.text or "" for one in element.iter(W + "delText", W + "t")))
            if words:
                self.dropped.append(words)
                who = element.get(W + "author") or "somebody"
                text = f"Tracked change: “{short(words)}” was deleted by {who} and was left out."
                self.replace(element, self.mark("tracked change", text))
            elif not any(True for _ in element.iter(W + "r")):
                continue
        for element in list(document.iter(W + "ins")):
            words = squash("".join(element.itertext(W + "t")))
            if words and local(element.getparent()) not in ("rPr", "trPr"):
                who = element.get(W + "author") or "somebody"
                text = f"Tracked change: “{short(words)}” was added by {who} and was brought in."
                element.addnext(self.mark("tracked change", text))

    def _comments(self, document):
        root = self.parse("word/comments.xml")
        found = {one.get(W + "id"): one for one in root.iter(W + "comment")} if root is not None else {}
        for element in list(document.iter(W + "commentReference")):
            comment = found.pop(element.get(W + "id"), None)
            if comment is not None:
                self.beside(element, self._comment(comment))
            element.getparent().remove(element)
        for comment in found.values():
            self._comment(comment)
        self.files.pop("word/comments.xml", None)

    def _comment(self, comment):
        words = squash(" ".join("".join(one.itertext(W + "t")) for one in comment.iter(W + "p")))
        self.dropped.append(f"Comment: {words}")
        return self.mark(
            "comment", f"Comment by {comment.get(W + 'author') or 'somebody'}, not brought in: “{short(words)}”."
        )

    def _hidden(self, document):
        for run in list(document.iter(W + "r")):
            hidden = run.find(f"{W}rPr/{W}vanish")
            words = squash("".join(run.itertext(W + "t")))
            if hidden is None or hidden.get(W + "val") in ("0", "false") or not words:
                continue
            self.dropped.append(words)
            self.replace(run, self.mark("hidden text", f"Hidden text, not brought in: “{short(words)}”."))

    def _formulas(self, document):
        for element in list(document.iter(M + "oMath")):
            words = squash("".join(one.text or "" for one in element.iter(M + "t")))
            target = element.getparent() if element.getparent().tag == M + "oMathPara" else element
            if target.getparent() is not None:
                self.replace(
                    target,
                    self.run(f" {words} "),
                    self.mark("formula", f"A formula was brought in as plain text: “{short(words)}”."),
                )

    def _unwrap(self, document):
        """Take off wrappers of which mammoth would lose the inside."""
        wrappers = ("fldSimple", "smartTag", "customXml", "bdo", "dir", "sdt", "sdtContent", "moveTo", "subDoc")
        for element in list(document.iter(*(W + name for name in wrappers))):
            kept = [
                one
                for one in element
                if local(one) not in ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")
            ]
            if element.getparent() is not None:
                self.replace(element, *kept)
        for element in document.iter(W + "altChunk"):
            element.addnext(self._embedded_document())

    def _embedded_document(self):
        paragraph = self.etree.Element(W + "p")
        paragraph.append(
            self.mark(
                "embedded",
                "Another document is embedded here. It was not brought in: open it in Word and copy its text.",
            )
        )
        return paragraph

    # --- after mammoth ------------------------------------------------------------------------------------------

    def _headers(self):
        for name in sorted(self.files):
            if re.match(r"word/(header|footer)\d*\.xml$", name):
                root = self.parse(name)
                lines = [squash("".join(one.itertext(W + "t"))) for one in root.iter(W + "p")]
                self.dropped += [line for line in lines if line]

    def _lost(self, document, html):
        """Paragraphs with a word that mammoth did not bring through."""
        held = words_of(unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:a|strong|em|s|u)\b[^>]*>", "", html))))
        lost = []
        for paragraph in document.iter(W + "p"):
            text = "".join(
                (one.text or "") if one.tag == W + "t" else " "
                for one in paragraph.iter(W + "t", W + "tab", W + "br", W + "cr")
            )
            text = re.sub(f"{OPEN}\\d+{CLOSE}", "", text)
            missing = words_of(text).keys() - held.keys()
            if missing:
                lost.append(squash(text))
        return lost


if __name__ == "__main__":
    main()
