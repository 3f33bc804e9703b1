"""Readers of plans, of both shapes, empty and full, on both sizes: axe on each page, nothing scrolls sideways."""

import pytest

from portal.ui.pagecache import pages
from priorities.models import Became
from tests import make
from tests.priorities import shapes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plans(mercia, wessex, ardenvale, severnford, dana):
    """Mercia's plan has people and actions, and one before it; Wessex's six codes, focus points and enablers."""
    full = shapes.uncoded(mercia, (ardenvale, severnford), dana, status="published")
    old = make.plan(mercia, "2025-26", by=dana, status="closed", priorities=("Front doors", "Adoption"))
    front_doors, adoption = old.priorities.all()
    Became.objects.create(plan=full, was=front_doors, now=full.priorities.get(slug="early-help"))
    Became.objects.create(plan=full, was=adoption, now=None, note="The agency does it now.")
    shapes.coded(wessex, dana, status="published")
    make.region("Northumbria")
    pages.clear()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_reader_follows_a_priority_from_the_list_of_regions_to_what_it_came_from(visitor, plans, size):
    reader = visitor(size)
    page = reader.open("/")
    page.get_by_role("link", name="Priorities", exact=True).click()
    reader.check()
    page.get_by_role("link", name="Mercia", exact=True).click()
    reader.check()
    page.get_by_role("link", name="Our priorities 2026-27", exact=True).click()
    reader.check()
    page.locator("#early-help").get_by_role("link", name="Early help").click()
    reader.check()
    assert page.locator(".plan-chapter h2").all_inner_texts() == ["2025-26: Front doors", "2026-27: this priority"]
    page.locator(".plan-chapter").get_by_role("link", name="Front doors").first.click()
    reader.check()
    page.get_by_role("link", name="Our priorities 2026-27").first.click()
    assert reader.check().url.endswith("/mercia/priorities/2026-27/")


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize(
    "address",
    ["/wessex/priorities/2026-27/", "/wessex/priorities/2026-27/p3/", "/northumbria/priorities/", "/mercia/"],
)
def test_pages_of_codes_and_pages_of_nothing(visitor, plans, size, address):
    visitor(size).open(address)
