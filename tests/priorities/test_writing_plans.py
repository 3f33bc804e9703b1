"""A plan itself: starting it, its words and areas, checking, publishing, closing, reopening, discarding."""

import pytest
import time_machine

from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.drafting.models import Version
from portal.ui.models import PublicContent
from priorities.actions.parts import edit_priority
from priorities.actions.writing import PeriodTaken, PlanNotOpen, check_plan, edit_plan, start_plan
from priorities.models import Plan
from priorities.periods import PlanPeriod
from tests import make
from tests.priorities import desk
from tests.priorities.desk import errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(signed_in, dana):
    return signed_in(dana)


@pytest.fixture
def draft(mercia, dana):
    return make.plan(mercia, by=dana)


def public_version():
    return PublicContent.objects.values_list("version", flat=True).first()


def test_a_new_plan_is_a_draft_of_the_managers_region(manager, dana):
    response = manager.post("/priorities/desk/new/", desk.plan(period="2015/16"))
    plan = Plan.objects.get()
    assert response.headers["Location"] == f"/priorities/desk/{plan.pk}/"
    assert (plan.region.slug, plan.period, str(plan.starts_on), str(plan.ends_on), plan.status, plan.made_by) == (
        "mercia", "2015-16", "2015-04-01", "2016-03-31", "draft", dana,
    )  # fmt: skip
    assert [event.verb for event in AuditEvent.objects.about(plan)] == ["started"]


def test_pressing_start_twice_makes_one_plan(manager):
    typed = desk.plan()
    places = [manager.post("/priorities/desk/new/", typed).headers["Location"] for _ in range(2)]
    assert places == [f"/priorities/desk/{Plan.objects.get().pk}/"] * 2


def test_the_form_suggests_a_title_and_the_council_year_that_lacks_a_plan(manager, mercia):
    with time_machine.travel("2026-02-03 12:00 +0000", tick=False):
        first = manager.get("/priorities/desk/new/").context["form"].initial
        make.plan(mercia, "2025-26")
        second = manager.get("/priorities/desk/new/").context["form"].initial
    assert (first, second["period"]) == ({"period": "2025-26", "title": "Our priorities"}, "2026-27")


def test_everything_wrong_with_a_new_plan_is_said_at_once_and_kept(manager):
    response = manager.post("/priorities/desk/new/", desk.plan(period="next year", title=" "))
    assert errors(response) == {
        "period": ["Write the period like this: 2015-16."],
        "title": ["Enter a title for the plan, such as “Our priorities”."],
    }
    assert (response.context["form"]["period"].value(), Plan.objects.count()) == ("next year", 0)


def test_a_plan_for_a_period_that_exists_is_refused_at_the_field_with_a_link_to_it(manager, mercia):
    there = make.plan(mercia, "2026-27")
    response = manager.post("/priorities/desk/new/", desk.plan(period="2026/2027"))
    assert errors(response) == {"period": ["Mercia already has a plan for 2026-27. Open it, or write another period."]}
    assert f'<a href="/priorities/desk/{there.pk}/">Open the plan of Mercia for 2026-27' in response.content.decode()


def test_the_period_of_a_discarded_plan_is_free_again(manager, draft, dana):
    draft.discard(by=dana, version=1)
    manager.post("/priorities/desk/new/", desk.plan())
    assert sorted(Plan.objects.values_list("period", "status")) == [("2026-27", "discarded"), ("2026-27", "draft")]


def test_two_who_start_the_same_plan_make_one(mercia, dana, carol):
    plan = start_plan(mercia, PlanPeriod.parse("2026-27"), by=dana, title="First")
    with pytest.raises(PeriodTaken) as taken:
        start_plan(mercia, PlanPeriod.parse("2026-27"), by=carol, title="Second")
    assert (taken.value.plan, Plan.objects.count()) == (plan, 1)


