"""Signing in: the ways there are, what they tell a stranger, and what goes on record."""

import re

import pytest

from portal.accounts.models import OutgoingMail, User
from portal.audit.models import AuditEvent
from tests import make
from tests.accounts.conftest import ASK, CONFIRM, LOGIN, by_password, code_in, is_signed_in, queued, verified


def test_a_code_by_mail_signs_in_and_is_recorded(bob, sign_in):
    client = sign_in(bob)
    assert is_signed_in(client)
    event = AuditEvent.objects.get(verb="signed in")
    assert (event.by, event.details) == (bob, {"methods": ["code"], "failed_attempts_before": 0})


def test_a_password_signs_in_somebody_whose_address_is_confirmed(bob, browser):
    client = browser()
    response = by_password(client, verified(bob))
    assert (response.status_code, response.url) == (302, "/your-work/")
    assert is_signed_in(client)


def test_a_password_alone_does_not_sign_in_while_the_address_is_unconfirmed(bob, browser):
    client = browser()
    response = by_password(client, bob)
    assert response.url == "/accounts/confirm-email/"
    assert not is_signed_in(client)


def test_the_third_wrong_code_ends_the_attempt(bob, browser, deliver):
    client = browser()
    client.post(ASK, {"email": bob.email})
    code = code_in(deliver()[-1])
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONG-CODE"})
    client.post(CONFIRM, {"code": code})
    assert not is_signed_in(client)


def test_signing_in_gives_a_new_session_id(bob, browser, deliver):
    client = browser()
    client.post(ASK, {"email": bob.email})
    before = client.cookies["session"].value
    client.post(CONFIRM, {"code": code_in(deliver()[-1])})
    assert is_signed_in(client)
    assert client.cookies["session"].value != before


def test_signing_out_needs_a_button_and_is_recorded(bob, sign_in):
    client = sign_in(bob)
    client.get("/accounts/logout/")
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)
    assert AuditEvent.objects.filter(verb="signed out", by=bob).count() == 1


def test_nobody_signs_up(db, browser):
    client = browser()
    page = client.get("/accounts/signup/")
    assert "You can’t sign up by yourself" in page.content.decode()
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": make.PASSWORD})
    assert User.objects.count() == 0


def test_somebody_suspended_is_out_at_the_next_request(bob, frank, sign_in):
    client = sign_in(bob)
    bob.suspend(by=frank)
    assert not is_signed_in(client)
    by_password(client, verified(bob))
    assert not is_signed_in(client)


# ------------------------------------------------------------------------------- what a stranger can find out
def without_address(page, email):
    """The page as everybody sees it: without the address typed and without tokens."""
    text = page.content.decode().replace(email, "ADDRESS")
    return re.sub(r'value="\w{64}"', "", text)


