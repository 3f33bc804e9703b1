"""An authority's page: what it is, and where it came from and went."""

from datetime import date

import pytest
import time_machine
from django.utils.html import strip_tags

from portal.regions.models import GssCode, Trust, TrustDelivery
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_june():
    with time_machine.travel("2026-06-01 12:00 +0000", tick=False):
        yield


@pytest.fixture
def county(mercia):
    county = make.authority("Lindenshire", mercia, "M09", type="county", to_on=date(2021, 3, 31))
    new = [make.authority(f"{side} Lindenshire", mercia, f"M0{n}", from_on=date(2021, 4, 1))
           for n, side in ((7, "East"), (8, "West"))]  # fmt: skip
    county.successors.set(new)
    return county


def words(client, path):
    """The page's text, without its tags and with single spaces."""
    response = client.get(path)
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main.replace("<", " <")).split())


def test_page_says_what_and_where_it_is(client, ardenvale):
    page = words(client, "/authorities/M01-ardenvale/")
    assert ("Unitary authority, Mercia" in page, "LA code M01" in page) == (True, True)
    assert "ended" not in page


def test_an_authority_that_is_no_more_says_when_it_ended_and_what_came_after(client, county):
    page = words(client, "/authorities/M09-lindenshire/")
    assert "This authority ended on 31 March 2021. East Lindenshire and West Lindenshire took its place." in page


def test_an_authority_says_when_and_from_what_it_was_formed(client, county):
    assert "Formed 1 April 2021, from Lindenshire" in words(client, "/authorities/M07-east-lindenshire/")


def test_an_authority_that_is_to_end_has_not_ended_yet(client, mercia):
    make.authority("Lindenshire", mercia, "M09", to_on=date(2026, 6, 1))
    assert "ended" not in words(client, "/authorities/M09-lindenshire/")


def test_page_gives_codes_and_trusts_with_their_dates(client, ardenvale):
    GssCode.objects.create(authority=ardenvale, code="E99000001", to_on=date(2025, 3, 31))
    GssCode.objects.create(authority=ardenvale, code="E99000002", from_on=date(2025, 4, 1))
    trust = Trust.objects.create(slug="mercia-first", name="Mercia Children First")
    TrustDelivery.objects.create(trust=trust, authority=ardenvale, from_on=date(2019, 4, 1), to_on=date(2024, 3, 31))
    page = words(client, "/authorities/M01-ardenvale/")
    assert "GSS code E99000001 (until 31 March 2025) E99000002 (from 1 April 2025)" in page
    assert "Children’s trust Mercia Children First (1 April 2019 to 31 March 2024)" in page


def test_an_address_with_another_name_leads_to_the_right_one(client, ardenvale):
    response = client.get("/authorities/M01-ardenwale/")
    assert (response.status_code, response.headers["Location"]) == (301, "/authorities/M01-ardenvale/")


@pytest.mark.parametrize("path", ["/authorities/M99-nowhere/", "/authorities/M1-x/", "/authorities/"])
def test_an_unknown_authority_is_a_404(client, ardenvale, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_six_queries(client, ardenvale, mercia, count, django_assert_num_queries):
    for number in range(count):
        GssCode.objects.create(authority=ardenvale, code=f"E9900000{number}")
        trust = Trust.objects.create(slug=f"trust-{number}", name=f"Trust {number}")
        TrustDelivery.objects.create(trust=trust, authority=ardenvale)
        ardenvale.successors.add(make.authority(f"Other {number}", mercia, f"M1{number}"))
    with django_assert_num_queries(6):
        words(client, "/authorities/M01-ardenvale/")
