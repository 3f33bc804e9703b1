"""Who guides a priority: offices held in the region, with the history of those before, and vacancies."""

from datetime import date

import pytest
import time_machine

from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from priorities.forms.people import key
from priorities.models import Lead
from tests import make
from tests.priorities.desk import errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_may():
    with time_machine.travel("2026-05-04 12:00 +0000", tick=False):
        yield


@pytest.fixture
def priority(mercia, dana):
    return make.plan(mercia, by=dana).priorities.get()


@pytest.fixture
def manager(signed_in, dana):
    return signed_in(dana)


@pytest.fixture
def member(severnford):
    return make.post(make.person("Morgan"), Role.LEAD_MEMBER, severnford)


def chosen(person):
    """What the select sends for the office of a person's only post."""
    return key(make.office(person.posts.get()).place)


def name(manager, priority, **typed):
    priority.refresh_from_db()
    parts = ("link_dcs", "lead_member", "lead_officer")
    empty = {f"{part}{end}": "" for part in parts for end in ("", "_from")}
    return manager.post(
        f"/priorities/desk/priorities/{priority.pk}/people/", {"version": priority.version} | empty | typed
    )


def rows():
    return [
        (lead.part, str(lead.office.organisation), lead.from_on.isoformat(), lead.to_on and lead.to_on.isoformat())
        for lead in Lead.objects.all()
    ]


def test_three_people_are_named_from_a_day_or_from_today(manager, priority, alice, bob, member):
    name(
        manager, priority, link_dcs=chosen(alice), link_dcs_from="2026-04-01", lead_member=chosen(member.person),
        lead_officer=chosen(bob),
    )  # fmt: skip
    assert rows() == [
        ("lead-member", "Severnford", "2026-05-04", None),
        ("lead-officer", "Ardenvale", "2026-05-04", None),
        ("link-dcs", "Ardenvale", "2026-04-01", None),
    ]
    assert [event.verb for event in AuditEvent.objects.about(priority)] == ["named the people of"]


def test_a_change_ends_the_one_before_and_keeps_it(manager, priority, alice, charlie):
    name(manager, priority, link_dcs=chosen(alice), link_dcs_from="2026-01-05")
    name(manager, priority, link_dcs=chosen(charlie), link_dcs_from="2026-04-01")
    name(manager, priority)
    assert rows() == [
        ("link-dcs", "Ardenvale", "2026-01-05", "2026-03-31"),
        ("link-dcs", "Severnford", "2026-04-01", "2026-05-03"),
    ]
    page = manager.get(f"/priorities/desk/priorities/{priority.pk}/people/").content.decode()
    assert ("5 January 2026 to 31 March 2026" in page, "1 April 2026 to 3 May 2026" in page) == (True, True)


def test_saving_what_is_there_changes_no_row(manager, priority, alice):
    for _ in range(2):
        name(manager, priority, link_dcs=chosen(alice))
    assert rows() == [("link-dcs", "Ardenvale", "2026-05-04", None)]


def test_the_first_day_can_be_put_right(manager, priority, alice):
    name(manager, priority, link_dcs=chosen(alice))
    name(manager, priority, link_dcs=chosen(alice), link_dcs_from="2026-03-01")
    assert rows() == [("link-dcs", "Ardenvale", "2026-03-01", None)]


def test_a_choice_that_never_held_for_a_day_is_put_right(manager, priority, alice, charlie):
    name(manager, priority, link_dcs=chosen(alice))
    name(manager, priority, link_dcs=chosen(charlie))
    assert rows() == [("link-dcs", "Severnford", "2026-05-04", None)]


def test_an_office_without_a_post_in_the_region_is_refused_at_its_field(manager, priority, alice, wessex):
    elsewhere = make.person("Elsewhere")
    make.post(elsewhere, Role.DCS, make.authority("Dorchester", wessex, "W01"))
    response = name(
        manager, priority, link_dcs=chosen(elsewhere), lead_member=chosen(alice), lead_officer="anything",
    )  # fmt: skip
    assert errors(response) == {
        "link_dcs": ["Choose a Director of Children’s Services or trust chief executive with a post in Mercia."],
        "lead_member": ["Choose a Lead Member with a post in Mercia."],
        "lead_officer": ["Choose somebody with a post in Mercia."],
    }
    assert rows() == []


def test_a_post_that_ended_is_not_offered_any_more(manager, priority, charlie, frank):
    office = chosen(charlie)
    charlie.posts.get().end(by=frank)
    assert list(errors(name(manager, priority, link_dcs=office))) == ["link_dcs"]


def test_an_office_that_nobody_holds_any_more_says_vacant_and_stays(manager, priority, alice, frank):
    office = chosen(alice)
    name(manager, priority, link_dcs=office, link_dcs_from="2026-04-01")
    alice.posts.get().end(by=frank)
    whole = manager.get(f"/priorities/desk/{priority.plan_id}/").context["whole"]
    person = whole.priorities[0].people[0]
    assert (person.is_vacant, person.names, person.from_on) == (True, "", date(2026, 4, 1))
    assert name(manager, priority, link_dcs=office).status_code == 302
    assert rows() == [("link-dcs", "Ardenvale", "2026-04-01", None)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"link_dcs_from": "2026-05-05"}, "This day is still to come. Enter today or an earlier day."),
        ({"link_dcs_from": "soon"}, "Enter the link dcs from like this: 3 March 2026."),
    ],
)
def test_a_day_that_cannot_be_right_is_told_at_its_field(manager, priority, alice, typed, said):
    response = name(manager, priority, link_dcs=chosen(alice), **typed)
    assert errors(response) == {"link_dcs_from": [said]}


def test_a_successor_does_not_begin_before_the_one_who_went(manager, priority, alice, charlie):
    name(manager, priority, link_dcs=chosen(alice), link_dcs_from="2026-04-01")
    response = name(manager, priority, link_dcs=chosen(charlie), link_dcs_from="2026-03-31")
    assert errors(response) == {
        "link_dcs_from": [
            "Director of Children's Services, Ardenvale began on 1 April 2026. Enter that day or a later one."
        ]
    }


def test_a_day_without_a_person_is_told(manager, priority):
    assert errors(name(manager, priority, link_dcs_from="2026-04-01")) == {
        "link_dcs_from": ["Choose the link DCS who begins on this day, or take the day away."]
    }


def test_who_saves_second_sees_both(manager, priority, alice, charlie):
    name(manager, priority, link_dcs=chosen(alice))
    response = name(manager, priority, link_dcs=chosen(charlie), version=1)
    shown = [dict(response.context[side])["Link DCS"] for side in ("theirs", "mine")]
    dcs = "Director of Children's Services"
    assert (response.status_code, shown) == (409, [f"{dcs}, Ardenvale (Alice)", f"{dcs}, Severnford (Charlie)"])
    path = f"/priorities/desk/priorities/{priority.pk}/people/"
    assert manager.post(path, dict(response.context["hidden"])).status_code == 302
    assert [row[1] for row in rows()] == ["Severnford"]
