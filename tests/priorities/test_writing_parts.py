"""Priorities and enablers: writing, codes, order, focus areas, what an enabler supports, taking out."""

import uuid

import pytest

from portal.audit.models import AuditEvent
from portal.drafting.models import Version
from priorities.actions.focus import HasActions, set_focus
from priorities.actions.parts import CodeTaken, add_enabler, add_priority, move
from priorities.actions.writing import PlanNotOpen
from priorities.models import Enabler, FocusArea, Priority
from tests import make
from tests.priorities import desk
from tests.priorities.desk import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(signed_in, dana):
    return signed_in(dana)


@pytest.fixture
def plan(mercia, dana):
    return make.plan(mercia, by=dana, priorities=())


@pytest.fixture
def first(plan):
    return make.priority(plan, "Effective safeguarding", "P1")


def focus_of(priority):
    return list(priority.focus_areas.filter(is_removed=False).values_list("text", flat=True))


def edit(manager, part, **typed):
    """Post the form of a priority or an enabler as it is, with what was typed into it."""
    kind = part._meta.model_name
    known = {"version": part.version, "code": part.code, "title": part.title, "narrative": part.narrative}
    more = {"focus": "\n".join(focus_of(part))} if kind == "priority" else {"supports": "every"}
    plural = "priorities" if kind == "priority" else "enablers"
    return manager.post(f"/priorities/desk/{plural}/{part.pk}/edit/", known | more | typed)


def test_a_priority_is_added_last_with_its_area_and_focus_areas(manager, plan, first, dana):
    area = plan.areas.create(title="Improving ourselves")
    focus = " Visits in ten days \r\n\r\n• One record\nOne record"
    typed = desk.priority(code="P2", title="Safer at home", narrative="Why.", focus=focus, area=area.pk)
    response = manager.post(f"/priorities/desk/{plan.pk}/priorities/new/", typed)
    made = Priority.objects.latest("pk")
    assert response.headers["Location"] == f"/priorities/desk/{plan.pk}/#priority-{made.pk}"
    assert (made.name, made.slug, made.position, made.narrative, made.area, made.made_by) == (
        "P2. Safer at home", "p2", 1, "<p>Why.</p>", area, dana,
    )  # fmt: skip
    assert focus_of(made) == ["Visits in ten days", "One record"]
    assert [event.verb for event in AuditEvent.objects.about(made)] == ["added"]


def test_pressing_add_twice_adds_one(manager, plan):
    for path, typed, model in (
        ("priorities", desk.priority(code="P1"), Priority),
        ("enablers", desk.enabler(code="E1"), Enabler),
    ):
        answers = [manager.post(f"/priorities/desk/{plan.pk}/{path}/new/", typed).status_code for _ in range(2)]
        assert (answers, model.objects.count()) == ([302, 302], 1)


def test_two_p1s_are_refused_at_the_field_with_everything_else_and_nothing_is_lost(manager, plan, first):
    response = manager.post(
        f"/priorities/desk/{plan.pk}/priorities/new/",
        desk.priority(code="p1", title="", narrative="Kept", focus="x" * 501),
    )
    assert errors(response) == {
        "code": ["p1 is the code of another priority in this plan: “Effective safeguarding”. Choose another code."],
        "title": ["Enter a title for the priority."],
        "focus": [f"Shorten “{'x' * 40}…” to 500 characters: it has 501."],
    }
    assert (response.context["form"]["narrative"].value(), Priority.objects.count()) == ("Kept", 1)


@pytest.mark.parametrize("typed", ["P1\n", " p1 "])
def test_what_stands_around_a_code_makes_no_other_code(manager, plan, first, typed):
    response = manager.post(f"/priorities/desk/{plan.pk}/priorities/new/", desk.priority(code=typed))
    assert errors(response) == {
        "code": [
            f"{typed.strip()} is the code of another priority in this plan: “Effective safeguarding”. "
            "Choose another code."
        ],
    }  # fmt: skip


