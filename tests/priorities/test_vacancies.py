"""A vacancy shows on public pages at once, however it comes and goes; kept pages never say otherwise."""

from datetime import date

import pytest
import time_machine

from portal.accounts.actions import Invitation, invite
from portal.accounts.roles import Role
from portal.ui.models import PublicContent
from portal.ui.pagecache import pages
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings):
    settings.PAGE_CACHE = True
    pages.clear()
    with time_machine.travel("2026-11-22 09:00 +0000", tick=False) as clock:
        yield clock
    pages.clear()


@pytest.fixture
def lead(charlie, mercia, dana):
    """The DCS of Severnford guides the only priority of a public plan."""
    plan = make.plan(mercia, "2026-27", dana, status="published")
    office = make.office(charlie.posts.get())
    return plan.priorities.get().leads.create(part="link-dcs", office=office, from_on=date(2026, 4, 1))


@pytest.fixture
def is_vacant(lead, client):
    """Ask a page that is kept: it is asked twice, so that the second comes from memory."""
    address = lead.priority.get_absolute_url()

    def ask():
        first, again = (client.get(address) for _ in range(2))
        assert first.content == again.content
        assert len(pages) == 1
        return "Vacant" in again.content.decode()

    return ask


def test_it_shows_as_soon_as_a_post_ends_and_goes_when_another_is_given(is_vacant, charlie, dana, severnford):
    assert not is_vacant()
    charlie.posts.get().end(by=dana)
    assert is_vacant()
    invite(Invitation("Nora", "nora@example.org", Role.DCS, severnford, date(2026, 11, 22)), by=dana)
    assert not is_vacant()


def test_it_shows_while_who_holds_the_post_may_not_sign_in(is_vacant, charlie, frank):
    assert not is_vacant()
    charlie.suspend(by=frank)
    assert is_vacant()
    charlie.restore(by=frank)
    assert not is_vacant()


def test_a_post_with_its_days_said_begins_and_ends_with_them(is_vacant, charlie, dana, severnford, clock):
    charlie.posts.update(to_on=date(2026, 11, 24))
    invite(Invitation("Nora", "nora@example.org", Role.DCS, severnford, date(2026, 11, 26)), by=dana)
    assert not is_vacant()
    clock.move_to("2026-11-24 23:59 +0000")
    assert not is_vacant()
    clock.move_to("2026-11-25 00:00 +0000")
    assert is_vacant()
    clock.move_to("2026-11-25 23:59 +0000")
    assert is_vacant()
    clock.move_to("2026-11-26 00:00 +0000")
    assert not is_vacant()


def test_a_post_whose_office_nothing_names_drops_no_page(is_vacant, alice, dana):
    assert not is_vacant()
    before = list(PublicContent.objects.values_list("version"))
    alice.posts.get().end(by=dana)
    assert list(PublicContent.objects.values_list("version")) == before