def test_a_manager_of_two_regions_chooses_one_of_them(manager, dana, wessex):
    make.post(dana, Role.PROGRAMME_MANAGER, wessex)
    assert errors(manager.post("/priorities/desk/new/", desk.plan())) == {
        "region": ["Choose the region whose plan it is."]
    }
    manager.post("/priorities/desk/new/", desk.plan(region="wessex"))
    assert Plan.objects.get().region == wessex


def test_the_list_has_ones_own_regions_plans_drafts_first(manager, mercia, wessex):
    for period, status in (("2024-25", "closed"), ("2025-26", "published"), ("2026-27", "draft")):
        make.plan(mercia, period, status=status)
    make.plan(wessex, "2025-26", status="published")
    shown = manager.get("/priorities/desk/").context["plans"]
    assert [(plan.region.slug, plan.period, plan.priority_count) for plan in shown] == [
        ("mercia", "2026-27", 1), ("mercia", "2025-26", 1), ("mercia", "2024-25", 1),
    ]  # fmt: skip


def test_words_and_areas_are_saved_in_their_order_and_kept_in_the_history(manager, draft):
    areas = [("", "Improving ourselves", "Together."), ("", "Knowing ourselves", "")]
    manager.post(
        f"/priorities/desk/{draft.pk}/edit/", desk.words(draft, areas, introduction="Why.", says_when_quiet="on")
    )
    plan = Plan.objects.get()
    assert (plan.introduction, plan.shows_actions, plan.says_when_quiet) == ("<p>Why.</p>", False, True)
    assert list(plan.areas.values_list("title", "narrative")) == [
        ("Improving ourselves", "<p>Together.</p>"), ("Knowing ourselves", ""),
    ]  # fmt: skip
    said = [version.words["introduction"] for version in Version.objects.about(plan)]
    assert said == ["<p>Why.</p>", ""]


def test_an_area_that_goes_leaves_its_priorities_and_stays_in_the_history(manager, draft):
    kept, gone = (draft.areas.create(title=title) for title in ("Kept", "Gone"))
    draft.priorities.update(area=gone)
    manager.post(f"/priorities/desk/{draft.pk}/edit/", desk.words(draft, [(kept.pk, "Kept, renamed", "")]))
    assert list(draft.areas.values_list("pk", "title")) == [(kept.pk, "Kept, renamed")]
    assert draft.priorities.get().area is None
    before = Version.objects.about(draft).last().words
    assert [area["title"] for area in before["areas"]] == ["Kept", "Gone"]


@pytest.mark.parametrize(
    ("do", "titles"),
    [
        ("area-add", ["One", "Two", ""]),
        ("area-up-1", ["Two", "One"]),
        ("area-remove-0", ["Two"]),
        ("area-up-9", ["One", "Two"]),
        ("area-remove-x", ["One", "Two"]),
    ],
)
def test_areas_are_added_moved_and_removed_without_scripts_and_without_saving(manager, draft, do, titles):
    typed = desk.words(draft, [("", "One", ""), ("", "Two", "")], do=do, title="Typed", introduction="Also typed")
    response = manager.post(f"/priorities/desk/{draft.pk}/edit/", typed)
    form, rows = response.context["form"], response.context["areas"]
    assert [row["title"].value() or "" for row in rows] == titles
    assert (form["title"].value(), form["introduction"].value()) == ("Typed", "Also typed")
    assert (Plan.objects.get().version, draft.areas.count()) == (1, 0)


def test_an_area_without_a_title_is_told_at_its_field_with_all_else(manager, draft):
    typed = desk.words(draft, [("", "", "Lost words?")], title="")
    response = manager.post(f"/priorities/desk/{draft.pk}/edit/", typed)
    assert errors(response) == {"title": ["Enter a title for the plan, such as “Our priorities”."]}
    assert response.context["areas"].errors == [{"title": ["Enter a title for this area, or empty what it is about."]}]
    assert "Lost words?" in response.content.decode()


