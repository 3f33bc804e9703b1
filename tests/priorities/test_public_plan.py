"""The public page of a plan: what was said, who guides it, how far it has come; and nothing that isn't public."""

import re
from datetime import date

import pytest
import time_machine

from priorities.models import ActionNote, Area, Became, DueDateMove, FocusArea, Lead, Measure
from tests import make

PLAN, EARLY_HELP = "/mercia/priorities/2026-27/", "/mercia/priorities/2026-27/early-help/"
TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(make.moment("2026-11-02 12:00"), tick=False):
        yield


@pytest.fixture
def plan(mercia, dana, _today):
    return make.plan(mercia, by=dana, status="published", priorities=("Early help",))


@pytest.fixture
def early_help(plan):
    return plan.priorities.get()


def words(client, address=PLAN):
    """The text of a page's main part, each run of spaces as one."""
    response = client.get(address)
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", "", response.text.split("<main")[1].split("</main>")[0].partition(">")[2])
    return re.sub(r"\s+", " ", text)


def test_it_says_when_it_was_last_checked_and_whether_it_is_in_force(client, plan):
    assert "In force: 1 April 2026 to 31 March 2027." in words(client)
    assert "Last checked" not in words(client)
    type(plan).objects.update(checked_on=date(2026, 10, 12))
    assert "31 March 2027. Last checked 12 October 2026." in words(client)


def test_codes_focus_areas_and_areas_are_shown_where_a_region_has_them(client, plan, early_help):
    coded = make.priority(plan, "Effective safeguarding", "P1", area=Area.objects.create(plan=plan, title="Ourselves"))
    FocusArea.objects.create(priority=coded, text="Thresholds that everybody knows")
    FocusArea.objects.create(priority=coded, text="Taken out", is_removed=True)
    page = words(client)
    assert "P1. Effective safeguarding Focus areas Thresholds that everybody knows" in page
    assert "Broad areas of activity Ourselves Its priorities: P1. Effective safeguarding" in page
    assert "Taken out" not in page


def test_offices_are_named_and_people_are_not_and_a_vacancy_shows(client, early_help, alice, charlie):
    for part, person in (("link-dcs", alice), ("lead-member", charlie)):
        Lead.objects.create(
            priority=early_help, part=part, office=make.office(person.posts.get()), from_on=date(2026, 4, 1)
        )
    charlie.posts.update(to_on=date(2026, 9, 30))
    page = words(client)
    assert "Link DCS Director of Children&#x27;s Services, Ardenvale Lead Member" in page
    assert "Lead Member Director of Children&#x27;s Services, Severnford Vacant" in page
    assert ("Alice" in page, "Charlie" in page) == (False, False)


def test_a_part_that_nobody_took_over_is_vacant_and_its_former_office_stays(client, early_help, alice):
    office = make.office(alice.posts.get())
    Lead.objects.create(
        priority=early_help, part="link-dcs", office=office, from_on=date(2026, 4, 1), to_on=date(2026, 9, 30)
    )
    assert "Link DCS Vacant Link DCS, until 30 September 2026 Director of Children&#x27;s Services, Ardenvale" in words(
        client
    )


def test_only_actions_that_everybody_reads_are_counted_and_shown(client, plan, early_help):
    focus = FocusArea.objects.create(priority=early_help, text="Focus")
    make.action(early_help, "Told one", is_public=True, status="done")
    make.action(focus, "Told two", is_public=True, status="under-way")
    make.action(early_help, "Kept one")
    make.action(early_help, "Taken out", is_public=True, is_removed=True)
    page = words(client)
    assert "2 actions: 1 done, 1 under way" in page
    assert [title in page for title in ("Told one", "Told two", "Kept one", "Taken out")] == [True, True, False, False]
    type(plan).objects.update(shows_actions=True)
    assert "3 actions: 1 done, 1 under way, 1 not started" in words(client)


def test_an_action_shows_its_last_public_note_and_both_dates_with_the_reason(client, early_help, alice, dana):
    owner = make.office(alice.posts.get())
    action = make.action(early_help, owner=owner, due_on=date(2027, 2, 1), is_public=True)
    DueDateMove.objects.create(
        action=action, was_on=date(2026, 12, 1), now_on=action.due_on, reason="The trainer was ill.", moved_by=dana
    )
    for day, text, is_public in ((1, "First.", True), (9, "Second.", True), (20, "Among us.", False)):
        ActionNote.objects.create(action=action, text=text, noted_on=date(2026, 10, day), is_public=is_public)
    page = words(client)
    assert "Second. (9 October 2026)" in page
    assert "First due 1 December 2026; moved to 1 February 2027: The trainer was ill." in page
    assert "Owner: Director of Children&#x27;s Services, Ardenvale. Due 1 February 2027." in page
    assert ("First." in page, "Among us." in page) == (False, False)


def test_a_forecast_is_in_words_and_grey_after_six_weeks(client, early_help):
    fields = {"forecast": "at-risk", "forecast_reason": "Two leads left.", "is_public": True}
    make.action(early_help, "Fresh", forecast_on=date(2026, 9, 21), **fields)
    page = client.get(PLAN).text
    assert ('status-started">At risk' in page, 'status-muted">At risk' in page) == (True, False)
    early_help.actions.update(forecast_on=date(2026, 9, 20))
    page = client.get(PLAN).text
    assert ('status-started">At risk' in page, 'status-muted">At risk' in page) == (False, True)
    assert "of 20 September 2026, more than six weeks old. Two leads left." in words(client)


