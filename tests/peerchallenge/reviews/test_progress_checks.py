"""Progress checks: on which days they are asked for, what they are prefilled with, who reads what is said, and when."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from peerchallenge.chores import ask_for_progress
from peerchallenge.reviews.acting import days_of_checks
from peerchallenge.reviews.actions import checking
from peerchallenge.reviews.models import ActionReport, HostAction, ProgressCheck, Review, Stage
from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from portal.home.tasks import owed_in, tasks_for
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes, shapes_actions

pytestmark = pytest.mark.django_db
BASE = "/peer-challenge/reviews/"


@pytest.fixture
def review(ardenvale, severnford, alice, dana):
    """A review of Ardenvale's whose two actions are live."""
    shapes.kind()
    return shapes_actions.live(ardenvale, alice, dana, actions=2)


def url_of(check):
    return f"{BASE}checks/{check.public_id}/"


def issued(review, day):
    at = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 9))
    review.stages.filter(stage=Stage.FINAL_LETTER).update(reached_at=at, reached_by=review.made_by)


def test_checks_are_3_6_and_10_months_after_the_final_letter(review):
    issued(review, date(2026, 8, 31))
    assert days_of_checks(fresh(review), today=date(2026, 9, 10)) == {
        3: date(2026, 11, 30), 6: date(2027, 2, 28), 10: date(2027, 6, 30),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "days"),
    [
        (date(2026, 4, 1), {6: date(2026, 10, 1), 10: date(2027, 2, 1)}),
        (date(2024, 4, 1), {3: date(2026, 12, 10), 6: date(2027, 3, 10), 10: date(2027, 7, 10)}),
    ],
)
def test_of_an_older_letter_no_day_that_is_past_is_asked_for(review, letter, days):
    issued(review, letter)
    assert days_of_checks(fresh(review), today=date(2026, 9, 10)) == days


def test_a_kind_that_follows_nothing_up_has_no_checks(ardenvale, dana):
    kind = shapes.kind(name="Short", without=(Stage.ACTIONS_LIVE, Stage.PROGRESS_REVIEW))
    review = shapes.review(ardenvale, by=dana, at=Stage.FINAL_LETTER, kind_of=kind)
    assert checking.plan_checks(review) == []


def test_checks_are_planned_once(review):
    assert [check.months for check in checking.plan_checks(review)] == [3, 6, 10]
    assert checking.plan_checks(review) == []


def test_the_host_says_what_became_of_each_action_and_sends_it(signed_in, review, alice, charlie, dana):
    shapes.member(review, charlie, by=dana, lead=True)
    check = shapes_actions.check(review)
    saved = signed_in(alice).post(url_of(check), shapes_actions.sent(check, alice))
    assert (saved.status_code, ActionReport.objects.count()) == (302, 2)
    assert signed_in(dana).get(url_of(check)).status_code == 404
    assert AuditEvent.objects.filter(subject_type__endswith="progresscheck").count() == 0
    signed_in(alice).post(f"{url_of(check)}send/", {"version": fresh(check).version})
    said = signed_in(dana).get(url_of(check)).content.decode()
    assert "Children wait less." in said
    assert said.count("Fewer wait.") == 2
    assert fresh(review).status == Stage.PROGRESS_REVIEW
    assert {mail.to for mail in OutgoingMail.objects.all()} == {charlie.email, dana.email}


def test_a_check_is_a_link_for_those_who_can_open_it(signed_in, review, alice, dana):
    check, page = shapes_actions.check(review), f"{BASE}{review.public_id}/next-steps/"
    links = [f'href="{url_of(check)}"' in signed_in(one).get(page).content.decode() for one in (alice, dana)]
    ProgressCheck.objects.update(sent_at=timezone.now(), sent_by=alice)
    assert [*links, f'href="{url_of(check)}"' in signed_in(dana).get(page).content.decode()] == [True, False, True]


def test_what_is_missing_is_said_and_nothing_is_sent(signed_in, review, alice):
    check = shapes_actions.check(review)
    page = signed_in(alice).get(f"{url_of(check)}send/")
    assert page.context["missing"] == ["2 of 2 actions: how they stand.", "What changed for children, overall."]
    signed_in(alice).post(f"{url_of(check)}send/", {"version": check.version})
    assert fresh(check).sent_at is None


def test_a_check_begins_with_what_was_said_last(signed_in, review, alice):
    first, second = shapes_actions.check(review), shapes_actions.check(review, months=6, days=20)
    signed_in(alice).post(url_of(first), shapes_actions.sent(first, alice))
    signed_in(alice).post(f"{url_of(first)}send/", {"version": fresh(first).version})
    rows = signed_in(alice).get(url_of(second)).context["rows"]
    assert [row["done"].value() for row in rows] == ["It was written.", "It was written."]
    assert rows[0].asked.last_time == "This was said after 3 months. Put it right where it changed."


def test_an_action_that_is_closed_begins_as_done_and_a_dropped_one_is_not_asked_about(signed_in, review, alice, dana):
    one, other = review.actions.order_by("pk")
    HostAction.objects.filter(pk=one.pk).update(status="closed", closed_by=dana)
    HostAction.objects.filter(pk=other.pk).update(status="dropped", because="Not needed.")
    rows = signed_in(alice).get(url_of(shapes_actions.check(review))).context["rows"]
    assert [(row.action, row["status"].value()) for row in rows] == [(one, "done")]


def test_text_without_how_it_stands_is_told_and_kept_on_the_page(signed_in, review, alice):
    check = shapes_actions.check(review)
    form = shapes_actions.sent(check, alice)
    name = next(name for name in form if name.endswith("-status"))
    page = signed_in(alice).post(url_of(check), form | {name: ""})
    assert page.context["errors"] == [{"message": "Choose how it stands.", "url": f"#id_{name}_0"}]
    assert "It was written." in page.content.decode()
    assert ActionReport.objects.count() == 0