@pytest.mark.parametrize("address", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_asking_for_a_code_answers_the_same_whether_or_not_the_address_is_known(address, bob, browser):
    answers = []
    for email in (bob.email, "nobody@example.org"):
        client = browser()
        response = client.post(address, {"email": email})
        answers.append((response.status_code, response.url, without_address(client.get(response.url), email)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("address", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_asking_for_a_code_does_the_same_work_whether_or_not_the_address_is_known(
    address, bob, browser, django_assert_max_num_queries
):
    counts = []
    for email in (bob.email, "nobody@example.org"):
        client = browser()
        with django_assert_max_num_queries(60) as captured:
            client.post(address, {"email": email})
        counts.append(sum("INSERT" in query["sql"] for query in captured.captured_queries))
    assert counts[0] == counts[1]
    assert [to for to, _ in queued()] == [bob.email, "nobody@example.org"]


def test_a_wrong_password_answers_the_same_whether_or_not_the_address_is_known(bob, browser):
    pages = []
    for email in (bob.email, "nobody@example.org"):
        page = browser().post(LOGIN, {"login": email, "password": "not the right one"})
        pages.append(without_address(page, email))
    assert pages[0] == pages[1]
    assert "This e-mail address and password don’t go together" in pages[0]


def test_a_wrong_password_hashes_as_often_for_an_unknown_address(bob, browser, monkeypatch, settings):
    from django.contrib.auth.hashers import MD5PasswordHasher

    class Counting(MD5PasswordHasher):
        hashed = 0

        def encode(self, password, salt):
            type(self).hashed += 1
            return super().encode(password, salt)

    monkeypatch.setattr("django.contrib.auth.hashers.get_hashers_by_algorithm", lambda: {"md5": Counting()})
    monkeypatch.setattr("django.contrib.auth.hashers.get_hasher", lambda algorithm="default": Counting())
    counts = []
    for email in (bob.email, "nobody@example.org"):
        Counting.hashed = 0
        browser().post(LOGIN, {"login": email, "password": "not the right one"})
        counts.append(Counting.hashed)
    assert counts == [1, 1]


# ------------------------------------------------------------------------------------------------- failures
def test_failed_attempts_are_counted_and_told_when_signing_in_works(bob, browser):
    verified(bob)
    client = browser()
    for _ in range(2):
        by_password(client, bob, "not the right one")
    assert User.objects.get(pk=bob.pk).failed_sign_ins == 2
    by_password(client, bob)
    assert AuditEvent.objects.get(verb="signed in").details["failed_attempts_before"] == 2
    assert User.objects.get(pk=bob.pk).failed_sign_ins == 0


def test_the_sixth_attempt_from_one_address_is_refused_even_with_the_right_password(bob, browser):
    verified(bob)
    client = browser()
    answers = [by_password(client, bob, "not the right one").content.decode() for _ in range(6)]
    assert ["Too many attempts" in answer for answer in answers] == [False] * 5 + [True]
    by_password(client, bob)
    assert not is_signed_in(client)
    assert User.objects.get(pk=bob.pk).failed_sign_ins == 5


def test_a_limit_on_one_account_locks_out_neither_the_building_nor_another_address(bob, alice, browser):
    verified(bob), verified(alice)
    client = browser("10.0.0.1")
    for _ in range(6):
        by_password(client, bob, "not the right one")
    colleague, elsewhere = browser("10.0.0.1"), browser("10.0.0.2")
    by_password(colleague, alice)
    by_password(elsewhere, bob)
    assert (is_signed_in(colleague), is_signed_in(elsewhere)) == (True, True)


def test_the_twenty_first_failure_of_an_account_is_refused_wherever_it_comes_from(bob, browser):
    verified(bob)
    answers = [
        by_password(browser(f"10.0.{number}.1"), bob, "not the right one").content.decode() for number in range(21)
    ]
    assert ["Too many attempts" in answer for answer in answers] == [False] * 20 + [True]


def test_a_password_that_works_is_not_counted(bob, browser):
    verified(bob)
    for _ in range(8):
        client = browser()
        by_password(client, bob)
        assert is_signed_in(client)


def test_a_hundred_people_in_one_building_may_ask_for_a_code(db, browser):
    for number in range(40):
        browser().post(ASK, {"email": f"person{number}@example.org"})
    assert OutgoingMail.objects.count() == 40


def test_the_sixth_code_for_one_account_at_one_address_is_refused(bob, browser):
    for _ in range(6):
        page = browser().post(ASK, {"email": bob.email})
    assert "Too many attempts" in page.content.decode()
    assert OutgoingMail.objects.count() == 5


# ------------------------------------------------------------------------------------------------ passwords
@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("short", True),
        ("ardenvale-2026", True),
        ("Children-Services-1", True),
        ("password1234", True),
        ("bob.example.org", True),
        ("three wet otters sing", False),
    ],
)
def test_a_new_password_is_long_and_not_made_of_local_words(password, refused, bob, sign_in):
    bob.set_unusable_password()
    bob.save()
    client = sign_in(bob)
    client.post("/accounts/password/set/", {"password1": password, "password2": password})
    assert User.objects.get(pk=bob.pk).has_usable_password() is not refused


def test_a_password_is_set_anew_with_a_code_and_ends_other_sessions(bob, browser, sign_in, deliver):
    elsewhere = sign_in(bob, "10.0.0.9")
    client = browser()
    client.post("/accounts/password/reset/", {"email": bob.email})
    client.post("/accounts/password/reset/confirm/", {"code": code_in(deliver()[-1])})
    new = "three wet otters sing"
    response = client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})
    assert response.url == "/accounts/password/reset/done/"
    assert User.objects.get(pk=bob.pk).check_password(new)
    assert not is_signed_in(elsewhere)
    assert AuditEvent.objects.filter(verb="set the password of", subject_id=str(bob.pk)).count() == 1


def test_the_words_of_a_message_are_forgotten_once_it_is_sent(bob, browser, deliver):
    browser().post(ASK, {"email": bob.email})
    assert "Your code is" in OutgoingMail.objects.get().body
    deliver()
    mail = OutgoingMail.objects.get()
    assert (mail.body, mail.send()) == ("", False)


def test_a_new_address_works_once_its_code_is_typed(bob, sign_in, deliver):
    client = sign_in(bob)
    client.post("/accounts/email/", {"email": "Robert@example.org", "action_add": ""})
    assert User.objects.get(pk=bob.pk).email == "bob@example.org"
    client.post("/accounts/confirm-email/", {"code": code_in(deliver()[-1])})
    assert User.objects.get(pk=bob.pk).email == "robert@example.org"
    assert AuditEvent.objects.filter(verb="changed the e-mail address of").count() == 1
