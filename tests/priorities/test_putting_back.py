"""What was taken out of a plan stands on a page of its own and can be put back, with what left with it."""

from datetime import date

import pytest
import time_machine

from portal.audit.models import AuditEvent
from portal.search.models import Entry
from portal.ui.models import PublicContent
from priorities.actions.doing import remove_action
from priorities.actions.measuring import remove_measure
from priorities.actions.parts import add_enabler, add_priority
from priorities.actions.taking_out import remove_part
from priorities.models import Action, Enabler, FocusArea, Measure, Plan, Priority
from tests import make
from tests.priorities.actions import a_plan, an_action

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_spring():
    with time_machine.travel("2026-05-04 09:00 +0000", tick=True):
        yield


@pytest.fixture
def plan(mercia, dana):
    return a_plan(mercia, dana)


@pytest.fixture
def first(plan):
    return plan.priorities.get(code="P1")


@pytest.fixture
def manager(signed_in, dana):
    return signed_in(dana)


def removed(record, dana):
    """Take a record out, as its page does, and return it."""
    record = type(record).objects.get(pk=record.pk)
    verb = {Action: remove_action, Measure: remove_measure}.get(type(record), remove_part)
    verb(record, by=dana, version=record.version)
    return record


def page_of(record):
    key = record.public_id if isinstance(record, Action) else record.pk
    place = {Priority: "desk/priorities", Enabler: "desk/enablers", Measure: "desk/measures", Action: "actions"}
    return f"/priorities/{place[type(record)]}/{key}/put-back/"


def put_back(browser, record):
    """Look at the page that asks, and press its button."""
    asked = browser.get(page_of(record))
    return browser.post(page_of(record), dict(asked.context["hidden"]))


def stands(*records):
    return [not type(record).objects.get(pk=record.pk).is_removed for record in records]


def test_the_page_says_what_was_taken_out_when_by_whom_and_what_left_with_it(manager, plan, first, dana, carol, alice):
    action, measure = an_action(plan, alice), Measure.objects.create(priority=first, outcome="Children are safer")
    alone = make.action(plan.enablers.get(), "Write guidance")
    removed(alone, dana)
    removed(measure, carol)
    removed(first, carol)
    found = manager.get(f"/priorities/desk/{plan.pk}/taken-out/").context["found"]
    assert [(one.kind, one.name, one.record.edited_by.name, [*one.actions], one.waits_for) for one in found] == [
        ("priority", "P1. Effective safeguarding", "Carol", [action], None),
        ("measure", "Children are safer", "Carol", [], first),
        ("action", "Write guidance", "Dana", [], None),
    ]


def test_where_nothing_was_taken_out_the_page_says_so(manager, plan):
    page = manager.get(f"/priorities/desk/{plan.pk}/taken-out/").content.decode()
    assert "Nothing was taken out of this plan." in page


def test_a_priority_comes_back_with_the_actions_that_left_with_it_and_no_others(manager, plan, first, dana, alice):
    before = an_action(plan, alice, title="Taken out before")
    with_it = [an_action(plan, alice), make.action(FocusArea.objects.get(), "Due last", due_on=date(2027, 3, 1))]
    removed(before, dana)
    removed(first, dana)
    asked = manager.get(page_of(first)).context
    assert asked["consequences"] == [
        "It stands in the plan again, with its focus areas, people and measures.",
        "The action “Run learning seminars” comes back with it, for those alone who hold a post in Mercia.",
        "The action “Due last” comes back with it, for those alone who hold a post in Mercia.",
    ]
    assert put_back(manager, first).headers["Location"] == f"/priorities/desk/{plan.pk}/#priority-{first.pk}"
    assert (stands(first, *with_it, before), Action.objects.filter(left_with_part=True).count()) == (
        [True, True, True, False], 0,
    )  # fmt: skip
    assert [event.verb for event in AuditEvent.objects.about(first)] == ["put back", "took out"]
    assert [event.verb for event in AuditEvent.objects.about(with_it[0])] == ["put back", "took out"]


def test_an_enabler_comes_back_with_its_actions_and_supports_what_it_did(manager, plan, first, dana):
    enabler = plan.enablers.get()
    enabler.narrowed_to.set([first])
    action = make.action(enabler)
    removed(enabler, dana)
    assert manager.get(page_of(enabler)).context["consequences"][0] == (
        "It stands in the plan again. It supports P1. Effective safeguarding."
    )
    put_back(manager, enabler)
    assert (stands(enabler, action), [*enabler.narrowed_to.all()]) == ([True, True], [first])


def test_an_enabler_does_not_widen_by_being_put_back(manager, plan, first, dana):
    enabler = plan.enablers.get()
    enabler.narrowed_to.set([first])
    removed(enabler, dana)
    removed(first, dana)
    assert manager.get(page_of(enabler)).context["consequences"][0] == (
        "It stands in the plan again. All that it supported was taken out: choose then what it supports."
    )
    put_back(manager, enabler)
    whole = manager.get(f"/priorities/desk/{plan.pk}/").context["whole"]
    assert [row["words"] for row in whole.supports] == ["Supports no priority any more"]


