"""How many queries a public page takes, with one update and with several."""

import pytest
from django.core.management import call_command

from tests import make
from tests.updates.pages import read
from updates.models import Edition, Section, Tagging
from updates.offers import addresses

pytestmark = pytest.mark.on_postgresql


@pytest.fixture(params=[1, 3])
def several(request, mercia, wessex, dana):
    """As many updates as the parameter says beside the one whose page is read, full of everything."""
    for number in range(request.param):
        make.update(wessex, f"2014-{number + 1:02}", by=dana, tags=["Adoption", f"Tag {number}"])
        make.update(mercia, f"2015-{number + 1:02}", by=dana, tags=["Adoption", f"Tag {number}"])
        make.event(f"Event {number}", mercia, f"2999-01-{number + 1:02} 09:00", by=dana, is_featured=True)
    make.update(
        mercia, "2015-11", by=dana, in_short="Short.", tags=["Adoption", *(f"Tag {n}" for n in range(request.param))],
        sections=[(f"Section {n}", "<p>Text.</p>") for n in range(2 * request.param)],
        related=list(wessex.updates.values_list("pk", flat=True)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/mercia/updates/2015-11/", 3),
        ("/updates/", 2),
        ("/mercia/updates/?tag=adoption&year=2015", 3),
        ("/tags/adoption/", 2),
        ("/mercia/updates/", 2),
        ("/tags/", 2),
        ("/updates/feed/", 2),
        ("/mercia/updates/feed/", 2),
        ("/tags/adoption/feed/", 2),
        ("/", 4),
    ],
)
def test_queries_of_a_page(client, several, django_assert_num_queries, address, count):
    client.get(address)  # what is read once while the site runs
    with django_assert_num_queries(count):
        assert client.get(address).status_code == 200


def test_the_sitemap_is_made_in_two_queries(several, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = dict(addresses())
    assert "/mercia/updates/2015-11/" in found
    assert found["/mercia/updates/"] is None


def test_taggings_follow_their_editions(mercia, dana):
    edition = make.update(mercia, "2015-11", by=dana, tags=["Adoption"])
    tagging = Tagging.objects.get(edition=edition)
    edition.refresh_from_db()
    copied = [getattr(tagging, name) for name in Tagging.COPIED]
    assert copied == [getattr(edition, name) for name in Tagging.COPIED]


def test_rebuilding_the_search_index_finds_each_section_once(client, several):
    call_command("rebuild_search", verbosity=0)
    sections = Section.objects.filter(edition__in=Edition.objects.live())
    pages = [read(client, f"/search/?q={region}") for region in ("mercia", "wessex")]
    found = {address for page in pages for _, address in page.links("//main") if "#" in address}
    assert found == {f"{section.edition.get_absolute_url()}#{section.anchor}" for section in sections}
