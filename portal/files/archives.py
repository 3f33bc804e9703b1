"""Look into a zip file, which most documents are, before anything in it is unpacked: zip files can be made to do harm.

Nothing of Django is needed here.
"""

import io
import zipfile
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MOST_READ = 2 * MEGABYTE  # bytes of one member that we read ourselves


class Damaged(Exception):
    """It is no whole zip file."""


class Protected(Exception):
    """It is encrypted."""


class Unsafe(Exception):
    """It unpacks to more than a document holds, or its entries share bytes."""


@dataclass(frozen=True)
class Limits:
    """How much a zip file may hold: `unpacked` bytes in all, `xml` in one part that would be parsed.

    `steepest` is unpacked bytes for each packed one, in members larger than a megabyte.
    """

    members: int = 5_000
    unpacked: int = 400 * MEGABYTE
    xml: int = 400 * MEGABYTE
    steepest: int = 250


class Archive:
    """A zip file within `limits`: `names` of its members, and `read` for small ones.

    Making one raises Damaged, Protected or Unsafe.
    """

    def __init__(self, data: bytes, limits: Limits = Limits()):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError):
            raise Damaged from None
        if any(member.flag_bits & 0x1 for member in members):
            raise Protected
        _check_sizes(members, limits)
        _check_overlap(members, len(data))
        self._members = {member.filename: member for member in members}

    @property
    def names(self) -> list[str]:
        """The names of its members, in the order in which they stand."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return the bytes of a member, or none when it isn't there. Raises Unsafe for a large one, or Damaged."""
        member = self._members.get(name)
        if member is None:
            return b""
        if member.file_size > MOST_READ:
            raise Unsafe
        try:
            with self._zip.open(member) as file:
                return file.read(MOST_READ)
        except Exception:  # a damaged stream raises whatever its packing does: zlib's, lzma's, the archive's own
            raise Damaged from None


def _check_sizes(members, limits):
    if len(members) > limits.members or len({member.filename for member in members}) != len(members):
        raise Unsafe
    if sum(member.file_size for member in members) > limits.unpacked:
        raise Unsafe
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and member.file_size > limits.xml:
            raise Unsafe
        if member.file_size > MEGABYTE and member.file_size > limits.steepest * max(member.compress_size, 1):
            raise Unsafe


def _check_overlap(members, size):
    """Entries that share their packed bytes multiply them; honest files have none."""
    end = 0
    for member in sorted(members, key=lambda one: one.header_offset):
        if member.header_offset < end:
            raise Unsafe
        end = member.header_offset + 30 + len(member.orig_filename.encode()) + member.compress_size
    if end > size:
        raise Damaged
