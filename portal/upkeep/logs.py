"""Logs as one JSON line an event, one event a request; never a body, a query string or a token."""

import json
import logging
import re
from datetime import UTC, datetime
from secrets import token_hex
from time import perf_counter

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}").fullmatch
logger = logging.getLogger("portal.request")
_encoded = json.JSONEncoder(ensure_ascii=False, default=str).encode


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object a line; what `extra={"fields": {…}}` holds is put beside the message."""

    def format(self, record) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update(getattr(record, "fields", ()))
        # Django's own error records carry the request: its id joins them to the request's line.
        if request_id := getattr(getattr(record, "request", None), "request_id", None):
            line["request"] = request_id
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return _encoded(line)


def request_log(get_response):
    """Middleware: give each request an id, in and out by `X-Request-ID`, and write one line when it is answered."""

    def middleware(request):
        begun = perf_counter()
        request.request_id = request_id(request.META)
        response = get_response(request)
        response.headers["X-Request-ID"] = request.request_id
        # The name under which Django keeps a user it has already read: asking `request.user` could cost a query.
        user_id = getattr(getattr(request, "_cached_user", None), "pk", None)
        log_request(request.request_id, request.method, request.path, response.status_code, begun, user_id)
        return response

    return middleware


def request_id(environ) -> str:
    """Return the id that the request came with, or a new one."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if REQUEST_ID(given) else token_hex(8)


def log_request(request_id: str, method: str, path: str, status: int, begun: float, user_id=None) -> None:
    """Write the line of a request that was answered just now; `begun` is of `perf_counter`."""
    if not logger.isEnabledFor(logging.INFO):
        return
    milliseconds = round((perf_counter() - begun) * 1000, 2)
    fields = {"request": request_id, "method": method, "path": path[:500], "status": status, "ms": milliseconds}
    if user_id:
        fields["user"] = user_id
    # Not logger.info(): looking for the caller's line number would take a third of the time.
    logger.handle(logger.makeRecord(logger.name, logging.INFO, "", 0, "request", (), None, extra={"fields": fields}))
