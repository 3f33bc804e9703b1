"""Adding, editing, showing and taking out actions."""

import uuid
from datetime import date

import pytest
import time_machine

from portal.accounts.models import Office
from portal.audit.models import AuditEvent
from portal.ui.models import PublicContent
from priorities.forms.actions import PUBLIC_NOW
from priorities.models import Action, DueDateMove, FocusArea, Plan
from tests import make
from tests.priorities.actions import a_plan, an_action, errors, office_key, typed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_spring():
    with time_machine.travel("2026-05-04 09:00 +0000", tick=False):
        yield


@pytest.fixture
def plan(mercia, dana):
    return a_plan(mercia, dana)


@pytest.fixture
def action(plan, alice):
    return an_action(plan, alice)


def add(browser, plan, **fields):
    sent = {"belongs_to": f"priority-{plan.priorities.get(code='P1').pk}", "title": "Write guidance"}
    return browser.post(f"/priorities/plans/{plan.pk}/actions/new/", sent | {"form_key": uuid.uuid4()} | fields)


def edit(browser, action, **changes):
    return browser.post(f"/priorities/actions/{action.public_id}/edit/", typed(action, **changes))


def public_version():
    return PublicContent.objects.values_list("version", flat=True).first()


def told(action):
    return [event.verb for event in AuditEvent.objects.about(action).order_by("pk")]


def test_a_new_action_belongs_to_what_was_chosen_and_is_owned_by_an_office(signed_in, dana, alice, plan):
    focus = FocusArea.objects.get()
    add(
        signed_in(dana), plan, belongs_to=f"focus_area-{focus.pk}", title=" Write  guidance ",
        owner=office_key(alice), due_on="2026-12-01",
    )  # fmt: skip
    action = Action.objects.get()
    assert (action.title, action.focus_area, action.priority, str(action.owner), action.due_on, action.region) == (
        "Write guidance", focus, None, "Director of Children's Services, Ardenvale", date(2026, 12, 1), plan.region,
    )  # fmt: skip
    assert told(action) == ["added"]


def test_pressing_the_button_twice_adds_one_action(signed_in, dana, plan):
    browser, key = signed_in(dana), uuid.uuid4()
    places = [add(browser, plan, form_key=key).headers["Location"] for _ in range(2)]
    assert places == [f"/priorities/actions/{Action.objects.get().public_id}/"] * 2


def test_opening_the_form_makes_no_office(signed_in, dana, alice, plan):
    signed_in(dana).get(f"/priorities/plans/{plan.pk}/actions/new/")
    assert Office.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, {"title": ["Say what is done."]}),
        ({"belongs_to": ""}, {"belongs_to": ["Choose what the action is for."]}),
        (
            {"belongs_to": "enabler-999"},
            {"belongs_to": ["Choose a priority, a focus area or an enabler of this plan."]},
        ),
        (
            {"due_on": "2026-03-31"},
            {"due_on": ["The plan begins on 1 April 2026. Enter that day or a later one."]},
        ),
        ({"due_on": "soon"}, {"due_on": ["Enter the due date like this: 3 March 2026."]}),
        ({"owner": "dcs//999/"}, {"owner": ["Choose an owner who holds a post in the region today."]}),
    ],
)
def test_a_mistake_is_explained_at_its_field_and_nothing_is_saved(signed_in, dana, plan, fields, said):
    response = add(signed_in(dana), plan, **{"title": "Write guidance"} | fields)
    assert errors(response) == said
    assert Action.objects.count() == 0


def test_an_enabler_of_another_regions_plan_is_refused(signed_in, dana, erin, wessex, plan):
    theirs = make.enabler(make.plan(wessex, by=erin))
    response = add(signed_in(dana), plan, belongs_to=f"enabler-{theirs.pk}")
    assert errors(response) == {"belongs_to": ["Choose a priority, a focus area or an enabler of this plan."]}


def test_an_owner_without_a_post_in_the_region_is_refused(signed_in, dana, erin, plan):
    response = add(signed_in(dana), plan, owner=office_key(erin))
    assert errors(response) == {"owner": ["Choose an owner who holds a post in the region today."]}


def test_moving_a_due_date_demands_a_reason_and_keeps_both_dates(signed_in, dana, action):
    browser = signed_in(dana)
    response = edit(browser, action, due_on="2026-12-01")
    assert errors(response) == {"due_reason": ["The due date moves: say why, in a few words."]}
    edit(browser, action, due_on="2026-12-01", due_reason="The trainer is ill.")
    move = DueDateMove.objects.get()
    assert (move.was_on, move.now_on, move.reason, move.moved_by) == (
        date(2026, 9, 30), date(2026, 12, 1), "The trainer is ill.", dana,
    )  # fmt: skip
    page = browser.get(f"/priorities/actions/{action.public_id}/").content.decode()
    moved = '30 September 2026</time> to <time datetime="2026-12-01">1 December 2026</time>, on 4 May 2026: The trainer'
    assert moved in page
    assert told(action) == ["edited", "moved the due date of"]


