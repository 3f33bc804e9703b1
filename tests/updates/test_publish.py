"""Going live, being replaced, being withdrawn."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.audit.models import AuditEvent, NotAMove, Overtaken
from tests import make
from updates.actions import publish, save_draft, start_draft, withdraw
from updates.models import Edition, Update

pytestmark = pytest.mark.on_postgresql


def live_title(update):
    edition = Update.objects.get(pk=update.pk).live
    return edition and edition.title


def corrected(update, title, by, at=None, **options):
    draft = start_draft(update, by=by)
    save_draft(draft, make.text(title), version=draft.version, by=by)
    return publish(draft, by=by, version=draft.version, at=at, **options)


def test_publish_makes_it_live_and_records_who(mercia, dana):
    draft = make.draft(mercia, by=dana, title="November")
    assert live_title(draft.update) is None
    publish(draft, by=dana, version=draft.version)
    event = AuditEvent.objects.about(draft.update).first()
    assert (live_title(draft.update), draft.published_by) == ("November", dana)
    assert (event.verb, event.by, event.region) == ("published", dana, "mercia")


def test_publishing_an_older_version_is_refused(mercia, dana):
    draft = make.draft(mercia, by=dana)
    with pytest.raises(Overtaken):
        publish(draft, by=dana, version=draft.version - 1)
    assert live_title(draft.update) is None


def test_publishing_twice_is_refused(mercia, dana):
    edition = make.update(mercia, by=dana)
    with pytest.raises(NotAMove):
        publish(edition, by=dana, version=edition.version)


def test_a_correction_replaces_the_live_edition_and_keeps_it(mercia, dana):
    first = make.update(mercia, by=dana, title="First")
    second = corrected(first.update, "Second", dana)
    first.refresh_from_db()
    assert live_title(first.update) == "Second"
    assert (first.live_until, first.status) == (second.live_from, Edition.Status.PUBLISHED)


def test_a_scheduled_edition_goes_live_by_itself_and_does_not_block_a_correction(mercia, dana):
    first = make.update(mercia, by=dana, title="First")
    later = timezone.now() + timedelta(days=7)
    corrected(first.update, "Scheduled", dana, at=later)
    corrected(first.update, "Corrected", dana)
    assert live_title(first.update) == "Corrected"
    with time_machine.travel(later - timedelta(seconds=1), tick=False):
        assert live_title(first.update) == "Corrected"
    with time_machine.travel(later, tick=False):
        assert live_title(first.update) == "Scheduled"


def test_a_correction_begins_with_what_is_live_not_with_what_is_scheduled(mercia, dana):
    first = make.update(mercia, by=dana, title="Live")
    corrected(first.update, "Not yet", dana, at=timezone.now() + timedelta(days=7))
    assert start_draft(first.update, by=dana).title == "Live"


@pytest.mark.parametrize(
    ("before", "at"), [("2026-03-29 00:59", "2026-03-29 02:00"), ("2026-10-25 00:30", "2026-10-25 02:00")]
)
def test_it_goes_live_at_its_moment_when_the_clocks_change(mercia, dana, before, at):
    with time_machine.travel(make.moment("2026-01-05 09:00"), tick=False):
        edition = make.update(mercia, by=dana, at=make.moment(at), title="Scheduled")
    with time_machine.travel(make.moment(before), tick=False):
        assert live_title(edition.update) is None
    with time_machine.travel(make.moment(at), tick=False):
        assert live_title(edition.update) == "Scheduled"


def test_at_any_moment_one_edition_is_live(mercia, dana):
    first = make.update(mercia, by=dana, title="First")
    for days in (3, 1, 2):
        corrected(first.update, f"In {days} days", dana, at=timezone.now() + timedelta(days=days))
    for day in range(5):
        moment = timezone.now() + timedelta(days=day, hours=1)
        assert first.update.editions.live(moment).count() == 1


def test_a_major_change_moves_its_date_and_a_minor_one_does_not(mercia, dana):
    first = make.update(mercia, by=dana, at=make.moment("2015-12-01 09:00"))
    minor = corrected(first.update, "Minor", dana, at=make.moment("2015-12-02 09:00"), is_major=False)
    major = corrected(first.update, "Major", dana, at=make.moment("2015-12-03 09:00"))
    assert (minor.first_published_at, minor.last_major_at) == (first.live_from, first.live_from)
    assert (major.first_published_at, major.last_major_at) == (first.live_from, major.live_from)


def test_a_withdrawn_update_is_nowhere_live_and_says_why(mercia, dana):
    first = make.update(mercia, by=dana)
    corrected(first.update, "Scheduled", dana, at=timezone.now() + timedelta(days=1))
    withdraw(first.update, by=dana, reason="Published in error.")
    update = Update.objects.get(pk=first.update_id)
    assert (update.live, update.withdrawn_by, update.withdrawn_reason) == (None, dana, "Published in error.")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert live_title(update) is None
    with pytest.raises(Overtaken):
        withdraw(first.update, by=dana, reason="Again.")


def test_a_withdrawn_update_can_be_published_again(mercia, dana):
    first = make.update(mercia, by=dana)
    withdraw(first.update, by=dana, reason="Published in error.")
    corrected(first.update, "Put right", dana)
    update = Update.objects.get(pk=first.update_id)
    assert (live_title(update), update.is_withdrawn, update.withdrawn_reason) == ("Put right", False, "")


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, []),
        ({"title": ""}, [("id_title", "Give the update a title.")]),
        ({"in_short": "word " * 61}, [("id_in_short", "Cut “in short” to 60 words.")]),
        ({"in_short": "word " * 60}, []),
        ({"sections": []}, [("add-section", "Add at least one section.")]),
        ({"sections": [("", "<p>x</p>")]}, [("id_sections-0-heading", "Give section 1 a heading.")]),
        ({"sections": [("SEND", "<p> </p>")]}, [("id_sections-0-body", "Write section 1 (“SEND”), or remove it.")]),
    ],
)
def test_what_is_missing_is_said_with_its_field(mercia, dana, fields, missing):
    draft = make.draft(mercia, by=dana, **fields)
    assert draft.missing() == missing


def test_what_was_withdrawn_before_its_time_is_nobody_s_business(mercia, dana, alice, client):
    scheduled = make.update(mercia, by=dana, at=timezone.now() + timedelta(days=1))
    withdraw(scheduled.update, by=dana, reason="Not agreed by everybody.")
    found = [Update.objects.visible_to(person).count() for person in (AnonymousUser(), alice, dana)]
    assert (found, client.get("/mercia/updates/2015-11/").status_code) == ([0, 0, 1], 404)
