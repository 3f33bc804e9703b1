"""A cycle on the desk: started from a course, edited, its steps moved, its authorities chosen, closed and opened."""

from datetime import date
from uuid import uuid4

import pytest

from peerchallenge.actions.running import choose_authorities, edit_cycle, edit_steps
from peerchallenge.courses import courses
from peerchallenge.models import Cycle, Step
from portal.accounts.roles import Role
from portal.audit.models import Overtaken
from portal.drafting.models import Version
from tests import make
from tests.peerchallenge import shapes
from tests.peerchallenge.cycles import cycle_form, start_form, steps_form

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


@pytest.fixture
def draft(mercia, ardenvale, severnford, dana):
    return shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, status="draft")


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def test_a_cycle_begins_with_the_steps_of_its_course_and_all_authorities_of_the_region(
    signed_in, dana, mercia, ardenvale, severnford
):
    make.authority("Oldborough", mercia, "M09", to_on=date(2020, 3, 31))
    response = signed_in(dana).post("/peer-challenge/cycles/new/", start_form(course="west-midlands-2016"))
    cycle = Cycle.objects.get()
    assert response.status_code == 302 and response["Location"] == cycle.get_absolute_url()
    assert [(step.kind, step.due_on) for step in cycle.steps.filter(is_on=True)] == [
        ("framework", date(2026, 6, 30)), ("self-assessment", date(2026, 9, 16)),
        ("performance-summit", date(2026, 10, 5)), ("challenge", date(2026, 11, 17)),
        ("leadership-summit", date(2027, 3, 8)),
    ]  # fmt: skip
    assert [one.authority for one in cycle.participations.all()] == [ardenvale, severnford]
    assert cycle.signers == ["dcs", "trust-chief-executive", "council-chief-executive", "lead-member"]


def test_the_common_core_takes_every_kind_of_step_but_the_performance_summit():
    steps = courses()["common-core"].steps(2026)
    assert [step["kind"] for step in steps if not step["is_on"]] == [Step.Kind.PERFORMANCE_SUMMIT]
    assert {step["kind"] for step in steps} == set(Step.Kind)


@pytest.mark.parametrize("course", ["west-midlands-2016", "common-core"])
@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027, 2028, 2029, 2030])
def test_no_step_of_a_course_begins_or_ends_at_a_weekend_or_before_it_begins(course, year):
    for step in courses()[course].steps(year):
        if step["is_on"]:
            assert step["opens_on"] <= step["due_on"]
            assert step["opens_on"].weekday() < 5 and step["due_on"].weekday() < 5


def test_the_form_sent_twice_starts_one_cycle(signed_in, dana, ardenvale):
    form = start_form()
    first = signed_in(dana).post("/peer-challenge/cycles/new/", form)
    second = signed_in(dana).post("/peer-challenge/cycles/new/", form)
    assert first["Location"] == second["Location"]
    assert Cycle.objects.count() == 1


def test_a_second_cycle_for_the_year_is_refused_with_the_way_to_the_first(signed_in, dana, draft):
    response = signed_in(dana).post("/peer-challenge/cycles/new/", start_form(year="2026/27"))
    assert errors(response) == {"year": ["Mercia already has a cycle for 2026-27. Open it, or write another year."]}
    assert draft.get_absolute_url() in response.content.decode()


@pytest.mark.parametrize("year", ["26", "2026-28", "next year", "2026-27-28", "1999"])
def test_a_year_that_is_none_is_told_in_words(signed_in, dana, year):
    response = signed_in(dana).post("/peer-challenge/cycles/new/", start_form(year=year))
    assert errors(response) == {"year": ["Write the year like this: 2026-27."]}


def test_editing_keeps_both_versions_and_signers_in_their_order(signed_in, dana, draft):
    form = cycle_form(draft, title="New title", signer_0="lead-member", signer_1="", signer_2="dcs")
    response = signed_in(dana).post(f"{draft.get_absolute_url()}edit/", form)
    draft.refresh_from_db()
    assert response.status_code == 302
    assert (draft.title, draft.signers, draft.version) == ("New title", ["lead-member", "dcs"], 2)
    assert [one.words["title"] for one in Version.objects.about(draft)] == ["New title", "Peer challenge 2026-27"]


def test_a_role_that_signs_twice_and_nobody_who_signs_are_refused(signed_in, dana, draft):
    url = f"{draft.get_absolute_url()}edit/"
    twice = signed_in(dana).post(url, cycle_form(draft, signer_0="dcs", signer_1="dcs"))
    assert errors(twice) == {"signer_1": ["Each signs once. Choose another, or nobody."]}
    nobody = signed_in(dana).post(url, cycle_form(draft, signer_0=""))
    assert errors(nobody) == {"signer_0": ["Choose at least one who signs."]}


