"""Header, navigation and what they know about the person: nothing of a visitor's session is touched."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from peerchallenge import urls as peer_challenge_urls
from portal.ui import nav
from portal.ui.context import site


class Untouchable:
    """A session and a person that nobody may look at."""

    def __getattr__(self, name):
        raise AssertionError(f"looked at {name}")


def test_a_visitor_without_a_session_cookie_is_never_asked_for_one():
    request = RequestFactory().get("/updates/")
    request.session = request.user = Untouchable()
    page = site(request)["site"]
    assert (page["person"], page["account"], page["has_messages"]) == (None, (), False)


def test_a_stale_session_cookie_is_a_visitor(settings):
    request = RequestFactory().get("/updates/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "stale"
    request.user = AnonymousUser()
    assert site(request)["site"]["person"] is None


def test_visitors_see_only_the_public_parts():
    assert [link.label for link in nav.links(nav.SERVICE)] == ["Updates", "Priorities", "Regions", "Events"]


@pytest.mark.parametrize(
    ("url_name", "current"),
    [
        ("update_list", ["Updates"]),
        ("tag", ["Updates"]),
        ("authority", ["Regions"]),
        ("plan", ["Priorities"]),
        ("home", []),
        (None, []),
    ],
)
def test_the_part_that_a_page_stands_under_is_marked(url_name, current):
    assert [link.label for link in nav.links(nav.SERVICE, url_name) if link.is_current] == current


@pytest.mark.parametrize(
    ("url_name", "current"), [("update_edit", "Your desk"), ("desk", "Your desk"), ("update_list", "Updates")]
)
def test_writing_stands_under_the_desk(dana, url_name, current):
    links = nav.links(nav.SERVICE, url_name, dana)
    assert [link.label for link in links if link.is_current] == [current]


def test_the_desk_is_offered_only_to_those_who_have_one(alice, dana):
    theirs = [link.label for link in nav.links(nav.SERVICE, None, alice)]
    assert [label for label in theirs if label in ("Your work", "Your desk", "People")] == ["Your work", "People"]
    assert "Your desk" in [link.label for link in nav.links(nav.SERVICE, None, dana)]


def test_each_name_of_the_navigation_exists():
    from django.urls import get_resolver

    known = set(get_resolver().reverse_dict)
    assert [name for name in nav.WRITING if name not in known] == []


def test_a_public_page_has_no_token_cookie_or_account_menu(client):
    html = client.get("/glossary/").content.decode()
    assert re.findall(r"csrf|account-menu", html) == []


def test_somebody_signed_in_has_a_menu_that_works_without_scripts(client, alice):
    client.force_login(alice)
    html = client.get("/glossary/").content.decode()
    menu = re.search(r'<details class="account-menu">.*?</details>', html, re.DOTALL)[0]
    assert re.findall(r">([^<]+)</a>", menu) == [item.label for item in nav.ACCOUNT if item.shown_to(alice)]


def _names_below(patterns):
    """The names of all addresses of `patterns`, however deep they stand."""
    found = []
    for one in patterns:
        found += _names_below(one.url_patterns) if hasattr(one, "url_patterns") else [one.name]
    return found


def test_every_page_of_peer_challenge_stands_under_it(dana):
    names = [name for name in _names_below(peer_challenge_urls.urlpatterns) if name != "region_peer_challenge"]
    elsewhere = [
        name for name in names
        if [link.label for link in nav.links(nav.SERVICE, name, dana) if link.is_current] != ["Peer challenge"]
    ]  # fmt: skip
    assert (len(names) > 60, elsewhere) == (True, [])
