"""A part of a page is drawn once for the same values, and never for somebody alone."""

import re

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString

from portal.ui import parts

TAG = "components/status_tag.html"


@pytest.fixture(autouse=True)
def _nothing_kept():
    parts.kept.cache_clear()


def drawn_and_kept() -> tuple[int, int]:
    """How many parts were drawn, and how many given again."""
    info = parts.kept.cache_info()
    return info.misses, info.hits


def test_the_same_values_are_drawn_once():
    first = parts.part(TAG, label="Done", kind="done")
    assert parts.part(TAG, label="Done", kind="done") is first
    assert drawn_and_kept() == (1, 1)


def test_other_values_are_drawn_anew():
    assert parts.part(TAG, label="Done") != parts.part(TAG, label="Started")
    assert drawn_and_kept() == (2, 0)


def test_what_is_safe_never_stands_in_for_what_is_not():
    drawn = [str(parts.part(TAG, label=label)) for label in (SafeString("<i>"), "<i>", SafeString("<i>"))]
    assert [re.findall("<i>|&lt;i&gt;", html) for html in drawn] == [["<i>"], ["&lt;i&gt;"], ["<i>"]]


def test_a_page_is_given_a_part_by_its_tag():
    page = Template('{% part "components/status_tag.html" label=label %}')
    html = page.render(Context({"label": "<b>", "kind": "done"}))
    assert html.strip() == '<strong class="status-tag status-plain">&lt;b&gt;</strong>'


def test_while_developing_each_is_drawn_anew(settings):
    settings.DEBUG = True
    parts.part(TAG, label="Done")
    assert drawn_and_kept() == (0, 0)


def test_values_that_could_change_are_refused(mercia):
    with pytest.raises(TypeError, match="unhashable"):
        parts.part(TAG, label=["Done"])
    with pytest.raises(TypeError, match="A record of the database"):
        parts.part(TAG, label=mercia)


def test_who_is_signed_in_is_in_no_part(client, signed_in, alice, dana):
    readers = (client, signed_in(alice), signed_in(dana), client)
    pages = [reader.get("/glossary/").content.decode() for reader in readers]
    menus = [re.findall('account-menu|class="sign-in"|Your desk', html) for html in pages]
    assert menus == [['class="sign-in"'], ["account-menu"], ["account-menu", "Your desk"], ['class="sign-in"']]


def test_what_was_searched_for_is_in_no_part(client, db):
    pages = [client.get(address).content.decode() for address in ("/search/?q=adoption", "/search/", "/search/?q=care")]
    assert [re.findall('id="site-search".*?value="([^"]*)"', html, re.DOTALL) for html in pages] == [
        ["adoption"],
        [""],
        ["care"],
    ]


def test_the_header_follows_the_settings(client, settings):
    names = []
    for settings.SITE_NAME in ("One", "Two"):
        names += re.findall('class="site-name"[^>]*>([^<]*)<', client.get("/glossary/").content.decode())
    assert names == ["One", "Two"]
