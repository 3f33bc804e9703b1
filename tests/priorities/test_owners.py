"""An action is owned, and a priority guided, by whoever holds the office and works in the region."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from portal.accounts.models import OutgoingMail, User
from portal.accounts.roles import Role
from portal.home.tasks import owed_in, tasks_for
from priorities import listing
from priorities.actions import asking
from priorities.desk_reading import whole
from priorities.exceptions import report
from priorities.owing import unfinished
from priorities.permissions import owns_it
from tests import make

pytestmark = pytest.mark.django_db
OFFICE = "Trust chief executive, Children First"


@pytest.fixture(autouse=True)
def _on_a_day_in_november():
    with time_machine.travel("2026-11-22 09:00 +0000", tick=False):
        yield


@pytest.fixture
def trust(ardenvale, wessex):
    """It delivers in two regions, so that who works for it keeps a region whichever it leaves."""
    return make.trust("Children First", ardenvale, make.authority("Wexton", wessex, "W01"))


@pytest.fixture
def post(trust):
    return make.post(make.person("Ivy"), Role.TRUST_CHIEF_EXECUTIVE, trust)


@pytest.fixture
def plan(mercia, dana):
    """In force, and nothing recorded in its priority for a hundred days."""
    plan = make.plan(mercia, "2026-27", dana, status="published")
    type(plan).objects.update(published_at=timezone.now() - timedelta(days=100))
    return plan


@pytest.fixture
def action(plan, post):
    """Late, and shown to everybody; of an enabler, so that the priority stays quiet."""
    owner = make.office(post)
    plan.priorities.get().leads.create(part="link-dcs", office=owner, from_on=date(2026, 4, 1))
    return make.action(make.enabler(plan), owner=owner, due_on=timezone.localdate() - timedelta(days=1), is_public=True)


def leave(trust, region):
    trust.deliveries.filter(authority__region=region).update(to_on=timezone.localdate() - timedelta(days=1))


def ivy():
    return User.objects.get(name="Ivy")


def who_owes(region):
    return [(row.what, str(row.person), row.office) for row in owed_in(region)]


def what_waits(person):
    return [task.title for task in tasks_for(User.objects.get(pk=person.pk))]


def asked_and_vacant(plan):
    asked, vacant = asking.whom_to_ask(list(unfinished().filter(plan=plan)))
    return [str(one.person) for one in asked], vacant


def test_who_holds_the_office_owns_the_action_until_the_trust_leaves_the_region(action, trust, mercia, wessex):
    assert owns_it(ivy(), action)
    assert list(listing.mine(ivy())) == [action]
    leave(trust, wessex)
    assert owns_it(ivy(), action)
    leave(trust, mercia)
    assert not owns_it(ivy(), action)
    assert list(listing.mine(ivy())) == []


def test_tasks_go_with_the_region(action, trust, mercia, dana):
    quiet = "Effective safeguarding: nothing recorded for 90 days"
    assert (what_waits(ivy()), what_waits(dana)) == ([quiet, action.title], [quiet])
    leave(trust, mercia)
    assert (what_waits(ivy()), what_waits(dana)) == ([], [quiet, "1 action with nobody to own it"])


def test_the_board_names_nobody_who_works_elsewhere(action, trust, mercia):
    quiet = "Effective safeguarding"
    assert sorted(who_owes(mercia)) == [(quiet, "Ivy", OFFICE), (action.title, "Ivy", OFFICE)]
    leave(trust, mercia)
    assert sorted(who_owes(mercia)) == [(quiet, "None", OFFICE), (action.title, "None", OFFICE)]


def test_a_note_that_was_asked_for_is_owed_no_more(action, trust, mercia):
    asking.ask(ivy(), [action], key="once")
    assert [row.kind for row in owed_in(mercia)].count("Owner’s note") == 1
    leave(trust, mercia)
    assert [row.kind for row in owed_in(mercia)].count("Owner’s note") == 0


def test_nobody_is_asked_and_no_link_opens_once_the_trust_left(action, trust, plan, mercia):
    assert asked_and_vacant(plan) == (["Ivy"], [])
    asking.ask(ivy(), [action], key="once")
    secret = re.search(r"key=([\w-]+)", OutgoingMail.objects.get().body)[1]
    assert asking.opened_by(secret).action == action
    leave(trust, mercia)
    assert asked_and_vacant(plan) == ([], [action])
    assert asking.opened_by(secret) is None


def test_lists_say_that_the_office_is_vacant(action, trust, mercia, plan, dana):
    def said():
        rows = [*listing.rows_of(plan.actions.all(), dana), listing.row_of(action, dana)]
        return [(row.names, row.is_vacant) for row in rows]

    assert said() == [(["Ivy"], False)] * 2
    leave(trust, mercia)
    assert said() == [([], True)] * 2


def test_pages_and_reports_say_that_the_office_is_vacant(action, trust, mercia, plan, dana, signed_in):
    def said():
        person = whole(plan).priorities[0].people[0]
        line = report(plan, dana, date(2026, 1, 1)).chapters[1].lines[0].owner
        guide = signed_in().get(plan.priorities.get().get_absolute_url()).content.decode()
        return person.names, line, guide.lower().count("vacant")

    names, line, vacant = said()
    assert (names, line) == ("Ivy", OFFICE)
    leave(trust, mercia)
    assert said() == ("", f"{OFFICE} (vacant)", vacant + 1)


def test_owners_of_two_regions_are_read_apart(action, trust, post, mercia, wessex, dana, django_assert_num_queries):
    theirs = make.action(make.plan(wessex, "2026-27", dana).priorities.get(), owner=make.office(post))
    leave(trust, mercia)
    with django_assert_num_queries(2):
        assert listing.owners_of([action, theirs]) == {theirs.pk: [post]}
