"""What events are about: chosen in their form, linked on their page, evidence of priorities and enablers."""

import uuid
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from portal.accounts.roles import Role
from portal.events.models import Event
from priorities.event_themes import tagged_events
from priorities.evidence import Evidence
from priorities.models import EventTheme
from priorities.theme_choices import ThemeText
from tests import make
from tests.updates.pages import Page, read

pytestmark = pytest.mark.django_db
TYPED = {"title": "Learning day", "first_day": "2026-07-07", "start_time": "09:00", "finish_time": "12:30"}
REFUSED = "Choose only priorities and enablers that stand in a plan of Mercia."
PRIORITY = "/mercia/priorities/2026-27/p1/"


@pytest.fixture(autouse=True)
def _in_june():
    with time_machine.travel("2026-06-01 12:00 +0000", tick=False):
        yield


@pytest.fixture
def desk(signed_in, dana):
    return signed_in(dana)


def key(subject):
    return f"{subject._meta.model_name}-{subject.pk}"


def about(*subjects, **fields):
    """What an event about `subjects` is made with."""
    return fields | {"said": {"themes": [ThemeText(key(subject)) for subject in subjects]}}


def event(of, *subjects, starts="2026-07-07 09:00", by=None, **fields):
    made = make.event(of=of, starts=starts, by=by, **fields)
    made.rewrite(by=by, version=1, **about(*subjects))
    return made


def add(desk, *subjects, **typed):
    themes = {"themes": [key(subject) for subject in subjects]}
    return desk.post("/events/new/", TYPED | {"form_key": uuid.uuid4()} | themes | typed)


def edit(desk, event, *subjects, **typed):
    themes = {"themes": [key(subject) for subject in subjects]}
    return desk.post(f"/events/{event.pk}/edit/", TYPED | {"version": event.version} | themes | typed)


def told(event):
    return [str(theme) for theme in EventTheme.objects.filter(event=event).named()]


def offered(page):
    choice = "//details[@id='id_themes']"
    return page.texts(f"{choice}//p[@class='choice-group']"), page.texts(f"{choice}//label")


def errors(answer):
    return {name: list(said) for name, said in answer.context["form"].errors.items()}


def test_a_new_event_is_offered_what_plans_say_from_today_on(desk, mercia, dana, plan, safeguarding, workforce):
    make.plan(mercia, "2025-26", by=dana, priorities=["Old"], status="closed")
    make.plan(mercia, "2027-28", by=dana, priorities=["Later"])
    assert offered(read(desk, "/events/new/")) == (
        ["Our priorities 2027-28, draft", "Our priorities 2026-27"],
        ["Later", "P1. Effective safeguarding", "E1. Workforce development"],
    )


def test_an_event_that_is_there_is_offered_what_ran_on_its_days(desk, mercia, dana, plan, safeguarding):
    make.plan(mercia, "2025-26", by=dana, priorities=["Old"], status="closed")
    past = make.event(of=mercia, starts="2026-03-03 09:00", by=dana)
    long_ago = make.event(of=mercia, starts="2015-03-03 09:00", by=dana)
    assert offered(read(desk, f"/events/{past.pk}/edit/")) == (["Our priorities 2025-26"], ["Old"])
    assert offered(read(desk, f"/events/{long_ago.pk}/edit/")) == (
        ["Our priorities 2026-27"], ["P1. Effective safeguarding"],
    )  # fmt: skip


def test_a_region_without_a_plan_is_asked_nothing(desk, mercia, wessex, erin):
    make.plan(wessex, "2026-27", by=erin, status="published")
    assert read(desk, "/events/new/").tree.xpath("//details[@id='id_themes']") == []


def test_an_event_for_every_region_is_asked_nothing(signed_in, frank, plan, safeguarding):
    browser = signed_in(frank)
    assert read(browser, "/events/new/").tree.xpath("//details[@id='id_themes']") == []
    add(browser, safeguarding)
    assert (Event.objects.get().region, EventTheme.objects.count()) == (None, 0)


def test_what_is_ticked_is_kept_and_the_form_says_it(desk, safeguarding, workforce):
    add(desk, workforce, safeguarding)
    made = Event.objects.get()
    assert told(made) == ["P1. Effective safeguarding", "E1. Workforce development"]
    page = read(desk, f"/events/{made.pk}/edit/")
    assert page.texts("//details[@id='id_themes']/summary") == [
        "What is it about? P1. Effective safeguarding; E1. Workforce development"
    ]
    assert page.tree.xpath("//input[@name='themes'][@checked]/@value") == [key(safeguarding), key(workforce)]


def test_nothing_ticked_takes_all_away(desk, mercia, dana, safeguarding):
    made = event(mercia, safeguarding, by=dana)
    assert edit(desk, made).status_code == 302
    assert told(made) == []


