"""What signing in needs: a browser without a session, the mail that was queued, and an authenticator app."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django_tasks_db.models import DBTaskResult

from portal.accounts.mail import send_mail
from portal.accounts.models import OutgoingMail
from tests import make

LOGIN = "/accounts/login/"
ASK = "/accounts/login/code/"
CONFIRM = "/accounts/login/code/confirm/"


@pytest.fixture(autouse=True)
def _empty_counters(db):
    cache.clear()


@pytest.fixture
def browser():
    """Return a function: a browser, perhaps at another address."""
    return lambda address="10.0.0.1": Client(REMOTE_ADDR=address)


@pytest.fixture
def deliver():
    """Return a function that does what the worker does: it sends what is queued and returns the new messages."""

    def run():
        before = len(mail.outbox)
        for task in DBTaskResult.objects.ready().order_by("enqueued_at"):
            send_mail.func(*task.args_kwargs["args"])
            task.delete()
        return mail.outbox[before:]

    return run


@pytest.fixture
def sign_in(browser, deliver):
    """Return a function: `person` in a browser, signed in with a code by e-mail."""

    def run(person, address="10.0.0.1"):
        client = browser(address)
        client.post(ASK, {"email": person.email})
        client.post(CONFIRM, {"code": code_in(deliver()[-1])})
        return client

    return run


def verified(person):
    """Somebody whose address was confirmed before."""
    person.emailaddress_set.update(verified=True)
    return person


def is_signed_in(client):
    return client.get("/people/me/").status_code == 200


def code_in(message):
    return re.search(r"Your code is: (\S+)", message.body)[1]


def by_password(client, person, password=make.PASSWORD):
    return client.post(LOGIN, {"login": person.email, "password": password})


def queued():
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))