def test_taking_a_due_date_away_is_a_move_too(signed_in, dana, action):
    browser = signed_in(dana)
    assert "due_reason" in errors(edit(browser, action, due_on=""))
    edit(browser, action, due_on="", due_reason="Nobody knows.")
    assert DueDateMove.objects.get().now_on is None


def test_a_first_due_date_needs_no_reason(signed_in, dana, plan, alice):
    action = an_action(plan, alice, due_on=None)
    edit(signed_in(dana), action, due_on="2026-12-01")
    action.refresh_from_db()
    assert (action.due_on, DueDateMove.objects.count()) == (date(2026, 12, 1), 0)


def test_a_reason_without_a_move_is_not_lost(signed_in, dana, action):
    response = edit(signed_in(dana), action, due_reason="Snow.")
    assert errors(response) == {"due_reason": ["The due date stays as it was. Change it, or take the reason away."]}


def test_a_vacant_office_stays_the_owner(signed_in, dana, frank, alice, action):
    alice.posts.get().end(by=frank)
    browser = signed_in(dana)
    assert "Ardenvale (vacant)" in browser.get(f"/priorities/actions/{action.public_id}/").content.decode()
    assert edit(browser, action, title="Run four seminars").status_code == 302
    action.refresh_from_db()
    assert (action.title, action.owner.authority.name) == ("Run four seminars", "Ardenvale")


def test_the_conflict_page_keeps_what_was_typed(signed_in, dana, carol, action):
    edit(signed_in(carol), action, title="Run two seminars")
    response = edit(signed_in(dana), action, title="Run four seminars", due_on="never")
    assert response.status_code == 409
    assert [dict(response.context[name])["Action"] for name in ("theirs", "mine")] == [
        "Run two seminars", "Run four seminars",
    ]  # fmt: skip
    hidden = dict(response.context["hidden"])
    assert (hidden["title"], hidden["due_on"], hidden["version"]) == ("Run four seminars", "never", 2)
    again = signed_in(dana).post(f"/priorities/actions/{action.public_id}/edit/", hidden | {"due_on": "2026-09-30"})
    assert again.status_code == 302
    action.refresh_from_db()
    assert action.title == "Run four seminars"


def test_the_form_of_an_action_neither_shows_it_to_everybody_nor_takes_it_back(signed_in, dana, plan, alice, action):
    shown = an_action(plan, alice, title="Shown", is_public=True)
    edit(signed_in(dana), action, title="Run four seminars", is_public="on")
    edit(signed_in(dana), shown, title="Still shown")
    assert list(Action.objects.order_by("pk").values_list("title", "is_public")) == [
        ("Run four seminars", False), ("Still shown", True),
    ]  # fmt: skip


def test_editing_what_only_the_region_reads_keeps_public_pages(signed_in, dana, action):
    before = public_version()
    edit(signed_in(dana), action, title="Run four seminars")
    assert public_version() == before


def test_taking_an_action_out_deletes_nothing(signed_in, dana, plan, action):
    browser = signed_in(dana)
    stale = browser.post(f"/priorities/actions/{action.public_id}/remove/", {"version": 7})
    assert stale.status_code == 409
    browser.post(f"/priorities/actions/{action.public_id}/remove/", {"version": 1})
    action.refresh_from_db()
    assert action.is_removed
    assert browser.get(f"/priorities/actions/{action.public_id}/").status_code == 404
    assert browser.get(f"/priorities/plans/{plan.pk}/actions/").context["counted"] == ""


def test_a_plan_that_was_closed_meanwhile_takes_no_action(dana, plan):
    from portal.audit.models import Overtaken
    from priorities.actions.doing import add_action

    part = plan.priorities.first()
    plan.close(by=dana, version=plan.version)
    with pytest.raises(Overtaken):
        add_action(part, {"title": "Too late"}, by=dana)
    assert Action.objects.count() == 0


def test_what_was_written_for_the_region_is_not_public_unasked(dana, signed_in, mercia):
    plan = make.plan(mercia, by=dana, status="published")
    page, path = signed_in(dana), f"/priorities/plans/{plan.pk}/actions/new/"
    readers = page.get(path).context["form"].readers
    Plan.objects.update(shows_actions=True)
    typed = {"belongs_to": f"priority-{plan.priorities.get().pk}", "title": "Run four seminars", "readers": readers}
    refused = page.post(path, typed)
    asked = refused.context["form"]
    assert (readers, asked.non_field_errors(), Action.objects.count()) == ("region", [PUBLIC_NOW], 0)
    page.post(path, typed | {"readers": asked.readers})
    assert Action.objects.get().title == "Run four seminars"