def test_an_area_of_another_plan_is_not_taken_over(manager, draft, mercia):
    other = make.plan(mercia, "2027-28").areas.create(title="Theirs")
    manager.post(f"/priorities/desk/{draft.pk}/edit/", desk.words(draft, [(other.pk, "Mine", "")]))
    other.refresh_from_db()
    assert (other.title, list(draft.areas.values_list("title", flat=True))) == ("Theirs", ["Mine"])


def test_who_saves_second_sees_both_texts_and_can_save_their_own(manager, draft):
    path = f"/priorities/desk/{draft.pk}/edit/"
    manager.post(path, desk.words(draft, [("", "First area", "")], title="First"))
    response = manager.post(path, desk.words(draft, [("", "Second area", "")], title="Second"))
    theirs, mine = dict(response.context["theirs"]), dict(response.context["mine"])
    assert (response.status_code, Plan.objects.get().title) == (409, "First")
    assert [(said["Title"], said["Areas of activity"]) for said in (theirs, mine)] == [
        ("First", "First area"), ("Second", "Second area"),
    ]  # fmt: skip
    assert manager.post(path, dict(response.context["hidden"])).status_code == 302
    plan = Plan.objects.get()
    assert (plan.title, list(plan.areas.values_list("title", flat=True))) == ("Second", ["Second area"])


@pytest.mark.parametrize("version", ["", "x", "-1", "2147483647", "99999999999"])
def test_a_form_without_a_version_never_overwrites(manager, draft, version):
    response = manager.post(f"/priorities/desk/{draft.pk}/edit/", desk.words(draft, title="Mine", version=version))
    assert (response.status_code, Plan.objects.get().title) == (409, draft.title)


def test_what_is_edited_in_a_public_plan_is_public_at_once_and_in_a_draft_is_not(mercia, dana):
    plans = [make.plan(mercia, "2025-26", by=dana, status="published"), make.plan(mercia, "2026-27", by=dana)]
    moved = []
    for plan in plans:
        before = public_version()
        edit_plan(plan, by=dana, version=1, title="Said anew")
        moved.append(public_version() != before)
    assert moved == [True, False]


def test_a_closed_plan_changes_no_more_even_when_it_was_closed_in_this_very_moment(mercia, dana):
    plan = make.plan(mercia, by=dana, status="published")
    stale = Plan.objects.get(pk=plan.pk)
    plan.close(by=dana, version=1)
    with pytest.raises(PlanNotOpen):
        edit_plan(stale, by=dana, version=2, title="Too late")
    with pytest.raises(PlanNotOpen):
        check_plan(stale, by=dana)


def test_checking_says_the_day_once(manager, draft):
    with time_machine.travel("2026-05-04 12:00 +0000", tick=False):
        for _ in range(2):
            manager.post(f"/priorities/desk/{draft.pk}/check/")
    plan = Plan.objects.get()
    assert (str(plan.checked_on), plan.version) == ("2026-05-04", 1)
    assert [event.verb for event in AuditEvent.objects.about(plan)] == ["checked"]


def test_the_plan_says_what_is_missing_each_with_its_place(manager, draft):
    priority = draft.priorities.get()
    shown = manager.get(f"/priorities/desk/{draft.pk}/").context["whole"].missing
    assert [(one.text, one.url, one.must) for one in shown] == [
        ("The plan has no introduction.", f"/priorities/desk/{draft.pk}/edit/#id_introduction", False),
        (
            "Effective safeguarding: no narrative and no focus areas.",
            f"/priorities/desk/priorities/{priority.pk}/edit/#id_narrative",
            False,
        ),
        (
            "Effective safeguarding: no link DCS, Lead Member or lead officer is named.",
            f"/priorities/desk/priorities/{priority.pk}/people/",
            False,
        ),
        (
            "Effective safeguarding: no outcome or measure.",
            f"/priorities/desk/priorities/{priority.pk}/measures/new/",
            False,
        ),
    ]


