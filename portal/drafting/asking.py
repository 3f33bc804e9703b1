"""Asking a web address whether it is there: politely, with limits, and only of sites that the public can reach.

Only the first line of the answer and where it redirects are read. The name is looked up once and the connection made to
that very address, so that a name can't lead elsewhere after it was judged.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from portal.drafting.addresses import in_one_form
from portal.drafting.models.link import LinkCheck

Status = LinkCheck.Status
SECONDS = 10
MOST_REDIRECTS = 5
_PORTS = {80, 443, 8080, 8443}
_MOST_READ = 32_768
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # NAT64: an IPv4 address in its last 32 bits
_REFUSALS = {401, 402, 403, 405, 406, 407, 418, 429, 451, 999}
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_REDIRECTS = {301, 302, 303, 307, 308}


class Answer(NamedTuple):
    """A LinkCheck.Status, what was said in words, and whether nothing came back at all."""

    status: str
    said: str
    is_silence: bool = False


class NotPublic(Exception):
    """The address leads into a private network, or to this machine."""


def public_address(host: str, port: int) -> tuple[str, int]:
    """Return where to connect for a host. Raises NotPublic unless all that its name stands for is public."""
    if port not in _PORTS:
        raise NotPublic
    found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not found or not all(is_public(one) for one in found):
        raise NotPublic
    return min(found, key=lambda one: (":" in one, one)), port


def is_public(address: str) -> bool:
    """Whether an IP address, or any that is wrapped in it, belongs to the public internet."""
    one = ipaddress.ip_address(address.partition("%")[0])
    wrapped = [one]
    if one.version == 6 and one in _TRANSLATED:
        wrapped = [ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)]
    elif one.version == 6:
        wrapped += [inner for inner in (one.ipv4_mapped, one.sixtofour, *(one.teredo or ())) if inner]
    return all(inner.is_global and not inner.is_multicast and not inner.is_reserved for inner in wrapped)


def ask(
    address: str, where: Callable[[str, int], tuple[str, int]] = public_address, seconds: float = SECONDS
) -> Answer:
    """Return what a web address answers, after at most 5 redirects and about `seconds` in all.

    `where` turns a host and port into what to connect to, and raises NotPublic; tests give their own.
    """
    try:
        return _followed(address, where, time.monotonic() + seconds)
    except NotPublic:
        return Answer(Status.NOT_ASKED, "it leads into a private network")
    except socket.gaierror as error:
        if error.errno in _NO_SUCH_NAME:
            return Answer(Status.GONE, "there is no such site")
        return _unreachable("its name was not found just now")
    except ssl.SSLError:
        return _unreachable("its certificate is not valid")
    except TimeoutError:
        return _unreachable("it did not answer in time", is_silence=True)
    except (OSError, ValueError):
        return _unreachable("it could not be reached", is_silence=True)


def _followed(address, where, deadline):
    """Return what stands at the end of an address's redirects."""
    for _ in range(MOST_REDIRECTS + 1):
        code, leads_to = _answer(address, where, deadline)
        if code not in _REDIRECTS or not leads_to:
            return _in_words(code)
        address = in_one_form(urljoin(address, leads_to))
        if not address:
            return _unreachable("it redirects to something that is no web page")
    return _unreachable("it redirects again and again")


def _unreachable(said, is_silence=False):
    return Answer(Status.UNREACHABLE, said, is_silence)


def _in_words(code):
    if code in (404, 410):
        return Answer(Status.GONE, f"there is no such page ({code})")
    if 200 <= code < 400:
        return Answer(Status.ANSWERED, str(code))
    if code in _REFUSALS:
        return Answer(Status.REFUSED, f"it lets only people look ({code})")
    return _unreachable(f"it answered with an error ({code})")


def _answer(address, where, deadline):
    """Return the status code of an address and where it redirects; asked again with GET where HEAD fails."""
    code, leads_to = _asked("HEAD", address, where, deadline)
    if code >= 400 and code != 429:
        code, leads_to = _asked("GET", address, where, deadline)
    return code, leads_to


def _asked(method, address, where, deadline):
    """Return (status code, Location or empty) of one request."""
    parts = urlsplit(address)
    is_secure = parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    with socket.create_connection(where(parts.hostname, port), timeout=_left(deadline)) as plain:
        if not is_secure:
            return _exchange(plain, method, parts, deadline)
        with ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname) as secure:
            return _exchange(secure, method, parts, deadline)


def _exchange(connection, method, parts, deadline):
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    who = f"Mozilla/5.0 (compatible; link check of {settings.PORTAL_ORIGIN})"
    head = (
        f"{method} {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nUser-Agent: {who}\r\n"
        "Accept: text/html,*/*;q=0.8\r\nAccept-Language: en-GB,en;q=0.8\r\nConnection: close\r\n\r\n"
    )
    connection.settimeout(_left(deadline))
    connection.sendall(head.encode("ascii"))
    received = b""
    while len(received) < _MOST_READ:
        connection.settimeout(_left(deadline))
        some = connection.recv(4096)
        received += some
        top, ended, rest = received.partition(b"\r\n\r\n")
        if ended and _code(top) < 200:  # "103 Early Hints": the answer itself follows
            received = rest
        elif ended or not some:
            return _code(top), _location(top)
    raise ValueError("too long an answer")


def _left(deadline):
    """Return the seconds that are left. Raises TimeoutError when none are."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _code(top):
    """Return the status code of a response's head. Raises ValueError when it is none."""
    words = top.split(None, 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not (words[1].isdigit() and len(words[1]) == 3):
        raise ValueError("no answer in HTTP")
    return int(words[1])


def _location(top):
    for line in top.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"location":
            return value.strip().decode("utf-8", "replace")
    return ""
