"""A region's page, its history, and what its programme manager writes about it."""

import re
from datetime import date

import pytest
import time_machine

from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.regions.models import Region, Trust, TrustDelivery
from portal.ui.pagecache import pages
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_page_is_kept():
    pages.clear()
    with time_machine.travel("2026-06-01 12:00 +0000", tick=False):
        yield


def names(response):
    return [authority.name for authority in response.context["authorities"]]


@pytest.fixture
def old_and_new(mercia):
    """A county until March 2021, and the two authorities that came after it."""
    county = make.authority("Lindenshire", mercia, "M09", to_on=date(2021, 3, 31))
    new = [make.authority(f"{side} Lindenshire", mercia, f"M0{n}", from_on=date(2021, 4, 1))
           for n, side in ((7, "East"), (8, "West"))]  # fmt: skip
    county.successors.set(new)
    return county, *new


def test_page_lists_todays_authorities(client, old_and_new):
    assert names(client.get("/mercia/")) == ["East Lindenshire", "West Lindenshire"]


@pytest.mark.parametrize(
    ("year", "expected"),
    [("2015", ["Lindenshire"]), ("2020", ["Lindenshire"]), ("2021", ["East Lindenshire", "West Lindenshire"])],
)
def test_page_of_a_year_lists_the_authorities_at_its_end(client, old_and_new, year, expected):
    response = client.get(f"/mercia/?year={year}")
    assert names(response) == expected
    assert f"Authorities at the end of {year}</h2>" in response.content.decode()


def test_this_year_is_today(client, old_and_new):
    assert client.get("/mercia/?year=2026").context["year"] is None


@pytest.mark.parametrize("year", ["2009", "2027", "x", "-1", "02015", "99999999999999999999", "²⁰¹⁵"])
def test_a_year_out_of_reach_is_a_404(client, mercia, year):
    assert client.get("/mercia/", {"year": year}).status_code == 404


def test_page_names_the_trust_of_the_day(client, mercia, ardenvale):
    trust = Trust.objects.create(slug="mercia-first", name="Mercia Children First")
    TrustDelivery.objects.create(trust=trust, authority=ardenvale, from_on=date(2019, 4, 1), to_on=date(2024, 3, 31))
    said = ["Mercia Children First" in client.get(f"/mercia/{query}").content.decode() for query in ("", "?year=2020")]
    assert said == [False, True]


def test_a_region_without_content_shows_its_name_and_its_authorities_only(client, mercia, ardenvale):
    response = client.get("/mercia/")
    assert (response.context["panels"], response.context["aside_panels"], response.context["rows"]) == ([], [], [])
    page = response.content.decode()
    headings = [heading.strip() for _, heading in re.findall(r"<h([12])[^>]*>(.*?)</h\1>", page, re.DOTALL)]
    assert headings == ["Mercia", "Authorities"]


def test_page_names_the_chair_by_post_and_not_their_address(client, mercia):
    grace = make.person("Grace")
    make.post(grace, Role.REGIONAL_CHAIR, mercia)
    response = client.get("/mercia/")
    assert response.context["rows"] == [{"label": "Regional chair", "value": "Grace"}]
    assert grace.email not in response.content.decode()


def test_a_chair_without_a_name_is_not_shown_by_address(client, mercia):
    nameless = make.person("Grace")
    type(nameless).objects.update(name="")
    make.post(nameless, Role.REGIONAL_CHAIR, mercia)
    assert client.get("/mercia/").context["rows"] == []


def test_a_chair_of_the_past_is_not_shown(client, mercia):
    make.post(make.person("Grace"), Role.REGIONAL_CHAIR, mercia, to_on=date(2020, 1, 1))
    assert client.get("/mercia/").context["rows"] == []


