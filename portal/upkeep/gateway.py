"""What stands before Django itself: a request that Django cannot even make an object of."""

import re

CHARSET = re.compile(r"charset", re.IGNORECASE)
PLAIN_CHARSET = re.compile(r'charset\s*=\s*"?(utf-?8|us-ascii)"?\s*(;|$)', re.IGNORECASE)
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
