"""A programme manager writes a plan from nothing, names its people and publishes it; two who write lose nothing."""

import pytest
from playwright.sync_api import expect

from portal.accounts.roles import Role
from priorities.models import Plan, Priority
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_a_plan_is_written_and_published(visitor, mercia, dana, alice, severnford, size, javascript):
    make.post(make.person("Morgan"), Role.LEAD_MEMBER, severnford)
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/priorities/desk/")
    page.get_by_role("link", name="Start a plan").click()
    manager.check()
    page.get_by_label("Period").fill("2026-27")
    page.get_by_role("button", name="Start plan").click()
    manager.check()

    page.get_by_role("link", name="The plan has no priority yet.").click()
    manager.check()
    page.get_by_label("Code").fill("P1")
    page.get_by_role("button", name="Add priority").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Enter a title for the priority.")
    page.get_by_label("Title").fill("Effective safeguarding")
    page.get_by_label("Focus areas").fill("Visits in ten days\nOne record")
    page.get_by_role("button", name="Add priority").click()
    manager.check()

    page.get_by_role("link", name="Name its people").click()
    manager.check()
    page.get_by_label("Link DCS", exact=False).first.select_option("Director of Children's Services, Ardenvale (Alice)")
    page.get_by_label("Lead Member", exact=False).first.select_option("Lead Member, Severnford (Morgan)")
    page.get_by_role("button", name="Save people").click()
    manager.check()
    expect(page.get_by_role("article").first).to_contain_text("Lead Member, Severnford: Morgan")

    page.get_by_role("link", name="Add an outcome and its measure").click()
    manager.check()
    page.get_by_label("Outcome").fill("Children wait less long")
    page.get_by_role("button", name="Add measure").click()
    manager.check()

    page.get_by_role("link", name="Add an enabler").click()
    manager.check()
    page.get_by_label("Code").fill("E1")
    page.get_by_label("Title").fill("Workforce development")
    page.get_by_label("Only those chosen here").check()
    page.get_by_label("P1. Effective safeguarding").check()
    page.get_by_role("button", name="Add enabler").click()
    manager.check()
    expect(page.get_by_role("table")).to_contain_text("E1. Workforce development")

    page.get_by_role("link", name="Edit title, introduction and areas").click()
    manager.check()
    page.get_by_role("button", name="Add an area").click()
    manager.check()
    page.get_by_label("Area", exact=True).fill("Knowing ourselves and being challenged")
    page.get_by_role("button", name="Save changes").last.click()
    manager.check()
    page.get_by_role("button", name="I have checked that this is right today").click()
    manager.check()

    page.get_by_role("link", name="Publish plan").click()
    manager.check()
    page.get_by_role("button", name="Publish plan").click()
    manager.check()
    plan = Plan.objects.get()
    assert (plan.status, plan.areas.get().title, plan.enablers.get().narrowed_to.get().code) == (
        "published", "Knowing ourselves and being challenged", "P1",
    )  # fmt: skip


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
@pytest.mark.full
def test_two_people_write_a_priority_and_nothing_is_lost(both_save, mercia, dana, javascript):
    priority = make.plan(mercia, by=dana).priorities.get()
    his = both_save(dana, f"/priorities/desk/priorities/{priority.pk}/edit/", javascript)
    assert Priority.objects.get().title == "Hers"
    his.page.get_by_role("button", name="Save mine instead").click()
    his.check()
    assert Priority.objects.get().title == "His"
    his.page.get_by_role("link", name="Take out His").click()
    his.check()
    his.page.get_by_role("button", name="Take out priority").click()
    his.check()
    assert Priority.objects.get().is_removed is True

    his.page.get_by_role("link", name="What was taken out").click()
    his.check()
    expect(his.page.get_by_role("article")).to_contain_text("Priority. Taken out on")
    his.page.get_by_role("link", name="Put back His").click()
    his.check()
    his.page.get_by_role("button", name="Put priority back").click()
    his.check()
    expect(his.page.get_by_role("article")).to_contain_text("His")
    assert Priority.objects.get().is_removed is False
