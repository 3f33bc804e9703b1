"""A programme manager adds an event, corrects and cancels it; two who change it at once lose nothing."""

import pytest
from playwright.sync_api import expect

from portal.events.models import Event
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_an_event_is_added_corrected_and_cancelled(visitor, mercia, dana, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/events/")
    page.get_by_role("link", name="Add an event").click()
    manager.check()
    page.get_by_label("Title").fill("Leadership summit")
    page.get_by_label("First day").fill("2090-03-10")
    page.get_by_label("Start time").fill("14:00")
    page.get_by_label("Finish time").fill("13:00")
    page.get_by_role("button", name="Add event").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("The event finishes before it starts.")
    expect(page.get_by_label("Title")).to_have_value("Leadership summit")
    page.get_by_label("Finish time").fill("16:00")
    page.get_by_label("Feature it on the region’s page").check()
    page.get_by_role("button", name="Add event").click()
    manager.check()

    page.get_by_role("link", name="Edit event").click()
    manager.check()
    page.get_by_label("Place").fill("Town hall")
    page.get_by_role("button", name="Save changes").click()
    manager.check()
    reader = visitor(size, javascript)
    seen = reader.open("/mercia/")
    expect(seen.get_by_role("region", name="Featured event")).to_contain_text("Town hall")

    page.get_by_role("link", name="Cancel event").click()
    manager.check()
    page.get_by_role("button", name="Cancel event").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Say why the event is cancelled")
    page.get_by_label("Why is it cancelled?").fill("The room is not free.")
    page.get_by_role("button", name="Cancel event").click()
    manager.check()
    reader.open("/events/")
    expect(seen.get_by_role("article")).to_contain_text("Cancelled")
    seen.get_by_role("link", name="Leadership summit").click()
    reader.check()
    expect(seen.get_by_text("The room is not free.")).to_be_visible()
    calendar = seen.request.get("/mercia/events/calendar.ics").text()
    assert "STATUS:CANCELLED" in calendar


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_an_event_is_tied_to_a_priority_whose_page_announces_it(visitor, mercia, dana, size, javascript):
    plan = make.plan(mercia, "2090-91", by=dana, priorities=["Early help", "Care leavers"], status="published")
    event = make.event("Leadership summit", mercia, "2090-05-03 09:00", by=dana)
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"/events/{event.pk}/edit/")
    page.locator("summary", has_text="What is it about?").click()
    manager.check()
    page.get_by_label("Early help").check()
    if javascript:
        expect(page.locator("summary", has_text="What is it about?")).to_contain_text("Early help")
    page.get_by_role("button", name="Save changes").click()
    manager.check()
    page.get_by_role("link", name="Early help").click()
    manager.check()
    assert page.url.endswith(plan.priorities.get(title="Early help").get_absolute_url())
    expect(page.get_by_role("heading", name="Coming up")).to_be_visible()
    page.get_by_role("link", name="Leadership summit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leadership summit")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_two_people_change_an_event_and_nothing_is_lost(both_save, mercia, dana, javascript):
    event = make.event("As it was", mercia, "2090-03-03 09:00", by=dana)
    his = both_save(dana, f"/events/{event.pk}/edit/", javascript)
    expect(his.page.get_by_role("region", name="Saved now").get_by_text("Hers")).to_be_visible()
    assert Event.objects.get().title == "Hers"
    his.page.get_by_role("button", name="Save mine instead").click()
    his.check()
    assert Event.objects.get().title == "His"
