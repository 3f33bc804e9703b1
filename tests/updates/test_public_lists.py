"""Lists of updates and of tags: what they hold, how they are narrowed, and that each has one address."""

import pytest

from tests import make
from tests.updates.pages import read

pytestmark = pytest.mark.on_postgresql

TITLES = "//div[@class='main-column']//article//h3"


@pytest.fixture
def several(mercia, wessex, dana):
    """Four updates of two regions, over a new year."""
    make.update(mercia, "2015-11", by=dana, title="Mercia November", tags=["Adoption", "Workforce"])
    make.update(mercia, "2015-12--2016-01", by=dana, title="Mercia winter", tags=["Adoption"])
    make.update(wessex, "2016-02", by=dana, title="Wessex February", tags=["Workforce"])
    make.update(mercia, "2016-02", by=dana, title="Mercia February")


def found(client, address):
    return read(client, address).texts(TITLES)


def narrowing(page, title):
    return page.links(page.part(title))


def test_the_list_holds_the_latest_period_first_by_year(client, several):
    page = read(client, "/updates/")
    assert page.headings == ["2016", "2015"]
    assert page.texts(TITLES) == ["Mercia February", "Wessex February", "Mercia winter", "Mercia November"]
    assert (page.heading, page.below_heading) == ("Regional updates", "4 updates, the latest first")


def test_each_row_says_region_period_and_first_publication(client, mercia, dana):
    make.update(mercia, "2015-11", by=dana, in_short="All well.", at=make.moment("2015-12-04 09:00"))
    page = read(client, "/updates/")
    assert page.texts("//p[@class='listing-meta']") == ["Mercia, November 2015. Published 4 December 2015. Invented"]
    assert page.texts("//p[@class='listing-text']") == ["All well."]
    assert read(client, "/mercia/updates/").texts("//p[@class='listing-meta']") == [
        "November 2015. Published 4 December 2015."
    ]


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("/mercia/updates/", ["Mercia February", "Mercia winter", "Mercia November"]),
        ("/tags/adoption/", ["Mercia winter", "Mercia November"]),
        ("/updates/?year=2016", ["Mercia February", "Wessex February", "Mercia winter"]),
        ("/updates/?year=2015", ["Mercia November"]),
        ("/updates/?tag=workforce&year=2016", ["Wessex February"]),
        ("/mercia/updates/?tag=workforce", ["Mercia November"]),
        ("/mercia/updates/?tag=adoption&year=2016", ["Mercia winter"]),
        ("/wessex/updates/?tag=adoption", []),
        ("/updates/?year=2014", []),
        ("/updates/?tag=&year=&region=", ["Mercia February", "Wessex February", "Mercia winter", "Mercia November"]),
    ],
)
def test_it_is_narrowed_by_region_tag_and_year(client, several, address, titles):
    assert found(client, address) == titles


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/updates/?region=mercia", "/mercia/updates/"),
        ("/updates/?region=mercia&tag=adoption&year=2016&page=2", "/mercia/updates/?tag=adoption&year=2016&page=2"),
        ("/updates/?tag=adoption", "/tags/adoption/"),
        ("/updates/?tag=adoption&page=2", "/tags/adoption/?page=2"),
        ("/tags/adoption/?year=2016", "/updates/?tag=adoption&year=2016"),
    ],
)
def test_each_list_has_one_address(client, several, asked, address):
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, address)


