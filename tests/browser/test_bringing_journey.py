"""A manager brings a plan in: pasted, checked beside the original, made a draft."""

import pytest
from playwright.sync_api import expect

from priorities.models import Plan
from tests import make
from tests.priorities import plans

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_a_plan_is_brought_in(visitor, dana, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/priorities/bring/")
    page.get_by_role("button", name="Read it").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Paste the text of the plan, or choose a file.")
    page.get_by_label("Or paste the text").fill(plans.CODED)
    page.get_by_role("button", name="Read it").click()
    manager.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check the plan that was found")
    first = page.get_by_role("group", name="Priority 1")
    first.get_by_label("Code").fill("P2")
    page.get_by_role("button", name="Make the draft plan").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("P2 is the code of “Safer at home” too")
    first.get_by_label("Code").fill("P1")
    page.get_by_role("button", name="Make the draft plan").click()
    manager.check()
    plan = Plan.objects.get()
    assert page.url.endswith(f"/priorities/desk/{plan.pk}/")
    assert [part.name for part in (*plan.priorities.all(), *plan.enablers.all())] == [
        "P1. Safer at home", "P2. A good start at school", "E1. Leaders who ask", "E2. Numbers & words",
    ]  # fmt: skip


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_a_section_of_an_update_becomes_a_plan(visitor, mercia, dana, size, javascript):
    update = make.update(mercia, by=dana, sections=(("What the region works on", plans.GUIDED),)).update
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"/updates/{update.pk}/")
    page.get_by_role("link", name="Make a plan of one of its sections").click()
    manager.check()
    page.get_by_label("Or choose a section of an update").select_option("What the region works on")
    page.get_by_role("button", name="Read it").click()
    manager.check()
    expect(page.get_by_role("group", name="Priority 5").get_by_label("Title")).to_have_value("Inclusion")
    page.get_by_label("Period").fill("2015-16")
    page.get_by_role("button", name="Make the draft plan").click()
    manager.check()
    assert [(one.code, one.title) for one in Plan.objects.get().priorities.all()] == [
        ("", "Early help"), ("", "Placements"), ("", "Neglect"), ("", "Workforce"), ("", "Inclusion"),
    ]  # fmt: skip
