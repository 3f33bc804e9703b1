"""Pictures and documents of a working draft: adding, changing and taking away, each one transaction.

What is handed in was read and re-encoded before (`portal.files.intake`): that takes seconds, and holds no lock.
"""

from django.db import transaction
from django.db.models import Max

from portal.audit.models import FormKey, record
from portal.files import storing
from portal.files.intake import Document, Picture
from portal.files.kinds import PICTURE
from portal.files.models import Blob
from portal.ui import pictures
from updates.actions.drafts import take_version
from updates.models import Attached


@transaction.atomic
def add_picture(draft, picture: Picture, *, alt, is_decorative, by, version, section=None, form_key=None):
    """Put a picture at the end of the text of `section` (one of the draft's), or nowhere yet; return its Attached.

    Raises Overtaken, with nothing written, when the draft was changed since `version` or is a draft no longer;
    KeyAlreadyUsed when the form was sent before.
    """
    _take(draft, version=version, by=by)
    attached = _made(draft, Attached.Kind.PICTURE, by=by, alt=alt, is_decorative=is_decorative)
    _hold_picture(attached, picture)
    _save_new(attached, form_key)
    if section is not None:
        section.body += f"<figure>{attached.as_tag()}</figure>"
        section.save(update_fields=["body"])
    record("added a picture to", draft.update, by=by)
    return attached


@transaction.atomic
def add_document(draft, document: Document, *, title, by, version, form_key=None):
    """Put a document beside the draft under a title; return its Attached. Raises as `add_picture` does."""
    _take(draft, version=version, by=by)
    attached = _made(draft, Attached.Kind.DOCUMENT, by=by, title=title)
    _hold_document(attached, document)
    _save_new(attached, form_key)
    record("added a document to", draft.update, by=by)
    return attached


@transaction.atomic
def change_picture(attached, *, alt, is_decorative, by, version, picture: Picture | None = None):
    """Describe a picture of the draft anew, and replace it when there is another; its address stays, texts follow.

    Raises Overtaken as `add_picture` does.
    """
    _take(attached.edition, version=version, by=by)
    old = _blobs(attached)
    attached.alt, attached.is_decorative = alt, is_decorative
    if picture is not None:
        _hold_picture(attached, picture)
        record("replaced a picture of", attached.edition.update, by=by)
    attached.save()
    new = attached.as_tag()
    _rewrite(
        attached.edition,
        lambda body: pictures.changed(body, lambda slot, alt: new if slot == str(attached.slot) else None),
    )
    _let_go(old)


@transaction.atomic
def change_document(attached, *, title, by, version, document: Document | None = None):
    """Give a document of the draft another title, and replace it when there is another; its address stays.

    Raises Overtaken as `add_picture` does.
    """
    _take(attached.edition, version=version, by=by)
    old = _blobs(attached)
    attached.title = title
    if document is not None:
        name = attached.name
        _hold_document(attached, document)
        if name.rpartition(".")[2] == document.kind.ending:
            attached.name = name  # it is part of the address
        record("replaced a document of", attached.edition.update, by=by)
    attached.save()
    _let_go(old)


@transaction.atomic
def remove(attached, *, by, version):
    """Take a file out of the draft, a picture also out of its text. What is public keeps it. Raises Overtaken."""
    draft, old = attached.edition, _blobs(attached)
    _take(draft, version=version, by=by)
    if attached.is_picture:
        _rewrite(draft, lambda body: pictures.without(body, attached.slot))
    attached.delete()
    record("removed a file from", draft.update, by=by)
    _let_go(old)


def _take(draft, *, version, by):
    """Take the next version of the draft, as a save does."""
    take_version(draft, version=version, by=by)
    draft.refresh_from_db()


def _made(draft, kind, *, by, **fields):
    last = draft.attached.aggregate(last=Max("position"))["last"]
    return Attached(edition=draft, kind=kind, position=0 if last is None else last + 1, made_by=by, **fields)


def _save_new(attached, form_key):
    attached.save()
    if form_key:
        FormKey.spend(form_key, attached)


def _hold_picture(attached, picture):
    attached.name = picture.name
    attached.blob, attached.phone_blob = (
        one and storing.keep(one.data, PICTURE, width=one.width, height=one.height)
        for one in (picture.page, picture.phone)
    )


def _hold_document(attached, document):
    attached.name = document.name
    attached.blob = storing.keep(document.data, document.kind.content_type)


def _rewrite(draft, change):
    """Let each section say `change(body)`."""
    for section in draft.sections.all():
        if (body := change(section.body)) != section.body:
            section.body = body
            section.save(update_fields=["body"])


def _blobs(attached):
    return [pk for pk in (attached.blob_id, attached.phone_blob_id) if pk]


def _let_go(blobs):
    """Delete those of these bytes that no edition uses any more."""
    storing.drop_unused(Blob.objects.filter(pk__in=blobs))
