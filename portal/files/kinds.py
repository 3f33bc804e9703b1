"""What may be handed in: the kinds of documents, by the ending of their names, and the kinds of pictures."""

from dataclasses import dataclass

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Kind:
    """A kind of document: the ending of its name, what readers call it, and the type under which it is served."""

    ending: str
    label: str
    content_type: str


DOCUMENTS = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf"),
        Kind("docx", "Word", f"{_OFFICE}wordprocessingml.document"),
        Kind("xlsx", "Excel", f"{_OFFICE}spreadsheetml.sheet"),
        Kind("pptx", "PowerPoint", f"{_OFFICE}presentationml.presentation"),
        Kind("csv", "CSV", "text/csv; charset=utf-8"),
        Kind("odt", "OpenDocument text", f"{_OPEN}text"),
        Kind("ods", "OpenDocument spreadsheet", f"{_OPEN}spreadsheet"),
        Kind("odp", "OpenDocument presentation", f"{_OPEN}presentation"),
    )
}
PICTURE = "image/webp"  # what every picture becomes
SERVED = frozenset({PICTURE, *(kind.content_type for kind in DOCUMENTS.values())})

OF_DOCUMENTS = ",".join(f".{ending}" for ending in DOCUMENTS)
OF_PICTURES = ".jpg,.jpeg,.png,.gif,.webp"

_LABELS = {kind.content_type: kind.label for kind in DOCUMENTS.values()} | {PICTURE: "Picture"}


def in_words(content_type: str, size: int) -> str:
    """Return format and size as readers see them beside a link: "PDF, 1.2 MB"."""
    return f"{_LABELS.get(content_type, 'File')}, {size_in_words(size)}"


def size_in_words(size: int) -> str:
    """Return a size in bytes as "1.2 MB", "340 kB" or "1 kB", which is the least."""
    if size >= 999_500:
        return f"{size / 1_000_000:.1f} MB".replace(".0 ", " ")
    return f"{max(1, round(size / 1000))} kB"
