import pytest

from portal.upkeep.gateway import REFUSAL, only_utf8


def answer(content_type: str) -> tuple[str, bytes]:
    started = []

    def application(environ, start_response):
        start_response("200 OK", [])
        return [b"page"]

    body = only_utf8(application)({"CONTENT_TYPE": content_type}, lambda status, headers: started.append(status))
    return started[0], b"".join(body)


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html; charset=hex",
        "text/html; charset=utf-7",
        "text/html; CHARSET=raw_unicode_escape",
        "text/html; charset*=utf-8''hex",
        "text/html; charset=utf-8; charset=hex",
        "text/html; charset=utf-8x",
    ],
)
def test_another_charset_is_refused_before_django_fails_at_it(content_type):
    assert answer(content_type) == ("400 Bad Request", REFUSAL)


@pytest.mark.parametrize(
    "content_type",
    ["", "application/x-www-form-urlencoded", "application/json; charset=UTF-8", 'text/html; charset="utf-8"'],
)
def test_utf8_goes_through(content_type):
    assert answer(content_type) == ("200 OK", b"page")
