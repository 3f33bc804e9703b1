"""What readers see of events."""

import pytest
import time_machine

from portal.home import offers
from tests import make

pytestmark = pytest.mark.django_db
NEW_YEAR = "2026-01-01 00:00 +0000"


@pytest.fixture(autouse=True)
def _on_new_years_day(settings):
    settings.PAGE_CACHE = False
    with time_machine.travel(NEW_YEAR, tick=False):
        yield


def titles(response):
    return [event.title for event in response.context["page"]]


def test_list_shows_what_is_to_come_next_first(client, mercia):
    make.event("Second", mercia, "2026-03-04 09:00")
    make.event("First", mercia, "2026-03-03 09:00")
    make.event("Over", mercia, "2025-03-03 09:00")
    assert titles(client.get("/events/")) == ["First", "Second"]


def test_list_shows_what_is_over_latest_first(client, mercia):
    make.event("To come", mercia, "2026-03-04 09:00")
    make.event("Earlier", mercia, "2025-03-03 09:00")
    make.event("Later", mercia, "2025-06-03 09:00")
    assert titles(client.get("/events/?past=1")) == ["Later", "Earlier"]


def test_list_of_a_region_shows_its_events_alone(client, mercia, wessex):
    make.event("Ours", mercia)
    make.event("Theirs", wessex)
    make.event("Every region's")
    assert titles(client.get("/events/?region=mercia")) == ["Ours"]


@pytest.mark.parametrize("query", ["region=nowhere", "page=2", "page=x"])
def test_list_of_what_is_not_there_is_a_404(client, mercia, query):
    assert client.get(f"/events/?{query}").status_code == 404


def test_empty_list_says_what_to_do_next(client, mercia):
    assert "Subscribe to the calendar, and the next one will be in yours." in client.get("/events/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_three_queries(client, mercia, count, django_assert_num_queries):
    for _ in range(count):
        make.event(of=mercia)
    with django_assert_num_queries(3):
        assert len(titles(client.get("/events/"))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_takes_one_query(client, mercia, count, django_assert_num_queries):
    for _ in range(count):
        make.event(of=mercia)
    with django_assert_num_queries(1):
        assert client.get("/events/calendar.ics").content.count(b"BEGIN:VEVENT") == count


def test_page_says_when_where_and_for_whom(client, mercia, django_assert_num_queries):
    event = make.event("Conference", mercia, "2026-07-07 09:00", place="Town hall", summary="<p>For all.</p>")
    with django_assert_num_queries(2):
        page = client.get(f"/events/{event.pk}/").content.decode()
    assert [
        words in page
        for words in ("Tuesday 7 July 2026, 9:00 to 10:00, UK time", "Town hall", "/mercia/", "<p>For all.</p>")
    ] == [True] * 4
    assert page.count(f"/events/{event.pk}/calendar.ics") == 1


def test_cancelled_event_is_said_to_be_cancelled_and_why(client, mercia, dana):
    event = make.event("Conference", mercia)
    event.cancel(by=dana, reason="The venue is flooded.", version=1)
    page = client.get(f"/events/{event.pk}/").content.decode()
    assert ("This event is cancelled." in page, "The venue is flooded." in page) == (True, True)
    assert f"/events/{event.pk}/calendar.ics" not in page
    assert client.get("/events/").content.decode().count("Cancelled</strong>") == 1


def test_cancelled_event_leaves_the_list_when_it_is_over(client, mercia, dana):
    make.event("Conference", mercia).cancel(by=dana, reason="The venue is flooded.", version=1)
    with time_machine.travel(make.moment("2026-03-03 10:00"), tick=False):
        assert titles(client.get("/events/")) == []


def test_script_in_a_summary_is_not_on_the_page(client, mercia):
    event = make.event("<b>Bold</b>", mercia, summary="<p>Come.</p><script>alert(1)</script>")
    page = client.get(f"/events/{event.pk}/").content.decode()
    assert ("alert(1)" in page, "<b>Bold</b>" in page, "&lt;b&gt;Bold&lt;/b&gt;" in page) == (False, False, True)


def test_readers_are_not_offered_what_managers_are(client, mercia, signed_in, dana):
    event = make.event("Conference", mercia)
    pages = [browser.get(f"/events/{event.pk}/").content.decode() for browser in (client, signed_in(dana))]
    offered = [[f"/events/{event.pk}/{verb}/" in page for verb in ("edit", "cancel")] for page in pages]
    assert offered == [[False, False], [True, True]]


@pytest.mark.parametrize("path", ["/events/999/", "/events/999/calendar.ics", "/events/99999999999999999999/"])
def test_an_unknown_event_is_a_404(client, db, path):
    assert client.get(path).status_code == 404


def panels(user, place, page="region"):
    return [panel for panel in offers.panels_for(page, user, place) if panel.template == "events/_panel.html"]


def test_panel_has_the_featured_event_and_the_next_three(mercia, dana):
    for day in range(1, 6):
        make.event(f"Day {day}", mercia, f"2026-03-0{day} 09:00", is_featured=day == 2)
    [panel] = panels(dana, mercia)
    assert panel.context["featured"].title == "Day 2"
    assert [event.title for event in panel.context["events"]] == ["Day 1", "Day 3", "Day 4"]
    assert panel.until == make.moment("2026-03-01 10:00")


def test_no_panel_without_an_event_to_come(mercia, dana):
    make.event("Over", mercia, "2025-03-03 09:00", is_featured=True)
    assert panels(dana, mercia) == []


def test_home_of_every_region_shows_the_events_of_all(mercia, wessex, dana):
    make.event("Ours", mercia)
    make.event("Theirs", wessex, "2026-03-04 09:00")
    make.event("Every region's", None, "2026-03-05 09:00", featured_on_home=True)
    [panel] = panels(dana, None, "home")
    assert panel.context["featured"].title == "Every region's"
    assert [event.title for event in panel.context["events"]] == ["Ours", "Theirs"]


def test_a_kept_page_goes_when_the_event_is_over(client, mercia, settings):
    settings.PAGE_CACHE = True
    event = make.event("Conference", mercia, "2026-01-01 00:01", "2026-01-01 00:05")
    over = []
    for clock in ("00:04", "00:05"):
        with time_machine.travel(make.moment(f"2026-01-01 {clock}"), tick=False):
            over.append("This event is over." in client.get(f"/events/{event.pk}/").content.decode())
    assert over == [False, True]


def test_a_kept_list_changes_when_an_event_is_added(client, mercia, settings):
    settings.PAGE_CACHE = True
    assert "Conference" not in client.get("/events/").content.decode()
    make.event("Conference", mercia)
    assert "Conference" in client.get("/events/").content.decode()
