"""Hostile input is refused before any view, and every answer is isolated."""

from urllib.parse import urlencode

import pytest
from csp.constants import NONCE
from csp.decorators import csp_update
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.pieces import csp_policy
from portal.ui.middleware import PERMISSIONS_POLICY, SecurityPolicy, isolation_headers, refuse_malformed


def refusal(request) -> str:
    """Return why the middleware refuses the request, or nothing; the view is reached as Django reaches it."""
    middleware = refuse_malformed(lambda request: HttpResponse())
    try:
        middleware(request)
        middleware.process_view(request, None, (), {})
    except BadRequest as reason:
        return str(reason)
    return ""


def get(path="/", query="", **environ):
    return RequestFactory().get(path, QUERY_STRING=query, **environ)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("q=a%00b", "not text"),
        ("q=a\x00b", "not text"),
        ("a%00b=1", "not text"),
        ("q=%ff", "not text"),
        ("q=\xff", "not text"),
        ("q=%ed%a0%80", "not text"),
        ("q=" + "x" * 4_000, "too long"),
        ("&".join(f"p{number}=1" for number in range(101)), "too many parameters"),
        ("&".join(f"p{number}=1" for number in range(100)), ""),
        ("q=Dudley+%26+Solihull+%E2%80%93+2015&page=2", ""),
        ("q=100%", ""),
        ("", ""),
    ],
)
def test_a_query_is_text_of_a_sane_length(query, reason):
    assert refusal(get(query=query)) == reason


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/west-midlands/%00/", "not text"),
        ("/west-midlands/%ff/", "not text"),
        ("/%ed%a0%80/", "not text"),
        ("/" + "x" * 1_000, "too long"),
        ("/caf%c3%a9/", ""),
        ("/100%/", ""),
    ],
)
def test_a_path_is_text_of_a_sane_length(path, reason):
    assert refusal(get(path)) == reason


@pytest.mark.parametrize(
    ("cookie", "reason"),
    [('session="\\000abcdefghij"', "NUL in a cookie"), ('seen="a\\054b"', ""), ("session=abc", "")],
)
def test_a_cookie_cannot_spell_a_nul(cookie, reason):
    assert refusal(get(HTTP_COOKIE=cookie)) == reason


@pytest.mark.parametrize("content_type", ["multipart", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"title": "a\0b"}, "NUL in a form"), ({"ti\0tle": "a"}, "NUL in a form"), ({"title": "ab"}, "")],
)
def test_a_form_has_no_nul(content_type, fields, reason):
    if content_type == "multipart":
        request = RequestFactory().post("/", fields)
    else:
        request = RequestFactory().post("/", urlencode(fields), content_type=content_type)
    assert refusal(request) == reason


def test_an_interrupted_form_is_left_to_django():
    class Interrupted:
        def read(self, *args):
            raise OSError("the reader went away")

    request = RequestFactory().post("/", {"title": "ab"})
    request._stream = Interrupted()
    assert refusal(request) == ""


def answer(cookies=None, **headers):
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies or {})
    return isolation_headers(lambda request: HttpResponse(headers=headers))(request)


def test_every_answer_is_isolated():
    assert dict(answer().headers) == {
        "Content-Type": "text/html; charset=utf-8",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Permissions-Policy": PERMISSIONS_POLICY,
    }


def test_pages_of_people_with_a_session_are_never_stored():
    assert answer({"session": "abcdefgh"}).headers["Cache-Control"] == "no-store"


def test_a_view_may_say_otherwise():
    assert answer({"session": "abcdefgh"}, **{"Cache-Control": "max-age=60"}).headers["Cache-Control"] == "max-age=60"


def test_an_answer_that_begins_a_session_is_never_stored():
    def sign_in(request):
        response = HttpResponse()
        response.set_cookie("session", "abcdefgh")
        return response

    assert isolation_headers(sign_in)(RequestFactory().get("/")).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/updates/?q=a%00b", "/updates/?tag=%ff", "/%ff/", "/search/?q=" + "x" * 5_000])
def test_the_refusal_is_a_page_under_the_security_policy(client, db, address):
    response = client.get(address)
    assert response.status_code == 400
    assert (response.headers["X-Content-Type-Options"], response.headers["Cross-Origin-Opener-Policy"]) == (
        "nosniff",
        "same-origin",
    )
    assert "default-src 'none'" in response.headers["Content-Security-Policy"].split("; ")


def directives(view) -> dict:
    """Return the policy of a view's answer: what stands after each directive's name."""
    policy = SecurityPolicy(view)(RequestFactory().get("/")).headers["Content-Security-Policy"]
    return {words[0]: words[1:] for words in map(str.split, policy.split("; "))}


def test_every_page_has_the_policy():
    assert directives(lambda request: HttpResponse()) == {
        name: " ".join(sources).split() for name, sources in csp_policy().items()
    }


def test_a_page_may_still_have_a_policy_of_its_own():
    view = csp_update({"img-src": ["blob:"]})(lambda request: HttpResponse())
    assert directives(view)["img-src"] == ["'self'", "data:", "blob:"]


def test_a_page_may_still_have_a_nonce():
    nonces = []

    @csp_update({"script-src": [NONCE]})
    def view(request):
        nonces.append(str(request.csp_nonce))
        return HttpResponse()

    assert directives(view)["script-src"] == ["'self'", f"'nonce-{nonces[0]}'"]
