"""Outcomes and their figures: honest or empty."""

from decimal import Decimal

import pytest
import time_machine

from portal.drafting.models import Version
from priorities.actions.measuring import edit_measure
from priorities.models import Measure, Priority
from tests import make
from tests.priorities import desk
from tests.priorities.desk import errors
from tests.priorities.meanwhile import just_before_it_is_saved

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


def add(manager, priority, **typed):
    return manager.post(f"/priorities/desk/priorities/{priority.pk}/measures/new/", desk.measure(**typed))


WHOLE = {
    "name": "Assessments done in 45 days", "unit": "%", "baseline": "61.5", "baseline_on": "2025-03-31",
    "target": "1,080", "target_on": "2027-03-31", "current": "0%", "current_on": "2026-03-31",
    "source": "Quarterly return",
}  # fmt: skip


def test_a_measure_has_its_figures_with_days_and_source(manager, priority):
    add(manager, priority, **WHOLE)
    made = Measure.objects.get()
    assert (made.baseline, made.target, made.current, str(made.current_on), made.source) == (
        Decimal("61.5"), Decimal(1080), Decimal(0), "2026-03-31", "Quarterly return",
    )  # fmt: skip
    shown = manager.get(f"/priorities/desk/{priority.plan_id}/").context["whole"].priorities[0].standing_measures
    assert shown[0].figures == [
        ("Baseline", "61.5% on 31 March 2025"), ("Target", "1080% by 31 March 2027"),
        ("Current", "0% on 31 March 2026"),
    ]  # fmt: skip


def test_a_figure_that_is_not_known_stays_empty(manager, priority):
    add(manager, priority)
    made = Measure.objects.get()
    assert (made.baseline, made.target, made.current) == (None, None, None)
    shown = manager.get(f"/priorities/desk/{priority.plan_id}/").context["whole"].priorities[0].standing_measures
    assert {words for _, words in shown[0].figures} == {"Not known"}


def test_pressing_add_twice_adds_one(manager, priority):
    typed = desk.measure()
    path = f"/priorities/desk/priorities/{priority.pk}/measures/new/"
    answers = [manager.post(path, typed).status_code for _ in range(2)]
    assert (answers, Measure.objects.count()) == ([302, 302], 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outcome": ""}, {"outcome": ["Enter the outcome: what will be better, for whom."]}),
        (
            {"name": "", "current_on": "", "source": ""},
            {
                "name": ["Say what the figures measure."],
                "current_on": ["Enter the day of the current figure."],
                "source": ["Say where the current figure comes from."],
            },
        ),
        (
            {"current_on": "2026-05-05"},
            {"current_on": ["The day of the current figure is still to come. Enter today or an earlier day."]},
        ),
        (
            {"baseline": ""},
            {"baseline": ["Enter the baseline, or take its day away. Leave both empty when it isn’t known."]},
        ),
        (
            {"target": "most", "current": "NaN"},
            {
                "target": ["Write the target in figures, such as 62.5. Leave it empty when it isn’t known."],
                "current": ["Write the current figure in figures, such as 62.5. Leave it empty when it isn’t known."],
            },
        ),
        ({"target": "1.234"}, {"target": ["Write the target with at most two figures after the point."]}),
        ({"target": "12345678901"}, {"target": ["Write the target with at most ten figures before the point."]}),
    ],
)
def test_a_mistake_is_explained_at_its_field_and_nothing_is_lost(manager, priority, typed, said):
    response = add(manager, priority, **WHOLE | typed)
    assert errors(response) == said
    assert (response.context["form"]["unit"].value(), Measure.objects.count()) == ("%", 0)


def test_an_edit_keeps_what_was_said_before_and_shows_figures_without_needless_noughts(manager, priority, dana):
    measure = Measure.objects.create(priority=priority, outcome="Safer", name="Visits", baseline=Decimal("61.50"))
    path = f"/priorities/desk/measures/{measure.pk}/edit/"
    assert 'value="61.5"' in manager.get(path).content.decode()
    manager.post(path, desk.measure(version=1, outcome="Safer still"))
    said = [(version.words["outcome"], version.words["baseline"]) for version in Version.objects.about(measure)]
    assert said == [("Safer still", None), ("Safer", "61.50")]


