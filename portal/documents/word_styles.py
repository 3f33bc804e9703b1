"""What a Word document's styles say, so that headings made by any style are found."""

import html as entities
import re
from collections import Counter

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OPEN, CLOSE = "\ue0f0", "\ue0f1"  # around the numbers of the markers that stand for what cannot be brought in


class Styles:
    """What the document's styles say, so that headings made by any style are found."""

    def __init__(self, tools):
        self.tools = tools
        self._part = tools.named_part("styles")
        root = tools.parse(self._part)
        self.styles = {one.get(W + "styleId"): one for one in root.iter(W + "style")} if root is not None else {}
        default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz") if root is not None else None
        self.default_size = number(default) or 20
        self.size = self.default_size

    def apply(self, document):
        paragraphs = list(document.iter(W + "p"))
        self.size = self._body_size(paragraphs)
        for paragraph in paragraphs:
            self._paragraph(paragraph)

    def write_names(self):
        """Leave only the names of styles, which are all that is read from here on: reading them whole takes longest."""
        if not self.styles:
            return
        root = etree.Element(W + "styles")
        for style in self.styles.values():
            bare = etree.SubElement(root, style.tag, dict(style.attrib))
            if name_of(style):
                etree.SubElement(bare, W + "name").set(W + "val", name_of(style))
        self.tools.files[self._part] = etree.tostring(root)

    def _body_size(self, paragraphs):
        sizes = Counter()
        for paragraph in paragraphs:
            for run in paragraph.iter(W + "r"):
                sizes[self._run_size(run, paragraph)] += len("".join(run.itertext(W + "t")))
        return sizes.most_common(1)[0][0] if sizes else self.default_size

    def chain(self, style_id):
        """Yield a style and those it is based on."""
        seen = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            style = self.styles[style_id]
            yield style_id, style
            based = style.find(W + "basedOn")
            style_id = based.get(W + "val") if based is not None else None

    def style_of(self, paragraph):
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        if found is not None:
            return found.get(W + "val")
        return next(
            (
                key
                for key, one in self.styles.items()
                if one.get(W + "type") == "paragraph" and one.get(W + "default") == "1"
            ),
            None,
        )

    def _paragraph(self, paragraph):
        words = squash("".join(paragraph.itertext(W + "t")))
        style_id = self.style_of(paragraph)
        names = [(name_of(style) or key).casefold() for key, style in self.chain(style_id)] or [
            (style_id or "").casefold()
        ]
        if any(re.match(r"toc ?\d|table of contents|toc heading", name) for name in names):
            self.tools.dropped.append(squash(" ".join(paragraph.itertext(W + "t"))))
            self._empty(paragraph)
            return
        level = self._level(paragraph, style_id, names)
        if level and words:
            self._set_style(paragraph, level)
        elif words and "caption" not in names:
            self._embolden(self._emphasised(paragraph, style_id))

    def _empty(self, paragraph):
        for run in list(paragraph):
            if run.tag != W + "pPr":
                paragraph.remove(run)

    def _level(self, paragraph, style_id, names):
        """ "Title", "Heading1" to "Heading6", or nothing."""
        for name in names:
            if name in ("title", "document title", "report title"):
                return "Title"
            found = re.match(r"heading ?([1-9])\b", name)
            if found:
                return f"Heading{min(int(found[1]), 6)}"
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        for _, style in self.chain(style_id):
            outline = outline if outline is not None else style.find(f"{W}pPr/{W}outlineLvl")
        depth = number(outline) if outline is not None else 9
        return f"Heading{min(depth + 1, 6)}" if depth is not None and depth < 9 else ""

    def _set_style(self, paragraph, level):
        properties = paragraph.find(W + "pPr")
        if properties is None:
            properties = etree.Element(W + "pPr")
            paragraph.insert(0, properties)
        style = properties.find(W + "pStyle")
        if style is None:
            style = etree.Element(W + "pStyle")
            properties.insert(0, style)
        style.set(W + "val", f"import{level}")

    def _emphasised(self, paragraph, style_id):
        """The runs that stand out: all in a bold style; all, or the first line's, where larger or underlined."""
        if any(is_on(style.find(f"{W}rPr/{W}b")) for _, style in self.chain(style_id)):
            return list(paragraph.iter(W + "r"))
        lines = list(_lines_of(paragraph))
        for runs in ([run for line in lines for run in line], lines[0] if len(lines) > 1 else []):
            text = "".join("".join(run.itertext(W + "t")) for run in runs)
            shown = [run for run in runs if "".join(run.itertext(W + "t")).strip(" " + OPEN + CLOSE)]
            larger = all(self._run_size(run, paragraph) >= self.size + 3 for run in shown)
            underlined = all(is_on(run.find(f"{W}rPr/{W}u")) for run in shown)
            if shown and len(text) <= 120 and (larger or underlined):
                return runs
        return []

    def _run_size(self, run, paragraph):
        own = number(run.find(f"{W}rPr/{W}sz"))
        if own:
            return own
        for _, style in self.chain(self.style_of(paragraph)):
            size = number(style.find(f"{W}rPr/{W}sz"))
            if size:
                return size
        return self.default_size

    def _embolden(self, runs):
        for run in runs:
            properties = run.find(W + "rPr")
            if properties is None:
                properties = etree.Element(W + "rPr")
                run.insert(0, properties)
            if properties.find(W + "b") is None:
                properties.insert(0, etree.Element(W + "b"))


def _lines_of(paragraph):
    """Yield the runs of each line of a paragraph; a run that ends in a soft return ends a line."""
    line = []
    for run in paragraph.iter(W + "r"):
        breaks = [one for one in run.iter(W + "br", W + "cr") if one.get(W + "type") in (None, "textWrapping")]
        if breaks and not "".join(run.itertext(W + "t")).strip():
            yield line
            line = []
            continue
        line.append(run)
        if breaks and breaks[-1].getnext() is None:
            yield line
            line = []
    if line:
        yield line


def name_of(style):
    found = style.find(W + "name")
    return found.get(W + "val") if found is not None else ""


def number(element):
    value = element.get(W + "val") if element is not None else None
    return int(value) if value and re.fullmatch(r"\d{1,4}", value) else None


def is_on(element):
    return element is not None and element.get(W + "val") not in ("0", "false", "none", "off")


def local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def squash(text):
    return " ".join(re.sub(f"{OPEN}\\d+{CLOSE}", "", text).split())


def short(text):
    return text if len(text) <= 200 else text[:199] + "…"


def words_of(text):
    return Counter(re.findall(r"\w+", text.casefold()))


def unescape(html):
    return entities.unescape(html)
