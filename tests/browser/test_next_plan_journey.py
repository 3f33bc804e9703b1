"""A manager starts the next plan from this one, puts its map right, and prints the report for the directors."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_three_priorities_become_two(visitor, mercia, dana, alice, size, javascript):
    plan = make.plan(mercia, "2025-26", by=dana, status="published", priorities=())
    for place, title in enumerate(("Safeguarding", "Exploitation", "Early help"), 1):
        make.priority(plan, title, f"P{place}", position=place)
    make.enabler(plan, "Workforce", "E1")
    office = make.office(alice.posts.get())
    make.action(plan.priorities.first(), "Learning seminars", office, date(2025, 5, 1), status="under-way")
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"/priorities/desk/{plan.pk}/next/")

    groups = [page.get_by_role("group", name=name, exact=True) for name in
              ("P1. Safeguarding", "P2. Exploitation", "P3. Early help")]  # fmt: skip
    expect(groups[0].get_by_label("Why is it closed?")).to_be_hidden()
    groups[0].get_by_label("Title in the next plan").fill("Quality of practice")
    groups[1].get_by_label("Merge it into another").check()
    groups[1].get_by_label("Which one does it become part of?").select_option("P1. Safeguarding (which is carried on)")
    groups[2].get_by_label("Close it").check()
    page.get_by_role("button", name="Look at it in words").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Say in a few words why it is closed.")
    groups[2].get_by_label("Why is it closed?").fill("Its work is done")
    page.get_by_role("button", name="Look at it in words").click()
    manager.check()
    expect(page.get_by_text("P2. Exploitation becomes part of P1. Quality of practice.")).to_be_visible()
    page.get_by_role("button", name="Change something").click()
    manager.check()
    groups[1].get_by_label("Carry it on").check()
    page.get_by_role("button", name="Look at it in words").click()
    manager.check()
    page.get_by_role("button", name="Make the draft plan").click()
    manager.check()
    following = mercia.plans.get(period="2026-27")
    assert [priority.name for priority in following.priorities.all()] == ["P1. Quality of practice", "P2. Exploitation"]
    assert [action.title for action in following.actions.all()] == ["Learning seminars"]

    manager.open(f"/priorities/desk/{following.pk}/map/")
    last = page.get_by_role("group", name="P3. Early help", exact=True)
    last.get_by_label("If it was closed, why").fill("")
    last.get_by_label("P2. Exploitation").check()
    page.get_by_role("button", name="Save the map").click()
    manager.check()
    assert sorted(map(str, following.map.all())) == [
        "P1. Safeguarding became P1. Quality of practice", "P2. Exploitation became P2. Exploitation",
        "P3. Early help became P2. Exploitation",
    ]  # fmt: skip

    manager.open(f"/priorities/desk/{plan.pk}/exceptions/")
    expect(page.get_by_role("table", name="What is late or at risk: 1 action")).to_contain_text("Was due 1 May 2025.")
    page.get_by_label("First day of the report").fill("2099-01-01")
    page.get_by_role("button", name="Show the report").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Enter a day that has been.")
