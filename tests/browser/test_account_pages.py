"""What people see of their own account: e-mail address, password, second step, sessions; right, wrong and too often."""

import pytest
from playwright.sync_api import expect

from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SIZES = pytest.mark.parametrize("size", ["desktop", "phone"])


def press(person, button, says):
    """Press the button; the page that comes is checked and complains with the words `says`."""
    person.page.get_by_role("main").get_by_role("button", name=button).click()
    person.check()
    expect(person.page.get_by_role("alert")).to_contain_text(says)


@SIZES
def test_the_pages_of_an_address_and_a_password(visitor, bob, size):
    person = visitor(size)
    person.sign_in(bob)
    page = person.open("/accounts/email/")
    press(person, "Change address", "Fill in “New e-mail address”")
    page.get_by_label("New e-mail address").fill("bob at the council")
    press(person, "Change address", "Write “New e-mail address” in full")
    page.get_by_label("New e-mail address").fill("bob.new@example.org")
    page.get_by_role("button", name="Change address").click()
    person.check()
    page.get_by_label("Code").fill("WRONG1")
    press(person, "Go on", "code")

    person.open("/accounts/password/change/")
    press(person, "Change password", "Fill in “Present password”")
    for label, typed in (("Present password", "wrong"), ("New password", "short"), ("New password again", "other")):
        page.get_by_label(label, exact=True).fill(typed)
    press(person, "Change password", "Type your present password.")


@SIZES
def test_the_pages_of_the_second_step(visitor, bob, size):
    person = visitor(size)
    person.sign_in(bob)
    person.open("/accounts/2fa/")
    page = person.open("/accounts/2fa/totp/activate/")
    press(person, "Switch it on", "Fill in “Code”")
    page.get_by_label("Code").fill("000000")
    press(person, "Switch it on", "This code isn’t right.")
    person.open("/accounts/2fa/webauthn/add/")
    person.open("/accounts/2fa/webauthn/")
    person.open("/accounts/reauthenticate/")
    press(person, "Go on", "Fill in “Password”")
    page.get_by_label("Password").fill("wrong")
    press(person, "Go on", "This password isn’t right.")


def by_password(visitor, person):
    """Sign in as people do: that is what makes a row on the page of sessions."""
    person.emailaddress_set.update_or_create(email=person.email, defaults={"verified": True, "primary": True})
    page = visitor.open("/accounts/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(make.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


@SIZES
def test_the_page_of_sessions_with_one_and_with_two(visitor, bob, size):
    person, elsewhere = visitor(size), visitor()
    by_password(person, bob)
    page = person.open("/accounts/sessions/")
    expect(page.get_by_role("button", name="Sign it out")).to_have_count(0)
    by_password(elsewhere, bob)
    person.open("/accounts/sessions/")
    page.get_by_role("button", name="Sign it out").click()
    person.check()
    expect(page.get_by_role("heading", level=3)).to_have_text(["This device"])


@SIZES
def test_trying_too_often_is_said_on_a_page_of_its_own(visitor, bob, size):
    person = visitor(size)
    person.sign_in(bob)
    page = person.open("/accounts/password/change/")
    for _ in range(5):
        page.get_by_role("button", name="Change password").click()
        page.wait_for_load_state()
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.get_by_role("button", name="Change password").click()
    assert answer.value.status == 429
    person.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many tries")
