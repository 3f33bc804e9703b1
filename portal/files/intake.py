"""Taking files in: what is allowed, within limits, and made harmless. Nothing here is kept: see `storing`."""

import json
import logging
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify

from portal.files import contents, refusals, sandbox
from portal.files.dimensions import dimensions
from portal.files.kinds import DOCUMENTS, Kind
from portal.files.refusals import Refused

LARGEST_DOCUMENT = 25  # megabytes
LARGEST_PICTURE = 10
MOST_PIXELS = 40_000_000
MEGABYTE = 1024 * 1024

_MACRO_ENDINGS = {"docm", "dotm", "xlsm", "xlsb", "xltm", "xlam", "pptm", "potm", "ppsm"}
_OLD_ENDINGS = {"doc", "dot", "xls", "xlt", "ppt", "pps"}
_PICTURE_ENDINGS = {"jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "svg"}
_PICTURE_PROCESS = Path(__file__).with_name("picture_process.py")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Document:
    """A document that may be kept: `name` is safe in an address, and ends as its kind does."""

    name: str
    kind: Kind
    data: bytes


@dataclass(frozen=True)
class Scaled:
    """A picture in one size, as WebP."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True)
class Picture:
    """A picture that may be kept, for the page and, when the page's is wider than a phone, for phones."""

    name: str
    page: Scaled
    phone: Scaled | None


def read_document(file) -> Document:
    """Return the document in `file`, which has `name`, `size` and `read()` as an uploaded file has.

    Raises Refused with a sentence for the person when it is not one that may be kept.
    """
    ending = _ending(file.name)
    if ending in _MACRO_ENDINGS:
        raise Refused(refusals.MACROS)
    if ending in _OLD_ENDINGS:
        raise Refused(refusals.OLD)
    if ending in _PICTURE_ENDINGS:
        raise Refused(refusals.A_PICTURE)
    if ending not in DOCUMENTS:
        raise Refused(refusals.OTHER_KIND)
    kind = DOCUMENTS[ending]
    data = contents.check(kind, _bytes_of(file, LARGEST_DOCUMENT, "document"))
    return Document(f"{_stem(file.name)}.{ending}", kind, data)


def read_picture(file) -> Picture:
    """Return the picture in `file`, re-encoded: upright, without metadata, no wider than a page. Raises Refused."""
    data = _bytes_of(file, LARGEST_PICTURE, "picture")
    size = dimensions(data)
    if size is None:
        raise Refused(refusals.NO_PICTURE)
    if not all(size):
        raise Refused(refusals.DAMAGED_PICTURE)
    if size[0] * size[1] > MOST_PIXELS:
        raise Refused(refusals.TOO_MANY_PIXELS)
    page, *smaller = _reencoded(data)
    return Picture(f"{_stem(file.name)}.webp", page, next(iter(smaller), None))


def _reencoded(data):
    try:
        answer = sandbox.run(_PICTURE_PROCESS, data, megabytes=1024, seconds=15).output
    except sandbox.TooMuch:
        raise Refused(refusals.TOO_COMPLICATED) from None
    except sandbox.Failed as failure:
        _log.error("A picture could not be re-encoded: %s", failure)
        raise Refused(refusals.DAMAGED_PICTURE) from None
    head, _, body = answer.partition(b"\n")
    about = json.loads(head)
    if "refused" in about:
        too_many = about["refused"] == "pixels"
        raise Refused(refusals.TOO_MANY_PIXELS if too_many else refusals.DAMAGED_PICTURE)
    at, versions = 0, []
    for one in about["versions"]:
        versions.append(Scaled(one["width"], one["height"], body[at : at + one["size"]]))
        at += one["size"]
    return versions


def _bytes_of(file, megabytes, what):
    if file.size > megabytes * MEGABYTE:
        raise Refused(refusals.too_large(megabytes, what))
    if not file.size:
        raise Refused(refusals.EMPTY)
    return file.read()


def _ending(name):
    return name.rpartition(".")[2].lower() if "." in name else ""


def _stem(name):
    """Return the name without folders and ending, in letters that any address may hold."""
    stem = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    return slugify(stem)[:80].strip("-_") or "file"