def test_a_mistake_elsewhere_loses_no_tick(desk, safeguarding, workforce):
    page = Page(add(desk, workforce, title=""))
    assert page.tree.xpath("//input[@name='themes'][@checked]/@value") == [key(workforce)]
    assert EventTheme.objects.count() == 0


@pytest.mark.parametrize("theirs", ["published", "draft"])
def test_a_priority_of_another_region_is_refused_at_the_field(desk, safeguarding, wessex, erin, theirs):
    other = make.plan(wessex, "2026-27", by=erin, status=theirs).priorities.get()
    answer = add(desk, safeguarding, other)
    assert (answer.status_code, errors(answer)) == (200, {"themes": [REFUSED]})
    assert Page(answer).texts("//details[@id='id_themes'][@open]//*[@class='invalid-feedback']") == [
        f"Error: {REFUSED}"
    ]
    assert Event.objects.count() == 0


@pytest.mark.parametrize("value", ["", "priority-0", "enabler-999", "plan-1", "priority-9999999999999999999999"])
def test_what_is_no_priority_or_enabler_is_refused(desk, safeguarding, value):
    answer = add(desk, themes=[value])
    assert errors(answer) == {"themes": [REFUSED]}
    assert Event.objects.count() == 0


def test_where_nothing_is_asked_nothing_is_kept(desk, mercia, wessex, erin):
    other = make.plan(wessex, "2026-27", by=erin, status="published").priorities.get()
    assert (add(desk, other).status_code, EventTheme.objects.count()) == (302, 0)


def test_who_manages_two_regions_chooses_among_both_for_the_one(desk, dana, mercia, wessex, erin, safeguarding):
    make.post(dana, Role.PROGRAMME_MANAGER, wessex)
    other = make.plan(wessex, "2026-27", by=erin, priorities=["Adoption"], status="published").priorities.get()
    groups, names = offered(read(desk, "/events/new/"))
    assert (sorted(groups), sorted(names)) == (
        ["Mercia: Our priorities 2026-27", "Wessex: Our priorities 2026-27"], ["Adoption", "P1. Effective safeguarding"]
    )  # fmt: skip
    assert errors(add(desk, other, region="mercia")) == {"themes": [REFUSED]}
    assert add(desk, other, region="wessex").status_code == 302
    assert told(Event.objects.get()) == ["Adoption"]


def test_an_event_for_every_region_is_about_no_region_s_plan(desk, dana, safeguarding):
    make.post(dana, Role.SITE_ADMINISTRATOR)
    assert errors(add(desk, safeguarding, region="")) == {
        "themes": ["What is for every region is about no region’s plan. Take the ticks away."]
    }


def test_what_was_taken_out_since_may_stay_but_is_not_chosen_anew(desk, mercia, dana, safeguarding, workforce):
    made = event(mercia, safeguarding, by=dana)
    type(safeguarding).objects.filter(pk=safeguarding.pk).update(is_removed=True)
    assert edit(desk, made, safeguarding).status_code == 302
    assert told(made) == ["P1. Effective safeguarding"]
    assert errors(add(desk, safeguarding)) == {"themes": [REFUSED]}


def test_who_saves_second_sees_both_and_writes_nothing_until_they_say_so(desk, mercia, dana, safeguarding, workforce):
    made = event(mercia, safeguarding, by=dana)
    answer = edit(desk, made, safeguarding, workforce, version=1)
    assert (answer.status_code, told(made)) == (409, ["P1. Effective safeguarding"])
    label = "Priorities and enablers"
    assert (dict(answer.context["theirs"])[label], dict(answer.context["mine"])[label]) == (
        "P1. Effective safeguarding (2026-27)",
        "P1. Effective safeguarding (2026-27); E1. Workforce development (2026-27)",
    )
    again = {}
    for name, value in answer.context["hidden"]:
        again.setdefault(name, []).append(value)
    assert desk.post(f"/events/{made.pk}/edit/", again).status_code == 302
    assert told(made) == ["P1. Effective safeguarding", "E1. Workforce development"]


