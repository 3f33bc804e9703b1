"""The page cache: public pages kept in each worker's memory until what the public reads changes.

Nothing is kept unless its view says so (`cached_page`), and then only what was drawn for a reader who sent no cookie
at all, answered 200, set no cookie and carries no nonce. What is kept goes only to readers without a session. Whoever
changes something public calls `public_content_changed()` in the same transaction; the version is read *before* a page
is drawn, so that a page that raced a change stands under the old version and is never given again.
"""

import hashlib
import secrets
import time
from collections import OrderedDict
from datetime import datetime, timedelta
from functools import wraps
from threading import Lock
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseNotModified, QueryDict, parse_cookie
from django.http.response import ResponseHeaders
from django.utils import timezone
from django.utils.http import parse_etags

from portal.ui.models import PublicContent

MOST_SECONDS = 600
MOST_BYTES = 64 * 1024 * 1024
MOST_BYTES_A_PAGE = 1024 * 1024
MOST_PARAMETERS = 6
MOST_QUERY_CHARACTERS = 300

_MAY_VARY_BY = {"accept-encoding", "cookie", "hx-request"}
_TABLE = PublicContent._meta.db_table
_READ = f"SELECT version FROM {_TABLE} WHERE id = 1"
_CHANGE = f"UPDATE {_TABLE} SET version = %s WHERE id = 1"


class Kept(NamedTuple):
    """A page as it was sent: `until` is the moment (seconds since 1970) from which it is too old."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    until: float
    size: int


class Pages:
    """Pages of one version, least recently used first out, together at most `most_bytes`."""

    def __init__(self, most_bytes=MOST_BYTES):
        self.most_bytes = most_bytes
        self.version = None
        self.size = 0
        self._pages = OrderedDict()
        self._lock = Lock()

    def __len__(self):
        return len(self._pages)

    def __contains__(self, key):
        """Whether there is a page to ask for, of this version or an old one."""
        return key in self._pages

    def get(self, key, version) -> Kept | None:
        """Return the page kept under `key` if it belongs to `version` and its time hasn't passed."""
        with self._lock:
            if version != self.version:
                self._clear(version)
            kept = self._pages.get(key)
            if kept is None:
                return None
            if kept.until <= time.time():
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return kept

    def put(self, key, version, kept: Kept):
        """Keep a page drawn after `version` was read; not when a later version has been seen meanwhile."""
        with self._lock:
            if version != self.version or kept.size > min(MOST_BYTES_A_PAGE, self.most_bytes):
                return
            if key in self._pages:
                self._drop(key)
            self._pages[key] = kept
            self.size += kept.size
            while self.size > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def clear(self):
        with self._lock:
            self._clear(None)

    def _clear(self, version):
        self._pages.clear()
        self.version, self.size = version, 0

    def _drop(self, key):
        self.size -= self._pages.pop(key).size


pages = Pages()


def page_cache(get_response, pages=pages):
    """Middleware: answer from this worker's memory where that is allowed, else draw the page and perhaps keep it."""

    def middleware(request):
        key = _key(request.META) if settings.PAGE_CACHE else None
        version = _version() if key else None
        if version is None:
            return get_response(request)
        if kept := pages.get(key, version):
            return again(kept, request)
        response = get_response(request)
        if _may_be_kept(request, response):
            pages.put(key, version, _keep(key, request, response))
        return response

    return middleware


def kept_page(environ, pages=pages) -> Kept | None:
    """Return the page that the middleware would answer with, or None; for who stands in front of Django."""
    key = _key(environ) if settings.PAGE_CACHE else None
    if key is None or key not in pages:
        return None
    version = _version()
    return None if version is None else pages.get(key, version)


