"""Error pages in plain words. Each tells what happened and what to do, and none needs more than it has."""

import logging
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from portal.ui.context import unplugged
from portal.ui.typed import typed_into

log = logging.getLogger(__name__)

LAST_RESORT = (
    "<!doctype html><html lang=en-GB><title>There is a problem</title>"
    "<h1>There is a problem with this service</h1><p>Try again in a few minutes. What you typed was not saved.</p>"
)


def _page(request, status, template=None, **context):
    request.resolver_match = None  # An address that leads nowhere stands under no part of the navigation.
    response = render(request, template or f"{status}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request, exception=None):
    return _page(request, 400)


def forbidden(request, exception=None):
    return _page(request, 403, typed=typed_into(request))


def not_found(request, exception=None):
    return _page(request, 404, typed=typed_into(request))


def too_many_requests(request, exception=None):
    return _page(request, 429)


def csrf_failure(request, reason="", restore_url=""):
    """A form came without the token that its page was given: usually a page left open past the session's end.

    `restore_url` leads to the page that gives back what was kept of it, if anything was.
    """
    context = {"typed": typed_into(request), "restore_url": restore_url}
    return _page(request, 403, "ui/csrf_failure.html", **context)


def signed_out(request, typed, is_kept=False):
    """A form came from somebody who is signed in no longer: they get `typed` back, and the way to sign in."""
    context = {"typed": typed, "is_kept": is_kept, "next": urlencode({"next": request.path})}
    return _page(request, 403, "ui/signed_out.html", **context)


def server_error(request):
    """Draw the 500 page without request, database or context processors; if even that fails, plain HTML."""
    try:
        html = render_to_string("500.html", unplugged())
    except Exception:
        log.exception("The page for errors failed.")
        html = LAST_RESORT
    return HttpResponse(html, status=500, headers={"Cache-Control": "no-store"})


handler400 = bad_request
handler403 = forbidden
handler404 = not_found
handler500 = server_error
