"""Actions of a part that was taken out between the form and its saving: said at the field, and nothing is lost."""

import uuid

import pytest

from priorities import tables
from priorities.actions.doing import PartGone, add_action, apply_table, edit_action
from priorities.incoming import Check
from priorities.models import Action, Enabler, FocusArea, Priority
from priorities.parts import belonging
from tests import make
from tests.priorities.actions import a_plan, an_action, errors, typed
from tests.priorities.meanwhile import just_before_it_is_saved

pytestmark = pytest.mark.django_db
PARTS = ("P2", "Neglect is seen early", "E1")


@pytest.fixture
def plan(mercia, dana):
    return a_plan(mercia, dana)


@pytest.fixture
def action(plan, alice):
    return an_action(plan, alice)


def part_of(plan, called):
    """The part of the plan with this code or text, as it was before it was taken out."""
    if called == "P2":
        return plan.priorities.get(code="P2")
    return plan.enablers.get() if called == "E1" else FocusArea.objects.get(plan=plan)


def take_out(part):
    """Take it out as the verbs do; a focus area goes with its priority, whose row alone says so."""
    row = part.priority if isinstance(part, FocusArea) else part
    type(row).objects.filter(pk=row.pk).update(is_removed=True)


@pytest.mark.parametrize("called", PARTS)
def test_the_verbs_refuse_a_part_that_was_taken_out(plan, action, dana, called):
    part = part_of(plan, called)
    take_out(part)
    with pytest.raises(PartGone):
        add_action(part, {"title": "Too late"}, by=dana)
    with pytest.raises(PartGone):
        edit_action(action, by=dana, version=1, title="Too late", **belonging(part))
    assert [(one.title, one.priority.code) for one in Action.objects.all()] == [("Run learning seminars", "P1")]


def test_the_verbs_refuse_a_part_of_another_plan(plan, action, dana, mercia):
    other = make.plan(mercia, "2027-28").priorities.get()
    with pytest.raises(PartGone):
        edit_action(action, by=dana, version=1, **belonging(other))


def test_an_action_whose_own_part_went_without_it_may_still_be_edited(plan, action, dana):
    Priority.objects.filter(code="P1").update(is_removed=True)
    edit_action(action, by=dana, version=1, title="Run four seminars", **belonging(action.priority))
    assert Action.objects.get().title == "Run four seminars"


@pytest.mark.parametrize("called", PARTS)
def test_the_field_says_so_and_offers_what_still_stands(signed_in, dana, plan, action, called):
    part, browser = part_of(plan, called), signed_in(dana)
    chosen = f"{type(part)._meta.model_name.replace('focusarea', 'focus_area')}-{part.pk}"
    said = {"belongs_to": [f"“{part}” was taken out of the plan meanwhile. Choose another part of it."]}
    sent = typed(action, belongs_to=chosen, title="Write guidance")
    for path in (f"/priorities/plans/{plan.pk}/actions/new/", f"/priorities/actions/{action.public_id}/edit/"):
        with just_before_it_is_saved(lambda: take_out(part)):
            response = browser.post(path, sent)
        form = response.context["form"]
        offered = [key for _, group in form.fields["belongs_to"].choices[1:] for key, _ in group]
        assert (errors(response), form["title"].value(), chosen in offered) == (said, "Write guidance", False)
        restore(part)
    action.refresh_from_db()
    assert (action.title, action.version, Action.objects.count()) == ("Run learning seminars", 1, 1)


def restore(part):
    row = part.priority if isinstance(part, FocusArea) else part
    type(row).objects.filter(pk=row.pk).update(is_removed=False)


def row(part, focus="", title="Write guidance"):
    empty = dict.fromkeys(tables.COLUMNS, "")
    return empty | {tables.PART: part, tables.FOCUS: focus, tables.TITLE: title}


def test_a_table_whose_part_was_taken_out_after_the_check_saves_nothing(plan, dana):
    rows, _ = tables.read(tables.write([row("P1", title="Stands"), row("E1")]).decode("utf-8-sig"))
    changes = Check(plan).table(rows).changes
    Enabler.objects.update(is_removed=True)
    with pytest.raises(PartGone):
        apply_table(plan, changes, by=dana, key=uuid.uuid4())
    assert Action.objects.count() == 0


def test_its_page_then_names_the_row_and_keeps_the_table(signed_in, dana, plan):
    text = tables.write([row("P1", title="Stands"), row("E1")]).decode("utf-8-sig")
    sent = {"text": text, "confirmed": "yes", "form_key": uuid.uuid4()}
    with just_before_it_is_saved(lambda: Enabler.objects.update(is_removed=True)):
        response = signed_in(dana).post(f"/priorities/plans/{plan.pk}/actions/bring-in/", sent)
    problems = [(one.row, one.column, one.value) for one in response.context["incoming"].problems]
    assert (problems, response.context["text"]) == ([(3, tables.PART, "E1")], text)
    assert Action.objects.count() == 0


def test_what_was_typed_into_an_action_that_was_taken_out_is_given_back(signed_in, dana, action):
    browser, path = signed_in(dana), f"/priorities/actions/{action.public_id}/edit/"
    with just_before_it_is_saved(lambda: Action.objects.update(is_removed=True, version=2)):
        late = browser.post(path, typed(action, title="Run four seminars"))
    later = browser.post(path, typed(action, title="Run five seminars"))
    assert (late.status_code, later.status_code) == (404, 404)
    assert ("Run four seminars" in late.content.decode(), "Run five seminars" in later.content.decode()) == (True, True)
