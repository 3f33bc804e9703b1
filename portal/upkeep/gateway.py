"""What stands before Django itself: requests that it cannot make an object of, and those that need none of it."""

import re
from time import perf_counter

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from portal.ui.pagecache import answer, kept_page
from portal.upkeep.logs import log_request, request_id

CHARSET = re.compile(r"charset", re.IGNORECASE)
PLAIN_CHARSET = re.compile(r'charset\s*=\s*"?(utf-?8|us-ascii)"?\s*(;|$)', re.IGNORECASE)
_STATUS = {200: "200 OK", 304: "304 Not Modified"}
REFUSAL = b"This request is not in UTF-8, so it cannot be read.\n"


def only_utf8(application):
    """Wrap a WSGI application: answer 400 to a content type with another charset than UTF-8.

    Django decodes by whatever codec is named there: `hex` fails before any middleware can answer, and others turn
    harmless bytes into a NUL or half a surrogate pair after they were looked at.
    """

    def gateway(environ, start_response):
        content_type = environ.get("CONTENT_TYPE", "")
        if len(CHARSET.findall(content_type)) == len(PLAIN_CHARSET.findall(content_type)):
            return application(environ, start_response)
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(REFUSAL)))]
        start_response("400 Bad Request", [*headers, ("X-Content-Type-Options", "nosniff")])
        return [REFUSAL]

    return gateway


def kept_pages(application):
    """Wrap a WSGI application: what the page cache has is given at once, and logged as any other request.

    By the cache's own rules: only a page that any visitor may have. What Django does around even an empty view costs
    more than all of this.
    """
    if not settings.PAGE_CACHE:
        return application

    def gateway(environ, start_response):
        begun = perf_counter()
        kept = kept_page(environ) if environ["REQUEST_METHOD"] == "GET" else None
        if kept is None:
            return application(environ, start_response)
        status, headers, body = answer(kept, environ)
        start_response(_STATUS[status], [*headers, ("X-Request-ID", id_ := request_id(environ))])
        log_request(id_, "GET", get_path_info(environ), status, begun)
        return [body]

    return gateway