def test_who_saves_second_compares_both(signed_in, review, alice, lead):
    check = shapes_actions.check(review)
    form = shapes_actions.sent(check, alice)
    signed_in(lead).post(url_of(check), form)
    response = signed_in(alice).post(url_of(check), form | {"difference": "Nothing yet."})
    assert response.status_code == 409
    assert dict(response.context["theirs"])["What changed for children, overall"] == "Children wait less."
    assert dict(response.context["mine"])["What changed for children, overall"] == "Nothing yet."


def test_a_check_is_not_sent_long_before_its_day_nor_before_the_actions_are_agreed(signed_in, review, alice):
    early = shapes_actions.check(review, days=31)
    signed_in(alice).post(url_of(early), shapes_actions.sent(early, alice))
    signed_in(alice).post(f"{url_of(early)}send/", {"version": fresh(early).version})
    assert fresh(early).sent_at is None
    ProgressCheck.objects.update(due_on=timezone.localdate() + timedelta(days=30))
    Review.objects.update(status=Stage.REPLY)
    signed_in(alice).post(f"{url_of(early)}send/", {"version": fresh(early).version})
    assert fresh(early).sent_at is None
    Review.objects.update(status=Stage.ACTIONS_LIVE)
    signed_in(alice).post(f"{url_of(early)}send/", {"version": fresh(early).version})
    assert fresh(early).sent_at is not None


def test_what_was_sent_is_not_written_over(signed_in, review, alice):
    check = shapes_actions.check(review)
    signed_in(alice).post(url_of(check), shapes_actions.sent(check, alice))
    checking.send(check, by=alice, version=fresh(check).version)
    form = shapes_actions.sent(fresh(check), alice) | {"difference": "Other words."}
    signed_in(alice).post(url_of(check), form)
    assert fresh(check).difference == "Children wait less."


def test_no_child_gets_into_a_check(signed_in, review, alice):
    check = shapes_actions.check(review)
    page = signed_in(alice).post(url_of(check), shapes_actions.sent(check, alice) | {"difference": "943 476 5919"})
    assert [error["url"] for error in page.context["errors"]] == ["#id_difference"]
    assert ActionReport.objects.count() == 0


def test_on_its_day_the_host_is_written_to_once(review, alice, dana):
    shapes_actions.check(review)
    shapes_actions.check(review, months=6, days=1)
    assert ask_for_progress() == "Asked 1."
    assert ask_for_progress() == "Asked 0."
    assert list(OutgoingMail.objects.values_list("to", "subject")) == [
        (alice.email, "Ardenvale: Team review: progress is asked for")
    ]


def test_nobody_is_asked_for_the_progress_of_a_review_that_is_over(review):
    shapes_actions.check(review)
    Review.objects.update(status=Stage.CLOSED)
    assert ask_for_progress() == "Asked 0."


def titles(person):
    return {task.title for task in tasks_for(type(person).objects.get(pk=person.pk))}


def test_a_check_waits_for_the_host_and_stands_on_the_chase_board(review, alice, charlie, mercia):
    shapes_actions.check(review, days=-1)
    title = "Ardenvale: Team review: progress after 3 months"
    assert title in titles(alice)
    assert title not in titles(charlie)
    assert [(row.what, row.person, row.state) for row in owed_in(mercia) if row.kind == "Progress check"] == [
        (title, alice, "Late")
    ]


def test_its_owner_is_asked_about_an_action_and_another_writer_to_close_it(review, alice, lead, bob):
    one, other = review.actions.order_by("pk")
    HostAction.objects.filter(pk=one.pk).update(owner_person=bob, due_on=timezone.localdate())
    HostAction.objects.filter(pk=other.pk).update(status="done", said_done_by=alice)
    assert "Ardenvale: Action 1." in titles(bob)
    assert "Check and close: Action 2." in titles(lead)
    assert "Check and close: Action 2." not in titles(alice)


def test_the_director_is_told_that_actions_wait_to_be_agreed(ardenvale, alice, lead, dana):
    shapes.kind()
    shapes.review(ardenvale, by=dana, at=Stage.REPLY)
    assert "Ardenvale: Team review: agree the actions" in titles(alice)
    assert "Ardenvale: Team review: agree the actions" not in titles(lead)


def test_a_check_asks_as_much_for_three_actions_as_for_one(signed_in, ardenvale, alice, dana):
    shapes.kind()
    review = shapes_actions.live(ardenvale, alice, dana)
    check, browser = shapes_actions.check(review), signed_in(alice)
    one = queries_of(browser, url_of(check))
    for _ in "ab":
        shapes_actions.action(shapes_actions.accepted(review, by=alice), by=alice)
    assert queries_of(browser, url_of(check)) == one


def test_somebody_whom_an_action_was_released_to_reads_what_is_said_of_it_and_nothing_else(
    signed_in, review, alice, charlie, mercia
):
    check = shapes_actions.check(review)
    signed_in(alice).post(url_of(check), shapes_actions.sent(check, alice))
    checking.send(check, by=alice, version=fresh(check).version)
    review.next_steps.update(shown_to="directors")
    assert signed_in(charlie).get(url_of(check)).status_code == 404
    action = review.actions.first()
    said = signed_in(charlie).get(f"{BASE}actions/{action.public_id}/").content.decode()
    assert "Fewer wait." in said
    assert "Children wait less." not in said
    other = make.person("Nora")
    assert signed_in(other).get(f"{BASE}actions/{action.public_id}/").status_code == 404
