"""Atom feeds: valid, lasting, whole, of what is live."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests import make
from updates.actions import publish, save_draft, start_draft

ATOM = "{http://www.w3.org/2005/Atom}"
ALL, MERCIA, ADOPTION = "/updates/feed/", "/mercia/updates/feed/", "/tags/adoption/feed/"


@pytest.fixture(autouse=True)
def _origin(settings):
    settings.PORTAL_ORIGIN = "https://portal.example"


def feed(client, address):
    response = client.get(address, headers={"host": "127.0.0.1"})
    assert response.status_code == 200
    return ET.fromstring(response.content)


def text(element, name):
    found = element.find(f"{ATOM}{name}")
    return None if found is None else found.text


def entries(client, address):
    return feed(client, address).findall(f"{ATOM}entry")


def titles(client, address):
    return [text(entry, "title") for entry in entries(client, address)]


@pytest.fixture
def published(mercia, dana):
    """An update published on 4 December 2019, with a tag."""
    sections = (("Workforce & pay", "<p>More stayed.</p>"), ("Adoption", "<p>Quicker.</p>"))
    return make.update(
        mercia, "2019-10--2019-12", by=dana, title="Autumn <in> Mercia", in_short="Pay & places.", tags=["Adoption"],
        sections=sections, at=make.moment("2019-12-04 09:00"),
    )  # fmt: skip


def test_a_feed_has_all_that_atom_asks_for(client, published):
    response = client.get(MERCIA)
    root = ET.fromstring(response.content)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (response.streaming, root.tag) == (False, f"{ATOM}feed")
    assert text(root, "title") == "Mercia updates - Regional Improvement Portal"
    assert text(root, "id") == "tag:portal.example,2026:/mercia/updates/feed/"
    assert text(root, "updated") == "2019-12-04T09:00:00+00:00"
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Regional Improvement Portal"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "alternate": "https://portal.example/mercia/updates/",
        "self": "https://portal.example/mercia/updates/feed/",
    }


def test_an_entry_has_a_lasting_id_its_dates_and_its_contents(client, published):
    (entry,) = entries(client, MERCIA)
    address = "https://portal.example/mercia/updates/2019-10--2019-12/"
    assert text(entry, "title") == "Autumn <in> Mercia"
    assert text(entry, "id") == "tag:portal.example,2026:/mercia/updates/2019-10--2019-12/"
    assert entry.find(f"{ATOM}link").get("href") == address
    assert text(entry, "published") == text(entry, "updated") == "2019-12-04T09:00:00+00:00"
    assert (entry.find(f"{ATOM}summary").get("type"), text(entry, "summary")) == ("html", "Pay &amp; places.")
    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert text(entry, "content") == (
        "<p>Pay &amp; places.</p><ul>"
        f'<li><a href="{address}#workforce-pay">Workforce &amp; pay</a></li>'
        f'<li><a href="{address}#adoption">Adoption</a></li></ul>'
    )


def test_updated_is_the_last_major_change_and_the_id_stays(client, published, dana):
    before = text(entries(client, MERCIA)[0], "id")
    for moment, is_major in (("2020-01-10 09:00", True), ("2020-02-10 09:00", False)):
        draft = start_draft(published.update, by=dana)
        save_draft(draft, make.text("Autumn again"), version=draft.version, by=dana)
        draft.refresh_from_db()
        publish(draft, by=dana, version=draft.version, at=make.moment(moment), is_major=is_major)
    (entry,) = entries(client, MERCIA)
    assert (text(entry, "id"), text(entry, "title")) == (before, "Autumn again")
    assert text(entry, "published") == "2019-12-04T09:00:00+00:00"
    assert text(entry, "updated") == "2020-01-10T09:00:00+00:00"


def test_each_feed_holds_its_own(client, published, mercia, wessex, dana):
    make.update(wessex, "2020-01", by=dana, title="Wessex", tags=["Workforce"])
    make.update(mercia, "2018-01", by=dana, title="Old")
    assert titles(client, ALL) == ["Wessex", "Autumn <in> Mercia", "Old"]
    assert titles(client, MERCIA) == ["Autumn <in> Mercia", "Old"]
    assert titles(client, ADOPTION) == ["Autumn <in> Mercia"]
    assert text(feed(client, ADOPTION), "title") == "Updates about Adoption - Regional Improvement Portal"
    assert text(feed(client, ALL), "title") == "Regional updates - Regional Improvement Portal"


def test_the_newest_twenty_are_in_it(client, mercia, dana):
    for number in range(21):
        make.update(mercia, f"{2000 + number}-01", by=dana, title=str(number))
    assert titles(client, ALL) == [str(number) for number in range(20, 0, -1)]


def test_a_region_without_updates_has_an_empty_feed_and_an_unknown_one_has_none(client, mercia):
    assert titles(client, MERCIA) == []
    assert text(feed(client, MERCIA), "title") == "Mercia updates - Regional Improvement Portal"
    assert client.get("/nowhere/updates/feed/").status_code == 404
    assert client.get("/tags/never/feed/").status_code == 404


def test_what_xml_cannot_hold_does_not_break_a_feed(client, mercia, dana):
    make.update(
        mercia, "2015-11", by=dana, title="Be\x08ll\ufffe", in_short="Sh\x1bort",
        sections=(("Hea\x01ding", "<p>Body.</p>"),), tags=["Adop\x02tion"],
    )  # fmt: skip
    for address in (ALL, MERCIA):
        (entry,) = entries(client, address)
        assert (text(entry, "title"), text(entry, "summary")) == ("Bell", "Short")
        assert re.findall(">([^<]+)</a>", text(entry, "content")) == ["Heading"]


def test_a_feed_is_the_same_for_every_reader(client, signed_in, published, dana):
    make.draft(published.region, "2020-01", by=dana, title="Coming")
    assert signed_in(dana).get(ALL).content == client.get(ALL).content
