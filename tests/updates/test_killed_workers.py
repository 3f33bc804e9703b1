"""Eight people save over HTTP while the web server's workers are killed: every save that was acknowledged is there.

Each save reads what is there, adds one word of its own to it and saves, again with the very same text as long as no
answer comes, as autosave.js does. So a save that was lost, done twice or done by half shows in the words that are left.

KILLING_SECONDS=600 python -m pytest tests/updates/test_killed_workers.py     runs it for ten minutes
"""

import os
import random
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import lxml.html
import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from tests import make
from tests.served import Served
from updates.models import Edition

SECONDS = float(os.environ.get("KILLING_SECONDS") or 25)
PEOPLE, DRAFTS = 8, 4
SAVES_BETWEEN_KILLS = 4
COPIES = 3  # each word is saved in as many places: half a save would show
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]


@dataclass
class Saver:
    """One person with a browser of their own, adding words to one draft."""

    name: str
    served: Served
    cookie: str
    update: int
    stop: threading.Event
    acknowledged: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    unanswered: int = 0

    def run(self):
        number = 0
        while not self.stop.is_set():
            number += 1
            self._add(f"{self.name}{number}")

    def _add(self, word):
        """Save `word` on top of what is there, until it is acknowledged or time is up."""
        self.sent.append(word)
        while not self.stop.is_set():
            form = self._form()
            if form is None:
                continue
            form = _with(form, word)
            by_itself = self.random_way()
            status, answer = self._ask("POST", *by_itself, form)
            while status is None and not self.stop.is_set():
                status, answer = self._ask("POST", *by_itself, form)
            if status in (200, 302):
                self.acknowledged.append(word)
                return
            assert status in (None, 409), (status, answer[:300])

    def random_way(self):
        """By itself, or by the button."""
        way = random.choice(["autosave", "edit"])
        return f"/updates/{self.update}/{way}/", "application/json" if way == "autosave" else "text/html"

    def _form(self):
        """Return the edit form's fields as the server draws them now, or None when it did not answer."""
        status, html = self._ask("GET", f"/updates/{self.update}/edit/", "text/html")
        if status is None:
            return None
        assert status == 200, (status, html[:300])
        form = lxml.html.fromstring(html).get_element_by_id("edit-form")
        return [(name, value) for name, value in form.form_values() if name != "do"]

    def _ask(self, method, path, accepts, fields=()):
        connection = HTTPConnection("127.0.0.1", self.served.port, timeout=20)
        headers = {"Cookie": self.cookie, "Accept": accepts, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(fields) if method == "POST" else None, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except (OSError, HTTPException):
            self.unanswered += 1
            return None, ""
        finally:
            connection.close()


def _with(form, word):
    """The form with `word` added to each section and to “in short”, which holds the last words only."""
    return [
        (name, f"{value} {word}".strip() if name.endswith("-body") else word if name == "in_short" else value)
        for name, value in form
    ]


def test_no_acknowledged_save_is_lost_halved_or_doubled(mercia, tmp_path):
    sections = [(f"Section {number}", "<p>Start</p>") for number in range(COPIES)]
    drafts = [make.draft(mercia, f"2016-0{month}", sections=sections) for month in range(1, DRAFTS + 1)]
    served, stop = Served(tmp_path).start(), threading.Event()
    savers = [_saver(number, served, mercia, drafts[number % DRAFTS], stop) for number in range(PEOPLE)]
    threads = [threading.Thread(target=saver.run, daemon=True) for saver in savers]
    try:
        for thread in threads:
            thread.start()
        kills = _kill_workers(served, savers, time.monotonic() + SECONDS)
        stop.set()
        for thread in threads:
            thread.join(30)
    finally:
        stop.set()
        served.kill()
    for draft in drafts:
        _all_is_there(draft, [saver for saver in savers if saver.update == draft.update_id])
    saved = sum(len(saver.acknowledged) for saver in savers)
    unanswered = sum(saver.unanswered for saver in savers)
    print(f"{saved} saved, {kills} workers killed, {unanswered} times no answer")  # noqa: T201
    assert saved >= SECONDS / 3 and kills >= 2 and unanswered >= 1, (saved, kills, unanswered)


def _saver(number, served, region, draft, stop):
    person = make.person(f"Saver {number}")
    make.post(person, "programme-manager", region)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": ""})
    browser = Client()
    browser.force_login(person)
    browser.get(f"/updates/{draft.update_id}/edit/")  # for its token
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    cookie = "; ".join(f"{name}={browser.cookies[name].value}" for name in names)
    return Saver(chr(ord("A") + number), served, cookie, draft.update_id, stop)


def _kill_workers(served, savers, until):
    """Kill one worker after the other, at any moment of what it does; return how many.

    Some saves come between two kills, however long a new worker takes to come up on this machine.
    """
    kills = seen = 0
    while time.monotonic() < until:
        time.sleep(random.uniform(0, 0.3))
        saved = sum(len(saver.acknowledged) for saver in savers)
        pids = served.worker_pids()
        if pids and saved >= seen + SAVES_BETWEEN_KILLS:
            with suppress(ProcessLookupError):
                os.kill(random.choice(pids), signal.SIGKILL)
                kills, seen = kills + 1, saved
    return kills


def _all_is_there(draft, savers):
    edition = Edition.objects.get(pk=draft.pk)
    texts = [section.body for section in edition.sections.all()]
    words = texts[0].replace("<p>", " ").replace("</p>", " ").split()
    sent = {word for saver in savers for word in saver.sent}
    acknowledged = {word for saver in savers for word in saver.acknowledged}
    assert texts == [texts[0]] * COPIES, "half written"
    assert edition.in_short == words[-1], "half written"
    assert len(words) == len(set(words)), "doubled"
    assert acknowledged <= set(words) <= sent | {"Start"}, "lost"