def test_who_saves_second_sees_both(manager, priority):
    measure = Measure.objects.create(priority=priority, outcome="As it was")
    path = f"/priorities/desk/measures/{measure.pk}/edit/"
    manager.post(path, desk.measure(version=1, outcome="First"))
    response = manager.post(path, desk.measure(version=1, outcome="Second"))
    assert (response.status_code, dict(response.context["theirs"])["Outcome"]) == (409, "First")
    manager.post(path, dict(response.context["hidden"]))
    assert Measure.objects.get().outcome == "Second"


def test_a_measure_is_taken_out_and_stays(manager, priority):
    measure = Measure.objects.create(priority=priority, outcome="Safer")
    path = f"/priorities/desk/measures/{measure.pk}/remove/"
    stale = manager.post(path, {"version": 7}).headers["Location"]
    manager.post(path, {"version": 1})
    assert (stale, Measure.objects.get().is_removed, manager.get(path).status_code) == (path, True, 404)


def test_who_saves_at_the_same_moment_sees_both_and_can_save_their_own(manager, priority, carol):
    measure = Measure.objects.create(priority=priority, outcome="As it was", unit="%")
    path = f"/priorities/desk/measures/{measure.pk}/edit/"
    with just_before_it_is_saved(lambda: edit_measure(measure, by=carol, version=1, outcome="First")):
        response = manager.post(path, desk.measure(version=1, outcome="Second", name="Visits"))
    theirs, mine = dict(response.context["theirs"]), dict(response.context["mine"])
    assert (response.status_code, theirs["Outcome"], theirs["Unit"], mine["Outcome"], mine["Measure"]) == (
        409, "First", "%", "Second", "Visits",
    )  # fmt: skip
    assert (response.context["saved_by"], Measure.objects.get().outcome) == (carol, "First")
    manager.post(path, dict(response.context["hidden"]))
    assert (Measure.objects.get().outcome, Measure.objects.get().name) == ("Second", "Visits")


@pytest.mark.parametrize("gone", [Measure, Priority])
def test_a_measure_that_was_taken_out_with_its_priority_or_alone_is_not_edited_and_the_text_is_given_back(
    manager, priority, gone
):
    measure = Measure.objects.create(priority=priority, outcome="As it was")
    with just_before_it_is_saved(lambda: gone.objects.update(is_removed=True)):
        response = manager.post(f"/priorities/desk/measures/{measure.pk}/edit/", desk.measure(version=1))
    assert (response.status_code, "Children wait less long" in response.content.decode()) == (404, True)
    assert (Measure.objects.get().outcome, Measure.objects.get().version) == ("As it was", 1)


def test_a_priority_that_was_taken_out_gets_no_measure_and_the_text_is_given_back(manager, priority):
    with just_before_it_is_saved(lambda: Priority.objects.update(is_removed=True)):
        response = add(manager, priority)
    assert (response.status_code, "Children wait less long" in response.content.decode()) == (403, True)
    assert Measure.objects.count() == 0


def test_two_presses_at_the_same_moment_add_one(manager, priority, dana):
    typed, path = desk.measure(), f"/priorities/desk/priorities/{priority.pk}/measures/new/"
    with just_before_it_is_saved(lambda: manager.post(path, typed)):
        response = manager.post(path, typed)
    assert response.headers["Location"] == f"/priorities/desk/{priority.plan_id}/#priority-{priority.pk}"
    assert [one.outcome for one in Measure.objects.all()] == [typed["outcome"]]


def test_who_goes_back_and_writes_something_else_adds_another(manager, priority):
    typed, path = desk.measure(), f"/priorities/desk/priorities/{priority.pk}/measures/new/"
    manager.post(path, typed)
    manager.post(path, typed | {"outcome": "Something else"})
    assert {one.outcome for one in Measure.objects.all()} == {typed["outcome"], "Something else"}
