import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import RequestFactory

from portal.ui import pagecache
from portal.ui.pagecache import public_content_changed
from portal.upkeep.gateway import REFUSAL, kept_pages, only_utf8


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


class Door:
    """The portal as gunicorn sees it, and how often Django itself was asked."""

    def __init__(self):
        self.asked, self.django = 0, WSGIHandler()
        self.application = kept_pages(self.counted)

    def counted(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, path="/regions/", method="get", **headers):
        """Return (status, headers, body)."""
        started = []
        environ = getattr(RequestFactory(), method)(path, headers=headers).environ
        body = self.application(environ, lambda status, headers: started.extend([status, dict(headers)]))
        return *started, b"".join(body)


@pytest.fixture
def door(db, settings):
    settings.PAGE_CACHE = True
    pagecache.pages.clear()
    # As Django's own client for tests: the test's connection and its transaction are to stay.
    request_started.disconnect(close_old_connections)
    yield Door()
    request_started.connect(close_old_connections)
    pagecache.pages.clear()


def test_a_kept_page_is_given_without_asking_django(door):
    (status, headers, body), (again, headers_again, body_again) = door.get(), door.get()
    assert (door.asked, status, again) == (1, "200 OK", "200 OK")
    assert body_again == body
    assert headers.pop("X-Request-ID") != headers_again.pop("X-Request-ID")
    assert headers_again == headers


def test_a_browser_that_has_a_kept_page_is_told_so(door):
    _, headers, _ = door.get()
    status, _, body = door.get(if_none_match=headers["ETag"])
    assert (door.asked, status, body) == (1, "304 Not Modified", b"")


def test_a_kept_page_is_in_the_log(door, caplog):
    door.get()
    caplog.clear()
    with caplog.at_level("INFO"):
        door.get(x_request_id="9f86d081884c7d65")
    assert [(line.fields["request"], line.fields["path"], line.fields["status"]) for line in caplog.records] == [
        ("9f86d081884c7d65", "/regions/", 200)
    ]


@pytest.mark.parametrize(
    ("method", "headers"),
    [("get", {"cookie": "session=x"}), ("get", {"hx_request": "true"}), ("head", {}), ("post", {})],
)
def test_what_may_not_have_a_kept_page_goes_to_django(door, method, headers):
    door.get()
    door.get(method=method, **headers)
    assert door.asked == 2


def test_what_changed_in_public_goes_to_django(door):
    door.get()
    public_content_changed()
    door.get()
    door.get()
    assert door.asked == 2


def test_nothing_is_kept_in_front_of_django_when_the_cache_is_off(door, settings):
    door.get()
    settings.PAGE_CACHE = False
    door.get()
    assert door.asked == 2
