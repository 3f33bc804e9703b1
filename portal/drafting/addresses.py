"""The addresses that texts link to, each in one form."""

from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from portal.drafting.blocks import blocks

LONGEST = 2000


def in_one_form(address: str) -> str:
    """Return a web address as it is asked for and kept: ASCII, without a fragment; empty for anything else.

    Mail, telephone numbers, places on this site, addresses with a name and password in them, and addresses of more
    than 2,000 characters are none to ask.
    """
    try:
        parts = urlsplit("".join(address.split()))
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    host = f"[{host}]" if ":" in host else host
    rest = iri_to_uri(parts._replace(scheme="", netloc="", fragment="").geturl())
    found = f"{parts.scheme}://{host}{f':{port}' if port else ''}{rest if rest.startswith('/') else '/' + rest}"
    return found if len(found) <= LONGEST else ""


def addresses_in(*htmls: str) -> list[str]:
    """Return the web addresses that rich texts link to, each once, in their order, in one form."""
    found = (in_one_form(link.address) for html in htmls for block in blocks(html) for link in block.links)
    return [address for address in dict.fromkeys(found) if address]