def test_only_published_frameworks_of_the_region_or_the_portal_can_be_chosen(signed_in, dana, wessex, draft):
    for version in (shapes.framework(status="draft", label="2027"), shapes.framework(of=wessex, name="Theirs")):
        response = signed_in(dana).post(
            f"{draft.get_absolute_url()}edit/", cycle_form(draft, framework_version=version.pk)
        )
        assert errors(response) == {"framework_version": ["Choose a published framework from the list."]}


def test_the_framework_of_an_open_cycle_stays(dana, cycle):
    other = shapes.framework(label="2027")
    was = cycle.framework_version
    edit_cycle(cycle, by=dana, version=cycle.version, framework_version=other, title="Called so")
    cycle.refresh_from_db()
    assert (cycle.framework_version, cycle.title) == (was, "Called so")


def test_whoever_saves_second_meets_both_texts_and_can_save_theirs_over_it(signed_in, dana, carol, draft):
    url = f"{draft.get_absolute_url()}edit/"
    seen = cycle_form(draft, title="His")
    signed_in(dana).post(url, cycle_form(draft, title="Hers"))
    response = signed_in(carol).post(url, seen)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Hers" in page and "His" in page
    signed_in(carol).post(url, dict(response.context["hidden"]))
    draft.refresh_from_db()
    assert draft.title == "His"


def test_steps_are_switched_moved_and_dated_in_one_form(signed_in, dana, draft):
    form = steps_form(
        draft, order=["moderation", "self-assessment"], due={"self-assessment": "2026-12-11"}, off=["delivery"]
    )
    response = signed_in(dana).post(f"{draft.get_absolute_url()}steps/", form)
    assert response.status_code == 302
    steps = list(draft.steps.all())
    assert [step.kind for step in steps][:2] == ["moderation", "self-assessment"]
    assert steps[1].due_on == date(2026, 12, 11)
    assert [step.kind for step in steps if not step.is_on] == ["delivery"]


def test_a_step_that_is_moved_is_shown_in_its_place_and_not_saved(signed_in, dana, draft):
    form = steps_form(draft) | {"do": "step-down-0", "steps-0-name": "Called so"}
    response = signed_in(dana).post(f"{draft.get_absolute_url()}steps/", form)
    assert [row["kind"] for row in response.context["rows"].initial][:2] == ["self-assessment", "framework"]
    assert response.context["rows"].initial[1]["name"] == "Called so"
    assert draft.steps.first().kind == "framework"


def test_a_last_day_before_the_first_is_told_at_its_step(signed_in, dana, draft):
    form = steps_form(draft, due={"challenge": "2026-11-17"}) | {"steps-4-opens_on": "2026-11-18"}
    response = signed_in(dana).post(f"{draft.get_absolute_url()}steps/", form)
    assert response.context["rows"].errors[4] == {
        "due_on": ["The last day is before the first. Put one of them right."]
    }


def test_who_writes_in_the_self_assessment_is_not_a_matter_of_the_form(dana, draft):
    step = draft.steps.get(kind="self-assessment")
    edit_steps(draft, [(step.pk, {"edited_by": "managers"})], by=dana, version=draft.version)
    step.refresh_from_db()
    assert step.edited_by == "managers"  # as shapes made it


