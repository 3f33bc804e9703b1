"""What every page knows about the site. Nothing here queries, or looks at the session of a visitor without one."""

from typing import NamedTuple

from django.conf import settings

from portal.ui import nav
from portal.ui.links import absolute


class Frame(NamedTuple):
    """What header and footer show to every visitor alike."""

    name: str
    nav: tuple[nav.Link, ...]
    footer: tuple[nav.Link, ...]
    search_url: str
    sign_in_url: str


def site(request) -> dict:
    """Return `site`: names, the page's own address, navigation, and whether someone is signed in.

    Public pages are kept in the page cache, so a visitor without a session cookie is never asked for a session:
    that would make the page vary by cookie. `frame` is None where header and footer are this page's own: for somebody
    who is signed in.
    """
    match = getattr(request, "resolver_match", None)
    url_name = match.url_name if match else None
    person = _person(request)
    frame = Frame(
        settings.SITE_NAME,
        nav.links(nav.SERVICE, url_name, person),
        nav.links(nav.FOOTER),
        nav.address("search"),
        nav.address(settings.LOGIN_URL),
    )
    return {
        "site": _standing()
        | frame._asdict()
        | {
            "canonical": absolute(request.path),
            "account": nav.links(nav.ACCOUNT, user=person) if person else (),
            "person": person,
            "has_messages": person is not None or "messages" in request.COOKIES,
            "path": request.path,
            "frame": None if person else frame,
        }
    }


def unplugged() -> dict:
    """Return `site` for a page that must work when nothing else does: no request, no database, no navigation."""
    return {"site": _standing()}


def _standing():
    return {"name": settings.SITE_NAME, "origin": settings.PORTAL_ORIGIN, "demo": settings.DEMO}


def _person(request):
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return None
    return request.user if request.user.is_authenticated else None
