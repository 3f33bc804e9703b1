"""The home page, of every region or of one, and the list of regions."""

import re

import pytest
import time_machine
from django.utils import timezone

from portal.ui.pagecache import pages
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_page_is_kept():
    pages.clear()


def words(client, path="/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_home_lists_regions_with_how_many_authorities_they_have(client, ardenvale, severnford, wessex):
    regions = client.get("/").context["regions"]
    assert [(region.name, region.authority_count) for region in regions] == [("Mercia", 2), ("Wessex", 0)]


def test_home_of_an_empty_portal_draws_no_panel(client, db):
    response = client.get("/")
    assert (response.context["panels"], response.context["aside_panels"]) == ([], [])
    assert "<h2" not in response.content.decode()


def test_home_shows_the_latest_update_and_the_next_events(client, mercia):
    with time_machine.travel(make.moment("2026-03-01 00:00"), tick=False):
        make.update(mercia, "2026-02")
        make.event("Conference", mercia)
        page = words(client)
    assert ("/mercia/updates/2026-02/" in page, "Conference" in page) == (True, True)


def test_home_shows_no_draft(client, mercia):
    make.draft(mercia, title="Not yet to be read")
    assert "Not yet to be read" not in words(client)


def test_home_of_one_region_names_it_and_shows_what_is_its_own(client, mercia, wessex, ardenvale, settings):
    settings.HOME_REGION = "mercia"
    make.update(mercia, "2026-01", title="What Mercia did")
    make.update(wessex, "2026-02", title="What Wessex did")
    page = words(client)
    assert ("What Mercia did" in page, "What Wessex did" in page) == (True, False)
    assert (re.search(r"<h1>\s*Mercia\s*</h1>", page) is not None, "1 local authority, learning from" in page) == (
        True,
        True,
    )


def test_home_of_a_region_that_is_not_is_that_of_every_region(client, mercia, settings):
    settings.HOME_REGION = "nowhere"
    assert client.get("/").context["regions"] == (("mercia", "Mercia", True, 0, ()),)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("home_region", "queries"), [("", 4), ("mercia", 5)])
def test_home_takes_few_queries(client, mercia, settings, count, home_region, queries, django_assert_num_queries):
    settings.HOME_REGION = home_region
    for number in range(count):
        make.update(mercia, f"2026-0{number + 1}", tags=["Workforce"])
        make.event(f"Event {number}", mercia, "2099-03-03 09:00", is_featured=number == 2)
        make.plan(mercia, f"{2020 + number}", status="published", priorities=("Early help", "Placements"))
    client.get("/")
    pages.clear()
    with django_assert_num_queries(queries):
        words(client)


def test_a_region_s_current_plan_stands_beside_it(client, mercia, wessex):
    year = timezone.localdate().year
    for region, status in ((mercia, "published"), (wessex, "draft")):
        make.plan(region, str(year), status=status)
    make.plan(mercia, f"{year - 3}", status="closed")
    for path in ("/", "/regions/"):
        shown = {region.slug: region.links for region in client.get(path).context["regions"]}
        assert shown == {"mercia": ((f"Priorities {year}", f"/mercia/priorities/{year}/"),), "wessex": ()}


def test_list_of_regions_labels_invented_ones_and_puts_them_last(client, mercia):
    make.region("Yorkshire and Humber")
    response = client.get("/regions/")
    assert [region.name for region in response.context["regions"]] == ["Yorkshire and Humber", "Mercia"]
    assert response.content.decode().count("Invented, for demonstration") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_regions_takes_one_query(client, db, count, django_assert_num_queries):
    for number in range(count):
        make.region(f"Region {number}")
    with django_assert_num_queries(1):
        words(client, "/regions/")


def test_head_says_what_other_sites_may_show(client, db, settings):
    page = words(client)
    assert f'<meta property="og:url" content="{settings.PORTAL_ORIGIN}/">' in page
    assert page.count('<meta name="description"') == 1
