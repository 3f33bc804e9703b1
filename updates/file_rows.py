"""The pictures and documents of a draft as the desk lists them."""

from dataclasses import dataclass
from uuid import UUID

from portal.ui import pictures
from portal.ui.pictures import WIDTH_ON_PHONES


@dataclass(frozen=True)
class FileRow:
    """A file of a draft: what it is called, its format and size, and where in the text it stands."""

    slot: UUID
    is_picture: bool
    title: str
    said: str
    place: str
    url: str
    small_url: str
    width: int | None
    height: int | None


def file_rows(draft) -> list[FileRow]:
    """Return the files of a draft, in order; two queries."""
    files = list(draft.attached.filter(blob__isnull=False).select_related("blob"))
    if not files:
        return []
    places: dict[str, list[str]] = {}
    for section in draft.sections.all():
        for slot in pictures.alts(section.body):
            places.setdefault(slot, []).append(section.heading or "a section without a heading")
    return [_row(one, places.get(str(one.slot), [])) for one in files]


def _row(one, headings):
    title, place = one.title, ""
    if one.is_picture:
        title = one.alt or ("Decorative picture" if one.is_decorative else "Picture that nobody has described yet")
        place = f"In {' and '.join(f'“{heading}”' for heading in headings)}" if headings else "Not in the text"
    return FileRow(
        slot=one.slot, is_picture=one.is_picture, title=title, said=one.said, place=place, url=one.own_url,
        small_url=f"{one.own_url}&w={WIDTH_ON_PHONES}", width=one.blob.width, height=one.blob.height,
    )  # fmt: skip