def test_an_enabler_may_not_have_a_priority_s_code_nor_the_other_way_round(manager, plan, first):
    make.enabler(plan, "Workforce", "E1")
    path = f"/priorities/desk/{plan.pk}"
    said = [
        errors(manager.post(f"{path}/enablers/new/", desk.enabler(code="P1")))["code"],
        errors(manager.post(f"{path}/priorities/new/", desk.priority(code="e1")))["code"],
        errors(edit(manager, first, code="E1"))["code"],
    ]
    assert said == [
        ["P1 is the code of another priority in this plan: “Effective safeguarding”. Choose another code."],
        ["e1 is the code of another enabler in this plan: “Workforce”. Choose another code."],
        ["E1 is the code of another enabler in this plan: “Workforce”. Choose another code."],
    ]


def test_the_verbs_themselves_refuse_a_code_that_is_taken(plan, first, dana):
    for add in (add_priority, add_enabler):
        with pytest.raises(CodeTaken) as taken:
            add(plan, by=dana, title="Second", code="p1")
        assert taken.value.holder == first


def test_a_code_is_free_again_once_its_part_was_taken_out_but_its_address_is_not(plan, first, dana):
    Priority.objects.filter(pk=first.pk).update(is_removed=True)
    again = add_priority(plan, by=dana, title="Another", code="P1")
    assert (again.code, again.slug) == ("P1", "p1-2")


def test_the_same_code_may_stand_in_two_plans_and_no_code_in_two_priorities(plan, first, mercia, dana):
    other = make.plan(mercia, "2027-28", priorities=())
    made = [add_priority(other, by=dana, title=title, code=code) for title, code in (("A", "P1"), ("B", ""), ("B", ""))]
    assert [one.slug for one in made] == ["p1", "b", "b-2"]


@pytest.mark.parametrize(("title", "slug"), [("Feed", "feed-2"), ("优先", "part"), ("x" * 200, "x" * 76)])
def test_addresses_are_made_of_any_title_and_never_hide_another_page(plan, dana, title, slug):
    assert add_priority(plan, by=dana, title=title).slug == slug


def test_an_edit_keeps_the_address_and_what_was_said_before(manager, first):
    first.focus_areas.create(text="Visits")
    edit(manager, first, code="P7", title="Safer at home", focus="Visits\nRecords")
    first.refresh_from_db()
    assert (first.name, first.slug, first.version) == ("P7. Safer at home", "p1", 2)
    said = [(version.words["title"], version.words["focus"]) for version in Version.objects.about(first)]
    assert said == [("Safer at home", ["Visits", "Records"]), ("Effective safeguarding", ["Visits"])]


@pytest.mark.parametrize("kind", [make.priority, make.enabler])
def test_who_saves_second_sees_both_texts_and_can_save_their_own(manager, plan, kind):
    part = kind(plan, "As it was", "X1")
    edit(manager, part, title="First")
    response = edit(manager, part, title="Second", narrative="Mine too")
    theirs, mine = dict(response.context["theirs"]), dict(response.context["mine"])
    assert (response.status_code, theirs["Title"], mine["Title"], mine["Narrative"]) == (
        409, "First", "Second", "Mine too",
    )  # fmt: skip
    path = f"/priorities/desk/{'priorities' if kind is make.priority else 'enablers'}/{part.pk}/edit/"
    assert manager.post(path, dict(response.context["hidden"])).status_code == 302
    part.refresh_from_db()
    assert (part.title, part.narrative) == ("Second", "<p>Mine too</p>")


def test_the_page_of_two_texts_names_areas_and_priorities_not_their_numbers(manager, plan, first):
    area = plan.areas.create(title="Improving ourselves")
    response = edit(manager, first, version=9, area=area.pk)
    assert (dict(response.context["theirs"])["Area"], dict(response.context["mine"])["Area"]) == (
        "Nothing", "Improving ourselves",
    )  # fmt: skip
    enabler = make.enabler(plan)
    response = edit(manager, enabler, version=9, supports="chosen", priorities=[first.pk])
    assert dict(response.context["mine"])["Priorities"] == "P1. Effective safeguarding"


