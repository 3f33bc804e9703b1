"""Showing actions and notes to everybody: each page names what is shown and who reads it, and asks once."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import AuditEvent, Overtaken
from portal.ui.models import PublicContent
from priorities.actions import doing, showing, writing
from priorities.models import Action, ActionNote, Plan
from tests.priorities.actions import a_plan, an_action
from tests.priorities.meanwhile import just_before_it_is_saved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel("2026-05-04 09:00 +0000", tick=False):
        yield


@pytest.fixture
def plan(mercia, dana):
    return a_plan(mercia, dana)


@pytest.fixture
def draft(mercia, dana):
    return a_plan(mercia, dana, "draft")


@pytest.fixture
def manager(signed_in, dana):
    return signed_in(dana)


def public_version():
    return PublicContent.objects.values_list("version", flat=True).first()


def everybody_reads():
    return set(Action.objects.visible_to(AnonymousUser()).values_list("title", flat=True))


def text_of(response):
    return " ".join(response.content.decode().split())


def address_of(plan):
    return f"/priorities/desk/{plan.pk}/show-actions/"


def seen(response, shown="yes"):
    """What the button of the shown page sends."""
    plan = response.context["plan"]
    return {"version": plan.version, "changes": plan.changes, "shown": shown}


def titles(response, of):
    return [action.title for action in getattr(response.context["release"], of)]


def test_showing_all_names_each_action_as_everybody_will_read_it_and_says_who(manager, plan, alice):
    action = an_action(plan, alice, title="Hers", forecast="late", forecast_reason="No trainer yet.")
    an_action(plan, alice, title="Shown", is_public=True)
    an_action(plan, alice, title="Taken out", is_removed=True)
    for text, day, is_public in (
        ("Older.", "2026-04-05", True),
        ("Last.", "2026-05-01", True),
        ("Ours.", "2026-05-02", False),
    ):
        ActionNote.objects.create(action=action, text=text, noted_on=day, is_public=is_public)
    page = manager.get(address_of(plan))
    assert (titles(page, "others"), titles(page, "one_by_one")) == (["Hers"], ["Shown"])
    said = text_of(page)
    assert "everybody, at http://127.0.0.1:8000/mercia/priorities/2026-27/, each on the page of its" in said
    told = (
        "No trainer yet.",
        "Last.",
        "Older.",
        "1 note stays with",
        "Children&#x27;s Services, Ardenvale",
        "Ours.",
        "Alice",
    )
    assert [words in said for words in told] == [True] * 5 + [False] * 2
    assert everybody_reads() == {"Shown"}


def test_all_actions_are_shown_and_no_longer_shown_by_the_button(manager, plan, alice):
    an_action(plan, alice, title="Hers")
    an_action(plan, alice, title="Shown", is_public=True)
    before = public_version()
    manager.post(address_of(plan), seen(manager.get(address_of(plan))))
    shown = public_version()
    assert everybody_reads() == {"Hers", "Shown"}
    page = manager.get(address_of(plan))
    assert "those who hold a post in Mercia: at the region, or at an authority or trust of it." in text_of(page)
    manager.post(address_of(plan), seen(page, "no"))
    assert (everybody_reads(), len({before, shown, public_version()})) == ({"Shown"}, 3)
    assert [event.verb for event in AuditEvent.objects.about(plan)] == [
        "no longer showed all actions of", "showed all actions of",
    ]  # fmt: skip


def test_of_a_draft_it_says_that_everybody_reads_them_once_it_is_public(manager, draft, alice):
    an_action(draft, alice)
    said = text_of(manager.get(address_of(draft)))
    assert "everybody, once the plan is public, at http" in said
    assert "Until then only the programme managers and the chair of Mercia." in said


def test_an_action_added_after_the_page_was_read_is_not_shown_unseen(manager, dana, plan, alice):
    an_action(plan, alice)
    looked_at = seen(manager.get(address_of(plan)))
    doing.add_action(plan.priorities.first(), {"title": "Confidential"}, by=dana)
    response = manager.post(address_of(plan), looked_at)
    assert (response.status_code, response.url, everybody_reads()) == (302, address_of(plan), set())
    manager.post(address_of(plan), seen(manager.get(address_of(plan))))
    assert everybody_reads() == {"Run learning seminars", "Confidential"}


@pytest.mark.parametrize("version", ["", "x", "7"])
def test_showing_all_without_the_version_that_was_read_changes_nothing(manager, plan, version):
    manager.post(address_of(plan), seen(manager.get(address_of(plan))) | {"version": version})
    assert Plan.objects.get().shows_actions is False


def test_of_a_plan_that_was_closed_meanwhile_nothing_more_is_shown(plan, dana):
    plan.close(by=dana, version=plan.version)
    with pytest.raises(Overtaken):
        writing.show_actions(plan, True, by=dana, version=plan.version, changes=plan.changes)
    assert Plan.objects.get().shows_actions is False


def test_the_plans_own_form_shows_no_actions(manager, plan):
    manager.post(
        f"/priorities/desk/{plan.pk}/edit/",
        {
            "version": plan.version, "title": plan.title, "do": "save", "shows_actions": "on",
            "areas-TOTAL_FORMS": 0, "areas-INITIAL_FORMS": 0,
        },
    )  # fmt: skip
    now = Plan.objects.get()
    assert (now.version, now.shows_actions) == (plan.version + 1, False)


@pytest.mark.parametrize(("shows_all", "named"), [(False, ["Shown"]), (True, ["Shown", "Hers"])])
def test_the_publish_page_names_the_actions_that_become_public(manager, draft, alice, shows_all, named):
    an_action(draft, alice, title="Shown", is_public=True)
    an_action(draft, alice, title="Hers")
    Plan.objects.update(shows_actions=shows_all)
    page = manager.get(f"/priorities/desk/{draft.pk}/publish/")
    said = text_of(page)
    assert (titles(page, "public"), ["Hers</a>" in said, "1 other action is read only by" in said]) == (
        named, [shows_all, not shows_all],
    )  # fmt: skip


def test_the_page_asks_the_same_few_questions_however_many_actions(manager, plan, alice):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(address_of(plan)).status_code == 200
        return len(queries)

    an_action(plan, alice)
    asked()  # what is read once
    one = asked()
    for number in range(9):
        action = an_action(plan, alice, title=f"Action {number}")
        ActionNote.objects.create(action=action, text="Said.", is_public=True)
    assert asked() == one


@pytest.fixture
def action(plan, alice):
    return an_action(plan, alice)


def asks(record):
    """The address of the page that asks before an action or a note is shown."""
    kind = "notes/" if isinstance(record, ActionNote) else ""
    return f"/priorities/actions/{kind}{record.public_id}/show/"


def decide(manager, record, shown="yes", **changes):
    """Read the page, then press its button."""
    action = manager.get(asks(record)).context["action"]
    looked_at = {"version": action.version, "plan_version": action.plan.version, "shown": shown}
    return manager.post(asks(record), looked_at | changes)


def page_for(manager, record):
    return text_of(manager.get(asks(record)))


SHOWN = "everybody, at http://127.0.0.1:8000/mercia/priorities/2026-27/p1/."
IN_REGION = "those who hold a post in Mercia: at the region, or at an authority or trust of it."


def test_showing_an_action_names_what_everybody_will_read_and_where(manager, action):
    for text, is_public in (("For all.", True), ("Ours.", False)):
        ActionNote.objects.create(action=action, text=text, is_public=is_public)
    said = page_for(manager, action)
    told = (SHOWN, "Run learning seminars", "30 September 2026", "For all.", "1 note stays with", "Ours.", "Alice")
    assert [words in said for words in told] == [True] * 5 + [False] * 2
    assert everybody_reads() == set()


def test_the_button_shows_an_action_and_takes_it_back(manager, action):
    versions = [public_version()]
    response = decide(manager, action)
    assert (response.url, everybody_reads()) == (f"/priorities/actions/{action.public_id}/", {"Run learning seminars"})
    versions.append(public_version())
    said = page_for(manager, action)
    assert ("Stop showing this action publicly?" in said, IN_REGION in said) == (True, True)
    decide(manager, action, "no")
    assert (everybody_reads(), len({*versions, public_version()})) == (set(), 3)
    assert [event.verb for event in AuditEvent.objects.about(action)] == [
        "no longer shown publicly", "shown publicly",
    ]  # fmt: skip


def test_what_is_said_of_an_action_in_a_draft(manager, draft, alice):
    action = an_action(draft, alice)
    assert SHOWN.replace("everybody,", "everybody, once the plan is public,") in page_for(manager, action)
    decide(manager, action)
    assert (everybody_reads(), Action.objects.get().is_public) == (set(), True)
    assert f"only the programme managers and the chair of Mercia; once the plan is public, {IN_REGION}" in page_for(
        manager, action
    )


def test_of_a_plan_that_shows_all_it_says_that_everybody_goes_on_reading(manager, plan, action):
    Plan.objects.update(shows_actions=True)
    Action.objects.update(is_public=True)
    said = page_for(manager, action)
    assert (SHOWN in said, IN_REGION in said, "so nobody’s reading changes now" in said) == (True, False, True)


@pytest.mark.parametrize("changes", [{"version": 7}, {"version": ""}, {"plan_version": 7}, {"plan_version": "x"}])
def test_an_action_is_shown_only_as_it_was_looked_at(manager, action, changes):
    response = decide(manager, action, **changes)
    assert (response.url, everybody_reads(), Action.objects.get().version) == (asks(action), set(), 1)


def test_a_report_that_came_after_the_page_was_read_is_not_shown_unseen(manager, dana, action):
    looked_at = {"version": 1, "plan_version": action.plan.version, "shown": "yes"}
    doing.report_on_action(action, by=dana, version=1, note="Confidential.", note_is_public=True)
    assert (manager.post(asks(action), looked_at).url, everybody_reads()) == (asks(action), set())


def test_an_action_that_was_taken_out_is_neither_shown_nor_changed_in_any_other_way(dana, action):
    stale = Action.objects.get()
    doing.remove_action(action, by=dana, version=1)
    version = {"by": dana, "version": 2}
    for verb in (
        lambda: showing.show_action(stale, True, **version, plan_version=stale.plan.version),
        lambda: doing.report_on_action(stale, **version, note="Too late."),
        lambda: doing.edit_action(stale, **version, title="Too late"),
        lambda: doing.remove_action(stale, **version),
    ):
        with pytest.raises(Overtaken):
            verb()
    now = Action.objects.get()
    assert (now.version, now.is_public, now.title, now.notes.count()) == (2, False, "Run learning seminars", 0)


def test_a_note_is_shown_to_everybody_later_and_taken_back(manager, action):
    note = ActionNote.objects.create(action=action, text="Two seminars held.")
    said = page_for(manager, note)
    waits = f"{IN_REGION} Everybody, as soon as the action is shown publicly."
    assert (waits in said, "Two seminars held." in said) == (True, True)
    decide(manager, action)
    assert SHOWN in page_for(manager, note)
    versions, read = [public_version()], []
    for shown in ("yes", "no"):
        decide(manager, note, shown)
        versions.append(public_version())
        read.append(list(ActionNote.objects.visible_to(AnonymousUser())))
    assert (read, len(set(versions))) == ([[note], []], 3)
    assert [(event.verb, event.details) for event in AuditEvent.objects.about(action)[:2]] == [
        ("no longer showed a note publicly of", {"note": str(note.public_id)}),
        ("showed a note publicly of", {"note": str(note.public_id)}),
    ]  # fmt: skip


def test_a_note_is_shown_only_to_whom_the_page_named(manager, action):
    note = ActionNote.objects.create(action=action, text="Held.")
    looked_at = {"version": action.version, "plan_version": action.plan.version, "shown": "yes"}
    decide(manager, action)
    assert (manager.post(asks(note), looked_at).url, ActionNote.objects.get().is_public) == (asks(note), False)


def test_notes_are_read_where_their_action_is_and_those_of_the_region_there(plan, action, alice, erin):
    told = ActionNote.objects.create(action=action, text="For all.", is_public=True)
    kept = ActionNote.objects.create(action=action, text="Ours.")
    readers = (alice, erin, AnonymousUser())
    before = [set(ActionNote.objects.visible_to(reader)) for reader in readers]
    Action.objects.update(is_public=True)
    now = [set(ActionNote.objects.visible_to(reader)) for reader in readers]
    assert (before, now) == ([{told, kept}, set(), set()], [{told, kept}, {told}, {told}])


@pytest.mark.parametrize(
    ("is_public", "said"),
    [(True, f"Ticked: {SHOWN} Otherwise: {IN_REGION}"), (False, f"Otherwise, and until then: {IN_REGION}")],
)
def test_the_report_says_who_will_read_its_note(manager, action, is_public, said):
    Action.objects.update(is_public=is_public)
    assert said in text_of(manager.get(f"/priorities/actions/{action.public_id}/report/"))


def test_a_table_names_what_it_would_show_and_to_whom(manager, plan, action):
    address = f"/priorities/plans/{plan.pk}/actions"
    table = manager.get(f"{address}.csv").content.decode("utf-8-sig")
    page = manager.post(f"{address}/bring-in/", {"text": table.replace(",no,", ",yes,")})
    assert (page.context["incoming"].released, everybody_reads()) == (["Run learning seminars"], set())
    assert "Who will be able to see them:</strong> everybody, at http://127.0.0.1:8000/mercia/" in text_of(page)
    confirmed = {"text": page.context["text"], "form_key": page.context["key"], "confirmed": "yes"}
    answers = [manager.post(f"{address}/bring-in/", confirmed | {"plan_version": one}) for one in (7, plan.version)]
    assert ([answer.status_code for answer in answers], everybody_reads()) == ([200, 302], {"Run learning seminars"})


@pytest.mark.parametrize("when", ["before", "in this very moment"])
def test_a_table_makes_nothing_public_once_somebody_else_shows_all_actions(manager, plan, action, dana, when):
    address = f"/priorities/plans/{plan.pk}/actions"
    table = manager.get(f"{address}.csv").content.decode("utf-8-sig").replace("Run learning", "Plan learning")
    page = manager.post(f"{address}/bring-in/", {"text": table})
    confirmed = {"text": page.context["text"], "form_key": page.context["key"], "confirmed": "yes"}
    confirmed |= {"plan_version": plan.version}

    def show():
        writing.show_actions(plan, True, by=dana, version=plan.version, changes=Plan.objects.get().changes)

    if when == "before":
        show()
        again = manager.post(f"{address}/bring-in/", confirmed)
    else:
        with just_before_it_is_saved(show):
            again = manager.post(f"{address}/bring-in/", confirmed)
    assert (again.status_code, everybody_reads()) == (200, {"Run learning seminars"})
    assert "Who will be able to see these changes:</strong> everybody, at" in text_of(again)
    confirmed |= {"plan_version": Plan.objects.get().version}
    assert (manager.post(f"{address}/bring-in/", confirmed).status_code, everybody_reads()) == (
        302, {"Plan learning seminars"},
    )  # fmt: skip
