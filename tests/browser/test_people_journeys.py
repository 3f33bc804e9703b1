"""Somebody is invited, signs in with a code, sets up a second step, and loses access the moment the post ends."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from portal.accounts.models import OutgoingMail

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def app_code(key):
    """The six figures that an authenticator app with `key` shows now."""
    return format_hotp_value(hotp_value(key, int(time.time()) // 30))


def sign_in_by_code(person, email):
    page = person.open("/accounts/login/")
    page.get_by_role("button", name="Send me a code").or_(page.get_by_role("link", name="Send me a code")).click()
    person.check()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    person.check()
    mail = OutgoingMail.objects.filter(to=email).latest("made_at")
    page.get_by_label("Code").fill(re.search(r"Your code is: (\S+)", mail.body)[1])
    with page.expect_navigation(url=lambda url: "/code/" not in url):
        page.get_by_role("button", name="Go on").click()
    person.check()


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
def test_somebody_is_invited_signs_in_and_leaves(visitor, ardenvale, dana, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/people/")
    page.get_by_role("link", name="Invite somebody").click()
    manager.check()
    page.get_by_role("button", name="Give the post").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose “Role”")
    page.get_by_label("Name").fill("Nell Hart")
    page.get_by_label("E-mail address").fill("nell@example.org")
    page.get_by_label("Role").select_option("Contributor")
    page.get_by_label("Where").select_option("Ardenvale")
    page.get_by_role("button", name="Give the post").click()
    manager.check()
    expect(page.get_by_role("table", name="Posts: Ardenvale")).to_contain_text("Nell Hart")

    nell = visitor(size, javascript)
    sign_in_by_code(nell, "nell@example.org")
    nell.page.get_by_text("Account", exact=True).click()
    nell.check()
    nell.page.get_by_role("link", name="Your posts").click()
    nell.check()
    expect(nell.page.get_by_text("Contributor, Ardenvale")).to_be_visible()

    page.get_by_role("link", name="End the post of Nell Hart").click()
    manager.check()
    page.get_by_role("button", name="End post").click()
    manager.check()
    nell.page.reload()
    nell.check()
    expect(nell.page.get_by_text("Contributor, Ardenvale")).to_have_count(0)
    manager.open("/people/?show=ended")
    expect(page.get_by_role("table", name="Posts: Ardenvale")).to_contain_text("Nell Hart")


def test_an_authenticator_app_opens_the_portal_without_javascript(visitor, bob, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person = visitor("phone", javascript=False)
    sign_in_by_code(person, bob.email)
    page = person.open("/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your second step")
    page.get_by_role("link", name="Set up an authenticator app").click()
    person.check()
    page.get_by_text("You can’t use a camera").click()
    key = page.get_by_role("code").inner_text()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Switch it on").click()
    person.check()
    expect(page.get_by_role("alert")).to_contain_text("This code isn’t right.")
    page.get_by_label("Code").fill(app_code(key))
    page.get_by_role("button", name="Switch it on").click()
    person.check()
    codes = re.findall(r"\b\d{8}\b", page.get_by_role("main").inner_text())
    assert len(codes) == 10

    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    sign_in_by_code(person, bob.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("The second step")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    person.open("/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("People and their posts")


def test_a_passkey_is_made_and_signs_in(visitor, bob, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person = visitor()
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    kind = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
    sign_in_by_code(person, bob.email)
    page = person.open("/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    person.check()
    page.get_by_label("Name of this passkey").fill("Laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    person.check()
    person.open("/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Laptop")).to_be_visible()

    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(person.server.url + "/your-work/")
    person.open("/people/")
    expect(page.get_by_role("heading", level=1)).to_have_text("People and their posts")