@pytest.mark.parametrize(
    "address",
    [
        "/updates/?year=16", "/updates/?year=20160", "/updates/?year=1066", "/updates/?year=²016", "/updates/?year=x",
        "/updates/?tag=never&year=2016", "/nowhere/updates/", "/tags/never/", "/updates/?tag=../x",
        "/updates/?region=a b",
        "/updates/?page=2", "/updates/?page=0", "/updates/?page=-1", "/updates/?page=x",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, several, address):
    assert client.get(address).status_code == 404


def test_only_what_leads_to_something_can_be_chosen(client, several):
    page = read(client, "/updates/")
    assert narrowing(page, "Regions") == [("Mercia", "/mercia/updates/"), ("Wessex", "/wessex/updates/")]
    assert narrowing(page, "Years") == [("2016", "/updates/?year=2016"), ("2015", "/updates/?year=2015")]
    assert narrowing(page, "Tags") == [("Adoption", "/tags/adoption/"), ("Workforce", "/tags/workforce/")]


def test_what_is_chosen_narrows_the_other_choices_and_stays(client, several):
    page = read(client, "/updates/?tag=workforce&year=2016")
    assert page.beside == ["Years", "Tags", "Follow"]
    assert narrowing(page, "Tags") == [("Adoption", "/updates/?tag=adoption&year=2016")]
    assert narrowing(page, "Years") == [("2015", "/updates/?tag=workforce&year=2015")]
    page = read(client, "/mercia/updates/")
    assert narrowing(page, "Regions") == [("Wessex", "/wessex/updates/")]
    assert narrowing(page, "Tags") == [
        ("Adoption", "/mercia/updates/?tag=adoption"), ("Workforce", "/mercia/updates/?tag=workforce")
    ]  # fmt: skip


def test_each_filter_in_force_can_be_taken_away(client, several):
    page = read(client, "/mercia/updates/?tag=adoption&year=2016")
    assert page.links("//ul[@class='filter-chips']") == [
        ("Remove filter: Mercia", "/updates/?tag=adoption&year=2016"),
        ("Remove filter: Adoption", "/mercia/updates/?year=2016"),
        ("Remove filter: 2016", "/mercia/updates/?tag=adoption"),
    ]
    assert page.links("//p[@class='filter-clear']") == [("Clear all filters", "/updates/")]
    assert page.heading == "Mercia updates tagged “Adoption”, 2016"
    assert read(client, "/updates/").links("//ul[@class='filter-chips']") == []


def test_years_without_updates_are_not_offered(client, mercia, dana):
    for period in ("2009-12", "2010-01", "2013-01--2013-12", "2016-06"):
        make.update(mercia, period, by=dana)
    assert [year for year, _ in narrowing(read(client, "/updates/"), "Years")] == ["2016", "2013", "2010", "2009"]


def test_a_list_comes_in_pages_of_twenty(client, mercia, dana):
    for month in range(1, 13):
        make.update(mercia, f"2015-{month:02}", by=dana, title=f"2015, {month}")
        make.update(mercia, f"2016-{month:02}", by=dana, title=f"2016, {month}")
    first, second = read(client, "/mercia/updates/"), read(client, "/mercia/updates/?page=2")
    assert (len(first.texts(TITLES)), first.texts(TITLES)[0]) == (20, "2016, 12")
    assert second.texts(TITLES) == ["2015, 4", "2015, 3", "2015, 2", "2015, 1"]
    assert second.headings == ["2015"]
    assert second.texts("//title") == ["Mercia updates (page 2) - Updates - Regional Improvement Portal"]
    assert first.links("//li[@class='pagination-step']") == [("Next page", "?page=2")]
    assert read(client, "/mercia/updates/?page=3").status == 404


def test_a_list_says_where_it_lives_and_names_its_feed(client, several, settings):
    settings.PORTAL_ORIGIN = "https://portal.example"
    for address, feed in (
        ("/updates/", "/updates/feed/"),
        ("/updates/?year=2016", "/updates/feed/"),
        ("/mercia/updates/?tag=adoption", "/mercia/updates/feed/"),
        ("/tags/adoption/", "/tags/adoption/feed/"),
    ):
        page = read(client, address)
        assert page.tree.xpath("//link[@rel='canonical']/@href") == [f"https://portal.example{address}"]
        assert page.tree.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href") == [feed]


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("/updates/", "No region has published an update yet."),
        ("/mercia/updates/", "This region has published nothing here yet. See the updates of all regions"),
        ("/updates/?year=2015", "No published update has all of this. See all updates"),
    ],
)
def test_an_empty_list_says_so_in_a_sentence(client, mercia, address, text):
    page = read(client, address)
    assert page.texts("//div[@class='empty-state']") == [text]
    assert (page.headings, page.below_heading) == ([], "")


def test_tags_are_listed_by_name_with_their_counts(client, several, mercia, dana):
    make.update(mercia, "2016-03", by=dana, tags=["adoption", "CSE"])
    page = read(client, "/tags/")
    assert page.texts("//ul[@class='column-list']/li") == ["Adoption 3 updates", "CSE 1 update", "Workforce 2 updates"]
    assert page.links("//ul[@class='column-list']")[0] == ("Adoption", "/tags/adoption/")


def test_without_tags_the_list_says_so(client, mercia):
    page = read(client, "/tags/")
    assert page.texts("//div[@class='empty-state']/p") == ["No published update has a tag yet.", "See all updates"]


def test_names_are_escaped(client, mercia, dana):
    make.update(mercia, "2015-11", by=dana, title="<i>T</i>", in_short="<i>S</i>", tags=["<i>Tag</i>"])
    for address in ("/updates/", "/tags/", "/tags/itagi/", "/mercia/", "/"):
        page = read(client, address)
        assert (page.status, page.tree.xpath("//i")) == (200, [])
