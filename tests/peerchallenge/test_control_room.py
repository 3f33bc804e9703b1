"""Who is where: in words, with dates, without a word of what is written; deadlines, what is owed and what waits."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from peerchallenge import deadlines
from peerchallenge.models import Cycle, Extension, SelfAssessment
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.home.tasks import owed_in, tasks_for
from tests import make
from tests.peerchallenge import shapes
from tests.peerchallenge.signing import approved, member, to_sign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_in_november():
    with time_machine.travel("2026-11-22 09:00 +0000", tick=False):
        yield


def due(cycle, day, kind="self-assessment"):
    """Let the step be due on a day of 2026."""
    cycle.steps.filter(kind=kind).update(due_on=date(2026, *day))
    return cycle.steps.get(kind=kind)


def extension(cycle, authority, step, day, reason="Flood"):
    one = cycle.participations.get(authority=authority)
    return Extension.objects.create(
        step=step, participation=one, due_on=date(2026, *day), reason=reason, given_by=User.objects.first()
    )


def deadline(step, authority):
    step.save()
    return deadlines.deadline_at(step.cycle, step.kind, authority)


def room(browser, cycle, query=""):
    return browser.get(f"{cycle.get_absolute_url()}control-room/{query}")


def cells(response, place=1):
    """What stands in the step number `place` of each authority."""
    return {str(row.participation.authority): tuple(row.cells[place])[:3] for row in response.context["rows"]}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((11, 27), "Due on Friday 27 November, in 5 days"),
        ((11, 23), "Due on Monday 23 November, tomorrow"),
        ((11, 22), "Due on Sunday 22 November, today"),
        ((11, 20), "It was due on Friday 20 November, 2 days ago. It can still be submitted."),
    ],
)
def test_a_deadline_is_said_in_words(cycle, ardenvale, day, said):
    step = due(cycle, day)
    assert deadline(step, ardenvale).said == said
    assert deadline(step, ardenvale).is_over == (day < (11, 22))


def test_a_deadline_of_another_year_names_it_and_none_is_silent(cycle, ardenvale):
    step = due(cycle, (11, 27))
    step.due_on = date(2027, 1, 4)
    assert deadline(step, ardenvale).said == "Due on Monday 4 January 2027, in 43 days"
    step.due_on = None
    assert (deadline(step, ardenvale).said, deadline(step, ardenvale).is_over) == ("", False)


def test_the_latest_extension_counts_for_its_authority_alone(cycle, ardenvale, severnford, dana):
    step = due(cycle, (11, 20))
    extension(cycle, ardenvale, step, (12, 18))
    extension(cycle, ardenvale, step, (12, 4), "An inspection.")
    assert deadline(step, ardenvale).said == (
        "Your authority has until Friday 4 December, in 12 days, extended because: An inspection."
    )
    assert deadline(step, severnford).due_on == date(2026, 11, 20)
    of_cycle = deadlines.Deadlines(cycle)
    assert of_cycle.of(step, ardenvale) == deadline(step, ardenvale)


def test_the_clock_of_the_uk_ends_the_day(cycle, ardenvale):
    step = due(cycle, (11, 22))
    with time_machine.travel("2026-11-22 23:59 +0000"):
        assert deadline(step, ardenvale).is_over is False
    with time_machine.travel("2026-11-23 00:01 +0000"):
        assert deadline(step, ardenvale).is_over is True


def test_each_authority_stands_where_it_is(signed_in, dana, cycle, assessment, severnford, alice):
    due(cycle, (11, 20))
    late = shapes.assessment(cycle, severnford, by=dana, status="not-started")
    extension(cycle, severnford, cycle.steps.get(kind="self-assessment"), (11, 21))
    assessment.sections.filter(pk=shapes.first_section(assessment).pk).update(status="completed")
    response = room(signed_in(dana), cycle)
    assert cells(response) == {
        "Ardenvale": ("In progress", "needs", "Late since 20 November"),
        "Lenchester": ("Not yet sent", "plain", ""),
        "Severnford": ("Not yet started", "needs", "Late since 21 November, extended"),
    }
    assert [row.sections for row in response.context["rows"]] == [
        "1 of 2 sections completed", "", "0 of 2 sections completed",
    ]  # fmt: skip
    assert response.context["counted"] == "0 of 3 have submitted, 2 are late."
    assert late.pk


def test_what_was_submitted_moderated_and_opened_again_is_told_apart(signed_in, dana, cycle, assessment, alice, moss):
    submission = shapes.submission(assessment, by=alice)
    assert cells(room(signed_in(dana), cycle))["Ardenvale"] == ("Submitted", "done", "22 November 2026")
    shapes.moderator(submission, moss, by=dana)
    assert cells(room(signed_in(dana), cycle), 2)["Ardenvale"] == ("0 of 1 done", "started", "No last day set")
    SelfAssessment.objects.update(status="moderated")
    assert cells(room(signed_in(dana), cycle), 2)["Ardenvale"] == ("Moderated", "done", "22 November 2026")
    SelfAssessment.objects.update(status="in-progress")
    assert cells(room(signed_in(dana), cycle))["Ardenvale"] == ("Open again", "started", "No last day set")


def test_steps_of_one_day_for_all_say_whether_it_has_come(signed_in, dana, cycle):
    cycle.steps.filter(kind="performance-summit").update(opens_on=date(2026, 10, 5), due_on=date(2026, 10, 5))
    cycle.steps.filter(kind="challenge").update(opens_on=date(2026, 11, 22), due_on=date(2026, 11, 22))
    cycle.steps.filter(kind="synthesis").update(opens_on=date(2026, 12, 1))
    response = room(signed_in(dana), cycle)
    said = [cells(response, place)["Ardenvale"] for place in (3, 4, 5, 6)]
    assert said == [
        ("Over", "plain", "Monday 5 October 2026"), ("Now", "started", "Sunday 22 November 2026"),
        ("To come", "plain", "1 December 2026"), ("To come", "plain", "No day set yet"),
    ]  # fmt: skip


def test_nothing_that_an_authority_writes_is_in_the_room_before_it_is_submitted(signed_in, dana, cycle, assessment):
    section = shapes.first_section(assessment)
    section.rationale, section.grade = "PLANTED rationale", assessment.framework_version.scale.get(label="Inadequate")
    section.save()
    shapes.statement(section, claim="PLANTED claim", next_step="PLANTED step", evidence=["audit"])
    for path in ("control-room/", "control-room.csv", ""):
        page = signed_in(dana).get(f"{cycle.get_absolute_url()}{path}").content.decode()
        assert ("PLANTED" in page, "Inadequate" in page) == (False, False)
    front = signed_in(dana).get("/peer-challenge/").content.decode()
    assert ("PLANTED" in front, "Inadequate" in front) == (False, False)


def test_who_last_signed_in_is_named_to_managers_and_only_dated_for_the_associate(
    signed_in, dana, ivy, cycle, alice, bob
):
    User.objects.filter(pk=bob.pk).update(last_login=timezone.now() - timedelta(days=3))
    User.objects.filter(pk=alice.pk).update(last_login=timezone.now() - timedelta(days=9))
    said = [room(signed_in(person), cycle).context["rows"][0].last_signed_in for person in (dana, ivy)]
    assert said == ["19 November 2026 (Bob)", "19 November 2026"]
    assert room(signed_in(dana), cycle).context["rows"][1].last_signed_in == "Nobody yet"


def test_filters_leave_those_who_stand_like_this(signed_in, dana, cycle, assessment, severnford):
    due(cycle, (11, 20))
    shapes.assessment(cycle, severnford, by=dana, status="submitted")
    browser = signed_in(dana)

    def left(query):
        return [str(row.participation.authority) for row in room(browser, cycle, query).context["rows"]]

    assert left("?how=late") == ["Ardenvale"]
    assert left("?how=submitted&triad=1") == ["Severnford"]
    assert left("?how=not-sent") == ["Lenchester"]
    assert left("?triad=1") == ["Ardenvale", "Severnford"]
    assert left("?how=unheard-of&triad=x") == ["Ardenvale", "Lenchester", "Severnford"]


def test_the_table_says_what_the_page_says_and_runs_nothing(signed_in, dana, cycle, assessment, ardenvale):
    type(ardenvale).objects.filter(pk=ardenvale.pk).update(name="=HYPERLINK(1)")
    response = signed_in(dana).get(f"{cycle.get_absolute_url()}control-room.csv?how=in-progress")
    head, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    said = dict(zip(head, row, strict=True))
    assert {name: said[name] for name in ("Authority", "Self-assessment: status", "Sections completed", "Late")} == {
        "Authority": "'=HYPERLINK(1)", "Self-assessment: status": "In progress",
        "Sections completed": "0 of 2 sections completed", "Late": "no",
    }  # fmt: skip
    assert "attachment" in response["Content-Disposition"]


def full_cycle(of, year, count, by):
    """A late cycle of `count` authorities, of which the last was submitted; one is served by a trust."""
    places = [make.authority(f"Place {year} {number}", of, f"{year[3]}{number:02}") for number in range(count)]
    made = shapes.cycle(of, year, *places, by=by)
    due(made, (11, 20))
    make.trust(f"Trust {year}", places[0])
    for one in places:
        make.post(make.person(f"Director {one}"), Role.DCS, one)
        shapes.assessment(made, one, by=by)
    shapes.submission(made.assessments.last(), by=by)
    return made


def test_fourteen_authorities_ask_no_more_than_two_and_fifteen_at_most(
    signed_in, dana, mercia, django_assert_max_num_queries
):
    small, big = full_cycle(mercia, "2025-26", 2, dana), full_cycle(mercia, "2026-27", 14, dana)
    browser = signed_in(dana)
    browser.get("/peer-challenge/")
    with django_assert_max_num_queries(15) as few:
        room(browser, small)
    with django_assert_max_num_queries(15) as many:
        room(browser, big)
    assert len(many) == len(few)


def owed(region):
    return [
        (row.what, row.state, str(row.person), row.office) for row in owed_in(region) if row.kind == "Self-assessment"
    ]


def test_the_chase_board_shows_what_is_late_or_due_within_a_fortnight(
    mercia, cycle, assessment, severnford, alice, lead, dana
):
    shapes.assessment(cycle, severnford, by=dana, status="not-started")
    due(cycle, (12, 7))
    assert owed(mercia) == []
    due(cycle, (12, 6))
    assert owed(mercia) == [
        ("Ardenvale: self-assessment 2026-27", "Not yet submitted", "Lena", "Self-assessment lead, Ardenvale"),
        (
            "Ardenvale: self-assessment 2026-27",
            "Not yet submitted",
            "Alice",
            "Director of Children's Services, Ardenvale",
        ),
        (
            "Severnford: self-assessment 2026-27",
            "Not yet started",
            "None",
            "Director of Children's Services, Severnford",
        ),
    ]
    due(cycle, (11, 20))
    assert {state for _, state, _, _ in owed(mercia)} == {"Late"}
    SelfAssessment.objects.update(status="submitted")
    assert owed(mercia) == []


def test_the_chase_board_leads_managers_to_the_control_room(cycle, assessment, lead, signed_in, dana):
    due(cycle, (11, 20))
    browser, there = signed_in(dana), reverse("control_room", args=[cycle.public_id])
    page = browser.get("/your-work/chase/").content.decode()
    assert page.count(f'href="{there}"') == 2
    assert reverse("assessment", args=[assessment.public_id]) not in page


def test_a_nudge_goes_by_the_chase_board_to_those_who_owe_it(signed_in, dana, cycle, assessment, alice, lead):
    due(cycle, (11, 20))
    browser = signed_in(dana)
    page = room(browser, cycle).content.decode()
    nudge = page.split('href="/your-work/chase/nudge/?')[1].split('"')[0].replace("&amp;", "&")
    letters = browser.get(f"/your-work/chase/nudge/?{nudge}").context["letters"]
    assert {str(one.person) for one, *_ in letters} == {"Alice", "Lena"}


def waiting(person):
    found = tasks_for(User.objects.get(pk=person.pk))
    return [(task.title, task.button, task.url) for task in found if task.kind == "Peer challenge"]


def test_a_manager_is_told_of_drafts_late_authorities_and_those_without_the_framework(
    dana, mercia, cycle, assessment, erin
):
    due(cycle, (11, 20))
    draft = shapes.cycle(mercia, "2027-28", by=dana, status="draft")
    url = cycle.get_absolute_url()
    assert sorted(waiting(dana)) == [
        ("Ardenvale’s self-assessment is late", "See who is where", f"{url}control-room/?how=late"),
        ("Lenchester, Severnford: send the framework out", "Look at the letters", f"{url}open/"),
        ("Mercia: Peer challenge 2027-28, a draft", "Carry on with it", draft.get_absolute_url()),
    ]
    assert waiting(erin) == []


def test_a_closed_cycle_asks_nothing_of_anybody(dana, mercia, cycle, assessment):
    due(cycle, (11, 20))
    Cycle.objects.update(status="closed", closed_at=timezone.now())
    assert (owed(mercia), waiting(dana)) == ([], [])


def doings(browser):
    years = browser.get("/peer-challenge/").context["open_years"]
    return [(doing.label, doing.status) for year in years for doing in (*year.doings, *year.to_read)]


def test_whoever_takes_part_finds_what_is_theirs(signed_in, cycle, assessment, alice, bob, moss, dana, charlie, erin):
    section = shapes.first_section(assessment)
    section.helpers.create(person=bob, asked_by=alice)
    assert doings(signed_in(alice)) == [("Ardenvale’s self-assessment", "In progress")]
    assert doings(signed_in(bob)) == [(str(section), "Not yet started")]
    submission = shapes.submission(assessment, by=alice)
    shapes.moderator(submission, moss, by=dana, status="asked")
    assert doings(signed_in(moss)) == [("Moderate Ardenvale’s self-assessment", "Asked")]
    assert doings(signed_in(charlie)) == []
    shapes.release(assessment, "triad", by=alice)
    assert doings(signed_in(charlie)) == [("Read Ardenvale’s self-assessment", "")]
    assert signed_in(erin).get("/peer-challenge/").context["open_years"] == []


def test_a_signature_that_waits_is_found_by_whom_it_waits_for(signed_in, assessment, ardenvale, alice):
    type(assessment).objects.update(status="signing")
    chief = make.person("Cora")
    make.post(chief, Role.COUNCIL_CHIEF_EXECUTIVE, ardenvale)
    for place, role in enumerate(("dcs", "council-chief-executive")):
        assessment.signatures.create(position=place, role=role)
    wanted = ("Sign Ardenvale’s self-assessment", "Waits for you")
    assert (wanted in doings(signed_in(alice)), wanted in doings(signed_in(chief))) == (True, False)


def test_the_steps_of_the_year_have_the_persons_own_last_days(signed_in, cycle, assessment, ardenvale, alice, charlie):
    step = due(cycle, (11, 20))
    extension(cycle, ardenvale, step, (12, 4))

    def when(person):
        year = signed_in(person).get("/peer-challenge/").context["open_years"][0]
        return [one["when"] for one in year.steps if one["label"] == "Self-assessment"]

    assert (when(alice), when(charlie)) == (["until 4 December 2026"], ["until 20 November 2026"])


def test_the_front_page_asks_as_much_for_many_closed_years_as_for_one(
    signed_in, mercia, ardenvale, severnford, cycle, assessment, alice, charlie, dana, django_assert_max_num_queries
):
    browser = signed_in(alice)

    def closed_year(year):
        old = shapes.cycle(mercia, year, ardenvale, severnford, by=dana, triad=1)
        shapes.submission(shapes.assessment(old, ardenvale, by=alice), by=alice)
        theirs = shapes.assessment(old, severnford, by=charlie)
        shapes.submission(theirs, by=charlie)
        shapes.release(theirs, "triad", by=charlie)
        Cycle.objects.filter(pk=old.pk).update(status="closed", closed_at=timezone.now())

    closed_year("2025-26")
    browser.get("/peer-challenge/")
    with django_assert_max_num_queries(20) as one:
        browser.get("/peer-challenge/")
    closed_year("2024-25")
    closed_year("2023-24")
    with django_assert_max_num_queries(20) as three:
        page = browser.get("/peer-challenge/")
    assert len(three) == len(one)
    closed = page.context["closed_years"]
    assert [(len(year.doings), len(year.to_read)) for year in closed] == [(1, 1)] * 3


def nudged(browser, cycle):
    """Who would be written to by the first nudge of the control room."""
    page = room(browser, cycle).content.decode()
    nudge = page.split('href="/your-work/chase/nudge/?')[1].split('"')[0].replace("&amp;", "&")
    return {str(one.person) for one, *_ in browser.get(f"/your-work/chase/nudge/?{nudge}").context["letters"]}


def test_while_it_is_being_signed_the_nudge_goes_to_who_signs_next(
    signed_in, dana, cycle, assessment, ardenvale, alice, lead
):
    due(cycle, (11, 20))
    councillor = member(ardenvale)
    first, _ = to_sign(assessment, "dcs", "lead-member", by=lead)
    browser = signed_in(dana)
    assert nudged(browser, cycle) == {"Alice"}
    approved(first, by=alice)
    assert nudged(browser, cycle) == {"Lou"}
    assert owed(cycle.region) == [
        ("Ardenvale: self-assessment 2026-27", "Late", "Lou", "Lead Member, who signs next"),
    ]  # fmt: skip
    waits = room(browser, cycle).context["rows"][0].cells[1]
    assert (waits.said, waits.more) == ("Being signed", "Waits for the Lead Member")
    councillor.posts.update(to_on=date(2026, 11, 21))
    assert nudged(browser, cycle) == {"Alice", "Lena"}
    assert room(browser, cycle).context["rows"][0].cells[1].more == "Waits for the Lead Member: nobody holds the post"


def test_a_moderator_who_is_late_is_nudged_from_the_room(signed_in, dana, cycle, assessment, alice, moss):
    step = due(cycle, (11, 23), kind="moderation")
    shapes.moderator(shapes.submission(assessment, by=alice), moss, by=dana)
    browser = signed_in(dana)
    assert room(browser, cycle).context["rows"][0].owing == []
    due(cycle, (11, 20), kind="moderation")
    assert cells(room(browser, cycle), 2)["Ardenvale"] == ("0 of 1 done", "needs", "Late since 20 November")
    assert nudged(browser, cycle) == {"Moss"}
    extension(cycle, assessment.authority, step, (11, 25))
    assert room(browser, cycle).context["rows"][0].owing == []


def test_a_cycle_without_moderation_offers_it_nowhere(signed_in, dana, cycle, assessment, alice):
    shapes.submission(assessment, by=alice)
    SelfAssessment.objects.update(status="moderated")
    browser = signed_in(dana)

    def how():
        select = room(browser, cycle).context["selects"][0]
        return [value for value, _ in select["choices"]]

    assert "moderated" in how()
    cycle.steps.filter(kind="moderation").update(is_on=False)
    assert "moderated" not in how()
    found = room(browser, cycle, "?how=submitted").context["rows"]
    assert [str(row.participation.authority) for row in found] == ["Ardenvale"]


def links(browser, cycle):
    page = room(browser, cycle).content.decode().split("<main")[1]
    return {name for name in ("moderation", "summit") if f'href="{reverse(name, args=[cycle.public_id])}"' in page}


def test_the_room_leads_to_moderation_and_the_summit_and_says_read(signed_in, ivy, cycle, assessment, alice):
    shapes.submission(assessment, by=alice)
    browser = signed_in(ivy)
    assert links(browser, cycle) == {"moderation", "summit"}
    page = room(browser, cycle).content.decode()
    assert ">Read<span" in page
    assert ">Open<span" not in page
    cycle.steps.filter(kind="moderation").update(is_on=False)
    assert links(browser, cycle) == {"summit"}
