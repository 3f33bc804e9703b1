"""The pictures of a Word document: their bytes, and what a writer said that they show."""

import posixpath
import re
from urllib.parse import unquote

from .found import Picture
from .word_styles import local, short, squash

MOST = 200
LARGEST = 15 * 1024 * 1024
LARGEST_ALL = 40 * 1024 * 1024

_FILE_NAME = re.compile(
    r".{0,200}\.(?:png|jpe?g|jfif|gif|bmp|tiff?|emf|wmf|svg|webp|heic|pdf|docx?)"
    r"|(?:picture|image|img|pict?|photo|graphic|dscn?|screen ?shot|untitled|object|shape|clip ?art|logo)"
    r"[\s_.#-]*(?:\d[\d\s_.:-]*)?(?:(?:at )?[\d\s.:]+)?|https?://\S*|[\da-f-]{12,}",
    re.IGNORECASE | re.DOTALL,
)
_KINDS = "text|logo|icon|diagram|shape|timeline|chart|map|table|calendar|company name|application|website|background"
_MACHINE = re.compile(
    r".*\b(?:automatically generated|description generated with|AI-generated content may be incorrect)\b.*"
    rf"|(?:a picture containing|graphical user interface)\b.*|(?:{_KINDS})(?:, (?:[a-z ]+, )?(?:{_KINDS}))+",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_GUESS = 500
_WANTED = "Write what it shows, or mark it as decorative."


class Album:
    """The pictures found so far, out of one zip file, within limits."""

    def __init__(self, archive, files, parse):
        self.pictures = []
        self._zip = archive
        self._parse = parse
        self._files = files
        self._left = LARGEST_ALL
        self._types = {}
        types = parse("[Content_Types].xml")
        for one in types if types is not None else []:
            key = one.get("PartName") or one.get("Extension") or ""
            self._types[key.casefold()] = one.get("ContentType") or ""

    def take(self, part, reference, about) -> tuple[int, str]:
        """Keep the picture that a part of the document refers to.

        `about` is the writer's description, or None for a picture marked as decorative. Return its number, or 0 when
        it cannot be kept, and a sentence for the person.
        """
        target, outside = self._target(part, reference)
        named = f" “{short(squash(about))}”" if about and squash(about) else ""
        if outside:
            return 0, f"Picture{named}, not brought in: the document only refers to it, at {short(target)}."
        try:
            size = self._zip.getinfo(target).file_size
        except KeyError:
            return 0, f"Picture{named}, not brought in: it is missing from the document."
        if size > min(LARGEST, self._left) or len(self.pictures) >= MOST:
            return 0, f"Picture{named}, not brought in: it is too large, or there are too many."
        self._left -= size
        alt, doubt = described(about)
        self.pictures.append(
            Picture(posixpath.basename(target), self._type(target), self._zip.read(target), alt, doubt)
        )
        return len(self.pictures), ""

    def _target(self, part, reference):
        """Where a relation of a part leads: a member of the zip file, or an address outside."""
        folder, name = posixpath.split(part)
        relations = self._parse(f"{folder}/_rels/{name}.rels")
        for one in relations if relations is not None else []:
            if one.get("Id") == reference:
                target = one.get("Target") or ""
                if one.get("TargetMode") == "External":
                    return target, True
                target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                return unquote(posixpath.normpath(target)), False
        return "", False

    def _type(self, target):
        ending = target.rpartition(".")[2].casefold()
        return (self._types.get(f"/{target}".casefold()) or self._types.get(ending) or "").casefold()


def described(words: str | None) -> tuple[str, str]:
    """Return (alternative text, doubt) out of what stands as a picture's description; None is a decorative one."""
    if words is None:
        return "", ""
    text = squash(words)
    if not text:
        return "", f"It has no description. {_WANTED}"
    if len(text) > _LONGEST_GUESS:
        return text, ""
    if _MACHINE.fullmatch(text):
        return "", f"Its description was written by a machine: “{short(text)}”. {_WANTED}"
    if _FILE_NAME.fullmatch(text):
        return "", f"Its description is only a name: “{short(text)}”. {_WANTED}"
    return text, ""


def said_of(element, several) -> str | None:
    """Return what the document says that a picture shows, or None where it is marked as decorative.

    `element` is the picture's own, or the drawing's when that holds no other; `several` pictures share one drawing.
    """
    own = [one for one in element.iter() if local(one) == "cNvPr"]
    drawing = next((one for one in [element, *element.iterancestors()] if local(one) in ("drawing", "pict")), element)
    whole = [] if several else [one for one in drawing.iter() if local(one) == "docPr"]
    for one in [*whole, *own]:
        if any(local(mark) == "decorative" and mark.get("val") in ("1", "true") for mark in one.iter()):
            return None
    texts = [one.get("descr") or "" for one in [*whole, *own]] + [one.get("title") or "" for one in [*whole, *own]]
    texts += [one.get("alt") or "" for one in drawing.iter() if local(one) == "shape"]
    return next(filter(str.strip, texts), "")
