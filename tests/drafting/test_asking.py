"""Addresses are asked politely, within limits, and never inside a private network."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from portal.drafting.addresses import addresses_in, in_one_form
from portal.drafting.asking import NotPublic, ask, is_public, public_address
from portal.drafting.links import ask_all


class Site(BaseHTTPRequestHandler):
    """Answers `/404` with 404, and so on; keeps what it was asked."""

    protocol_version = "HTTP/1.1"

    def answer(self):
        self.server.asked.append((self.command, self.headers["Host"], self.path, self.headers["User-Agent"]))
        code = int(self.path[1:4]) if self.path[1:4].isdigit() else 200
        if self.path == "/get-only":
            code = 405 if self.command == "HEAD" else 200
        if self.path == "/slow":
            time.sleep(1)
        self.send_response(code)
        if 300 <= code < 400 and len(self.path) > 4:
            self.send_header("Location", self.path[4:])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.daemon_threads = [], True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    server.where = lambda host, port: _public_here(host, server.server_port)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _public_here(host, port):
    """Every host is this test's server, but for those that stand for a private network."""
    if host.endswith(".internal") or host == "127.0.0.1":
        raise NotPublic
    return "127.0.0.1", port


@contextmanager
def raw_site(reply, wait=0.0):
    """Yield a `where` of a server that sends `reply` a byte at a time."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            try:
                connection, _ = listener.accept()
                with connection:
                    connection.recv(4096)
                    for at in range(len(reply)):
                        connection.sendall(reply[at : at + 1])
                        time.sleep(wait)
            except OSError:
                """The other side has had enough."""

        thread = threading.Thread(target=serve)
        thread.start()
        yield lambda host, port: listener.getsockname()
    thread.join()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/", "answered", "200"),
        ("/404", "gone", "there is no such page (404)"),
        ("/410", "gone", "there is no such page (410)"),
        ("/403", "refused", "it lets only people look (403)"),
        ("/429", "refused", "it lets only people look (429)"),
        ("/503", "unreachable", "it answered with an error (503)"),
        ("/get-only", "answered", "200"),
        ("/302/404", "gone", "there is no such page (404)"),
        ("/301/ok", "answered", "200"),
        ("/302http://other.example/ok", "answered", "200"),
        ("/302/302/302/302/302/302/302/ok", "unreachable", "it redirects again and again"),
        ("/302http://admin.internal/", "not_asked", "it leads into a private network"),
        ("/302http://127.0.0.1/", "not_asked", "it leads into a private network"),
        ("/302file:///etc/passwd", "unreachable", "it redirects to something that is no web page"),
    ],
)
def test_what_an_address_answers(site, path, status, said):
    assert ask(f"http://a.example{path}", site.where)[:2] == (status, said)


def test_it_is_asked_by_name_and_told_who_asks(site, settings):
    settings.PORTAL_ORIGIN = "https://portal.example"
    ask("http://a.example:8080/page?q=1", site.where)
    assert site.asked == [
        ("HEAD", "a.example:8080", "/page?q=1", "Mozilla/5.0 (compatible; link check of https://portal.example)")
    ]


def test_a_site_that_is_slow_is_given_up(site):
    began = time.monotonic()
    assert ask("http://a.example/slow", site.where, seconds=0.2).said == "it did not answer in time"
    assert time.monotonic() - began < 0.9


def test_a_site_that_answers_a_letter_at_a_time_is_given_up():
    with raw_site(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100, wait=0.05) as where:
        began = time.monotonic()
        assert ask("http://a.example/", where, seconds=0.3).said == "it did not answer in time"
        assert time.monotonic() - began < 1


@pytest.mark.parametrize("reply", [b"", b"hello\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 20\xb2 OK\r\n\r\n"])
def test_what_is_no_answer_is_said_to_be_none(reply):
    with raw_site(reply) as where:
        assert ask("http://a.example/", where)[:2] == ("unreachable", "it could not be reached")


def test_early_hints_are_not_the_answer():
    with raw_site(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n") as where:
        assert ask("http://a.example/", where)[:2] == ("answered", "200")


def test_a_name_that_nobody_has_is_gone():
    def where(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert ask("http://a.example/", where)[:2] == ("gone", "there is no such site")


def test_a_name_that_was_not_found_just_now_is_not_called_gone():
    def where(host, port):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    assert ask("http://a.example/", where)[:2] == ("unreachable", "its name was not found just now")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://10.0.0.1/",
        "http://169.254.169.254/latest/", "http://2130706433/", "http://127.1/", "http://[::ffff:127.0.0.1]/",
        "http://192.168.1.1/", "http://172.16.0.1/", "http://[fe80::1]/", "http://[fd00::1]/", "http://100.64.0.1/",
        "http://224.0.0.1/", "http://8.8.8.8:22/", "http://8.8.8.8:6379/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
    ],
)  # fmt: skip
def test_nothing_private_is_ever_asked(address):
    assert ask(address)[:2] == ("not_asked", "it leads into a private network")


def test_public_addresses_are_public():
    assert [is_public(one) for one in ("8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808")] == [True, True, True]
    assert public_address("8.8.8.8", 443) == ("8.8.8.8", 443)


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("HTTPS://A.Example/Path?q=1#part", "https://a.example/Path?q=1"),
        (" http://a.example ", "http://a.example/"),
        ("http://a.example?q", "http://a.example/?q"),
        ("https://é.example/é", "https://xn--9ca.example/%C3%A9"),
        ("https://a.example/a\r\nX: y", "https://a.example/aX:y"),
        ("https://a.example//b", "https://a.example//b"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("mailto:dana@mercia.example", ""),
        ("/west-midlands/", ""),
        ("https://name:word@a.example/", ""),
        ("https://a.example:port/", ""),
        ("http://[/", ""),
        ("https://a.example/" + "x" * 2000, ""),
        ("", ""),
    ],
)
def test_addresses_have_one_form(address, form):
    assert in_one_form(address) == form


def test_addresses_of_texts_stand_once_in_their_order():
    links = [f'<a href="{address}">x</a>' for address in ("http://b.example/", "/here", "http://a.example/#1")]
    assert addresses_in(f"<p>{links[0]}{links[1]}</p>", f"<p>{links[2]}{links[0]}</p>") == [
        "http://b.example/", "http://a.example/",
    ]  # fmt: skip


def test_a_site_is_asked_one_question_after_the_other_and_silence_ends_it():
    asked = []

    def where(host, port):
        asked.append((host, time.monotonic()))
        raise TimeoutError

    answers = ask_all([f"http://a.example/{page}" for page in range(4)] + ["http://b.example/"], where, pause=0.1)
    assert [answer.said for answer in answers.values()] == [
        "it did not answer in time", "it did not answer in time", "its site did not answer", "its site did not answer",
        "it did not answer in time",
    ]  # fmt: skip
    first, second = (moment for host, moment in asked if host == "a.example")
    assert second - first >= 0.1
