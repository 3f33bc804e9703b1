"""Windows of editions when schedules and withdrawals meet: never two at once, never one that was stopped."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import make
from updates.actions import keep_readable, publish, start_draft, unschedule, withdraw
from updates.models import Edition

pytestmark = pytest.mark.on_postgresql

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def update(mercia, dana):
    return make.update(mercia, by=dana, title="First").update


def correction(update, dana, title, at):
    draft = start_draft(update, by=dana)
    Edition.objects.filter(pk=draft.pk).update(title=title)
    return publish(draft, by=dana, version=draft.version, at=at, change_note="Corrected.")


def live_on(update, *moments):
    """The titles of what everybody reads at each of these moments."""
    return [
        ", ".join(Edition.objects.live(at).filter(update=update).order_by("pk").values_list("title", flat=True))
        for at in moments
    ]


def test_calling_a_withdrawal_off_leaves_its_turn_to_what_was_scheduled_for_after_it(update, dana, now):
    withdraw(update, by=dana, reason="Old.", at=now + 2 * DAY)
    correction(update, dana, "Second", now + 4 * DAY)
    assert live_on(update, now + DAY, now + 3 * DAY, now + 5 * DAY) == ["First", "", "Second"]
    update.refresh_from_db()
    keep_readable(update, by=dana)
    assert live_on(update, now + DAY, now + 3 * DAY, now + 5 * DAY) == ["First", "First", "Second"]


def test_setting_a_withdrawal_anew_ends_what_was_scheduled_for_after_it_too(update, dana, now):
    withdraw(update, by=dana, reason="Old.", at=now + 2 * DAY)
    correction(update, dana, "Second", now + 4 * DAY)
    withdraw(update, by=dana, reason="Old.", at=now + 6 * DAY)
    assert live_on(update, now + 3 * DAY, now + 5 * DAY, now + 7 * DAY) == ["First", "Second", ""]


def test_stopping_what_was_to_follow_a_withdrawal_at_once_leaves_the_withdrawal(update, dana, now):
    withdraw(update, by=dana, reason="Old.", at=now + 2 * DAY)
    second = correction(update, dana, "Second", now + 2 * DAY)
    unschedule(second, by=dana, version=second.version)
    assert live_on(update, now + DAY, now + 3 * DAY) == ["First", ""]
    with time_machine.travel(now + 3 * DAY):
        update.refresh_from_db()
        assert update.is_withdrawn
        assert update.last_read.title == "First"


def test_what_a_withdrawal_stopped_stays_stopped_when_a_later_one_is_called_off(update, dana, now):
    correction(update, dana, "In error", now + 4 * DAY)
    withdraw(update, by=dana, reason="In error.")
    correction(update, dana, "Right", None)
    update.refresh_from_db()
    withdraw(update, by=dana, reason="Old.", at=now + 2 * DAY)
    update.refresh_from_db()
    keep_readable(update, by=dana)
    assert live_on(update, now + DAY, now + 5 * DAY) == ["Right", "Right"]


def test_one_that_was_withdrawn_before_it_was_ever_live_is_unknown_to_the_public(mercia, dana, now, client):
    draft = make.draft(mercia, by=dana)
    publish(draft, by=dana, version=draft.version, at=now + DAY)
    withdraw(draft.update, by=dana, reason="Not for everybody.")
    for days in (2, 3):
        correction(draft.update, dana, "Later", now + days * DAY)
    assert client.get("/mercia/updates/2015-11/").status_code == 404


def test_the_record_says_of_what_never_went_live_that_it_did_not(update, dana, now, signed_in):
    correction(update, dana, "Second", now + DAY)
    withdraw(update, by=dana, reason="In error.")
    page = signed_in(dana).get(f"/updates/{update.pk}/").content.decode()
    assert page.count("Never public") == 1
    assert page.count("Was to go live on") == 1