def test_a_figure_that_is_not_known_says_so_and_nought_is_nought(client, early_help):
    Measure.objects.create(
        priority=early_help, outcome="Fewer repeat plans", unit="%", baseline="22.50", baseline_on=date(2026, 3, 31),
        current=0, current_on=date(2026, 9, 30),
    )  # fmt: skip
    assert "22.5%31 March 2026 Not known 0%30 September 2026 Not known" in words(client)


def test_enablers_support_every_priority_until_they_are_narrowed(client, plan):
    coded = make.priority(plan, "Placements", "P2")
    make.enabler(plan, "Workforce", "E1")
    make.enabler(plan, "Research", "E2").narrowed_to.add(coded)
    page = words(client)
    assert "E1. Workforce Supports every priority." in page
    assert "E2. Research Supports P2." in page
    assert "Enabler Early help P2 E1. Workforce Yes Yes E2. Research No Yes" in page


def test_a_plan_that_is_over_leads_to_the_current_one_and_says_what_became_of_each(client, mercia, dana, plan):
    old = make.plan(mercia, "2025-26", by=dana, status="closed", priorities=("Front doors", "Adoption"))
    front_doors, adoption = old.priorities.all()
    Became.objects.create(plan=plan, was=front_doors, now=plan.priorities.get())
    Became.objects.create(plan=plan, was=adoption, now=None, note="The agency does it now.")
    page = words(client, "/mercia/priorities/2025-26/")
    assert "This plan was closed on 2 November 2026 Mercia now works to Our priorities 2026-27." in page
    assert "Front doors carried on as Early help (2026-27)." in page
    assert "Adoption closed: The agency does it now." in page
    assert "This plan" not in words(client)


def test_what_a_draft_says_of_a_plan_stays_unsaid(client, mercia, dana, plan, early_help):
    draft = make.plan(mercia, "2027-28", by=dana, priorities=("Secret aim",))
    Became.objects.create(plan=draft, was=early_help, now=draft.priorities.get())
    pages = [client.get(address).text for address in ("/priorities/", "/mercia/priorities/", PLAN, EARLY_HELP)]
    assert ["Secret aim" in page or "2027-28" in page for page in pages] == [False] * 4


def test_plans_of_a_region_are_a_click_apart(client, mercia, dana, plan):
    make.plan(mercia, "2025-26", by=dana, status="closed")
    switcher = client.get(PLAN).context["switcher"]
    assert [(link.label, link.url, link.is_current) for link in switcher] == [
        ("2026-27", PLAN, True),
        ("2025-26", "/mercia/priorities/2025-26/", False),
    ]


def test_every_region_is_listed_with_its_current_plan_and_how_many_it_had(client, mercia, wessex, dana, plan):
    for period in ("2024-25", "2025-26"):
        make.plan(mercia, period, by=dana, status="closed")
    make.plan(wessex, "2024-25", by=dana, status="published")
    make.region("Northumbria")
    page = words(client, "/priorities/")
    assert "Mercia Our priorities 2026-27, in force until 31 March 2027. 2 earlier plans." in page
    assert "Wessex No plan is in force. The last was Our priorities 2024-25. No earlier plan." in page
    assert "No plan here yet Northumbria" in page


def test_a_region_page_has_the_current_plan_in_short_then_all_by_period(client, mercia, dana, plan, early_help):
    make.action(early_help, is_public=True, status="under-way")
    make.action(early_help, "Kept")
    make.plan(mercia, "2025-26", by=dana, status="closed")
    page = words(client, "/mercia/priorities/")
    assert "Our priorities 2026-27 In force until 31 March 2027. Early help 1 action: 1 under way" in page
    listed = re.findall(r"(\d{4}-\d\d): Our priorities \d{4}-\d\d (\w+)", page)
    assert listed == [("2026-27", "In"), ("2025-26", "Closed")]


def test_a_region_without_a_plan_says_so(client, mercia):
    assert "This region has published no plan here yet." in words(client, "/mercia/priorities/")


def test_the_404_of_a_draft_is_that_of_no_plan(client, mercia, dana):
    make.plan(mercia, "2027-28", by=dana, priorities=("Early help",))
    for last in ("", "early-help/", "feed/", "early-help/feed/"):
        hidden = client.get(f"/mercia/priorities/2027-28/{last}")
        unknown = client.get(f"/mercia/priorities/2028-29/{last}")
        assert (hidden.status_code, hidden.content.replace(b"2027-28", b"2028-29")) == (404, unknown.content)


def test_everybody_is_given_the_same_page(client, signed_in, plan, early_help, dana, alice):
    make.action(early_help, "Kept one")
    pages = [browser.get(PLAN).text for browser in (client, signed_in(dana), signed_in(alice))]
    assert len({page.split('class="main-column"')[1].split('class="aside-column"')[0] for page in pages}) == 1
    assert [f"/priorities/desk/{plan.pk}/" in page for page in pages] == [False, True, False]


def test_home_and_region_name_the_priorities_of_the_current_plan(client, plan, settings):
    assert f'<a href="{EARLY_HELP}">Early help</a>' in client.get("/mercia/").text
    for path in ("/", "/regions/"):
        assert f'<a href="{PLAN}">Priorities 2026-27<span' in client.get(path).text
    settings.HOME_REGION = "mercia"
    assert f'<a href="{EARLY_HELP}">Early help</a>' in client.get("/").text


def test_a_script_in_what_was_written_is_text(client, plan, early_help):
    type(early_help).objects.update(title="<script>alert(1)</script>", narrative="<p>A<script>alert(2)</script></p>")
    make.action(early_help, "<img src=x onerror=alert(3)>", is_public=True)
    for address in (PLAN, EARLY_HELP, "/mercia/priorities/", "/mercia/"):
        page = client.get(address).text
        assert ("<script>alert" in page, "<img src=x" in page) == (False, False)
