"""What pages ask of regions and authorities, and in how many queries."""

from datetime import date

import pytest

from portal.regions.models import LocalAuthority, Region, TrustDelivery
from tests import make

pytestmark = pytest.mark.on_postgresql

OCTOBER_2024 = date(2024, 10, 15)


def test_invented_regions_come_after_the_real_ones(reference, django_assert_num_queries):
    make.region("Albion", is_invented=True)
    with django_assert_num_queries(1):
        listed = [(region.name, region.authority_count) for region in Region.objects.for_list(date(2015, 11, 1))]
    assert listed == [
        ("East Midlands", 9),
        ("Eastern", 11),
        ("Greater London", 33),
        ("North East", 12),
        ("North West", 23),
        ("South East", 19),
        ("South West", 16),
        ("West Midlands", 14),
        ("Yorkshire and Humber", 15),
        ("Albion", 0),
    ]


@pytest.mark.parametrize(("slug", "number"), [("east-midlands", 10), ("greater-london", 33)])
def test_a_regions_authorities_with_type_and_trust_take_two_queries(reference, slug, number, django_assert_num_queries):
    region = Region.objects.get(slug=slug)
    with django_assert_num_queries(2):
        rows = [
            (one.name, one.type_on_day, [str(delivery.trust) for delivery in one.deliveries_on_day])
            for one in region.authorities_on(OCTOBER_2024)
        ]
    assert len(rows) == number
    assert [(name, trusts) for name, _, trusts in rows if trusts] == {
        "east-midlands": [
            ("North Northamptonshire", ["Northamptonshire Children's Trust"]),
            ("West Northamptonshire", ["Northamptonshire Children's Trust"]),
        ],
        "greater-london": [
            ("Kingston upon Thames", ["Achieving for Children"]),
            ("Richmond upon Thames", ["Achieving for Children"]),
        ],
    }[slug]


def test_a_list_names_the_trust_of_its_day(reference):
    def trusts(day):
        slough = LocalAuthority.objects.for_list(day).get(code="871")
        return [str(delivery.trust) for delivery in slough.deliveries_on_day]

    assert trusts(date(2015, 9, 29)) == []
    assert trusts(date(2021, 3, 31)) == ["Slough Children's Services Trust"]
    assert trusts(date(2021, 4, 1)) == ["Slough Children First"]


def test_an_authoritys_page_takes_five_queries(reference, django_assert_num_queries):
    with django_assert_num_queries(5):
        cumberland = LocalAuthority.objects.for_page().get(code="942")
        told = (
            cumberland.region.name,
            [code.code for code in cumberland.gss_codes.all()],
            [delivery.trust.name for delivery in cumberland.deliveries.all()],
            [one.name for one in cumberland.history()],
        )
    assert told == ("North West", ["E06000063"], [], ["Cumbria", "Cumberland"])


def test_the_first_and_the_last_day_both_count(mercia):
    make.authority("Ardenvale", mercia, "M01", from_on=date(2015, 4, 1), to_on=date(2015, 4, 30))
    found = {
        day: LocalAuthority.objects.on(day).count()
        for day in (date(2015, 3, 31), date(2015, 4, 1), date(2015, 4, 30), date(2015, 5, 1))
    }
    assert list(found.values()) == [0, 1, 1, 0]


def test_an_authority_without_a_gss_code_has_its_present_type(ardenvale):
    assert LocalAuthority.objects.for_list().get().type_on_day == "Unitary authority"


def test_a_page_tells_an_authoritys_trusts_in_order(reference):
    slough = LocalAuthority.objects.for_page().get(code="871")
    assert [delivery.trust.slug for delivery in slough.deliveries.all()] == [
        "slough-childrens-services-trust",
        "slough-children-first",
    ]
    assert TrustDelivery.objects.filter(authority=slough).count() == 2
