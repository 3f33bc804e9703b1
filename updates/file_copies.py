"""Files that go with their words: into a new draft, back out of the history, and away when no edition needs them."""

from django.db import transaction

from portal.files import storing
from portal.files.models import Blob
from portal.ui import pictures
from updates.models import Attached


def copy_files(source, draft):
    """Give `draft` the files of the edition `source`, at the same addresses; in the transaction that makes it."""
    _copy(source.attached.filter(blob__isnull=False), draft)


def _copy(files, draft):
    Attached.objects.bulk_create(
        Attached(
            edition=draft, slot=one.slot, kind=one.kind, blob_id=one.blob_id, phone_blob_id=one.phone_blob_id,
            name=one.name, title=one.title, alt=one.alt, is_decorative=one.is_decorative, position=one.position,
            made_at=one.made_at, made_by_id=one.made_by_id,
        )
        for one in files
    )  # fmt: skip


def settle_pictures(draft):
    """Bring the draft's pictures and its text together after the text was written; in the same transaction.

    How a picture is described is what its text says now. A picture that the text has from an earlier edition of the
    update is the draft's again; one that is gone for good goes out of the text.
    """
    sections = [section for section in draft.sections.all() if "<img" in section.body]
    if not sections:
        return
    said = {}
    for section in sections:
        said = pictures.alts(section.body) | said
    known = _pictures_of(draft)
    if lost := said.keys() - known.keys():
        _fetch(draft, lost)
        known = _pictures_of(draft)
    _describe(known, said)
    gone = said.keys() - known.keys() - _held_elsewhere(said.keys() - known.keys())
    for section in sections:
        body = pictures.changed(section.body, lambda slot, alt: _tag(known.get(slot), alt))
        for slot in gone:
            body = pictures.without(body, slot)
        if body != section.body:
            section.body = body
            section.save(update_fields=["body"])


def _pictures_of(draft):
    return {str(one.slot): one for one in draft.attached.pictures().select_related("blob")}


def _fetch(draft, slots):
    """Copy into the draft what the newest other edition of the update holds in these slots."""
    found = {}
    for one in Attached.objects.filter(
        slot__in=slots, edition__update=draft.update_id, kind=Attached.Kind.PICTURE, blob__isnull=False
    ).order_by("edition_id"):
        found[one.slot] = one
    _copy(found.values(), draft)


def _held_elsewhere(slots):
    """Which of these slots another update or a document holds: those pictures stay in the text as they are."""
    held = Attached.objects.filter(slot__in=slots, blob__isnull=False) if slots else []
    return {str(one.slot) for one in held}


def _describe(known, said):
    for slot, one in known.items():
        alt = said.get(slot)
        if alt is not None and (alt[:300], alt == "") != (one.alt, one.is_decorative):
            one.alt, one.is_decorative = alt[:300], alt == ""
            one.save(update_fields=["alt", "is_decorative"])


def _tag(one, alt):
    """The `<img>` of a picture where the text says `alt` of it, None when it says nothing."""
    if one is None:
        return None
    if alt is None and one.is_described:
        alt = one.alt
    return pictures.tag(one.slot, alt=alt, width=one.blob.width, height=one.blob.height)


def sweep(at=None) -> str:
    """Delete the bytes that only discarded and superseded editions still name; return what was done.

    Their rows stay: they say what was there. `portal.files.storing.sweep` deletes what nothing names at all.
    """
    with transaction.atomic():
        files = Attached.objects.out_of_use(at)
        blobs = {pk for pair in files.values_list("blob", "phone_blob") for pk in pair if pk}
        files.update(blob=None, phone_blob=None)
        return f"{storing.drop_unused(Blob.objects.filter(pk__in=blobs))} files out of use were deleted."
