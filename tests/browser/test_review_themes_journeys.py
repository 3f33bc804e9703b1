"""From what several authorities were told to a priority of the draft plan; an ask that is brokered; a pack."""

import pytest
from playwright.sync_api import expect

from peerchallenge.reviews.actions import brokering
from priorities.models import PriorityOrigin
from tests import make
from tests.peerchallenge.reviews import shapes_themes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])


def press(somebody, button):
    somebody.page.get_by_role("button", name=button).click()
    return somebody.check().get_by_role("main")


def follow(somebody, link):
    somebody.page.get_by_role("link", name=link, exact=True).first.click()
    return somebody.check().get_by_role("main")


@BOTH
def test_a_theme_becomes_a_priority(visitor, mercia, dana, charlie, severnford, size, javascript):
    cycle, _ = shapes_themes.shared(mercia, by=dana)
    make.plan(mercia, by=dana)
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"/peer-challenge/cycles/{cycle.public_id}/themes/")
    page.locator("summary", has_text="Early help").click()
    page.get_by_role("link", name="Make a theme of this").first.click()
    manager.check()
    page.get_by_label("What is common").fill("Plans are made and not looked at again.")
    page.get_by_label("Recommended next steps for the region").fill("Audit plans together.")
    main = press(manager, "Put it on the longlist")
    expect(main).to_contain_text("It rests on 3 authorities.")
    follow(manager, "Put it to the directors")
    press(manager, "Put to the directors")
    follow(manager, "Record the directors’ choice")
    page.get_by_label("Chosen: the region works on it together").check()
    page.get_by_label("Date of the meeting").fill("2026-01-20")
    page.get_by_label("Why").fill("Most suited to joint action.")
    page.get_by_label("Towards which outcome").fill("Children are seen sooner.")
    main = press(manager, "Record the choice")
    expect(main).to_contain_text("Chosen by the directors, at the meeting on 20 January 2026")
    follow(manager, "Put it in the draft plan")
    press(manager, "Put it in the plan")
    theme = PriorityOrigin.objects.get().theme

    director = visitor(size, javascript)
    director.sign_in(charlie)
    main = director.open(f"/peer-challenge/themes/{theme.public_id}/chain/").get_by_role("main")
    expect(main).to_contain_text("Most suited to joint action.")
    expect(main).not_to_contain_text("Ashbrook")


@BOTH
def test_a_manager_brings_two_together(visitor, ardenvale, severnford, dana, alice, charlie, size, javascript):
    brokering.post(severnford, by=charlie, kind="offer", text="Our hub works.")
    director = visitor(size, javascript)
    director.sign_in(alice)
    director.open("/peer-challenge/help/")
    follow(director, "Ask or offer")
    director.page.get_by_label("We would like help with").check()
    director.page.get_by_label("In a sentence").fill("Better assessments.")
    press(director, "Put it on the board")
    address = director.page.url
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    manager.page.goto(address)
    follow(manager, "Bring together with Severnford")
    main = press(manager, "Bring together")
    expect(main).to_contain_text("Ardenvale and Severnford")


def test_a_director_asks_for_a_folder(visitor, ardenvale, alice):
    director = visitor("phone", True)
    director.sign_in(alice)
    director.open("/peer-challenge/packs/")
    main = press(director, "Make it")
    expect(main).to_contain_text("It is being put together.")
