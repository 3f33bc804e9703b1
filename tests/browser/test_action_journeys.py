"""A manager adds an action, its owner reports on it, and the plan's table goes out, is changed and comes back in."""

import pytest
from playwright.sync_api import expect

from portal.accounts.models import Office
from priorities.models import Action
from tests.priorities.actions import a_plan, an_action

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_an_action_is_added_reported_on_and_moved_in_a_table(visitor, mercia, dana, alice, size, javascript):
    plan = a_plan(mercia, dana)
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"/priorities/plans/{plan.pk}/actions/")
    page.get_by_role("link", name="Add an action").click()
    manager.check()
    page.get_by_label("Action", exact=True).fill("Run learning seminars")
    page.get_by_label("Due date").fill("2026-03-01")
    page.get_by_label("Owner").select_option("Director of Children's Services, Ardenvale")
    page.get_by_role("button", name="Add action").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose what the action is for.")
    expect(page.get_by_role("alert")).to_contain_text("The plan begins on 1 April 2026.")
    page.get_by_label("Belongs to").select_option("P2. Early help")
    page.get_by_label("Due date").fill("2090-09-30")
    page.get_by_role("button", name="Add action").click()
    manager.check()
    action = Action.objects.get()
    assert action.owner == Office.objects.of(alice.posts.get())

    owner = visitor(size, javascript)
    owner.sign_in(alice)
    mine = owner.open("/priorities/mine/")
    mine.get_by_role("link", name="Run learning seminars").click()
    owner.check()
    mine.get_by_role("link", name="Report on this action").click()
    owner.check()
    mine.get_by_label("Will it be done by its due date?").select_option("At risk")
    mine.get_by_label("What happened").fill("Two seminars held.")
    mine.get_by_role("button", name="Save report").click()
    owner.check()
    expect(mine.get_by_role("alert")).to_contain_text("Say why the action isn’t on track.")
    expect(mine.get_by_label("What happened")).to_have_value("Two seminars held.")
    mine.get_by_label("Why?").fill("No trainer yet.")
    mine.get_by_role("button", name="Save report").click()
    owner.check()
    expect(mine.get_by_text("Two seminars held.")).to_be_visible()

    bring_in(manager, plan, "2090-09-30", "2090-12-01")
    expect(page.get_by_text("A due date that was set moves with a reason.")).to_be_visible()
    bring_in(manager, plan, "2090-09-30,", "2090-12-01,The trainer is ill.")
    page.get_by_role("button", name="Save all of it").click()
    manager.check()
    page.get_by_role("link", name="Run learning seminars").click()
    manager.check()
    expect(page.get_by_text("Moved from 30 September 2090 to 1 December 2090")).to_contain_text("The trainer is ill.")


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_an_action_and_its_note_are_shown_to_everybody_and_taken_back(visitor, mercia, dana, alice, size, javascript):
    action = an_action(a_plan(mercia, dana), alice)
    note = action.notes.create(text="Two seminars held.", made_by=alice)
    an_action(action.plan, alice, title="Find a venue")
    manager, reader = visitor(size, javascript), visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"/priorities/actions/{action.public_id}/")

    def press(link, button):
        page.get_by_role("link", name=link).click()
        manager.check()
        expect(page.get_by_role("main")).to_contain_text("Who will be able to see")
        page.get_by_role("button", name=button).click()
        manager.check()
        return reader.open("/mercia/priorities/2026-27/p1/").get_by_role("main")

    main = press("Show it publicly", "Show it publicly")
    expect(main).to_contain_text(action.title)
    expect(main).not_to_contain_text(note.text)
    expect(press("Show it to everybody", "Show it to everybody")).to_contain_text(note.text)
    expect(press("Take it back from everybody", "Take it back")).not_to_contain_text(note.text)
    expect(press("Stop showing it publicly", "Stop showing it publicly")).not_to_contain_text(action.title)
    manager.open(f"/priorities/desk/{action.plan_id}/")
    expect(press("Show all actions publicly", "Show all actions")).to_contain_text("Find a venue")
    expect(press("Stop showing all actions publicly", "Stop showing all actions")).not_to_contain_text("Find a venue")


def bring_in(manager, plan, was, now):
    """Download the table, write `now` in the place of `was`, and send it."""
    page = manager.open(f"/priorities/plans/{plan.pk}/actions/bring-in/")
    table = page.request.get(f"/priorities/plans/{plan.pk}/actions.csv").text().replace(was, now)
    file = {"name": "actions.csv", "mimeType": "text/csv", "buffer": table.encode()}
    page.get_by_label("Choose a CSV file").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    manager.check()
