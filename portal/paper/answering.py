"""Answering with a paper: as a file to be saved, or with why there is none just now."""

from django.http import HttpResponse

from portal.accounts.limits import allow_person
from portal.ui.errors import too_many_requests


def download(body, content_type, name):
    """Return the bytes of a document of ours, to be saved as `name`, which is made of slugs."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=content_type, headers=headers)


def not_now():
    """Return what is said when a PDF could not be made."""
    said = "This PDF could not be made just now. The Word document has the same words: try that, or try again."
    return HttpResponse(said, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"})


def too_often(request):
    """Return what is said to somebody who had as many papers made as one may in a while; None, and count, otherwise."""
    if allow_person(request, "print"):
        return None
    response = too_many_requests(request)
    response.headers["Retry-After"] = "600"
    response.headers["Cache-Control"] = "private, no-store"
    return response
