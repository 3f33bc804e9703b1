"""The numbers of a Word document's lists, as Word would show them, written so that they survive conversion."""

import re

from lxml import etree

from .word_styles import W, number, squash

LIST_OPEN, LIST_CLOSE = "\ue0f2", "\ue0f3"  # around the kind and number of a list's item
LIST_MARK = re.compile(f"{LIST_OPEN}(ul|[1aAiI])(\\d+){LIST_CLOSE}")
_FORMATS = {
    "bullet": "ul", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
}  # fmt: skip
_DEEPER = 150  # twentieths of a point by which an inner list stands further in
_DEEPEST = 5
_BULLETS, _NUMBERS = "1", "2"


class Numbers:
    """Read the lists first, since styles may be changed in between; then write them in one plain way."""

    def __init__(self, tools, styles):
        self._styles = styles
        self._tools = tools
        self._part = tools.named_part("numbering")
        root = tools.parse(self._part)
        found = root if root is not None else []
        self._abstract = {one.get(W + "abstractNumId"): one for one in found if one.tag == W + "abstractNum"}
        self._nums = {one.get(W + "numId"): one for one in found if one.tag == W + "num"}
        self._counts = {}
        self._used = set()
        self._items = []  # (paragraph, kind, number, depth, label in words)

    def read(self, document):
        """Work out each list paragraph's kind, number and depth."""
        stack, last = [], None
        for paragraph in document.iter(W + "p"):
            num, depth = self._numbering(paragraph)
            level = self._level(num, depth)
            if level is None:
                continue
            if last is None or paragraph.getprevious() is not last:
                stack = []
            last = paragraph
            count = self._count(num, depth, level)
            kind = _kind(level)
            self._items.append((paragraph, kind, count, self._depth(stack, paragraph, num, depth, level), level))

    def write(self):
        """Give each list paragraph plain numbering and a marker; what is a heading by now only keeps its words."""
        for paragraph, kind, count, depth, level in self._items:
            label = _label_in_words(level, count)
            if label:
                _put_first(paragraph, f"{label} ")
            is_heading = _style_id(paragraph).startswith("import")
            kind = "" if label or is_heading or not kind else kind
            if kind and squash("".join(paragraph.itertext(W + "t"))):
                _put_first(paragraph, f"{LIST_OPEN}{kind}{count}{LIST_CLOSE}")
            _renumber(paragraph, kind, depth)
        self._tools.files[self._part] = _PLAIN.encode()

    # --- numbering ----------------------------------------------------------------------------------------------

    def _numbering(self, paragraph):
        """Return (list, level) of a paragraph by its own properties or its style's; ("", 0) when it is in none."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        num, depth = _num_of(own)
        for style_id, style in self._styles.chain(self._styles.style_of(paragraph)):
            if num is not None:
                break
            num, by_style = _num_of(style.find(f"{W}pPr/{W}numPr"))
            depth = depth if depth is not None else self._linked_depth(num, style_id, by_style)
        return num or "", depth or 0

    def _linked_depth(self, num, style_id, by_style):
        for level in self._levels(num):
            linked = level.find(W + "pStyle")
            if linked is not None and linked.get(W + "val") == style_id:
                return number_at(level)
        return by_style

    def _levels(self, num):
        abstract = self._abstract_of(num)
        found = {} if abstract is None else {number_at(one): one for one in abstract.iter(W + "lvl")}
        for override in self._nums[num].iter(W + "lvlOverride") if num in self._nums else []:
            found |= {number_at(one): one for one in override.iter(W + "lvl")}
        return list(found.values())

    def _abstract_of(self, num, seen=()):
        link = self._nums[num].find(W + "abstractNumId") if num in self._nums else None
        abstract = self._abstract.get(link.get(W + "val")) if link is not None else None
        by_style = abstract.find(W + "numStyleLink") if abstract is not None else None
        if by_style is None or num in seen:
            return abstract
        style = self._styles.styles.get(by_style.get(W + "val"))
        inner, _ = _num_of(style.find(f"{W}pPr/{W}numPr")) if style is not None else (None, None)
        return self._abstract_of(inner, (*seen, num)) if inner else abstract

    def _level(self, num, depth):
        return next((one for one in self._levels(num) if number_at(one) == depth), None) if num else None

    def _count(self, num, depth, level):
        """Count an item as Word does: lists of one definition go on, unless one says where it starts again."""
        abstract = self._abstract_of(num)
        counts = self._counts.setdefault(abstract.get(W + "abstractNumId"), {})
        start = number(level.find(W + "start"))
        restart = self._restart(num, depth)
        if restart is not None and (num, depth) not in self._used:
            counts[depth] = restart - 1
        self._used.add((num, depth))
        counts[depth] = counts.get(depth, (1 if start is None else start) - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return counts[depth]

    def _restart(self, num, depth):
        for override in self._nums[num].iter(W + "lvlOverride"):
            if number_at(override) == depth:
                return number(override.find(W + "startOverride"))
        return None

    def _depth(self, stack, paragraph, num, depth, level):
        """How deep an item stands among those around it: by its level, or where another list stands further in."""
        indent = self._indent(paragraph, level)
        known = next((at for at, one in enumerate(stack) if one[:2] == (num, depth)), None)
        if known is not None:
            del stack[known + 1 :]
        else:
            while stack and not _is_deeper(num, depth, indent, stack[-1]):
                stack.pop()
            stack.append((num, depth, indent))
        return min(len(stack), _DEEPEST) - 1

    def _indent(self, paragraph, level):
        styled = [style.find(f"{W}pPr/{W}ind") for _, style in self._styles.chain(self._styles.style_of(paragraph))]
        for one in [paragraph.find(f"{W}pPr/{W}ind"), level.find(f"{W}pPr/{W}ind"), *styled]:
            left = (one.get(W + "left") or one.get(W + "start")) if one is not None else None
            if left and re.fullmatch(r"\d{1,6}", left):
                return int(left)
        return 0


def _is_deeper(num, depth, indent, above):
    return depth > above[1] or (num != above[0] and depth == above[1] and indent > above[2] + _DEEPER)


def number_at(level):
    """Return the depth that a level or an override is for."""
    found = level.get(W + "ilvl") or "0"
    return int(found) if re.fullmatch(r"\d", found) else 0


def _num_of(properties):
    """Return (list or None, level or None) of numbering properties; list "0" takes a paragraph out of its list."""
    if properties is None:
        return None, None
    num, depth = properties.find(W + "numId"), number(properties.find(W + "ilvl"))
    return (num.get(W + "val") if num is not None else None), depth


def _kind(level):
    found = level.find(W + "numFmt")
    named = found.get(W + "val") if found is not None else "decimal"
    return "" if named == "none" else _FORMATS.get(named, "1")


def _label_in_words(level, count):
    """Return a label that holds words, such as "Priority 1:", which would otherwise be lost; or nothing."""
    text = level.find(W + "lvlText")
    text = text.get(W + "val") or "" if text is not None else ""
    wordy = _kind(level) == "1" and re.search(r"[^\W\d_]", re.sub(r"%\d", "", text))
    return re.sub(r"%\d", str(count), text).strip() if wordy and text.count("%") <= 1 else ""


def _style_id(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return (found.get(W + "val") or "") if found is not None else ""


def _put_first(paragraph, text):
    run = etree.Element(W + "r")
    part = etree.SubElement(run, W + "t")
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    part.text = text
    paragraph.insert(1 if paragraph.find(W + "pPr") is not None else 0, run)


def _renumber(paragraph, kind, depth):
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(W + "numPr"):
        properties.remove(old)
    if kind:
        numbering = etree.SubElement(properties, W + "numPr")
        etree.SubElement(numbering, W + "ilvl").set(W + "val", str(depth))
        etree.SubElement(numbering, W + "numId").set(W + "val", _BULLETS if kind == "ul" else _NUMBERS)


def _plain():
    levels = "".join(
        f'<w:abstractNum w:abstractNumId="{name}">'
        + "".join(f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{kind}"/></w:lvl>' for depth in range(9))
        + "</w:abstractNum>"
        for name, kind in ((_BULLETS, "bullet"), (_NUMBERS, "decimal"))
    )
    nums = "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>' for name in (_BULLETS, _NUMBERS)
    )
    return f'<w:numbering xmlns:w="{W[1:-1]}">{levels}{nums}</w:numbering>'


_PLAIN = _plain()
