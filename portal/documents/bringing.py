"""Bringing a document in, whichever importer reads it: from the form to what is kept for the check screen."""

from uuid import uuid5

from portal.audit.models import FormKey, KeyAlreadyUsed
from portal.documents.found import CannotRead
from portal.documents.process import LARGEST_FILE
from portal.regions.models import Region


def bring(form, model, *, read, keep, by, key):
    """Read what a valid GivenForm holds and keep it; return the KeptDocument, or None with the form saying why not.

    `read` takes the form's values and the person, and returns (name, what was found); `keep` is `model.keep` or does
    more. Pressing the button twice makes one document; the same form with another document in it makes another.
    """
    key = uuid5(key, f"{by.pk} {form.digest()}")
    kept = model.objects.visible_to(by)
    if document := kept.filter(pk=FormKey.made_by(key, model) or 0).first():
        return document
    try:
        return keep(*read(form.cleaned_data, by), by=by, form_key=key)
    except KeyAlreadyUsed as used:
        return kept.get(pk=used.record_id)
    except CannotRead as problem:
        form.cannot_be_read(str(problem))
        return None


def read_given(values, user, importing):
    """Return (name, what was found) of the pasted text or the file in `values`; raises CannotRead.

    `importing` is an importer with `read` and `read_text`; it knows the regions that `user` may see by their names.
    """
    regions = region_names(user)
    file = values["file"]
    if file is None:
        return "", importing.read_text(values["text"], regions)
    if file.size > LARGEST_FILE:
        raise CannotRead("This file is larger than 25 MB. Save the document without its pictures, or paste its text.")
    return file.name, importing.read(file.name, file.read(), regions)


def region_names(user) -> dict[str, list[str]]:
    """Return the names by which an importer finds a region, by slug."""
    return {region.slug: [region.name] for region in Region.objects.visible_to(user)}


def placed_doubts(found, *parts) -> list[dict]:
    """Return the doubts of what was found, each with the address of its part on the check screen, if it has one.

    `parts` are (name in `found`, the key of a part's title, how its card's id begins).
    """
    places = {}
    for name, title, card in parts:
        places |= {one[title]: f"#{card}-{number}" for number, one in enumerate(found[name])}
    return [doubt | {"url": places.get(doubt["place"])} for doubt in found["doubts"]]
