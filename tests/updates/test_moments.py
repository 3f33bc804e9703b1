"""Scheduling and withdrawing: windows that are cut short, called off and put right again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.audit.models import Overtaken
from portal.following.models import Mailing
from tests import make
from tests.following.make import follower as make_follower
from updates.actions import DraftInTheWay, keep_readable, publish, start_draft, unschedule, withdraw
from updates.models import Edition, Withdrawal
from updates.telling import stop_when_withdrawn, tell_when_live

pytestmark = pytest.mark.on_postgresql

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def correction(update, dana, at, **fields):
    draft = start_draft(update, by=dana)
    return publish(draft, by=dana, version=draft.version, at=at, change_note="Corrected.", **fields)


def windows(update):
    return [(edition.live_from, edition.live_until) for edition in update.editions.filter(live_from__isnull=False)][
        ::-1
    ]


def test_stopping_a_scheduled_edition_lets_the_one_before_it_live_on(mercia, dana, now):
    first = make.update(mercia, by=dana)
    later = correction(first.update, dana, now + DAY)
    unschedule(later, by=dana, version=later.version)
    assert windows(first.update) == [(first.live_from, None)]
    assert first.update.draft == later


def test_stopping_one_of_two_leaves_the_other_its_turn(mercia, dana, now):
    first = make.update(mercia, by=dana)
    second, third = (correction(first.update, dana, now + days * DAY) for days in (1, 2))
    unschedule(second, by=dana, version=second.version)
    assert windows(first.update) == [(first.live_from, third.live_from), (third.live_from, None)]


def test_stopping_what_is_live_already_changes_nothing(mercia, dana, now):
    first = make.update(mercia, by=dana)
    later = correction(first.update, dana, now + DAY)
    with time_machine.travel(now + 2 * DAY), pytest.raises(Overtaken):
        unschedule(later, by=dana, version=later.version)


def test_a_second_draft_is_in_the_way(mercia, dana, now):
    first = make.update(mercia, by=dana)
    later = correction(first.update, dana, now + DAY)
    start_draft(first.update, by=dana)
    with pytest.raises(DraftInTheWay):
        unschedule(later, by=dana, version=later.version)


def test_a_withdrawal_for_later_ends_each_window_and_can_be_called_off(mercia, dana, now):
    first = make.update(mercia, by=dana)
    second = correction(first.update, dana, now + DAY)
    fourth = correction(first.update, dana, now + 4 * DAY)
    withdraw(first.update, by=dana, reason="Old.", at=now + 2 * DAY)
    assert windows(first.update) == [
        (first.live_from, second.live_from), (second.live_from, now + 2 * DAY), (fourth.live_from, fourth.live_from),
    ]  # fmt: skip
    first.update.refresh_from_db()
    keep_readable(first.update, by=dana)
    assert windows(first.update) == [
        (first.live_from, second.live_from), (second.live_from, fourth.live_from), (fourth.live_from, None),
    ]  # fmt: skip


def test_what_is_published_before_a_coming_withdrawal_ends_with_it(mercia, dana, now):
    first = make.update(mercia, by=dana)
    withdraw(first.update, by=dana, reason="Old.", at=now + 2 * DAY)
    second = correction(first.update, dana, None)
    assert second.live_until == now + 2 * DAY


def test_a_withdrawn_update_stays_withdrawn_until_the_next_edition_is_live(mercia, dana, now, client):
    first = make.update(mercia, by=dana)
    withdraw(first.update, by=dana, reason="In error.")
    correction(first.update, dana, now + DAY)
    assert client.get("/mercia/updates/2015-11/").status_code == 410
    with time_machine.travel(now + DAY + timedelta(minutes=1)):
        assert client.get("/mercia/updates/2015-11/").status_code == 200


def test_withdrawn_but_readable_shows_its_words_under_a_banner_and_stands_in_no_list(mercia, dana, client):
    first = make.update(mercia, by=dana)
    withdraw(first.update, by=dana, reason="The plan has changed.", how=Withdrawal.OUT_OF_DATE)
    page = client.get("/mercia/updates/2015-11/")
    assert page.status_code == 200
    assert b"More social workers stayed." in page.content
    assert b"The plan has changed." in page.content
    assert b"2015-11" not in client.get("/updates/").content


def test_a_superseded_update_leads_to_the_other_and_says_so_itself_when_that_one_is_gone(mercia, dana, client):
    old, new = (make.update(mercia, period, by=dana).update for period in ("2015-11", "2015-12"))
    withdraw(old, by=dana, reason="See December.", how=Withdrawal.SUPERSEDED, superseded_by=new)
    assert client.get("/mercia/updates/2015-11/")["Location"] == "/mercia/updates/2015-12/"
    withdraw(new, by=dana, reason="In error.")
    assert client.get("/mercia/updates/2015-11/").status_code == 410


def test_choosing_later_asks_again_in_words_before_anything_is_scheduled(mercia, dana, signed_in):
    draft = make.draft(mercia, by=dana)
    browser, path = signed_in(dana), f"/updates/{draft.update_id}/publish/"
    sent = {"version": draft.version, "when": "later", "day": "2027-03-02", "time": "9:00"}
    page = browser.post(path, sent)
    assert "Goes live on Tuesday 2 March 2027 at 9:00, UK time" in page.content.decode()
    assert not Edition.objects.scheduled().exists()
    assert browser.post(path, sent | {"confirmed": "yes"})["Location"] == f"/updates/{draft.update_id}/"
    assert Edition.objects.scheduled().get().live_from == make.moment("2027-03-02 09:00")


@pytest.mark.parametrize(
    ("day", "time", "sentence"),
    [
        ("2027-03-28", "1:30", "There is no 1:30 on 28 March 2027"),
        ("2027-10-31", "1:30", "1:30 happens twice on 31 October 2027"),
        ("2015-10-31", "9:00", "Choose a day and time in the future"),
        ("", "9:00", "Choose the day."),
        ("2027-03-02", "", "Enter the time"),
        ("2099-03-02", "9:00", "Choose a day and time in the future, in the next two years."),
    ],
)
def test_a_moment_that_cannot_be_is_said_beside_its_field(mercia, dana, signed_in, day, time, sentence):
    draft = make.draft(mercia, by=dana)
    sent = {"version": draft.version, "when": "later", "day": day, "time": time}
    page = signed_in(dana).post(f"/updates/{draft.update_id}/publish/", sent)
    assert sentence in page.content.decode()
    assert not Edition.objects.scheduled().exists()


@pytest.mark.parametrize(("day", "utc"), [("2027-03-27", "09:00"), ("2027-03-28", "08:00"), ("2027-10-31", "09:00")])
def test_nine_o_clock_is_nine_on_uk_clocks_on_both_sides_of_a_change(mercia, dana, signed_in, day, utc):
    draft = make.draft(mercia, by=dana)
    sent = {"version": draft.version, "when": "later", "day": day, "time": "9:00", "confirmed": "yes"}
    signed_in(dana).post(f"/updates/{draft.update_id}/publish/", sent)
    assert f"{Edition.objects.get().live_from:%H:%M}" == utc


def test_a_change_that_readers_should_know_of_needs_its_note_and_the_page_keeps_all_notes(mercia, dana, signed_in):
    edition = make.update(mercia, by=dana)
    draft = start_draft(edition.update, by=dana)
    browser, path = signed_in(dana), f"/updates/{edition.update_id}/publish/"
    assert list(browser.post(path, {"version": draft.version}).context["form"].errors) == ["change_note"]
    browser.post(path, {"version": draft.version, "change": "major", "change_note": "Added the dates."})
    minor = start_draft(edition.update, by=dana)
    browser.post(path, {"version": minor.version, "change": "minor"})
    page = browser.get("/mercia/updates/2015-11/").content.decode()
    assert page.count("Added the dates.") == 1
    assert "What has changed (1)" in page


# ------------------------------------------------------------------------------------------ telling who follows


@pytest.fixture
def follower(mercia):
    return make_follower(mercia)


def told():
    return list(Mailing.objects.order_by("pk").values_list("letter__title", "letter__note"))


def test_followers_are_told_of_a_first_edition_and_of_a_major_change_but_not_of_a_minor_one(mercia, dana, follower):
    draft = make.draft(mercia, by=dana, title="November")
    publish(draft, by=dana, version=draft.version)
    for is_major in (False, True):
        draft = start_draft(draft.update, by=dana)
        publish(draft, by=dana, version=draft.version, is_major=is_major, change_note="Added the dates.")
    assert told() == [("November", ""), ("November", "Added the dates.")]


def test_what_is_scheduled_is_told_when_it_is_live_and_only_then(mercia, dana, now, follower):
    draft = make.draft(mercia, by=dana, title="November")
    publish(draft, by=dana, version=draft.version, at=now + DAY)
    assert not tell_when_live.call(draft.pk)
    assert told() == []
    with time_machine.travel(now + DAY + timedelta(minutes=1)):
        assert tell_when_live.call(draft.pk)
        assert tell_when_live.call(draft.pk)
    assert told() == [("November", "")]


def test_what_was_stopped_is_told_to_nobody(mercia, dana, now, follower):
    draft = make.draft(mercia, by=dana)
    publish(draft, by=dana, version=draft.version, at=now + DAY)
    unschedule(draft, by=dana, version=draft.version)
    with time_machine.travel(now + 2 * DAY):
        assert not tell_when_live.call(draft.pk)


def test_old_updates_that_are_brought_in_are_told_to_nobody(mercia, dana, now, follower):
    draft = make.draft(mercia, by=dana)
    publish(draft, by=dana, version=draft.version, at=now - DAY)
    assert told() == []


def test_withdrawing_stops_the_telling(mercia, dana, follower):
    draft = make.draft(mercia, by=dana)
    publish(draft, by=dana, version=draft.version)
    withdraw(draft.update, by=dana, reason="In error.")
    assert Mailing.objects.get().stopped_by == dana


def test_a_withdrawal_for_later_stops_the_telling_when_it_comes(mercia, dana, now, follower):
    draft = make.draft(mercia, by=dana)
    publish(draft, by=dana, version=draft.version)
    withdraw(draft.update, by=dana, reason="Old.", at=now + DAY)
    assert not stop_when_withdrawn.call(draft.update_id)
    with time_machine.travel(now + 2 * DAY):
        assert stop_when_withdrawn.call(draft.update_id)
    assert Mailing.objects.get().stopped_by == dana


def test_the_page_says_how_many_will_be_told_and_what(mercia, dana, follower, signed_in):
    draft = make.draft(mercia, by=dana, in_short="Eight stayed.")
    page = signed_in(dana).get(f"/updates/{draft.update_id}/publish/").content.decode()
    assert "1 person who follows Mercia will get this e-mail" in page
    assert "Eight stayed." in page


def test_what_was_stopped_and_is_then_published_as_a_small_correction_is_told_to_nobody(mercia, dana, now, follower):
    first = make.update(mercia, by=dana)
    later = correction(first.update, dana, now + DAY)
    unschedule(later, by=dana, version=later.version)
    later.refresh_from_db()
    publish(later, by=dana, version=later.version, is_major=False)
    with time_machine.travel(now + 2 * DAY):
        assert not tell_when_live.call(later.pk)
    assert told() == []