def test_the_associate_dates_only_the_steps_that_they_look_after(signed_in, ivy, cycle):
    cycle.steps.filter(kind="synthesis").update(edited_by="runners")
    synthesis, summit = cycle.steps.get(kind="synthesis"), cycle.steps.get(kind="performance-summit")
    url = f"{cycle.get_absolute_url()}steps/"
    rows = {"steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 0, "version": cycle.version, "do": "save"}
    rows |= {"steps-0-kind": "synthesis", "steps-0-due_on": "2027-02-01", "steps-0-name": "Other", "steps-0-place": ""}
    assert signed_in(ivy).post(url, rows | {"steps-0-id": summit.pk}).status_code == 403
    assert signed_in(ivy).post(url, rows | {"steps-0-id": synthesis.pk}).status_code == 302
    synthesis.refresh_from_db()
    assert (synthesis.due_on, synthesis.name) == (date(2027, 2, 1), "Synthesis")


def test_authorities_are_chosen_with_the_numbers_of_their_triads(signed_in, dana, draft, ardenvale, severnford):
    form = {"version": draft.version, "in-M01": "on", "triad-M01": "3", "triad-M02": ""}
    assert signed_in(dana).post(f"{draft.get_absolute_url()}authorities/", form).status_code == 302
    assert [(one.authority, one.triad) for one in draft.participations.all()] == [(ardenvale, 3)]


def test_an_authority_with_its_self_assessment_stays_whatever_the_form_says(signed_in, dana, cycle, assessment):
    form = {"version": cycle.version, "in-M02": "on"}
    assert signed_in(dana).post(f"{cycle.get_absolute_url()}authorities/", form).status_code == 302
    assert [one.authority.code for one in cycle.participations.all()] == ["M01", "M02"]


def test_an_authority_of_another_region_cannot_be_let_in(signed_in, dana, draft, wessex):
    make.authority("Faraway", wessex, "W01")
    signed_in(dana).post(f"{draft.get_absolute_url()}authorities/", {"version": draft.version, "in-W01": "on"})
    assert list(draft.participations.all()) == []


def test_an_overtaken_choice_of_authorities_changes_nothing(dana, draft, ardenvale):
    with pytest.raises(Overtaken):
        choose_authorities(draft, {ardenvale: 1}, by=dana, version=draft.version + 1)
    assert draft.participations.count() == 2


def test_a_closed_cycle_takes_nothing_and_opens_again(signed_in, dana, cycle):
    url = cycle.get_absolute_url()
    assert signed_in(dana).post(f"{url}close/", {"version": cycle.version}).status_code == 302
    assert signed_in(dana).post(f"{url}edit/", cycle_form(cycle)).status_code == 403
    cycle.refresh_from_db()
    assert signed_in(dana).post(f"{url}reopen/", {"version": cycle.version}).status_code == 302
    cycle.refresh_from_db()
    assert (cycle.status, cycle.closed_at) == ("open", None)


def test_a_discarded_draft_is_gone_and_its_year_is_free(signed_in, dana, draft):
    url = draft.get_absolute_url()
    signed_in(dana).post(f"{url}discard/", {"version": draft.version})
    assert signed_in(dana).get(url).status_code == 404
    assert signed_in(dana).post("/peer-challenge/cycles/new/", start_form()).status_code == 302


def test_the_list_asks_as_much_for_three_cycles_as_for_one(signed_in, dana, mercia, draft, django_assert_num_queries):
    browser = signed_in(dana)
    browser.get("/peer-challenge/cycles/")  # what a process reads once
    with django_assert_num_queries(4):
        browser.get("/peer-challenge/cycles/")
    for year in ("2024-25", "2025-26"):
        shapes.cycle(mercia, year, by=dana)
    with django_assert_num_queries(4):
        assert len(browser.get("/peer-challenge/cycles/").context["cycles"]) == 3


def test_a_step_is_shown_to_its_audience(cycle, dana, ivy, alice, charlie, moss, wren, lead, greta, erin):
    for place, audience in enumerate(Step.Audience):
        cycle.steps.filter(position=place).update(seen_by=audience)
    cycle.steps.filter(position__gte=len(Step.Audience)).delete()
    seen = {
        str(person): [step.seen_by for step in Step.objects.visible_to(person)]
        for person in (dana, ivy, alice, lead, moss, greta, erin)
    }
    everybody = [audience.value for audience in Step.Audience]
    assert seen == {
        "Dana": everybody,
        "Ivy": everybody[1:],
        "Alice": ["authority", "directors", "region"],
        "Lena": ["authority", "region"],
        "Moss": ["authority", "moderators", "region"],
        "Greta": ["directors", "region"],
        "Erin": [],
    }


def test_a_step_that_is_off_is_shown_to_managers_alone(cycle, dana, alice):
    cycle.steps.update(is_on=False)
    assert (Step.objects.visible_to(dana).count(), Step.objects.visible_to(alice).count()) == (9, 0)


def test_two_regions_of_one_manager_are_chosen_between(signed_in, dana, wessex):
    make.post(dana, Role.PROGRAMME_MANAGER, wessex)
    response = signed_in(dana).post("/peer-challenge/cycles/new/", start_form() | {"form_key": uuid4()})
    assert errors(response) == {"region": ["Choose the region whose cycle it is."]}


def test_the_pages_of_steps_say_what_being_shown_one_governs(signed_in, dana, draft):
    browser = signed_in(dana)
    steps = said(browser.get(f"{draft.get_absolute_url()}steps/"))
    assert "Who reads a self-assessment, its comments and its lines of enquiry doesn’t depend on this." in steps
    assert "This is about the step and its days, and of the Performance Summit also" in said(
        browser.get(draft.get_absolute_url())
    )


def said(response):
    return " ".join(response.content.decode().split())