def cached_page(*parameters):
    """Decorate a public view whose page is the same for every visitor: `@cached_page("region", "page")`.

    `parameters` are the names that its query may have; with any other name the page is drawn anew each time.
    The page may not hold anything of the session, of a cookie or of the moment, but what `expires_at_latest` covers.
    """

    def decorate(view):
        @wraps(view)
        def public_view(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            response.cached_for = parameters
            return response

        return public_view

    return decorate


def expires_at_latest(request_or_response, moment: datetime | None):
    """Say that the page now being drawn is wrong from `moment` on (None: no such moment); the earliest said counts.

    Give the next scheduled edition, the end of an event shown, the day an age notice appears. Take the moment and
    what the page shows from one and the same "now", or a change between the two goes unseen for ten minutes.
    UK midnight and ten minutes from now need not be said.
    """
    if moment is None:
        return
    known = getattr(request_or_response, "page_expires_at", None)
    request_or_response.page_expires_at = min(known, moment) if known else moment


def public_content_changed():
    """Drop every kept page on every worker, once the caller's transaction is committed; nothing if it's rolled back.

    Call it last in the transaction: on PostgreSQL it holds a row lock, which others who publish then wait for.
    """
    version = secrets.randbits(62)
    with connection.cursor() as cursor:
        cursor.execute(_CHANGE, [version])
        if cursor.rowcount:
            return
    # Two who find no row both write it; the unique key makes the second wait for the first, and change it then.
    PublicContent.objects.bulk_create(
        [PublicContent(pk=1, version=version)], update_conflicts=True, unique_fields=["id"], update_fields=["version"]
    )


def _version():
    """Return the version of the public content, 0 before anything was published, None when it can't be read."""
    try:
        return _read_version()
    except connection.Database.Error:
        if connection.in_atomic_block:
            return None
        connection.close()
    try:
        return _read_version()
    except (connection.Database.Error, DatabaseError):
        return None


def _read_version():
    """Ask the driver itself: each request waits for this, and Django's cursor would take three times as long.

    Nor is the connection checked first, as Django would: this is as good a check, and `_version` tries twice.
    """
    if connection.connection is None:
        connection.connect()
    connection.health_check_done = True
    cursor = connection.connection.cursor()
    try:
        cursor.execute(_READ)
        row = cursor.fetchone()
    finally:
        cursor.close()
    return row[0] if row else 0


def _key(environ):
    """Return under what a page may be kept, or None for a request that the cache must leave alone.

    `environ` is WSGI's, which a request has as its META: no request need be made to know what was asked for.
    """
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    if "HTTP_HX_REQUEST" in environ or "HTTP_AUTHORIZATION" in environ or not _may_send(environ.get("HTTP_COOKIE")):
        return None
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if path.startswith(settings.STATIC_URL):
        return None
    proxy = settings.SECURE_PROXY_SSL_HEADER
    asked = environ["wsgi.url_scheme"], proxy and environ.get(proxy[0]), environ.get("HTTP_HOST"), path
    if not query:
        return *asked, ()
    if len(query) > MOST_QUERY_CHARACTERS or query.count("&") >= MOST_PARAMETERS:
        return None
    parameters = sorted((name, tuple(values)) for name, values in QueryDict(query).lists())
    return *asked, tuple(parameters)


def _may_send(cookies):
    return not cookies or parse_cookie(cookies).keys() <= {settings.CSRF_COOKIE_NAME}


def _may_be_kept(request, response):
    names = getattr(response, "cached_for", None)
    if names is None or response.status_code != 200 or request.method != "GET":
        return False
    if response.streaming or response.cookies or request.COOKIES:
        return False
    if not request.GET.keys() <= set(names):
        return False
    headers = response.headers
    control = headers.get("Cache-Control", "")
    vary = {name.strip().lower() for name in headers.get("Vary", "").split(",")} - {""}
    return (
        "no-store" not in control
        and "private" not in control
        and "'nonce-" not in headers.get("Content-Security-Policy", "")
        and vary <= _MAY_VARY_BY
    )


def _keep(key, request, response):
    """Return the page to keep; give the response what lets a browser ask whether its copy is still right."""
    body = response.content
    etag = response.headers["ETag"] = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    response.headers.setdefault("Cache-Control", "no-cache")
    size = len(body) + sum(len(name) + len(value) for name, value in response.headers.items()) + len(str(key)) + 500
    return Kept(body, tuple(response.headers.items()), etag, _until(request, response), size)


def _until(request, response):
    now = timezone.localtime()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    said = (getattr(request, "page_expires_at", None), getattr(response, "page_expires_at", None))
    return min(moment for moment in (*said, midnight, now + timedelta(seconds=MOST_SECONDS)) if moment).timestamp()


def again(kept: Kept, request):
    """Return a kept page as a response; 304 when the browser says that it still has it."""
    status, headers, body = answer(kept, request.META)
    response = HttpResponseNotModified() if status == 304 else HttpResponse(body)
    response.headers = ResponseHeaders({})
    response.headers._store = {name.lower(): (name, value) for name, value in headers}
    return response


def answer(kept: Kept, environ) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return a kept page as WSGI takes it, for who stands in front of Django: status, headers, body."""
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and _names(asked, kept.etag):
        return 304, [pair for pair in kept.headers if pair[0] not in ("Content-Length", "Content-Type")], b""
    return 200, [*kept.headers], kept.body


def _names(asked, etag):
    """True when If-None-Match names `etag`, compared weakly: nginx makes it W/"…" on a page that it compresses."""
    tags = parse_etags(asked)
    return tags == ["*"] or etag in [tag.removeprefix("W/") for tag in tags]
