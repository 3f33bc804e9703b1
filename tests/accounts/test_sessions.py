"""Sessions end by themselves, are seen by their owner, and are written down once a minute at most."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession

from portal.audit.models import AuditEvent
from tests.accounts.conftest import is_signed_in

START = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_an_hour_without_a_request_ends_the_session(bob, sign_in, clock):
    client = sign_in(bob)
    clock.move_to(START + timedelta(minutes=60))
    assert is_signed_in(client)
    clock.shift(timedelta(minutes=60, seconds=1))
    assert not is_signed_in(client)
    assert AuditEvent.objects.get(verb="was signed out").details == {"reason": "idle"}
    assert "Nothing was done for an hour" in client.get("/accounts/login/").content.decode()


def test_twelve_hours_end_the_session_however_busy(bob, sign_in, clock):
    client = sign_in(bob)
    for _ in range(14):
        clock.shift(timedelta(minutes=50))
        assert is_signed_in(client)
    clock.shift(timedelta(minutes=21))
    assert not is_signed_in(client)


def test_a_request_within_the_minute_writes_nothing(bob, sign_in, clock, django_assert_max_num_queries):
    client = sign_in(bob)
    clock.shift(timedelta(seconds=59))
    with django_assert_max_num_queries(20) as first:
        client.get("/people/me/")
    clock.shift(timedelta(seconds=2))
    with django_assert_max_num_queries(20) as second:
        client.get("/people/me/")
    writes = [
        sum(query["sql"].startswith(("INSERT", "UPDATE")) for query in captured.captured_queries)
        for captured in (first, second)
    ]
    assert writes == [0, 2]


def test_one_sees_and_ends_one_s_own_sessions_only(bob, alice, sign_in):
    here, there, hers = sign_in(bob, "10.0.0.1"), sign_in(bob, "10.0.0.2"), sign_in(alice, "10.0.0.3")
    page = here.get("/accounts/sessions/").content.decode()
    assert [address in page for address in ("10.0.0.1", "10.0.0.2", "10.0.0.3")] == [True, True, False]
    session = UserSession.objects.get(ip="10.0.0.2")
    assert hers.post(f"/people/me/sessions/{session.pk}/end/").status_code == 404
    assert is_signed_in(there)
    assert here.get(f"/people/me/sessions/{session.pk}/end/").status_code == 405
    here.post(f"/people/me/sessions/{session.pk}/end/")
    assert (is_signed_in(here), is_signed_in(there), is_signed_in(hers)) == (True, False, True)


def test_pages_behind_the_door_are_not_stored(bob, sign_in):
    assert sign_in(bob).get("/people/").headers["Cache-Control"] == "no-store"