def test_a_reworded_line_stays_the_same_focus_area_and_a_moved_one_too(first):
    set_focus(first, ["Visits in the first ten days", "One way to record", "Morale"])
    pks = dict(first.focus_areas.values_list("text", "pk"))
    set_focus(first, ["Morale", "Visits within the first ten days", "Something else entirely"])
    now = dict(first.focus_areas.filter(is_removed=False).values_list("text", "pk"))
    assert now == {
        "Morale": pks["Morale"],
        "Visits within the first ten days": pks["Visits in the first ten days"],
        "Something else entirely": pks["One way to record"],
    }
    assert focus_of(first) == ["Morale", "Visits within the first ten days", "Something else entirely"]


def test_a_line_that_goes_is_kept_out_of_sight(first):
    set_focus(first, ["Visits", "Morale"])
    set_focus(first, ["Visits"])
    assert list(FocusArea.objects.order_by("pk").values_list("text", "is_removed")) == [
        ("Visits", False), ("Morale", True),
    ]  # fmt: skip


def test_a_focus_area_with_actions_does_not_go_and_the_field_says_so(manager, first):
    set_focus(first, ["Visits", "Morale"])
    make.action(first.focus_areas.get(text="Morale"))
    response = edit(manager, first, focus="Visits")
    assert errors(response) == {"focus": ["“Morale” has actions. Keep its line, or move the actions elsewhere first."]}
    with pytest.raises(HasActions):
        set_focus(first, ["Visits"])
    assert focus_of(first) == ["Visits", "Morale"]


@pytest.mark.parametrize("kind", [make.priority, make.enabler])
def test_parts_move_up_and_down_and_pressing_twice_moves_once(manager, plan, kind):
    rows = [kind(plan, title, position=place) for place, title in enumerate("ABC")]
    plural = "priorities" if kind is make.priority else "enablers"
    path = f"/priorities/desk/{plural}/{rows[2].pk}/move/"
    for _ in range(2):
        manager.post(path, {"do": "up", "place": 2})
    order = list(type(rows[0]).objects.values_list("title", flat=True))
    manager.post(path, {"do": "down", "place": 1})
    manager.post(path, {"do": "down", "place": 2})
    assert (order, list(type(rows[0]).objects.values_list("title", flat=True))) == (["A", "C", "B"], ["A", "B", "C"])


def test_an_enabler_supports_every_priority_unless_it_is_narrowed(manager, plan, first):
    second = make.priority(plan, "Early help", position=1)
    for title, supports, chosen in (("All", "every", [first.pk]), ("Some", "chosen", [first.pk])):
        typed = desk.enabler(title=title, supports=supports, priorities=chosen)
        manager.post(f"/priorities/desk/{plan.pk}/enablers/new/", typed)
    whole = manager.get(f"/priorities/desk/{plan.pk}/").context["whole"]
    assert whole.grid["rows"] == [["All", "Yes", "Yes"], ["Some", "Yes", "No"]]
    assert [(row["words"], row["names"]) for row in whole.supports] == [
        ("Supports every priority", [first.name, second.name]), ("Supports P1", [first.name]),
    ]  # fmt: skip


def test_an_enabler_narrowed_to_a_priority_of_another_plan_is_refused_at_the_field(manager, plan, first, wessex):
    theirs = make.priority(make.plan(wessex, status="published", priorities=()), "Theirs")
    typed = desk.enabler(title="", supports="chosen", priorities=[first.pk, theirs.pk])
    response = manager.post(f"/priorities/desk/{plan.pk}/enablers/new/", typed)
    assert errors(response) == {
        "title": ["Enter a title for the enabler."],
        "priorities": ["Choose among the priorities of this plan: one that you chose is not in it."],
    }
    assert Enabler.objects.count() == 0


def test_narrowing_to_nothing_is_refused(manager, plan, first):
    response = manager.post(f"/priorities/desk/{plan.pk}/enablers/new/", desk.enabler(supports="chosen"))
    assert errors(response) == {"priorities": ["Choose at least one priority, or “Every priority”."]}


