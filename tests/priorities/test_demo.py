"""The plans of the demonstration: whole, honest, and made once."""

import pytest
from django.core.management import call_command

from portal.accounts.demo import make_sample_people
from portal.regions.demo import make_mercia
from portal.regions.models import Region
from priorities.demo import make_plans
from priorities.models import Action, Became, Enabler, FocusArea, Plan, Priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    call_command("load_reference", verbosity=0)
    make_mercia()
    make_sample_people()
    assert make_plans() == 3


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


def test_it_is_made_once(demo):
    before = [model.objects.count() for model in (Plan, Priority, Enabler, Action)]
    assert make_plans() == 0
    assert [model.objects.count() for model in (Plan, Priority, Enabler, Action)] == before
