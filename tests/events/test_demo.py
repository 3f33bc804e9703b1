import pytest

from portal.accounts.demo import make_sample_people
from portal.events.demo import EVENTS, make_events
from portal.events.models import Event
from portal.regions.demo import make_mercia
from portal.regions.models import Region
from tests import make

pytestmark = pytest.mark.django_db


def test_demo_events_are_made_once_and_only_on_the_invented_region(mercia):
    make.event("Somebody's own", mercia)
    assert [make_events(), make_events()] == [len(EVENTS), 0]
    assert set(Event.objects.values_list("region__slug", flat=True)) == {"mercia"}
    assert Region.objects.get().is_invented


def test_demo_events_show_what_an_event_can_be(db):
    make_mercia()
    make.region("West Midlands")
    make_sample_people()
    make_events()
    counts = [
        Event.objects.upcoming().count(),
        Event.objects.past().count(),
        Event.objects.featured_for(None).count(),
        Event.objects.filter(status="cancelled").count(),
        Event.objects.filter(is_all_day=True).count(),
    ]
    assert counts == [5, 1, 1, 1, 1]
