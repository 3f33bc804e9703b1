"""The sitemap and robots.txt: every public page, under the configured origin, and nothing else."""

import xml.etree.ElementTree as ElementTree

import pytest
import time_machine

from portal.home import sitemaps
from tests import make

pytestmark = pytest.mark.django_db
NAMESPACE = f"{{{sitemaps.NAMESPACE}}}"


def addresses(client, path="/sitemap.xml"):
    response = client.get(path, headers={"host": "localhost"})
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [place.text for place in ElementTree.fromstring(response.content).iter(f"{NAMESPACE}loc")]


@time_machine.travel("2026-01-01 00:00 +0000")
def test_sitemap_has_every_public_page_under_the_configured_origin(client, mercia, ardenvale, settings):
    settings.PORTAL_ORIGIN = "https://portal.example.org"
    event = make.event(of=mercia)
    make.update(mercia, "2025-11")
    make.draft(mercia, "2025-12")
    found = addresses(client)
    assert {address.startswith("https://portal.example.org/") for address in found} == {True}
    paths = {address.removeprefix("https://portal.example.org") for address in found}
    assert paths >= {
        "/", "/regions/", "/mercia/", "/authorities/M01-ardenvale/", "/events/", f"/events/{event.pk}/",
        "/mercia/updates/2025-11/",
    }  # fmt: skip
    assert "/mercia/updates/2025-12/" not in paths
    assert len(found) == len(set(found))


def test_every_page_in_the_sitemap_is_public(client, mercia, ardenvale, settings):
    make.event(of=mercia)
    make.update(mercia, "2025-11")
    paths = [address.removeprefix(settings.PORTAL_ORIGIN) for address in addresses(client)]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_more_pages_than_a_file_may_have_are_listed_in_several(client, mercia, wessex, monkeypatch, settings):
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 3)
    parts = [address.removeprefix(settings.PORTAL_ORIGIN) for address in addresses(client)]
    assert parts[0] == "/sitemap-1.xml"
    sizes = [len(addresses(client, part)) for part in parts]
    assert (set(sizes[:-1]), 1 <= sizes[-1] <= 3) == ({3}, True)
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999999999999999999"])
def test_no_such_part(client, db, number):
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(client, db, settings):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /accounts/\nDisallow: /admin/\nDisallow: /search/\n"
        f"Sitemap: {settings.PORTAL_ORIGIN}/sitemap.xml\n"
    )
