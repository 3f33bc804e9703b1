"""Answering with the bytes of a blob: one function, so that no header is forgotten. Who may read it is asked before."""

import logging

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response

from portal.files.kinds import PICTURE, SERVED

# A document may not run anything, reach anything or be shown inside anything, whatever it holds.
_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
_log = logging.getLogger(__name__)


def answer(request, blob, *, name: str, is_public: bool):
    """Return a response with the bytes of `blob`: a picture to be shown, anything else to be saved as `name`.

    With `is_public` any cache may keep it but must ask each time whether it is still right, so that a file that is
    withdrawn is gone at once; otherwise none may. Raises Http404 when the file is gone from the disk.
    """
    etag = f'"{blob.sha256[:32]}"'
    response = get_conditional_response(request, etag=etag) or _whole(blob, name)
    response.headers["Cache-Control"] = "public, no-cache" if is_public else "private, no-store"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["ETag"] = etag
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _whole(blob, name):
    try:
        file = blob.place.open("rb")
    except OSError as error:
        _log.error("The file of blob %s is gone: %s", blob.pk, type(error).__name__)
        raise Http404("This file is gone.") from None
    content_type = blob.content_type if blob.content_type in SERVED else "application/octet-stream"
    return FileResponse(file, as_attachment=blob.content_type != PICTURE, filename=name, content_type=content_type)