def test_a_plan_without_a_priority_is_not_published(manager, mercia, dana):
    plan = make.plan(mercia, by=dana, priorities=())
    page = manager.get(f"/priorities/desk/{plan.pk}/publish/")
    assert ([one.url for one in page.context["whole"].musts], b"Publish plan</button>" in page.content) == (
        [f"/priorities/desk/{plan.pk}/priorities/new/"], False,
    )  # fmt: skip
    assert manager.post(f"/priorities/desk/{plan.pk}/publish/", {"version": 1}).status_code == 409
    assert Plan.objects.get().status == "draft"


def test_publishing_names_who_can_read_it_asks_once_and_records_who(manager, draft, dana):
    path = f"/priorities/desk/{draft.pk}/publish/"
    page = manager.get(path).content.decode()
    assert ("/mercia/priorities/2026-27/" in page, Plan.objects.get().status) == (True, "draft")
    seen = {"version": 1, "changes": draft.changes}
    manager.post(path, seen)
    plan = Plan.objects.get()
    assert (plan.status, plan.published_by) == ("published", dana)


@pytest.mark.parametrize(
    ("verb", "status", "becomes", "leads_to"),
    [
        ("publish", "draft", "published", "/priorities/desk/{}/"),
        ("close", "published", "closed", "/priorities/desk/{}/"),
        ("reopen", "closed", "published", "/priorities/desk/{}/"),
        ("discard", "draft", "discarded", "/priorities/desk/"),
    ],
)
def test_a_button_pressed_twice_leads_to_what_it_did(signed_in, mercia, dana, erin, verb, status, becomes, leads_to):
    plan = make.plan(mercia, by=dana, status=status)
    path, seen = f"/priorities/desk/{plan.pk}/{verb}/", {"version": plan.version, "changes": plan.changes}
    desk = signed_in(dana)
    answers = [desk.post(path, seen) for _ in range(2)]
    plan.refresh_from_db()
    assert (plan.status, plan.version) == (becomes, 2)
    assert [answer["Location"] for answer in answers] == [leads_to.format(plan.pk)] * 2
    assert signed_in(erin).post(path, seen).status_code == (404 if verb == "discard" else 403)


def test_what_was_written_into_any_part_after_the_page_was_read_is_not_published_unseen(manager, mercia, dana):
    draft = make.plan(mercia, by=dana, priorities=("Early help",))
    priority = draft.priorities.get()
    path = f"/priorities/desk/{draft.pk}/publish/"
    shown = manager.get(path).context["plan"].changes
    edit_priority(priority, by=dana, version=1, title="Something else")
    response = manager.post(path, {"version": 1, "changes": shown})
    assert (response.status_code, response.url, Plan.objects.get().status) == (302, path, "draft")
    now = manager.get(path).context["plan"].changes
    manager.post(path, {"version": 1, "changes": now})
    assert Plan.objects.get().status == "published"


@pytest.mark.parametrize(("verb", "status"), [("publish", "draft"), ("close", "published"), ("reopen", "closed")])
def test_a_verb_on_top_of_an_old_version_leads_back_and_changes_nothing(manager, mercia, dana, verb, status):
    plan = make.plan(mercia, by=dana, status=status)
    response = manager.post(f"/priorities/desk/{plan.pk}/{verb}/", {"version": 7})
    assert (response.status_code, Plan.objects.get().status) == (302, status)


def test_closing_reopening_and_discarding_move_the_plan(manager, mercia, dana, draft):
    plan = make.plan(mercia, "2025-26", by=dana, status="published")
    found = []
    for verb in ("close", "reopen"):
        plan.refresh_from_db()
        manager.post(f"/priorities/desk/{plan.pk}/{verb}/", {"version": plan.version})
        plan.refresh_from_db()
        found.append(plan.status)
    manager.post(f"/priorities/desk/{draft.pk}/discard/", {"version": 1})
    draft.refresh_from_db()
    assert ([*found, draft.status]) == ["closed", "published", "discarded"]
    assert manager.get(f"/priorities/desk/{draft.pk}/").status_code == 404
