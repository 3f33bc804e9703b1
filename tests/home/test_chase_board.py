"""Who owes what, and the one message to each of them."""

import re
from datetime import date

import pytest
import time_machine

from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from portal.home import tasks
from portal.home.tasks import Owed

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]
BOARD, NUDGE = "/your-work/chase/", "/your-work/chase/nudge/"


@pytest.fixture(autouse=True)
def _on_a_sunday():
    with time_machine.travel("2026-11-22 09:00 +0000", tick=False):
        yield


@pytest.fixture
def owed(monkeypatch, mercia):
    """Return a function: in Mercia these things are owed, elsewhere nothing."""
    return lambda *rows: monkeypatch.setattr(
        tasks, "_owed", [lambda region: list(rows) if region.pk == mercia.pk else []]
    )


def row(what, person=None, **facts):
    return Owed(what, "/there/", facts.pop("kind", "Action"), facts.pop("state", "Late"), person=person, **facts)


def sealed(page, *people, note="Please."):
    """The form of the page, as a browser sends it."""
    sent = {"to": [str(person.pk) for person in people]}
    for person in people:
        sent[f"to-{person.pk}-note"] = note
        sent[f"to-{person.pk}-seal"] = re.search(rf'name="to-{person.pk}-seal" value="(\w+)"', page)[1]
    return sent


def test_what_is_owed_stands_by_person_and_vacant_offices_by_themselves(owed, signed_in, dana, charlie, alice):
    owed(
        row("Second", charlie, due_on=date(2026, 12, 1)),
        row("First", charlie, due_on=date(2026, 11, 1)),
        row("Hers", alice),
        row("Nobody's", office="Lead Member, Ardenvale"),
    )
    context = signed_in(dana).get(BOARD).context
    shown = [(str(one.person), [thing.what for _, thing in one.owes]) for one in context["people"]]
    assert shown == [("Alice", ["Hers"]), ("Charlie", ["First", "Second"])]
    assert [(one.office, [thing.what for _, thing in one.owes]) for one in context["vacant"]] == [
        ("Lead Member, Ardenvale", ["Nobody's"])
    ]


def test_what_the_manager_owes_is_on_their_own_list_alone(owed, signed_in, dana):
    owed(row("Own", dana))
    assert signed_in(dana).get(BOARD).context["people"] == []


def test_filters_narrow_the_board_and_take_themselves_away(owed, signed_in, dana, charlie):
    owed(row("Late one", charlie), row("Risky one", charlie, state="At risk"), row("Update", charlie, kind="Update"))
    response = signed_in(dana).get(f"{BOARD}?state=Late&kind=Action")
    (one,) = response.context["people"]
    assert [thing.what for _, thing in one.owes] == ["Late one"]
    assert response.context["chips"] == [
        {"label": "Action", "url": "?state=Late"},
        {"label": "Late", "url": "?kind=Action"},
    ]
    assert len(signed_in(dana).get(f"{BOARD}?state=nonsense").context["people"][0].owes) == 3


def test_opening_the_page_of_a_nudge_sends_nothing_and_shows_everything_of_the_person(owed, signed_in, dana, charlie):
    owed(row("Late one", charlie, due_on=date(2026, 3, 3)), row("Risky one", charlie, state="At risk"))
    page = signed_in(dana).get(f"{NUDGE}?to={charlie.pk}").content.decode()
    said = ("To Charlie", "charlie@example.org", "Late one", "Late since 3 March 2026", "Risky one", "Send 1 message")
    assert [words in page for words in said] == [True] * 6
    assert (OutgoingMail.objects.count(), AuditEvent.objects.filter(verb="nudged").count()) == (0, 0)


def test_send_queues_one_message_to_each_with_the_note_on_top(owed, signed_in, dana, charlie, alice):
    owed(row("Late one", charlie, due_on=date(2026, 3, 3)), row("Risky one", charlie), row("Hers", alice))
    browser = signed_in(dana)
    page = browser.get(f"{NUDGE}?to={charlie.pk}&to={alice.pk}").content.decode()
    assert browser.post(NUDGE, sealed(page, charlie, alice, note="Before Friday, please.")).url == BOARD
    sent = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert sorted(sent) == ["alice@example.org", "charlie@example.org"]
    mail = sent["charlie@example.org"]
    assert mail.subject == "2 things waiting for you"
    assert mail.body.startswith("Hello Charlie,\n\nBefore Friday, please.\n\nThese 2 things wait for you in Mercia:")
    assert ("http://127.0.0.1:8000/there/" in mail.body, "Hers" in mail.body) == (True, False)


def test_pressing_twice_sends_once(owed, signed_in, dana, charlie):
    owed(row("Late one", charlie))
    browser = signed_in(dana)
    sent = sealed(browser.get(f"{NUDGE}?to={charlie.pk}").content.decode(), charlie)
    answers = [browser.post(NUDGE, sent, follow=True).content.decode() for _ in range(2)]
    assert OutgoingMail.objects.count() == 1
    assert ["Not sent again: Charlie had a message about this today." in page for page in answers] == [False, True]


@pytest.mark.parametrize(("days", "is_said"), [(6, True), (8, False)])
def test_who_was_nudged_in_the_last_seven_days_is_said_to_be(owed, signed_in, dana, charlie, days, is_said):
    owed(row("Late one", charlie))
    browser = signed_in(dana)
    browser.post(NUDGE, sealed(browser.get(f"{NUDGE}?to={charlie.pk}").content.decode(), charlie))
    with time_machine.travel(f"2026-11-{22 + days} 08:00 +0000", tick=False):
        browser = signed_in(dana)
        pages = [browser.get(path).content.decode() for path in (BOARD, f"{NUDGE}?to={charlie.pk}")]
    assert ["udged on Sunday 22 November 2026" in page for page in pages] == [is_said, is_said]


def test_a_list_that_changed_since_it_was_shown_is_shown_again_and_nothing_is_sent(owed, signed_in, dana, charlie):
    owed(row("Late one", charlie))
    browser = signed_in(dana)
    sent = sealed(browser.get(f"{NUDGE}?to={charlie.pk}").content.decode(), charlie, note="Typed before.")
    owed(row("Late one", charlie), row("New one", charlie))
    page = browser.post(NUDGE, sent).content.decode()
    assert ("New one" in page, "Typed before." in page, OutgoingMail.objects.count()) == (True, True, 0)


def test_a_note_that_is_too_long_is_refused_and_kept(owed, signed_in, dana, charlie):
    owed(row("Late one", charlie))
    browser = signed_in(dana)
    sent = sealed(browser.get(f"{NUDGE}?to={charlie.pk}").content.decode(), charlie, note="x" * 1001)
    page = browser.post(NUDGE, sent).content.decode()
    said = "To Charlie: Shorten your note to 1000 characters: it has 1001."
    assert (said in page, "x" * 1001 in page, OutgoingMail.objects.count()) == (True, True, 0)


def test_nobody_who_owes_nothing_is_written_to(owed, signed_in, dana, charlie, alice):
    owed(row("Late one", charlie))
    page = signed_in(dana).get(f"{NUDGE}?to={alice.pk}&to=x").content.decode()
    assert ("You have ticked nobody who owes something now." in page, "Alice" in page) == (True, False)


def test_a_manager_sees_only_their_own_regions(owed, signed_in, erin, charlie):
    owed(row("Late one", charlie))
    assert signed_in(erin).get(BOARD).context["people"] == []
    assert "Charlie" not in signed_in(erin).get(f"{NUDGE}?to={charlie.pk}").content.decode()