def test_page_shows_its_own_updates_and_events(client, mercia, wessex):
    make.update(mercia, "2026-01", title="What Mercia did")
    make.update(wessex, "2026-01", title="What Wessex did")
    make.event("Mercia conference", mercia, "2026-07-01 09:00")
    make.event("Wessex conference", wessex, "2026-07-01 09:00")
    page = client.get("/mercia/").content.decode()
    told = [words in page for words in ("What Mercia did", "Mercia conference", "What Wessex did", "Wessex conference")]
    assert told == [True, True, False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_nine_queries(client, mercia, count, django_assert_num_queries):
    trust = Trust.objects.create(slug="mercia-first", name="Mercia Children First")
    for number in range(count):
        authority = make.authority(f"Authority {number}", mercia, f"M0{number}")
        TrustDelivery.objects.create(trust=trust, authority=authority)
        make.update(mercia, f"2026-0{number + 1}")
        make.event(f"Event {number}", mercia, "2026-07-01 09:00")
        make.plan(mercia, f"{2020 + number}", status="published", priorities=("Early help", "Placements"))
        make.post(make.person(f"Chair {number}"), Role.REGIONAL_CHAIR, mercia)
    with django_assert_num_queries(9):
        assert len(names(client.get("/mercia/"))) == count


def test_an_unknown_region_is_a_404(client, db):
    assert client.get("/nowhere/").status_code == 404


# What the programme manager writes about the region.

TYPED = {"about": "We meet monthly.\n\n- Leeds\n- York", "website": "https://www.example.org/", "version": 1}


@pytest.mark.parametrize("by", ["get", "post"])
def test_only_the_regions_own_manager_edits_about(signed_in, mercia, alice, dana, erin, frank, by):
    people = (None, alice, erin, frank, dana)
    answers = [getattr(signed_in(person), by)("/mercia/about/edit/", TYPED).status_code for person in people]
    assert answers == [302, 403, 403, 403, 200 if by == "get" else 302]


def test_about_is_public_at_once_and_recorded(signed_in, client, mercia, dana):
    client.get("/mercia/")
    signed_in(dana).post("/mercia/about/edit/", TYPED)
    page = client.get("/mercia/").content.decode()
    assert ("<p>We meet monthly.</p>" in page, "<li>Leeds</li>" in page, "https://www.example.org/" in page) == (
        True, True, True,
    )  # fmt: skip
    assert [(e.verb, e.by_name, e.region) for e in AuditEvent.objects.about(mercia)] == [
        ("changed the about text of", "Dana", "mercia")
    ]


def test_script_in_about_is_taken_out(signed_in, mercia, dana):
    signed_in(dana).post("/mercia/about/edit/", TYPED | {"about": "<p>Us</p><script>alert(1)</script>"})
    assert Region.objects.get().about == "<p>Us</p>"


def test_a_mistake_keeps_what_was_typed(signed_in, mercia, dana):
    response = signed_in(dana).post("/mercia/about/edit/", TYPED | {"website": "not an address"})
    form = response.context["form"]
    assert dict(form.errors) == {"website": ["Enter the whole address, such as https://www.example.org."]}
    assert (form["about"].value(), Region.objects.get().about) == (TYPED["about"], "")


def test_who_saves_second_sees_both_texts_and_can_save_their_own(signed_in, mercia, dana):
    browser = signed_in(dana)
    browser.post("/mercia/about/edit/", TYPED | {"about": "First to save"})
    response = browser.post("/mercia/about/edit/", TYPED | {"about": "Second to save"})
    assert (response.status_code, Region.objects.get().about) == (409, "<p>First to save</p>")
    context = response.context
    assert (dict(context["theirs"])["About the region"], dict(context["mine"])["About the region"]) == (
        "First to save", "Second to save",
    )  # fmt: skip
    assert browser.post("/mercia/about/edit/", dict(context["hidden"])).status_code == 302
    assert Region.objects.get().about == "<p>Second to save</p>"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_a_version_never_overwrites(signed_in, mercia, dana, version):
    response = signed_in(dana).post("/mercia/about/edit/", TYPED | {"version": version})
    assert (response.status_code, Region.objects.get().about) == (409, "")


def squares(page):
    """What the tile map on a page links to, by name."""
    drawing = re.search(r'<svg class="tile-map".*?</svg>', page, re.DOTALL)
    found = re.findall(r'<a href="([^"]+)">\s*<title>([^<]+)</title>', drawing[0]) if drawing else []
    return {name: address for address, name in found}


def test_the_map_leads_where_the_list_does(client, ardenvale, severnford):
    page = client.get("/mercia/").content.decode()
    assert squares(page) == {
        "Ardenvale (ARD)": ardenvale.get_absolute_url(), "Severnford (SEV)": severnford.get_absolute_url(),
    }  # fmt: skip
    assert re.findall(r'<span class="tile-key">(\w+)</span>', page) == ["ARD", "SEV"]


def test_the_map_of_a_year_shows_who_was_there_then(client, old_and_new):
    assert list(squares(client.get("/mercia/?year=2020").content.decode())) == ["Lindenshire (LIN)"]
    assert list(squares(client.get("/mercia/").content.decode())) == [
        "West Lindenshire (WLI)",
        "East Lindenshire (ELI)",
    ]


def test_without_authorities_or_with_one_that_has_no_square_nothing_is_drawn(client, wessex, ardenvale, mercia):
    make.authority("Nowhere", mercia, "M99")
    for path in ("/wessex/", "/mercia/"):
        page = client.get(path).content.decode()
        assert ("tile-map" in page, "tile-key" in page) == (False, False), path