def test_its_page_leads_to_what_everybody_reads_of_it(client, mercia, dana, safeguarding, workforce):
    draft = make.plan(mercia, "2027-28", by=dana, priorities=["Not out"]).priorities.get()
    gone = make.priority(safeguarding.plan, "Gone")
    made = event(mercia, safeguarding, workforce, draft, gone, by=dana)
    type(gone).objects.filter(pk=gone.pk).update(is_removed=True)
    page = read(client, f"/events/{made.pk}/")
    assert page.links("//section[@aria-labelledby='event-themes']") == [
        ("P1. Effective safeguarding", PRIORITY),
        ("E1. Workforce development", "/mercia/priorities/2026-27/#e1"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_its_page_and_its_form_ask_the_same_however_much_it_is_about(
    client, desk, mercia, dana, plan, count, django_assert_num_queries
):
    subjects = [make.priority(plan, f"Priority {n}") for n in range(count)]
    subjects += [make.enabler(plan, f"Enabler {n}") for n in range(count)]
    made = event(mercia, *subjects, by=dana)
    with django_assert_num_queries(2):
        assert client.get(f"/events/{made.pk}/").text.count("/mercia/priorities/") == 2 * count
    desk.get(f"/events/{made.pk}/edit/")
    with django_assert_num_queries(9):
        assert desk.get(f"/events/{made.pk}/edit/").text.count('name="themes"') == 2 * count


def test_the_database_refuses_what_is_of_another_region(transactional_db, mercia, dana, wessex, erin):
    theirs = make.plan(wessex, "2026-27", by=erin, status="published").priorities.get()
    with pytest.raises(IntegrityError):
        event(mercia, theirs, by=dana)
    assert EventTheme.objects.count() == 0


def test_events_are_evidence_of_what_they_are_about_but_for_cancelled_ones(mercia, dana, safeguarding, workforce):
    late = event(mercia, safeguarding, starts="2026-06-30 23:30", by=dana, place="Town hall")
    called_off = event(mercia, safeguarding, by=dana)
    called_off.cancel(by=dana, reason="Too few.", version=called_off.version)
    event(mercia, workforce, by=dana)
    found = list(tagged_events([safeguarding], AnonymousUser()))
    assert found == [
        (safeguarding, Evidence("Event", date(2026, 6, 30), "Annual conference", f"/events/{late.pk}/", "Town hall"))
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_evidence_of_events_takes_one_query(mercia, dana, plan, count, django_assert_num_queries):
    subjects = [make.priority(plan, f"Priority {n}") for n in range(count)]
    for _ in range(count):
        event(mercia, *subjects, by=dana)
    with django_assert_num_queries(1):
        assert len(list(tagged_events(subjects, AnonymousUser()))) == count * count
    with django_assert_num_queries(0):
        assert list(tagged_events([], AnonymousUser())) == []


def parts_of(client):
    """The heading above the conference on the page of the priority."""
    page = read(client, PRIORITY)
    return page.texts("//ol[@class='thread']/preceding-sibling::h3[1]"), page.texts("//p[@class='thread-title']")


def test_one_to_come_is_announced_and_has_happened_from_its_day_on(client, settings, mercia, dana, safeguarding):
    settings.PAGE_CACHE = True
    event(mercia, safeguarding, by=dana)
    assert parts_of(client) == (["Coming up"], ["Annual conference"])
    with time_machine.travel("2026-07-06 22:59:30 +0000", tick=False):
        assert parts_of(client) == (["Coming up"], ["Annual conference"])
    with time_machine.travel("2026-07-06 23:00 +0000", tick=False):
        assert parts_of(client) == (["What was done"], ["Annual conference"])


def test_one_to_come_is_in_no_feed_and_not_among_the_latest_evidence(client, mercia, dana, safeguarding):
    event(mercia, safeguarding, by=dana)
    assert "Annual conference" not in client.get(f"{PRIORITY}feed/").text
    assert read(client, "/mercia/priorities/2026-27/").tree.xpath("//ul[@class='evidence']") == []
    with time_machine.travel("2026-07-07 08:00 +0000", tick=False):
        assert client.get(f"{PRIORITY}feed/").text.count("<title>Event: Annual conference</title>") == 1
        assert read(client, "/mercia/priorities/2026-27/").links("//ul[@class='evidence']") == [
            ("Annual conference", f"/events/{Event.objects.get().pk}/")
        ]


def test_calling_it_off_takes_it_away_at_once(client, settings, mercia, dana, safeguarding):
    settings.PAGE_CACHE = True
    made = event(mercia, safeguarding, by=dana)
    assert parts_of(client)[1] == ["Annual conference"]
    made.cancel(by=dana, reason="Too few.", version=made.version)
    assert parts_of(client)[1] == []


def test_an_enabler_has_no_page_so_its_evidence_stands_on_that_of_its_plan(client, mercia, dana, workforce):
    event(mercia, workforce, starts="2026-05-05 09:00", by=dana, title="Spring meeting")
    event(mercia, workforce, by=dana, title="Summer meeting")
    part = "//section[@id='e1']"
    page = read(client, "/mercia/priorities/2026-27/")
    assert page.texts(f"{part}/h4") == ["What happened", "Coming up"]
    assert [name for name, _ in page.links(f"{part}/ul[@class='evidence']")] == ["Spring meeting", "Summer meeting"]
