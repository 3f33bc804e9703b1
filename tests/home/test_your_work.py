"""What waits for a person, on one page."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.roles import Role
from portal.home import tasks, work_parts
from portal.home.tasks import Task
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]
TODAY = "2026-11-22 09:00 +0000"


@pytest.fixture(autouse=True)
def _on_a_sunday():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def only(monkeypatch):
    """Return a function: these tasks, for everybody, and no app's own."""
    return lambda *found: monkeypatch.setattr(tasks, "_offers", [lambda user: found])


def task(title="Look at it", **facts):
    return Task(title, "Look", "/there/", facts.pop("minutes", 2), facts.pop("kind", "Update"), **facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"due_on": date(2026, 11, 27)}, "Due on Friday 27 November"),
        ({"due_on": date(2027, 1, 4)}, "Due on Monday 4 January 2027"),
        ({"due_on": date(2026, 11, 22)}, "Due today, Sunday 22 November 2026"),
        ({"due_on": date(2026, 3, 3)}, "Late since 3 March 2026"),
        ({"since": date(2026, 3, 3)}, "Waiting since 3 March 2026"),
        ({}, ""),
    ],
)
def test_a_date_is_said_in_words(facts, words):
    assert task(**facts).when == words


def test_the_most_urgent_come_first(only, alice):
    only(
        task("due in December", due_on=date(2026, 12, 20)),
        task("waits since today", since=date(2026, 11, 22)),
        task("late", due_on=date(2026, 11, 1)),
        task("waits for a month", since=date(2026, 10, 22)),
        task("before all", since=date(2026, 11, 22), comes_first=True),
    )
    assert [one.title for one in tasks.tasks_for(alice)] == [
        "before all", "late", "waits for a month", "waits since today", "due in December",
    ]  # fmt: skip


def test_at_most_five_are_shown_and_where_the_others_are(only, alice, signed_in):
    only(*(task(f"Number {n}", due_on=date(2026, 11, n), place=("your desk", "/desk/")) for n in range(1, 8)))
    response = signed_in(alice).get("/your-work/")
    page = response.content.decode()
    assert [one.title for one in response.context["tasks"]] == [f"Number {n}" for n in range(1, 6)]
    assert ("2 more" in page, '<a href="/desk/">Your desk</a>: 2' in page) == (True, True)
    assert ("7 things to do, the 5 most urgent here: about 10 minutes." in page) is True
    assert len(signed_in(alice).get("/your-work/?all=1").context["tasks"]) == 7


def test_each_has_its_button_its_date_and_its_minutes(only, alice, signed_in):
    only(task("Late <b>one</b>", due_on=date(2026, 3, 3), who="Greta", why="It was returned."))
    page = signed_in(alice).get("/your-work/").content.decode()
    said = ('href="/there/"', "Late &lt;b&gt;one", "<strong>Late since 3 March 2026</strong>", "About 2 minutes")
    assert [words in page for words in (*said, "Greta waits for it", "It was returned.")] == [True] * 6


def test_who_has_nothing_to_do_is_told_so_and_who_holds_no_post_why(only, alice, signed_in):
    only()
    told = [
        "You hold no post today" in signed_in(person).get("/your-work/").content.decode()
        for person in (alice, make.person("Nobody's"))
    ]
    assert told == [False, True]
    assert "Nothing waits for you." in signed_in(alice).get("/your-work/").content.decode()


def test_an_update_in_review_waits_for_its_reviewers_and_not_for_its_writer(mercia, dana, greta, alice):
    from updates.actions import submit

    draft = make.draft(mercia, by=dana)
    submit(draft, by=dana, version=draft.version, due_on=date(2026, 11, 27))
    assert [[(one.title, one.button, one.when) for one in tasks.tasks_for(who)] for who in (greta, dana, alice)] == [
        [(f"Look over: {draft}", "Look it over", "Due on Friday 27 November")], [], [],
    ]  # fmt: skip


def test_a_draft_that_was_returned_waits_for_its_writer(mercia, dana, greta):
    from updates.actions import send_back, submit

    draft = make.draft(mercia, by=dana)
    submit(draft, by=dana, version=draft.version)
    send_back(draft, by=greta, version=draft.version, comment="Add the date.")
    found = tasks.tasks_for(dana)
    assert [(one.title, one.why, one.url) for one in found] == [
        (f"Change and send again: {draft}", "Greta returned it with a comment.", f"/updates/{draft.update_id}/edit/")
    ]


def test_queries_are_the_same_however_much_waits(mercia, dana, greta, signed_in):
    from updates.actions import submit

    browser, counted = signed_in(greta), []
    for month in range(1, 4):
        draft = make.draft(mercia, f"2026-{month:02}", by=dana)
        submit(draft, by=dana, version=draft.version)
        browser.get("/your-work/")
        with CaptureQueriesContext(connection) as captured:
            assert len(browser.get("/your-work/").context["tasks"]) == month
        counted.append(len(captured))
    assert counted == [counted[0]] * 3
    assert counted[0] <= 14  # who is signed in with their posts, and one for each thing that may wait


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("alice", ["Your work", "Your actions"]),
        ("dana", ["Your work", "Your actions", "Who owes what"]),
        ("frank", []),  # of the whole network: no region's action is his
        ("nobody", []),
    ],
)
def test_one_s_actions_stand_beside_one_s_work_for_those_who_may_own_one(name, parts, request, db):
    person = make.person("Nora") if name == "nobody" else request.getfixturevalue(name)
    assert [link.label for link in work_parts.tabs(person, "your_work")] == parts


def test_whoever_works_for_a_trust_that_left_has_no_actions(ardenvale):
    person = make.person("Ivy")
    trust = make.trust("Children First", ardenvale, to_on=date(2026, 11, 21))
    make.post(person, Role.TRUST_CHIEF_EXECUTIVE, trust)
    assert work_parts.tabs(person, "your_work") == []


@pytest.mark.parametrize(("path", "here"), [("/your-work/", "Your work"), ("/priorities/mine/", "Your actions")])
def test_both_pages_lead_to_each_other(alice, signed_in, path, here):
    page = signed_in(alice).get(path)
    found = [(link.label, link.url, link.is_current) for link in page.context["tabs"]]
    assert found == [
        ("Your work", "/your-work/", here == "Your work"), ("Your actions", "/priorities/mine/", here != "Your work"),
    ]  # fmt: skip
    html = page.content.decode()
    assert re.findall(r'<nav class="sub-nav".*?aria-current="page">([^<]+)<', html, re.DOTALL) == [here]
    assert re.findall(r'href="/your-work/"[^>]*aria-current="([a-z]+)"', html)[:1] == ["true"]
