"""Choosing in the editor what a section is about."""

import pytest
import time_machine

from portal.drafting.models import Version
from tests import make
from tests.updates.pages import Page
from tests.updates.writing import autosaved, form_of
from updates.actions import save_draft
from updates.models import SectionTheme
from updates.words import ThemeText, edition_text

SECTIONS = (("Workforce", "<p>More stayed.</p>"), ("Adoption", "<p>Quicker.</p>"))
REFUSED = "Choose only priorities and enablers that stand in a plan of Mercia."


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, "2026-05", by=dana, title="May", sections=SECTIONS)


@pytest.fixture
def desk(signed_in, dana):
    return signed_in(dana)


def key(subject):
    return f"{subject._meta.model_name}-{subject.pk}"


def ticked(draft, *subjects, **changes):
    """The form of `draft` with `subjects` ticked in its first section."""
    return form_of(draft, **{"sections-0-themes": [key(subject) for subject in subjects]} | changes)


def save(desk, draft, form, do="save"):
    return desk.post(f"/updates/{draft.update_id}/edit/", form | {"do": do})


def edit(desk, draft):
    return Page(desk.get(f"/updates/{draft.update_id}/edit/"))


def offered(page, section=0):
    """What can be ticked in a section, under the names of plans."""
    choice = f"//details[@id='id_sections-{section}-themes']"
    return page.texts(f"{choice}//p[@class='choice-group']"), page.texts(f"{choice}//label")


def tagged(draft):
    return [[str(theme) for theme in section.themes] for section in edition_text(draft).sections]


def test_priorities_and_enablers_of_the_plan_that_runs_are_offered_in_each_section(
    desk, draft, plan, safeguarding, workforce
):
    page = edit(desk, draft)
    names = ["P1. Effective safeguarding", "E1. Workforce development"]
    assert [offered(page, number) for number in (0, 1)] == [(["Our priorities 2026-27"], names)] * 2
    assert page.texts("//details[@class='section-themes-choice']/summary") == [
        "What is it about? Workforce", "What is it about? Adoption"
    ]  # fmt: skip
    assert page.tree.xpath("//details[@class='section-themes-choice'][@open]") == []


def test_every_plan_that_runs_in_the_update_s_months_is_offered_and_drafts_say_so(desk, mercia, dana):
    make.plan(mercia, "2025-26", by=dana, priorities=["Old"], status="closed")
    make.plan(mercia, "2026-27", by=dana, priorities=["New"], title="What comes")
    make.plan(mercia, "2027-28", by=dana, priorities=["Later"])
    make.plan(
        mercia, "2026", by=dana, priorities=["Put away"], status="discarded", published_at=None, published_by=None
    )
    draft = make.draft(mercia, "2026-02--2026-04", by=dana)
    assert offered(edit(desk, draft)) == (["What comes (2026-27), draft", "Our priorities 2025-26"], ["New", "Old"])


def test_where_no_plan_runs_in_its_months_the_current_one_is_offered(desk, mercia, dana):
    make.plan(mercia, "2026-27", by=dana, priorities=["Now"], status="published")
    make.plan(mercia, "2027-28", by=dana, priorities=["Later"])
    with time_machine.travel("2026-06-01T12:00:00Z", tick=False):
        desk.force_login(dana)
        draft = make.draft(mercia, "2015-11", by=dana)
        assert offered(edit(desk, draft)) == (["Our priorities 2026-27"], ["Now"])


def test_a_region_without_a_plan_is_asked_nothing(desk, draft, wessex, erin):
    make.plan(wessex, "2026-27", by=erin, status="published")
    assert edit(desk, draft).tree.xpath("//details[@class='section-themes-choice']") == []


def test_what_is_ticked_is_saved_and_the_summary_says_it(desk, draft, safeguarding, workforce):
    assert save(desk, draft, ticked(draft, workforce, safeguarding)).status_code == 302
    assert tagged(draft) == [["P1. Effective safeguarding (2026-27)", "E1. Workforce development (2026-27)"], []]
    page = edit(desk, draft)
    assert page.texts("//details[@id='id_sections-0-themes']/summary/span[@class='chosen']") == [
        "P1. Effective safeguarding; E1. Workforce development"
    ]
    assert page.tree.xpath("//input[@checked]/@name").count("sections-0-themes") == 2


def test_nothing_ticked_takes_all_away(desk, draft, safeguarding):
    save(desk, draft, ticked(draft, safeguarding))
    draft.refresh_from_db()
    save(desk, draft, ticked(draft))
    assert tagged(draft) == [[], []]


def test_it_is_saved_by_itself_and_an_answer_that_never_came_is_given_again(desk, draft, safeguarding):
    form = ticked(draft, safeguarding)
    first, second = (autosaved(desk, draft.update, form) for _ in range(2))
    assert (first[0], first) == (200, second)
    assert tagged(draft) == [["P1. Effective safeguarding (2026-27)"], []]


def test_it_moves_with_its_section(desk, draft, safeguarding):
    save(desk, draft, ticked(draft, safeguarding), "section-down-0")
    assert tagged(draft) == [[], ["P1. Effective safeguarding (2026-27)"]]


