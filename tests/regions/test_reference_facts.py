"""What the reference files say, checked against what is known of English local government."""

from collections import Counter
from datetime import date

import pytest

from portal.regions.models import GssCode, LocalAuthority, Region, Trust, TrustDelivery

pytestmark = pytest.mark.usefixtures("reference")

NOVEMBER_2026 = date(2026, 11, 2)


def names(authorities):
    return [authority.name for authority in authorities]


def codes_in(region, day):
    return sorted(authority.code for authority in Region.objects.get(slug=region).authorities_on(day))


def test_there_are_nine_regions_with_153_authorities():
    counts = {region.slug: region.authority_count for region in Region.objects.for_list(NOVEMBER_2026)}
    assert counts == {
        "east-midlands": 10,
        "eastern": 11,
        "greater-london": 33,
        "north-east": 12,
        "north-west": 24,
        "south-east": 19,
        "south-west": 15,
        "west-midlands": 14,
        "yorkshire-and-humber": 15,
    }
    assert sum(counts.values()) == 153


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2009, 3, 31), 150),
        (date(2009, 4, 1), 152),
        (date(2019, 3, 31), 152),
        (date(2019, 4, 1), 151),
        (date(2021, 3, 31), 151),
        (date(2021, 4, 1), 152),
        (date(2023, 3, 31), 152),
        (date(2023, 4, 1), 153),
    ],
)
def test_the_number_of_authorities_follows_each_reorganisation(day, number):
    assert LocalAuthority.objects.on(day).count() == number


def test_the_east_midlands_had_nine_authorities_in_2015_and_have_ten_today():
    east_midlands = Region.objects.get(slug="east-midlands")
    seven = ["Derby", "Derbyshire", "Leicester", "Leicestershire", "Lincolnshire", "Nottingham", "Nottinghamshire"]
    assert names(east_midlands.authorities_on(date(2015, 11, 1))) == sorted([*seven, "Northamptonshire", "Rutland"])
    assert names(east_midlands.authorities_on(NOVEMBER_2026)) == sorted(
        [*seven, "North Northamptonshire", "Rutland", "West Northamptonshire"]
    )


def test_the_west_midlands_are_the_same_fourteen_in_2015_and_today():
    fourteen = ["330", "331", "332", "333", "334", "335", "336", "860", "861", "884", "885", "893", "894", "937"]
    assert codes_in("west-midlands", date(2015, 11, 1)) == fourteen
    assert codes_in("west-midlands", NOVEMBER_2026) == fourteen


@pytest.mark.parametrize(
    ("last_day", "first_day", "successors"),
    [
        (date(2009, 3, 31), date(2009, 4, 1), {"820": ["822", "823"], "875": ["895", "896"]}),
        (date(2019, 3, 31), date(2019, 4, 1), {"835": ["838", "839"], "836": ["839"], "837": ["839"]}),
        (date(2021, 3, 31), date(2021, 4, 1), {"928": ["940", "941"]}),
        (date(2023, 3, 31), date(2023, 4, 1), {"909": ["942", "943"]}),
    ],
)
def test_successors_take_over_on_the_day_after(last_day, first_day, successors):
    before = set(LocalAuthority.objects.on(last_day).values_list("code", flat=True))
    after = set(LocalAuthority.objects.on(first_day).values_list("code", flat=True))
    ended = LocalAuthority.objects.filter(code__in=before - after)
    assert {old.code: sorted(new.code for new in old.successors.all()) for old in ended} == successors
    assert after - before == {code for codes in successors.values() for code in codes}


def test_the_succession_of_an_authority_is_told_from_either_side():
    bournemouth_christchurch_and_poole = LocalAuthority.objects.get(code="839")
    assert [str(one) for one in bournemouth_christchurch_and_poole.history()] == [
        "Bournemouth",
        "Dorset",
        "Poole",
        "Bournemouth, Christchurch and Poole",
    ]
    assert [one.code for one in LocalAuthority.objects.get(code="928").history()] == ["928", "940", "941"]
    assert [one.code for one in LocalAuthority.objects.get(code="330").history()] == ["330"]


def test_today_two_in_five_authorities_are_unitary():
    kinds = Counter(LocalAuthority.objects.on(NOVEMBER_2026).values_list("type", flat=True))
    assert kinds == {"county": 21, "london-borough": 33, "metropolitan": 36, "unitary": 63}


