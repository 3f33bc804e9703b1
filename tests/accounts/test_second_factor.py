"""The second factor: asked of everyone who holds a post, encrypted, and not to be had with recovery codes alone."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client

from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from tests import make
from tests.accounts.conftest import by_password, is_signed_in, verified

ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _second_factor_is_asked(settings, _second_factor_is_not_asked):
    settings.SECOND_FACTOR_REQUIRED = True


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def secret_of(client):
    client.get(ACTIVATE)
    return client.session["mfa.totp.secret"]


def test_without_a_second_factor_nothing_is_reachable_but_setting_it_up_and_signing_out(bob, sign_in):
    client = sign_in(bob)
    for path in ("/", "/people/", "/people/me/", "/accounts/sessions/", "/admin/", "/no/such/page/"):
        response = client.get(path)
        assert (path, response.status_code, response.url) == (path, 302, "/accounts/2fa/")
    for path in ("/accounts/2fa/", ACTIVATE, "/accounts/2fa/webauthn/add/", "/accounts/logout/"):
        assert (path, client.get(path).status_code) == (path, 200)


def test_somebody_without_a_post_is_not_asked_for_a_second_factor(db, sign_in):
    assert is_signed_in(sign_in(make.person("Hazel")))


def test_an_authenticator_app_opens_the_portal_and_is_asked_for_next_time(
    bob, sign_in, browser, django_capture_on_commit_callbacks
):
    client = sign_in(bob)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ACTIVATE, {"code": code_of(secret_of(client))})
    assert is_signed_in(client)
    assert AuditEvent.objects.filter(verb="added an authenticator app for", by=bob).count() == 1

    again = browser()
    response = by_password(again, bob)
    assert response.url == "/accounts/2fa/authenticate/"
    assert not is_signed_in(again)


def test_a_wrong_code_of_the_app_does_not_sign_in(bob, browser):
    TOTP.activate(verified(bob), "JBSWY3DPEHPK3PXP")
    client = browser()
    by_password(client, bob)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert is_signed_in(client)


def test_recovery_codes_alone_are_no_second_factor(bob, sign_in):
    client = sign_in(bob)
    RecoveryCodes.activate(bob)
    assert client.get("/people/me/").url == "/accounts/2fa/"


def test_a_recovery_code_replaces_the_app_once(bob, browser):
    TOTP.activate(verified(bob), "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(bob).get_unused_codes()[0]
    answers = []
    for _ in range(2):
        client = browser()
        by_password(client, bob)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        answers.append(is_signed_in(client))
    assert answers == [True, False]


def test_removing_the_last_second_factor_closes_the_portal_again(bob, sign_in):
    client = sign_in(bob)
    client.post(ACTIVATE, {"code": code_of(secret_of(client))})
    client.post("/accounts/2fa/totp/deactivate/")
    assert client.get("/people/me/").url == "/accounts/2fa/"
    assert AuditEvent.objects.filter(verb="removed the authenticator app of", by=bob).count() == 1


def test_the_secret_of_the_app_is_not_in_the_database_in_clear(bob, sign_in):
    client = sign_in(bob)
    secret = secret_of(client)
    client.post(ACTIVATE, {"code": code_of(secret)})
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of(secret)) is not None


def test_secrets_survive_a_change_of_the_key(bob, settings):
    TOTP.activate(bob, "JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code_of("JBSWY3DPEHPK3PXP"))


def test_a_passkey_must_check_that_it_is_its_owner(bob, sign_in):
    client = sign_in(bob)
    page = client.get("/accounts/2fa/webauthn/add/")
    options = page.context["js_data"]["creation_options"]["publicKey"]
    assert options["authenticatorSelection"]["userVerification"] == "required"
    asked = Client().get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"}).json()
    assert asked["request_options"]["publicKey"]["userVerification"] == "required"


def test_the_admin_has_no_door_of_its_own(frank, browser):
    verified(frank)
    TOTP.activate(frank, "JBSWY3DPEHPK3PXP")
    client = browser()
    assert client.get("/admin/login/").url.startswith("/accounts/login/")
    client.post("/admin/login/", {"username": frank.email, "password": make.PASSWORD})
    assert client.get("/admin/").status_code == 302
    by_password(client, frank)
    assert client.get("/admin/").status_code == 302
    client.post("/accounts/2fa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert client.get("/admin/").status_code == 200


def test_somebody_who_lost_everything_starts_anew_and_it_is_recorded(bob, capsys):
    TOTP.activate(bob, "JBSWY3DPEHPK3PXP")
    call_command("forget_second_factor", "BOB@example.org")
    assert capsys.readouterr().out == "Bob: 1 removed. They set up a new one when they next sign in.\n"
    assert Authenticator.objects.count() == 0
    assert AuditEvent.objects.filter(verb="removed every second factor of").count() == 1


def test_the_demonstration_asks_for_none(bob, sign_in, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    assert is_signed_in(sign_in(bob))
    assert bob.holds(Role.CONTRIBUTOR)