@pytest.mark.parametrize("taker", [add_priority, add_enabler])
def test_a_code_that_was_given_to_another_is_said_first(manager, plan, first, dana, taker):
    removed(first, dana)
    holder = taker(plan, by=dana, title="Early years", code="p1")
    response = put_back(manager, first)
    kind = holder._meta.verbose_name
    path = f"/priorities/desk/{'priorities' if kind == 'priority' else 'enablers'}/{holder.pk}/edit/"
    said = f"P1 is now the code of another {kind}: “Early years”. Give that one another code first."
    assert (response.status_code, response.context["stops"], stands(first)) == (409, [(said, path)], [False])
    assert said in manager.get(page_of(first)).content.decode()


def test_what_belongs_to_a_priority_that_went_too_waits_for_it(manager, plan, first, dana, alice):
    action, measure = an_action(plan, alice), Measure.objects.create(priority=first, outcome="Children are safer")
    for record in (action, measure, first):
        removed(record, dana)
    stops = [("P1. Effective safeguarding was taken out, too. Put it back first.", page_of(first))]
    for record in (action, measure):
        response = put_back(manager, record)
        assert (response.status_code, response.context["stops"], stands(record)) == (409, stops, [False])
    for record in (first, action, measure):
        put_back(manager, record)
    assert stands(first, action, measure) == [True, True, True]


def test_an_action_whose_focus_area_went_meanwhile_belongs_to_the_whole_priority(manager, plan, first, dana):
    focus = FocusArea.objects.get()
    action = make.action(focus)
    removed(action, dana)
    FocusArea.objects.update(is_removed=True)
    assert manager.get(page_of(action)).context["consequences"][0] == (
        "It belongs to P1. Effective safeguarding again as a whole: its focus area was taken out."
    )
    put_back(manager, action)
    action.refresh_from_db()
    assert (action.is_removed, action.priority, action.focus_area) == (False, first, None)


def test_an_action_in_its_focus_area_stays_there(manager, plan, dana):
    action = make.action(FocusArea.objects.get())
    removed(action, dana)
    assert put_back(manager, action).headers["Location"] == f"/priorities/actions/{action.public_id}/"
    action.refresh_from_db()
    assert (action.is_removed, action.focus_area) == (False, FocusArea.objects.get())


def test_the_page_names_who_will_read_it(manager, plan, first, dana, alice, settings):
    settings.PORTAL_ORIGIN = "https://portal.example"
    region = "those who hold a post in Mercia: at the region, or at an authority or trust of it."
    action = removed(an_action(plan, alice), dana)
    assert manager.get(page_of(action)).context["who_can_see"] == region
    Action.objects.update(is_public=True)
    everybody = "everybody, at https://portal.example/mercia/priorities/2026-27/p1/."
    measure = removed(Measure.objects.create(priority=first, outcome="Children are safer"), dana)
    assert [manager.get(page_of(one)).context["who_can_see"] for one in (action, measure)] == [everybody] * 2
    Action.objects.update(is_removed=False)
    removed(first, dana)
    asked = manager.get(page_of(first)).context
    assert (asked["who_can_see"], asked["consequences"][-1]) == (
        everybody, "The action “Run learning seminars” comes back with it, and is shown publicly again.",
    )  # fmt: skip


def test_search_and_kept_pages_follow(manager, client, plan, first, dana):
    def public():
        return PublicContent.objects.get().version

    removed(first, dana)
    address = "/mercia/priorities/2026-27/p1/"
    out, kept = client.get(address).status_code, public()
    found = Entry.objects.filter(url=address)
    hidden = found.exists()
    put_back(manager, first)
    assert (out, hidden, client.get(address).status_code, found.exists()) == (404, False, 200, True)
    assert public() != kept


@pytest.mark.parametrize("is_public", [True, False])
def test_kept_pages_are_dropped_only_for_an_action_that_everybody_reads(manager, plan, alice, dana, is_public):
    def version():
        return PublicContent.objects.values_list("version", flat=True).first()

    action = removed(an_action(plan, alice, is_public=is_public), dana)
    before = version()
    put_back(manager, action)
    assert (version() != before, stands(action)) == (is_public, [True])


def test_nothing_comes_back_that_was_not_looked_at(manager, plan, first, dana):
    removed(first, dana)
    asked = dict(manager.get(page_of(first)).context["hidden"])
    Plan.objects.hold(plan.pk)
    late = manager.post(page_of(first), asked)
    other = manager.post(page_of(first), dict(manager.get(page_of(first)).context["hidden"]) | {"version": 9})
    assert (late.headers["Location"], other.headers["Location"], stands(first)) == (
        page_of(first), page_of(first), [False],
    )  # fmt: skip


def test_pressing_twice_puts_back_once(manager, plan, first, dana):
    removed(first, dana)
    asked = dict(manager.get(page_of(first)).context["hidden"])
    answers = [manager.post(page_of(first), asked).headers["Location"] for _ in range(2)]
    assert answers == [f"/priorities/desk/{plan.pk}/#priority-{first.pk}"] * 2
    assert AuditEvent.objects.about(first).filter(verb="put back").count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_for_one_of_each_as_for_three(manager, plan, dana, rows, django_assert_num_queries):
    for number in range(rows):
        part = make.priority(plan, f"Priority {number}", f"P1{number}")
        measure = Measure.objects.create(priority=part, outcome="Safer")
        for record in (make.action(part), measure, part, make.enabler(plan, f"Enabler {number}", f"E1{number}")):
            removed(record, dana)
    manager.get(f"/priorities/desk/{plan.pk}/taken-out/")
    with django_assert_num_queries(8):
        found = manager.get(f"/priorities/desk/{plan.pk}/taken-out/").context["found"]
    assert len(found) == 4 * rows