@pytest.mark.parametrize(
    ("code", "day", "kind"),
    [
        ("933", date(2015, 11, 1), "County council"),
        ("933", NOVEMBER_2026, "Unitary authority"),
        ("825", date(2020, 3, 31), "County council"),
        ("825", date(2020, 4, 1), "Unitary authority"),
        ("840", date(2009, 3, 31), "County council"),
        ("330", NOVEMBER_2026, "Metropolitan borough"),
        ("201", NOVEMBER_2026, "London borough"),
        ("420", NOVEMBER_2026, "Unitary authority"),
    ],
)
def test_a_list_gives_the_type_that_an_authority_had_on_the_day(code, day, kind):
    assert LocalAuthority.objects.for_list(day).get(code=code).type_on_day == kind


def test_each_authority_has_one_gss_code_on_any_day_and_its_type_agrees_with_it():
    for day in (date(2009, 3, 31), date(2015, 11, 1), date(2025, 3, 31), NOVEMBER_2026):
        codes = GssCode.objects.on(day).values_list("authority__code", flat=True)
        assert sorted(codes) == sorted(LocalAuthority.objects.on(day).values_list("code", flat=True))
    today = GssCode.objects.on(NOVEMBER_2026).select_related("authority")
    assert [code for code in today if GssCode.TYPES[code.code[:3]] != code.authority.type] == []


@pytest.mark.parametrize(
    ("authority", "history"),
    [
        ("370", [("E08000016", None, date(2025, 3, 31)), ("E08000038", date(2025, 4, 1), None)]),
        ("373", [("E08000019", None, date(2025, 3, 31)), ("E08000039", date(2025, 4, 1), None)]),
        ("390", [("E08000020", None, date(2013, 3, 31)), ("E08000037", date(2013, 4, 1), None)]),
        (
            "929",
            [
                ("E10000022", None, date(2009, 3, 31)),
                ("E06000048", date(2009, 4, 1), date(2013, 3, 31)),
                ("E06000057", date(2013, 4, 1), None),
            ],
        ),
        ("330", [("E08000025", None, None)]),
    ],
    ids=["Barnsley", "Sheffield", "Gateshead", "Northumberland", "Birmingham"],
)
def test_gss_codes_change_while_the_la_code_stays(authority, history):
    codes = GssCode.objects.filter(authority__code=authority)
    assert list(codes.values_list("code", "from_on", "to_on")) == history


def served_on(day):
    return sorted(TrustDelivery.objects.on(day).values_list("authority__name", flat=True))


def test_in_october_2024_a_trust_served_eleven_authorities():
    assert served_on(date(2024, 10, 15)) == [
        "Birmingham",
        "Bradford",
        "Kingston upon Thames",
        "North Northamptonshire",
        "Reading",
        "Richmond upon Thames",
        "Sandwell",
        "Slough",
        "Sunderland",
        "West Northamptonshire",
        "Windsor and Maidenhead",
    ]


def test_worcestershire_was_the_twelfth_until_the_end_of_september_2024():
    assert set(served_on(date(2024, 9, 30))) - set(served_on(date(2024, 10, 1))) == {"Worcestershire"}


def test_a_trust_outlives_the_authority_that_it_was_made_for():
    trust = Trust.objects.get(slug="northamptonshire-childrens-trust")
    deliveries = trust.deliveries.order_by("authority__code").values_list("authority__code", "from_on", "to_on")
    assert list(deliveries) == [
        ("928", date(2020, 11, 1), date(2021, 3, 31)),
        ("940", date(2021, 4, 1), None),
        ("941", date(2021, 4, 1), None),
    ]


def test_a_trust_may_span_regions():
    trust = Trust.objects.get(slug="achieving-for-children")
    served = trust.deliveries.order_by("authority__code").values_list("authority__code", "authority__region__slug")
    assert list(served) == [("314", "greater-london"), ("318", "greater-london"), ("868", "south-east")]


def test_every_row_says_where_it_is_from_and_none_is_invented():
    for model in (Region, LocalAuthority, GssCode, Trust, TrustDelivery):
        assert model.objects.filter(source="").count() == 0
    assert Region.objects.filter(is_invented=True).count() == 0
