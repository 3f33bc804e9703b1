"""Signed out while writing: the form is not saved, and no word of it is lost."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from tests import make

START = datetime(2026, 3, 3, 9, tzinfo=UTC)
FORM = {"about": "<p>We meet <em>monthly</em>.</p>", "website": "", "version": "1"}


@pytest.fixture
def path(mercia):
    return "/mercia/about/edit/"


def given_back(response):
    return response.context["typed"]


def test_who_wrote_for_more_than_an_hour_gets_it_back_and_signs_in(dana, sign_in, path):
    with time_machine.travel(START, tick=False) as clock:
        browser = sign_in(dana)
        clock.shift(timedelta(minutes=61))
        for _ in range(2):
            page = browser.post(path, FORM)
            assert (page.status_code, given_back(page)) == (403, [FORM["about"]])
            assert "/accounts/login/?next=%2Fmercia%2Fabout%2Fedit%2F" in page.content.decode()
            assert "<p>We meet <em>monthly</em>.</p>" in page.content.decode()


def test_who_signed_in_again_in_another_tab_gets_it_back(dana, path):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(dana)
    page = browser.post(path, FORM | {"csrfmiddlewaretoken": "x" * 64})
    assert (page.status_code, given_back(page)) == (403, [FORM["about"]])


def test_who_lost_the_post_meanwhile_gets_it_back(dana, sign_in, path):
    browser = sign_in(dana)
    dana.posts.get().end(by=make.person("Somebody"))
    page = browser.post(path, FORM)
    assert (page.status_code, given_back(page)) == (403, [FORM["about"]])


def test_scripts_and_passwords_are_not_given_back(dana, path):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(dana)
    page = browser.post(path, {"password1": "a long sentence", "about": "<script>x</script><p>One two</p>"})
    assert given_back(page) == ["<p>One two</p>"]


def test_another_sites_form_is_not_shown_on_our_pages(mercia, path):
    """It comes without our cookies. Who never signed in is sent to the sign-in page, as ever."""
    assert given_back(Client(enforce_csrf_checks=True).post(path, FORM)) == []
    assert Client().post(path, FORM)["Location"] == f"/accounts/login/?next={path}"