def test_widening_an_enabler_again_is_seen_in_its_history(manager, plan, first):
    enabler = make.enabler(plan)
    enabler.narrowed_to.set([first])
    edit(manager, enabler, supports="every")
    assert [version.words["supports"] for version in Version.objects.about(enabler)] == [[], [first.name]]


def test_taking_out_a_priority_says_first_what_happens_and_deletes_nothing(manager, plan, first):
    set_focus(first, ["Visits"])
    actions = [make.action(first), make.action(first.focus_areas.get())]
    path = f"/priorities/desk/priorities/{first.pk}/remove/"
    said = manager.get(path).context["consequences"]
    assert (said[1], Priority.objects.get().is_removed) == ("2 actions leave the plan with it.", False)
    manager.post(path, {"version": 1})
    for record in (first, *actions):
        record.refresh_from_db()
    assert [record.is_removed for record in (first, *actions)] == [True] * 3
    assert manager.get(f"/priorities/desk/{plan.pk}/").context["whole"].priorities == []


def test_a_priority_that_an_enabler_supports_alone_is_not_taken_out_before_it(manager, plan, first):
    enabler = make.enabler(plan)
    enabler.narrowed_to.set([first])
    path = f"/priorities/desk/priorities/{first.pk}/remove/"
    answer = manager.post(path, {"version": 1})
    assert (answer.status_code, [url for _, url in answer.context["stops"]], Priority.objects.get().is_removed) == (
        409, [f"/priorities/desk/enablers/{enabler.pk}/edit/"], False,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [make.priority, make.enabler])
def test_what_was_changed_meanwhile_is_not_taken_out(manager, plan, kind):
    part = kind(plan)
    plural = "priorities" if kind is make.priority else "enablers"
    answer = manager.post(f"/priorities/desk/{plural}/{part.pk}/remove/", {"version": 7})
    part.refresh_from_db()
    assert (answer.status_code, part.is_removed) == (302, False)


def test_taking_out_an_enabler_takes_its_actions(manager, plan):
    enabler = make.enabler(plan)
    action = make.action(enabler)
    manager.post(f"/priorities/desk/enablers/{enabler.pk}/remove/", {"version": 1})
    action.refresh_from_db()
    assert (Enabler.objects.get().is_removed, action.is_removed) == (True, True)


def test_nothing_is_written_into_a_plan_that_was_closed_in_this_very_moment(mercia, dana):
    plan = make.plan(mercia, by=dana, status="closed", priorities=("A", "B"))
    with pytest.raises(PlanNotOpen):
        add_priority(plan, by=dana, title="Too late")
    with pytest.raises(PlanNotOpen):
        move(plan.priorities.first(), by=dana, up=False, place=0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_asks_the_same_of_the_database_for_one_priority_as_for_three(
    manager, plan, alice, rows, django_assert_num_queries
):
    office = make.office(alice.posts.get())
    for number in range(rows):
        priority = make.priority(plan, f"Priority {number}", f"P{number}", position=number)
        priority.focus_areas.create(text="Visits")
        priority.measures.create(outcome="Safer")
        priority.leads.create(part="link-dcs", office=office)
        make.enabler(plan, f"Enabler {number}", f"E{number}").narrowed_to.set([priority])
    manager.get(f"/priorities/desk/{plan.pk}/")
    with django_assert_num_queries(15):
        response = manager.get(f"/priorities/desk/{plan.pk}/")
    assert len(response.context["whole"].priorities) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_so_does_the_list_of_plans(manager, mercia, rows, django_assert_num_queries):
    for number in range(rows):
        make.plan(mercia, f"{2020 + number}", priorities=("A", "B"))
    manager.get("/priorities/desk/")
    with django_assert_num_queries(4):
        assert len(manager.get("/priorities/desk/").context["plans"]) == rows


def test_each_form_carries_a_key_of_its_own(manager, plan):
    path = f"/priorities/desk/{plan.pk}/priorities/new/"
    keys = {manager.get(path).context["key"] for _ in range(2)}
    assert (len(keys), {type(key) for key in keys}) == (2, {uuid.UUID})