@pytest.mark.parametrize("theirs", ["published", "draft"])
def test_a_priority_of_another_region_is_refused_at_the_field_and_nothing_is_lost(
    desk, draft, safeguarding, wessex, erin, theirs
):
    other = make.plan(wessex, "2026-27", by=erin, status=theirs).priorities.get()
    answer = save(desk, draft, ticked(draft, safeguarding, other, title="Typed"))
    page = Page(answer)
    assert (answer.status_code, answer.context["errors"]) == (
        200, [{"message": REFUSED, "url": "#id_sections-0-themes"}],
    )  # fmt: skip
    assert page.texts("//details[@id='id_sections-0-themes'][@open]//*[@class='invalid-feedback']") == [
        f"Error: {REFUSED}"
    ]
    assert page.tree.xpath("//input[@name='title']/@value") == ["Typed"]
    assert page.tree.xpath("//input[@name='sections-0-themes'][@checked]/@value") == [key(safeguarding)]
    assert SectionTheme.objects.count() == 0


@pytest.mark.parametrize(
    "value", ["", "priority-", "priority-0", "priority-999", "enabler-999", "plan-1", "priority-1; drop", "priority-٣",
              "priority-9999999999999999999999"],
)  # fmt: skip
def test_what_is_no_priority_or_enabler_is_refused(desk, draft, safeguarding, value):
    status, answer = autosaved(desk, draft.update, form_of(draft, **{"sections-1-themes": [value]}))
    assert (status, answer["errors"]) == (422, [{"message": REFUSED, "url": "#id_sections-1-themes"}])


def test_one_that_was_taken_out_is_offered_no_more_but_stays_where_it_was_chosen(
    desk, draft, dana, safeguarding, workforce
):
    save(desk, draft, ticked(draft, safeguarding))
    type(safeguarding).objects.filter(pk=safeguarding.pk).update(is_removed=True)
    page = edit(desk, draft)
    assert [offered(page, number)[1] for number in (0, 1)] == [
        ["P1. Effective safeguarding", "E1. Workforce development"], ["E1. Workforce development"],
    ]  # fmt: skip
    draft.refresh_from_db()
    assert save(desk, draft, form_of(draft, title="Kept")).status_code == 302
    assert tagged(draft) == [["P1. Effective safeguarding (2026-27)"], []]


def test_one_that_was_taken_out_is_not_chosen_anew(desk, draft, safeguarding):
    type(safeguarding).objects.filter(pk=safeguarding.pk).update(is_removed=True)
    status, answer = autosaved(desk, draft.update, ticked(draft, safeguarding))
    assert (status, answer["errors"][0]["message"]) == (422, REFUSED)


def test_one_of_a_plan_that_was_put_away_stays_where_it_was_chosen(desk, draft, plan, safeguarding, workforce):
    save(desk, draft, ticked(draft, safeguarding))
    type(plan).objects.filter(pk=plan.pk).update(status="discarded", published_at=None, published_by=None)
    page = edit(desk, draft)
    assert offered(page) == (["Our priorities 2026-27, discarded"], ["P1. Effective safeguarding"])
    assert offered(page, 1) == ([], [])
    draft.refresh_from_db()
    assert save(desk, draft, form_of(draft, title="Kept")).status_code == 302


def test_the_page_of_a_conflict_shows_it_and_sends_it_again(desk, draft, carol, safeguarding, workforce):
    form = ticked(draft, safeguarding, workforce)
    save_draft(draft, make.text("Theirs", SECTIONS), version=draft.version, by=carol)
    answer = save(desk, draft, form)
    assert answer.status_code == 409
    said = "[added: Workforce: P1. Effective safeguarding (2026-27); E1. Workforce development (2026-27)]"
    assert Page(answer).texts("//p[contains(@class, 'passage')]/ins")[-1] == said
    again = {}
    for name, value in answer.context["conflict"].fields:
        again.setdefault(name, []).append(value)
    save(desk, draft, again, "replace")
    assert tagged(draft)[0] == ["P1. Effective safeguarding (2026-27)", "E1. Workforce development (2026-27)"]
    assert Version.objects.get().words["sections"][0]["themes"] == []


def test_only_another_choice_is_a_conflict_too(desk, draft, carol, safeguarding, workforce):
    form = ticked(draft, safeguarding)
    text = edition_text(draft)
    text.sections[0].themes = [ThemeText(key(workforce))]
    save_draft(draft, text, version=draft.version, by=carol)
    assert save(desk, draft, form).status_code == 409
    assert tagged(draft)[0] == ["E1. Workforce development (2026-27)"]


def test_bringing_a_document_in_asks_nothing_of_it(desk, mercia, plan, safeguarding):
    answer = desk.post("/updates/bring-in/", {"text": "Mercia update November 2026\n\nWorkforce\n\nMore stayed."})
    page = Page(desk.get(answer["Location"]))
    assert page.tree.xpath("//details[@class='section-themes-choice']") == []


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_editor_and_saving_ask_the_same_however_many_there_are(
    desk, mercia, dana, plan, count, django_assert_num_queries
):
    subjects = [make.priority(plan, f"Priority {n}") for n in range(count)]
    subjects += [make.enabler(plan, f"Enabler {n}") for n in range(count)]
    draft = make.draft(mercia, "2026-05", by=dana, sections=[(f"Section {n}", "<p>Words.</p>") for n in range(count)])
    text = edition_text(draft)
    for section in text.sections:
        section.themes = [ThemeText(key(subject)) for subject in subjects]
    save_draft(draft, text, version=draft.version, by=dana)
    edit(desk, draft)
    with django_assert_num_queries(23):
        edit(desk, draft)
    draft.refresh_from_db()
    autosaved(desk, draft.update, form_of(draft))
    draft.refresh_from_db()
    form = form_of(draft, title="Changed")
    with django_assert_num_queries(19):
        status, _ = autosaved(desk, draft.update, form)
    assert status == 200
