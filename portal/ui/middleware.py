"""Around every page: hostile input is refused before it is read, and every answer is isolated."""

import re
from urllib.parse import unquote_to_bytes

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import UnreadablePostError

LONGEST_PATH = 1_000  # characters
LONGEST_QUERY = 4_000  # bytes, as sent
MOST_PARAMETERS = 100
BROKEN_BYTE = re.compile("%[89A-F][0-9A-F]")  # how Django spells a byte of the path that isn't UTF-8
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


def refuse_malformed(get_response):
    """Middleware: answer 400 to an address, a cookie or a form that no browser sends and no database should see.

    PostgreSQL raises on a NUL and on half a surrogate pair wherever they reach a query; SQLite doesn't, so a view
    that forgets them fails in one place only. Fields of forms are looked at just before the view.
    """

    def middleware(request):
        if reason := _what_is_wrong(request):
            raise BadRequest(reason)
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if request.method == "POST" and _has_nul(request):
            raise BadRequest("NUL in a form")

    middleware.process_view = process_view
    return middleware


def _what_is_wrong(request) -> str:
    """Return what is malformed about the request's address or cookies, or nothing."""
    path, query = request.path_info, request.META.get("QUERY_STRING", "")
    if len(path) > LONGEST_PATH or len(query) > LONGEST_QUERY:
        return "too long"
    if query.count("&") >= MOST_PARAMETERS:
        return "too many parameters"
    if "\0" in path or BROKEN_BYTE.search(path) or not _is_text(unquote_to_bytes(query.encode("latin-1", "replace"))):
        return "not text"
    # A quoted cookie spells a NUL as \000, and the session's key goes into a query.
    if "\\000" in request.META.get("HTTP_COOKIE", ""):
        return "NUL in a cookie"
    return ""


def _is_text(sent: bytes) -> bool:
    """True for UTF-8 without NUL; Python's decoder also refuses surrogates."""
    if b"\0" in sent:
        return False
    try:
        sent.decode()
    except UnicodeDecodeError:
        return False
    return True


def _has_nul(request) -> bool:
    try:
        fields = request.POST.lists()
    except UnreadablePostError:  # the reader went away: Django's own answer to that is right
        return False
    return any("\0" in name or any("\0" in value for value in values) for name, values in fields)


def isolation_headers(get_response):
    """Middleware: keep other sites' pages out of ours, and pages of people with a session out of every cache."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # Asking for the session cookie, not for the user, costs no query and errs on the safe side.
        name = settings.SESSION_COOKIE_NAME
        if name in request.COOKIES or name in response.cookies:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class SecurityPolicy(CSPMiddleware):
    """As django-csp's, which builds the policy anew for each answer: ours is built once for all that have no other."""

    # What its decorators put on an answer.
    OWN = frozenset({"_csp_config", "_csp_update", "_csp_replace", "_csp_exempt"})

    def __init__(self, get_response):
        super().__init__(get_response)
        self.policy = build_policy()

    def process_response(self, request, response):
        # django-csp lets Django's debugging pages through.
        if settings.DEBUG or hasattr(request, "_csp_nonce") or not self.OWN.isdisjoint(vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy)
        return response
