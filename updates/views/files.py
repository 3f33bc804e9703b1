"""Answering with the pictures and documents of updates."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.views.decorators.http import require_safe

from portal.files.serving import answer
from portal.ui.pictures import WIDTH_ON_PHONES
from updates.models import Attached, PreviewLink
from updates.views.shared import version_in

PICTURE, DOCUMENT = Attached.Kind.PICTURE, Attached.Kind.DOCUMENT


@login_not_required
@require_safe
def update_picture(request, slot):
    """A picture of an update, for the page or, with `?w=720`, for a phone; 404 for whoever may not read its edition."""
    attached, is_public = _asked_for(request, slot, PICTURE)
    is_small = request.GET.get("w") == str(WIDTH_ON_PHONES) and attached.phone_blob
    blob = attached.phone_blob if is_small else attached.blob
    return answer(request, blob, name=attached.name, is_public=is_public)


@login_not_required
@require_safe
def update_file(request, slot, name):
    """A document of an update, under whatever name it once had; 404 for whoever may not read its edition."""
    attached, is_public = _asked_for(request, slot, DOCUMENT)
    return answer(request, attached.blob, name=attached.name, is_public=is_public)


def _asked_for(request, slot, kind):
    """Return the file that an address means to this reader, and whether caches may keep it.

    The live edition's; with `?edition=` that edition's; with `?preview=` that of the draft which the link shows.
    """
    is_asked = "preview" in request.GET or "edition" in request.GET
    if "preview" in request.GET:
        files = _of_preview(request.GET["preview"], slot, kind)
    else:
        files = Attached.objects.visible_to(request.user).at(slot, kind)
        if "edition" in request.GET:
            files = files.filter(edition=version_in(request.GET["edition"]))
    attached = None if files is None else files.first()
    if attached is None:
        raise Http404("There is no such file.")
    return attached, attached.is_public and not is_asked


def _of_preview(text, slot, kind):
    """The file in the working draft that the preview link "12-secret" opens, whoever asks; None when none opens."""
    number, _, secret = text.partition("-")
    link = PreviewLink.opened_by(version_in(number), secret)
    draft = link and link.draft
    return draft.attached.at(slot, kind) if draft else None
