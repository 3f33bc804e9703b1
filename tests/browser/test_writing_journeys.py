"""Writing without fear: saved by itself, given back after what may happen, and never over somebody else's unseen."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from portal.drafting.models import KeptText, Version
from tests import make
from tests.browser.conftest import Visitor
from tests.served import Served
from updates.actions import publish, save_draft
from updates.models import SectionTheme

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
SAVED = re.compile(r"^\s*Saved\s+\d{1,2}:\d\d\s*$")
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana, title="As it was")


def writer(visitor, person, draft, size="desktop", javascript=True):
    """`person` at the edit page of `draft`."""
    browser = visitor(size, javascript)
    browser.sign_in(person)
    browser.open(f"/updates/{draft.update_id}/edit/")
    return browser


def state_of(page):
    return page.locator("[data-autosave-line]")


def wait_for_version(page, version):
    expect(page.locator("#edit-form [name=version]")).to_have_value(str(version), timeout=15_000)


def now(draft):
    draft.refresh_from_db()
    return draft.title


def save(page):
    page.get_by_role("button", name="Save draft").locator("visible=true").last.click()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_is_typed_is_saved_by_itself_without_history(visitor, dana, draft, size):
    browser = writer(visitor, dana, draft, size)
    page = browser.page
    page.get_by_label("Title").fill("Typed")
    wait_for_version(page, 3)
    expect(state_of(page)).to_have_text(SAVED)
    page.get_by_role("textbox", name="Text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And more.")
    wait_for_version(page, 4)
    browser.check()
    assert (now(draft), Version.objects.count()) == ("Typed", 0)
    assert draft.sections.get().body == "<p>More social workers stayed. And more.</p>"
    page.goto("/updates/desk/")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_opening_the_page_and_doing_nothing_saves_nothing(visitor, mercia, dana):
    body = "<table><tbody><tr><td>One</td><td>Two</td></tr></tbody></table><ul><li>a</li></ul><p>Text<br>more</p>"
    draft = make.draft(mercia, by=dana, sections=[("Figures", body), ("Early help", "<h3>Small</h3>")])
    page = writer(visitor, dana, draft).page
    page.wait_for_timeout(3000)
    wait_for_version(page, 2)
    assert page.evaluate("Object.keys(localStorage)") == []
    assert draft.sections.first().body == body


def test_a_new_section_is_made_once_however_often_it_is_saved(visitor, dana, draft):
    page = writer(visitor, dana, draft).page
    page.get_by_role("button", name="Add a section").click()
    heading = page.get_by_label("Heading").nth(1)
    for version, words in enumerate(("New", "Newer"), start=4):
        heading.fill(words)
        wait_for_version(page, version)
    assert [(s.heading, s.anchor) for s in draft.sections.all()] == [("Workforce", "workforce"), ("Newer", "new")]


def test_what_is_wrong_is_said_and_saving_goes_on_once_it_is_put_right(visitor, dana, draft):
    browser = writer(visitor, dana, draft)
    browser.page.get_by_label("E-mail").fill("nobody")
    expect(state_of(browser.page)).to_contain_text("Not saved: Write “E-mail” in full, like name@example.org.")
    browser.check()
    browser.page.get_by_label("E-mail").fill("nobody@example.org")
    expect(state_of(browser.page)).to_have_text(SAVED)


@BOTH
def test_saving_keeps_one_s_place(visitor, mercia, dana, javascript):
    draft = make.draft(mercia, by=dana, sections=[(f"Section {n}", f"<p>{'Words. ' * 60}</p>") for n in range(12)])
    browser = writer(visitor, dana, draft, javascript=javascript)
    page = browser.page
    field = page.get_by_label("Heading").nth(8)
    field.fill("Changed")
    if javascript:
        before = page.evaluate("scrollY")
        field.press("Enter")
        expect(page.get_by_text("Saved as a draft.")).to_be_attached()
        expect(page.get_by_label("Heading").nth(8)).to_be_focused()
        assert abs(page.evaluate("scrollY") - before) < 200
    else:
        page.get_by_role("button", name="Save at section 9").click()
        assert page.url.endswith("at=9#section-8")
        expect(page.locator("#section-8").get_by_text("Saved", exact=True)).to_be_visible()
    browser.check()
    assert draft.sections.all()[8].heading == "Changed"


@BOTH
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_section_is_said_to_be_about_a_priority(visitor, mercia, dana, size, javascript):
    plan = make.plan(mercia, "2026-27", by=dana, priorities=(), status="published")
    make.priority(plan, "Effective safeguarding", "P1")
    make.enabler(plan, "Workforce development", "E1")
    draft = make.draft(mercia, "2026-05", by=dana)
    browser = writer(visitor, dana, draft, size, javascript)
    page = browser.page
    choice = page.locator("#section-0").get_by_role("group").filter(has=page.locator("summary", has_text="What is it"))
    summary = choice.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_label("P1. Effective safeguarding").check()
    page.get_by_label("E1. Workforce development").check()
    if javascript:
        expect(summary).to_contain_text("P1. Effective safeguarding; E1. Workforce development")
        wait_for_version(page, 3)
        expect(state_of(page)).to_have_text(SAVED)
    browser.check()
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_attached()
    expect(summary).to_contain_text("P1. Effective safeguarding; E1. Workforce development")
    browser.check()
    assert sorted(str(theme) for theme in SectionTheme.objects.all()) == [
        "E1. Workforce development", "P1. Effective safeguarding"
    ]  # fmt: skip
    publish(draft.update.draft, by=dana, version=draft.update.draft.version)
    browser.open("/mercia/updates/2026-05/")
    expect(page.get_by_text("About: P1. Effective safeguarding; E1. Workforce development")).to_be_visible()
    browser.check()


def test_after_a_killed_server_the_text_is_offered_back(chromium, tmp_path, mercia, dana, draft):
    served = Served(tmp_path)
    browser = Visitor(chromium, served.start(), "desktop", javascript=True)
    try:
        give_second_factor(dana)
        browser.context.add_cookies([session_of(dana, served)])
        page = browser.open(f"/updates/{draft.update_id}/edit/")
        served.kill()
        page.get_by_label("Title").fill("Typed in the dark")
        expect(state_of(page)).to_have_text(
            re.compile("Not saved: no connection. What you typed is kept on this device."), timeout=15_000
        )
        browser.trouble.clear()  # the browser says itself that nobody answered
        page.close()
        served.start()
        browser.page = page = browser.context.new_page()
        browser.open(f"/updates/{draft.update_id}/edit/")
        expect(page.get_by_text("We kept what you typed at")).to_be_visible()
        expect(page.get_by_label("Title")).to_have_value("As it was")
        page.get_by_role("button", name="Restore").click()
        expect(page.get_by_label("Title")).to_have_value("Typed in the dark")
        expect(state_of(page)).to_have_text(SAVED, timeout=15_000)
        browser.check()
        assert now(draft) == "Typed in the dark"
        browser.open(f"/updates/{draft.update_id}/edit/")
        expect(page.get_by_text("We kept what you typed at")).to_be_hidden()
    finally:
        browser.context.close()
        served.kill()


def test_saving_goes_on_when_the_server_is_back(visitor, dana, draft):
    browser = writer(visitor, dana, draft)
    browser.context.set_offline(True)
    browser.page.get_by_label("Title").fill("Typed in a tunnel")
    expect(state_of(browser.page)).to_contain_text("Not saved: no connection.")
    save(browser.page)
    expect(browser.page.locator("[data-autosave-status]")).to_be_focused()
    browser.context.set_offline(False)
    expect(state_of(browser.page)).to_have_text(SAVED, timeout=15_000)
    assert now(draft) == "Typed in a tunnel"


def test_what_is_kept_on_the_device_is_one_person_s_and_goes_when_discarded_at_sign_out_or_after_a_week(
    visitor, dana, carol, draft
):
    browser = writer(visitor, dana, draft)
    page = browser.page

    def keep(person, days_ago=0):
        key = f"typed/{person.pk}/update-{draft.update_id}/1"
        entry = f"{{at: Date.now() - {days_ago} * 86400000, fields: [['title', 'Never mind']]}}"
        page.evaluate(f"localStorage.setItem('{key}', JSON.stringify({entry}))")
        browser.open(f"/updates/{draft.update_id}/edit/")

    offer = page.get_by_text("We kept what you typed at")
    keep(carol)
    expect(offer).to_be_hidden()
    keep(dana)
    expect(offer).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(offer).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == [f"typed/{carol.pk}/update-{draft.update_id}/1"]
    keep(carol, days_ago=8)
    assert page.evaluate("Object.keys(localStorage)") == []
    keep(dana)
    page.goto("/accounts/logout/", wait_until="networkidle")  # the script that forgets is loaded after the page
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("/")
    assert page.evaluate("Object.keys(localStorage)") == []


@BOTH
def test_after_a_session_has_ended_it_survives_signing_in_again(visitor, dana, draft, javascript):
    browser = writer(visitor, dana, draft, javascript=javascript)
    page = browser.page
    Session.objects.all().delete()
    page.get_by_label("Title").fill("Typed too late")
    if javascript:
        expect(state_of(page)).to_contain_text("Not saved: you were signed out. What you typed is kept on this device.")
        page.get_by_role("button", name="Sign in again").click()
    else:
        save(page)
    browser.check()
    expect(page.get_by_text("What you typed is kept.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    browser.check()
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    page.get_by_label("E-mail address").fill(dana.email)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    browser.check()
    expect(page.get_by_label("Title")).to_have_value("As it was")
    page.get_by_role("link", name="Restore").click()
    browser.check()
    expect(page.get_by_label("Title")).to_have_value("Typed too late")
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    browser.check()
    assert (now(draft), KeptText.objects.count()) == ("Typed too late", 0)
    expect(page.get_by_role("button", name="Restore")).to_be_hidden()


def test_signing_in_again_elsewhere_lets_the_open_page_go_on(visitor, dana, draft):
    browser = writer(visitor, dana, draft)
    browser.context.clear_cookies()
    other = browser.context.new_page()
    other.goto("/accounts/login/")
    other.get_by_label("E-mail address").fill(dana.email)
    other.get_by_label("Password").fill(make.PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_load_state("networkidle")
    browser.page.get_by_label("Title").fill("Typed across")
    wait_for_version(browser.page, 3)
    assert now(draft) == "Typed across"


def test_a_second_editor_is_told_of_the_first(visitor, dana, carol, draft):
    writer(visitor, carol, draft)
    browser = writer(visitor, dana, draft)
    expect(browser.page.get_by_text(re.compile(r"^Carol is editing this \(since \d"))).to_be_visible()
    browser.check()


@BOTH
@pytest.mark.parametrize("choice", ["Replace theirs with mine", "Go back to mine", "Discard mine", "Compare"])
def test_two_people_and_four_choices(visitor, dana, carol, draft, javascript, choice):
    browser = writer(visitor, dana, draft, "phone" if choice == "Compare" else "desktop", javascript)
    page = browser.page
    save_draft(draft, make.text("Carol’s"), version=draft.version, by=carol)
    page.get_by_label("Title").fill("Dana’s")
    if javascript:
        expect(state_of(page)).to_contain_text("Not saved: Carol saved this on")
        page.get_by_role("button", name="Look at both texts").click()
    else:
        save(page)
    browser.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two people changed this draft")
    expect(page.get_by_text(re.compile("^Carol saved this on .*, after you opened it.$"))).to_be_visible()
    page.get_by_role("button", name=choice).click()
    browser.check()
    if choice == "Replace theirs with mine":
        assert (now(draft), Version.objects.get().words["title"]) == ("Dana’s", "Carol’s")
    elif choice == "Go back to mine":
        expect(page.get_by_label("Title")).to_have_value("Dana’s")
        assert now(draft) == "Carol’s"
        save(page)
        browser.check()
        assert now(draft) == "Dana’s"
    elif choice == "Discard mine":
        expect(page.get_by_label("Title")).to_have_value("Carol’s")
        assert now(draft) == "Carol’s"
    else:
        expect(page.get_by_role("region", name="Theirs")).to_contain_text("Carol’s")
        expect(page.get_by_role("region", name="Yours, not saved")).to_contain_text("Dana’s")
    if javascript and choice != "Compare":
        assert page.evaluate("Object.keys(localStorage)") == []


def give_second_factor(person):
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})


def session_of(person, served):
    """The cookie of a browser in which `person` is signed in."""
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(person)
    return {"name": name, "value": client.cookies[name].value, "url": served.url}
