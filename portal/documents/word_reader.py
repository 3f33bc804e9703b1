"""Open a Word document that `archive` has checked, and write it down as HTML with numbered markers."""

import io
import re
import zipfile

import mammoth
from lxml import etree

from .found import CannotRead
from .word_numbers import LIST_MARK, Numbers
from .word_parts import Tools, prepare
from .word_styles import CLOSE, OPEN, Styles, W, local, squash, unescape, words_of
from .word_tables import mark_heads

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
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
"""


class Reader:
    """One document, changed in memory so that mammoth brings all of its words through."""

    def __init__(self, data):
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.files = {}
        for name in self.zip.namelist():
            if name.endswith((".xml", ".rels")):
                self.files[name] = self.zip.read(name)
        for name, content in self.files.items():
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise CannotRead(
                    f"This Word document holds code that could reach outside it (in {name}), so it was not opened. "
                    f"Paste its text."
                )
        self.main = self._main_part()
        self.tools = Tools(self.zip, self.files, self.parse, self.main)

    def _main_part(self):
        types = self.files.get("[Content_Types].xml", b"").decode("utf-8", "replace")
        found = re.search(r'PartName="/([^"]+)"\s+ContentType="[^"]*wordprocessingml[^"]*main\+xml"', types)
        found = found or re.search(r'PartName="/([^"]+)"\s+ContentType="[^"]*word[^"]*main\+xml"', types)
        name = found[1] if found else "word/document.xml"
        if name not in self.files:
            raise CannotRead("This is not a Word document. Choose a .docx, .html or .txt file, or paste the text.")
        return name

    def parse(self, name):
        if name not in self.files:
            return None
        content = self.files[name].replace(STRICT, W[1:-1].encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(content, parser)

    def answer(self):
        """Return `html` of the text with numbered markers, the `marks` that they stand for, the `pictures`, headers,
        footers and contents lists (`dropped`), doubts without a place (`unplaced`), paragraphs that got lost (`lost`).
        """
        document = self.parse(self.main)
        parts = {self.main: document}
        for name in map(self.tools.named_part, ("footnotes", "endnotes")):
            if (root := self.parse(name)) is not None:
                parts[name] = root
        for name, root in parts.items():
            prepare(self.tools, root, name)
        self._style(document)
        for name, root in parts.items():
            self.files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        result = mammoth.convert_to_html(
            io.BytesIO(self._packed()), style_map=STYLE_MAP, include_embedded_style_map=False
        )
        self._headers()
        return {
            "html": result.value,
            "marks": self.tools.marks,
            "unplaced": self.tools.unplaced,
            "pictures": self.tools.album.pictures,
            "dropped": list(dict.fromkeys(filter(None, self.tools.dropped))),
            "lost": [text for root in parts.values() for text in self._lost(root, result.value)],
        }

    def _style(self, document):
        """Make headings, lists and tables plain, whatever styles made them."""
        styles = Styles(self.tools)
        numbers = Numbers(self.tools, styles)
        numbers.read(document)
        styles.apply(document)
        numbers.write()
        styles.write_names()
        mark_heads(styles, document)

    def _packed(self):
        """The document again, without pictures and other things that are not text."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, content in self.files.items():
                archive.writestr(name, content)
        return packed.getvalue()

    def _headers(self):
        for name in sorted(self.files):
            if re.match(r"word/(header|footer)\d*\.xml$", name):
                root = self.parse(name)
                lines = [squash("".join(one.itertext(W + "t"))) for one in root.iter(W + "p")]
                self.tools.dropped += [line for line in lines if line]
                if any(local(one) in ("blip", "imagedata") for one in root.iter()):
                    text = "A picture in the header or footer of the document was left out."
                    self.tools.unplaced.append({"about": "picture", "text": text})

    def _lost(self, document, html):
        """Paragraphs with a word that mammoth did not bring through."""
        held = words_of(
            LIST_MARK.sub(" ", unescape(re.sub(r"<[^>]*>", " ", re.sub(r"</?(?:a|strong|em|s|u)\b[^>]*>", "", html))))
        )
        lost = []
        for paragraph in document.iter(W + "p"):
            text = "".join(
                (one.text or "") if one.tag == W + "t" else " "
                for one in paragraph.iter(W + "t", W + "tab", W + "br", W + "cr")
            )
            text = LIST_MARK.sub("", re.sub(f"{OPEN}\\d+{CLOSE}", "", text))
            missing = words_of(text).keys() - held.keys()
            if missing:
                lost.append(squash(text))
        return lost
