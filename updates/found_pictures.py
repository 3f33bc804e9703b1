"""Pictures out of a document that is brought in: read like any other, and put where they stood in its text."""

import io
import time
from dataclasses import dataclass
from uuid import UUID, uuid4

from portal.documents.pictures import numbers, placed
from portal.files import storing
from portal.files.intake import Picture, read_picture
from portal.files.kinds import PICTURE
from portal.files.models import Blob
from portal.files.refusals import Refused
from portal.ui import pictures
from updates.file_copies import settle_pictures
from updates.importing import Doubt
from updates.models import Attached

MOST_SECONDS = 20
MOST_PICTURES = 40
_TOO_MANY = "The document holds more pictures than are brought in at once. Add it to the draft by hand."


@dataclass(frozen=True)
class Ready:
    """A picture that may be kept: where it will stand, and what its writer said that it shows."""

    slot: UUID
    picture: Picture
    alt: str
    is_decorative: bool

    @property
    def tag(self):
        alt = self.alt if self.alt or self.is_decorative else None
        page = self.picture.page
        return f"<figure>{pictures.tag(self.slot, alt=alt, width=page.width, height=page.height)}</figure>"


def take_pictures(found) -> list[Ready]:
    """Re-encode the pictures of `found` (`updates.importing.Found`), put them into its text and return them.

    Each that can't be taken stays a line of text, with a doubt that says why. It takes seconds: call it before the
    transaction that keeps them.
    """
    ready, began = {}, time.monotonic()
    places = {number: section.heading for section in found.sections for number in numbers(section.html)}
    for number, one in enumerate(found.pictures, start=1):
        if number not in places:
            continue
        try:
            if len(ready) >= MOST_PICTURES or time.monotonic() - began > MOST_SECONDS:
                raise Refused(_TOO_MANY)
            picture = read_picture(_file(one))
        except Refused as refusal:
            found.doubts.append(Doubt("picture", f"Picture {number} was not brought in. {refusal}", places[number]))
        else:
            ready[number] = Ready(uuid4(), picture, one.alt[:300], not one.alt and not one.doubt)
    for section in found.sections:
        section.html = placed(section.html, lambda number: ready[number].tag if number in ready else None)
    return list(ready.values())


def _file(one):
    file = io.BytesIO(one.data)
    file.name, file.size = one.name, len(one.data)
    return file


def keep_pictures(holder, ready: list[Ready], *, by):
    """Keep what `take_pictures` returned with `holder`, an ImportedDocument or a draft; in the transaction of both."""
    owner = {"document": holder} if holder._meta.model_name == "importeddocument" else {"edition": holder}
    for position, one in enumerate(ready):
        page, phone = (
            scaled and storing.keep(scaled.data, PICTURE, width=scaled.width, height=scaled.height)
            for scaled in (one.picture.page, one.picture.phone)
        )
        Attached.objects.create(
            **owner, slot=one.slot, kind=Attached.Kind.PICTURE, blob=page, phone_blob=phone, name=one.picture.name,
            alt=one.alt, is_decorative=one.is_decorative, position=position, made_by=by,
        )  # fmt: skip


def hand_over(document, draft):
    """Give the draft that was made of `document` the pictures that its text still has; delete the others."""
    wanted = {slot for section in draft.sections.all() for slot in pictures.alts(section.body)}
    unwanted = document.attached.exclude(slot__in=wanted)
    blobs = {pk for pair in unwanted.values_list("blob", "phone_blob") for pk in pair if pk}
    unwanted.delete()
    document.attached.update(document=None, edition=draft)
    settle_pictures(draft)
    storing.drop_unused(Blob.objects.filter(pk__in=blobs))
