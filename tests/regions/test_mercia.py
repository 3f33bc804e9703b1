"""The invented region of the demonstration."""

from datetime import date

import pytest
from django.db import IntegrityError

from portal.regions.demo import make_mercia
from portal.regions.models import LocalAuthority, Region, Trust, TrustDelivery
from tests import make

pytestmark = pytest.mark.django_db


def everything():
    models = (Region, LocalAuthority, LocalAuthority.successors.through, Trust, TrustDelivery)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_mercia_is_invented_and_has_eight_authorities_of_three_types():
    mercia = make_mercia()
    assert (mercia.slug, mercia.is_invented) == ("mercia", True)
    assert [(one.code, one.name, one.type) for one in mercia.authorities_on(date(2026, 11, 2)).order_by("code")] == [
        ("M01", "Ardenvale", "county"),
        ("M02", "Severnford", "unitary"),
        ("M03", "Temebridge", "metropolitan"),
        ("M04", "Hollinmoor", "metropolitan"),
        ("M05", "Kingsmarsh", "unitary"),
        ("M06", "Cressmere", "county"),
        ("M07", "East Lindenshire", "unitary"),
        ("M08", "West Lindenshire", "unitary"),
    ]


def test_one_council_became_two():
    make_mercia()
    lindenshire = LocalAuthority.objects.get(code="M09")
    assert [str(one) for one in lindenshire.history()] == ["Lindenshire", "East Lindenshire", "West Lindenshire"]
    assert LocalAuthority.objects.on(date(2022, 3, 31)).filter(name__contains="Lindenshire").count() == 1
    assert LocalAuthority.objects.on(date(2022, 4, 1)).filter(name__contains="Lindenshire").count() == 2


def test_one_trust_delivers_for_two_authorities_from_different_days():
    make_mercia()
    deliveries = TrustDelivery.objects.order_by("from_on").values_list("trust__slug", "authority__name", "from_on")
    assert list(deliveries) == [
        ("mercia-children-first", "Temebridge", date(2019, 4, 1)),
        ("mercia-children-first", "Hollinmoor", date(2021, 10, 1)),
    ]


def test_everything_says_that_it_is_invented():
    make_mercia()
    for model in (Region, LocalAuthority, Trust, TrustDelivery):
        assert set(model.objects.values_list("source", flat=True)) == {"Invented for demonstration."}


def test_making_it_twice_changes_nothing_and_keeps_what_people_wrote():
    mercia = make_mercia()
    mercia.rewrite_about(about="<p>Ours.</p>", website="", version=mercia.version, by=None)
    once = everything()
    assert make_mercia().about == "<p>Ours.</p>"
    assert everything() == once


def test_no_invented_code_is_a_real_one(reference):
    assert make_mercia().authorities.filter(code__regex=r"^[0-9]").count() == 0
    assert Region.objects.for_list(date(2026, 11, 2)).last().slug == "mercia"


def test_a_real_region_of_that_name_is_not_touched():
    make.region("Mercia")
    with pytest.raises(IntegrityError):
        make_mercia()
