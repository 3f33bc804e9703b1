"""The plans of the demonstration: whole, honest, and made once."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from portal.accounts.demo import make_sample_people
from portal.events.demo import make_events
from portal.regions.demo import make_mercia
from portal.regions.models import Region
from priorities.demo import make_plans
from priorities.evidence import evidence_for, key_of
from priorities.models import Action, Became, Enabler, EventTheme, FocusArea, Plan, Priority
from updates.demo import make_updates
from updates.models import SectionTheme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel("2026-11-22 12:00 +0000", tick=False):
        yield


@pytest.fixture
def demo():
    call_command("load_reference", verbosity=0)
    make_mercia()
    make_sample_people()
    make_events()
    assert make_plans() == 3
    make_updates()


def test_the_west_midlands_plan_is_whole(demo):
    plan = Plan.objects.get(region__slug="west-midlands")
    assert (plan.period, plan.status, plan.areas.count()) == ("2015-16", "closed", 2)
    assert list(plan.priorities.values_list("code", flat=True)) == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert list(plan.enablers.values_list("code", flat=True)) == ["E1", "E2", "E3", "E4", "E5", "E6"]
    focus = FocusArea.objects.filter(priority__plan=plan)
    assert [focus.filter(priority__code=f"P{number}").count() for number in range(1, 7)] == [4, 2, 6, 5, 8, 5]


def test_nothing_invented_stands_on_a_real_region(demo):
    real = Region.objects.filter(is_invented=False)
    assert not Action.objects.filter(region__in=real).exists()
    assert list(Plan.objects.filter(region__in=real).values_list("region__slug", flat=True)) == ["west-midlands"]


def test_the_invented_plan_has_owners_moved_dates_notes_and_a_map(demo):
    plan = Plan.objects.current().get(region__slug="mercia")
    actions = plan.actions.all()
    assert actions.filter(owner=None).count() == 1
    assert [move.reason for action in actions for move in action.moves.all()] == [
        "The audit tool was agreed a month later than planned."
    ]
    assert sum(action.notes.count() for action in actions) == 3
    assert sorted((row.was.code, row.now.code if row.now else "") for row in Became.objects.all()) == [
        ("P1", "P1"), ("P2", "P1"), ("P3", "P2"), ("P4", ""),
    ]  # fmt: skip


def evidence(region, period):
    """{code: its evidence, by title} of a plan's priorities and enablers."""
    plan = Plan.objects.get(region__slug=region, period=period)
    parts = [*plan.priorities.all(), *plan.enablers.all()]
    found = evidence_for(parts, AnonymousUser())
    return {part.code: [row.title for row in found.get(key_of(part), [])] for part in parts}


def test_it_says_what_was_done_for_its_priorities(demo):
    assert evidence("mercia", "2026-27") == {
        "P1": ["Mercia update June 2026: Front door, one year on",
               "Learning day: early help for families with very young children"],
        "P2": ["Spring meeting of the workforce network", "Mercia update October 2026: Workforce"],
        "P3": [],
        "E1": ["Mercia update June 2026: Peer challenge", "Directors’ residential"],
        "E2": ["Performance leads’ quarterly meeting"],
    }  # fmt: skip
    done = Action.objects.filter(status="done").order_by("pk").values_list("status_on", "due_on")
    assert [due_on - status_on for status_on, due_on in done] == [timedelta(4)] * 2


def test_real_sections_speak_of_the_real_plan(demo):
    november = "West Midlands update November 2015: "
    found = evidence("west-midlands", "2015-16")
    assert {code: [title.removeprefix(november) for title in titles] for code, titles in found.items() if titles} == {
        "P3": ["Meetings and networks", "Regional adoption"],
        "P5": ["Schools commissioner"],
        "E2": ["Peer challenge"],
        "E3": ["Performance data"],
        "E4": ["Agency social workers"],
    }


def test_it_is_made_once(demo):
    models = (Plan, Priority, Enabler, Action, EventTheme, SectionTheme)
    before = [model.objects.count() for model in models]
    assert make_plans() == 0
    assert [model.objects.count() for model in models] == before
