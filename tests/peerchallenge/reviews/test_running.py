"""Reviews on their pages: who finds which, what the front page of one says, and how it goes from stage to stage."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from peerchallenge.reviews import shipping
from peerchallenge.reviews.actions import running
from peerchallenge.reviews.actions.telling import told
from peerchallenge.reviews.models import LINE, Review, ReviewKind, Stage, Theme
from peerchallenge.reviews.stage_words import HOST, TEAM
from portal.accounts.models import OutgoingMail
from portal.audit.models import NotAMove
from portal.ui import dates
from tests import make
from tests.peerchallenge.reviews import shapes

pytestmark = pytest.mark.django_db
LIST = "/peer-challenge/reviews/"


def test_the_kinds_that_come_with_the_portal_are_loaded_once_and_never_changed(tmp_path):
    assert shipping.load() == [
        "DCS-led Peer Challenge Team Review", "Safeguarding Assurance Visit", "Safeguarding Assurance Visit MAX",
        "SEND peer challenge", "Challenge event", "Triad", "Topical peer challenge",
    ]  # fmt: skip
    before = list(ReviewKind.objects.values_list("name", "purpose", "version"))
    changed = tmp_path / "kinds.toml"
    changed.write_text(shipping.FILE.read_text().replace("Senior leaders", "Other people"))
    assert shipping.load(changed) == []
    call_command("load_frameworks", verbosity=0)
    assert list(ReviewKind.objects.values_list("name", "purpose", "version")) == before
    assert Theme.objects.filter(region=None).count() == 13


def test_a_team_review_lasts_three_days_and_its_draft_goes_to_the_host_within_ten():
    shipping.load()
    kind = ReviewKind.objects.get(slug="team-review")
    draft = kind.stages.get(stage=Stage.FACTUAL_CHECK)
    assert (kind.days, draft.number, draft.unit, draft.after) == (3, 10, "days", "visit-ends")
    assert [seat.label for seat in kind.seats.filter(is_lead=True)] == ["Director of Children’s Services"]


def test_each_finds_the_reviews_that_concern_them(signed_in, ardenvale, severnford, alice, charlie, dana, erin):
    shapes.kind()
    shapes.review(ardenvale, by=dana)
    other = shapes.review(severnford, by=dana)
    shapes.member(other, alice, by=dana, status="asked")

    def titles(person):
        return [str(row.review) for row in signed_in(person).get(LIST).context["rows"]]

    assert sorted(titles(dana)) == ["Ardenvale: Team review", "Severnford: Team review"]
    assert sorted(titles(alice)) == ["Ardenvale: Team review", "Severnford: Team review"]
    assert titles(charlie) == ["Severnford: Team review"]
    assert titles(erin) == []


def test_the_front_page_says_where_it_stands_and_what_is_promised(signed_in, ardenvale, dana, alice, charlie):
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT, begins_on=date(2026, 11, 3))
    review.stages.filter(stage=Stage.FACTUAL_CHECK).update(due_on=date(2999, 1, 2))
    shapes.member(review, charlie, by=dana, lead=True)
    page = signed_in(charlie).get(review.get_absolute_url())
    assert page.context["now"] == "The lead writes the letter. Ardenvale doesn’t read it yet."
    said = page.context["next"].said
    assert said.startswith("Draft letter to the host due 2 January 2999, in ")
    assert said.endswith("It waits for Charlie, who leads the team.")
    assert [step.label for step in page.context["steps"] if step.state == "now"] == ["Draft letter"]
    assert signed_in(alice).get(review.get_absolute_url()).context["next"].url == ""


@pytest.fixture
def kind(db):
    return shapes.kind()


def new(kind, host, **fields):
    known = {"form_key": uuid4(), "kind": kind.pk, "authority": host.code, "begins_on": "2027-03-02"}
    return known | fields


def promise(kind, stage, days):
    """Let a kind promise a stage so many days after the visit."""
    kind.stages.filter(stage=stage).update(number=days, unit="days", after="visit-ends")


def mail():
    return sorted(OutgoingMail.objects.values_list("to", "subject"))


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def test_a_manager_starts_a_review_and_its_host_is_told(signed_in, kind, ardenvale, severnford, alice, dana):
    promise(kind, Stage.FACTUAL_CHECK, 10)
    form = new(kind, ardenvale, title="Front door")
    first = signed_in(dana).post(f"{LIST}new/", form)
    assert signed_in(dana).post(f"{LIST}new/", form)["Location"] == first["Location"]
    review = Review.objects.get()
    assert (str(review), review.status, review.ends_on) == ("Ardenvale: Front door", "requested", date(2027, 3, 4))
    assert review.stages.get(stage=Stage.FACTUAL_CHECK).due_on == date(2027, 3, 14)
    assert mail() == [(alice.email, "Ardenvale: Front door: a review is being planned")]


def test_a_director_asks_for_a_review_of_their_own_authority_alone(signed_in, kind, ardenvale, severnford, alice, dana):
    signed_in(alice).post(f"{LIST}new/", new(kind, severnford, asked="Our thresholds."))
    review = Review.objects.get()
    assert (review.authority, review.asked) == (ardenvale, "Our thresholds.")
    assert mail() == [(dana.email, "Ardenvale: Team review: a review is asked for")]


def test_who_leads_nothing_cannot_ask_for_a_review(signed_in, kind, bob, ardenvale):
    assert signed_in(bob).post(f"{LIST}new/", new(kind, ardenvale)).status_code == 403
    assert Review.objects.count() == 0


def test_a_review_is_of_no_kind_of_another_region(signed_in, kind, ardenvale, severnford, dana, wessex):
    other = shapes.kind(of=wessex)
    response = signed_in(dana).post(f"{LIST}new/", new(other, ardenvale))
    assert errors(response) == {"kind": ["Choose a kind from the list."]}


def test_days_that_cannot_be_are_told_in_words(signed_in, kind, ardenvale, severnford, dana):
    post = signed_in(dana).post
    wrong = post(f"{LIST}new/", new(kind, ardenvale, ends_on="2027-03-01"))
    assert errors(wrong) == {"ends_on": ["The last day is before the first. Put one of them right."]}
    wrong = post(f"{LIST}new/", new(kind, ardenvale, begins_on="", ends_on="2027-03-01"))
    assert errors(wrong) == {"begins_on": ["Enter the first day too, or leave both empty."]}


def test_no_child_gets_into_what_the_host_asks(signed_in, kind, ardenvale, severnford, dana):
    response = signed_in(dana).post(f"{LIST}new/", new(kind, ardenvale, asked="Case of NHS number 943 476 5919"))
    assert list(errors(response)) == ["asked"]
    assert Review.objects.count() == 0


def test_moving_on_tells_those_concerned_and_who_comes_second_writes_nothing(signed_in, kind, ardenvale, alice, dana):
    review = shapes.review(ardenvale, by=dana)
    page = signed_in(dana).get(f"{review.get_absolute_url()}move/")
    assert [one.person for one in page.context["told"]] == [alice]
    sent = dict(page.context["hidden"])
    signed_in(dana).post(f"{review.get_absolute_url()}move/", sent)
    signed_in(dana).post(f"{review.get_absolute_url()}move/", sent)
    review.refresh_from_db()
    assert review.status == Stage.SCOPING
    assert mail() == [(alice.email, "Ardenvale: Team review: scoping")]


def test_the_host_moves_nothing_on(signed_in, kind, ardenvale, alice, dana):
    review = shapes.review(ardenvale, by=dana)
    sent = {"version": review.version, "to": "scoping"}
    assert signed_in(alice).post(f"{review.get_absolute_url()}move/", sent).status_code == 403


def test_the_visit_does_not_begin_before_its_days_are_known(signed_in, kind, ardenvale, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.EVIDENCE_OPEN, begins_on=None)
    sent = {"version": review.version, "to": "on-site"}
    assert signed_in(dana).post(f"{review.get_absolute_url()}move/", sent).status_code == 409
    with pytest.raises(NotAMove):
        running.move(review, Stage.ON_SITE, by=dana, version=review.version)


@pytest.mark.parametrize("to", [Stage.FACTUAL_CHECK, Stage.FINAL_LETTER, Stage.REPLY, Stage.ACTIONS_LIVE])
def test_what_is_sent_to_the_host_or_by_it_has_a_page_of_its_own(kind, ardenvale, dana, to):
    before = LINE[LINE.index(to) - 1]
    review = shapes.review(ardenvale, by=dana, at=before)
    with pytest.raises(NotAMove):
        running.move(review, to, by=dana, version=review.version)


def test_promises_move_with_the_visit_but_for_those_dated_by_hand(signed_in, kind, ardenvale, alice, dana):
    promise(kind, Stage.FACTUAL_CHECK, 10)
    promise(kind, Stage.FINAL_LETTER, 20)
    review = shapes.review(ardenvale, by=dana, begins_on=date(2027, 3, 2))
    url = review.get_absolute_url()
    by_hand = {"stage": "final-letter", "due_on": "2027-04-30", "because": "Easter.", "version": review.version}
    assert signed_in(dana).post(f"{url}date/", by_hand).status_code == 302
    edited = {"title": "Front door", "begins_on": "2027-03-09", "version": review.version + 1}
    assert signed_in(dana).post(f"{url}edit/", edited).status_code == 302
    days = dict(review.stages.filter(due_on__isnull=False).values_list("stage", "due_on"))
    assert days == {"factual-check": date(2027, 3, 21), "final-letter": date(2027, 4, 30)}
    assert mail() == [(alice.email, "Ardenvale: Front door: the visit was moved")]
    back = {"stage": "final-letter", "due_on": "", "version": review.version + 2}
    signed_in(dana).post(f"{url}date/", back)
    assert review.stages.get(stage="final-letter").due_on == date(2027, 3, 31)


def test_a_promise_does_not_move_without_a_reason(signed_in, kind, ardenvale, dana):
    review = shapes.review(ardenvale, by=dana)
    sent = {"stage": "scoping", "due_on": "2027-04-30", "version": review.version}
    response = signed_in(dana).post(f"{review.get_absolute_url()}date/", sent)
    assert errors(response) == {"because": ["Say why it moves: those who counted on the day read it."]}


def test_who_saves_second_compares_both(signed_in, kind, ardenvale, dana):
    review = shapes.review(ardenvale, by=dana)
    url = f"{review.get_absolute_url()}edit/"
    signed_in(dana).post(url, {"title": "First", "version": review.version})
    second = signed_in(dana).post(url, {"title": "Second", "version": review.version})
    assert second.status_code == 409
    assert (dict(second.context["theirs"])["Title"], dict(second.context["mine"])["Title"]) == ("First", "Second")


def test_a_review_is_put_off_and_goes_on_where_it_stood(signed_in, kind, ardenvale, alice, charlie, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.TEAM_CONFIRMED)
    shapes.member(review, charlie, by=dana)
    url = review.get_absolute_url()
    assert list(errors(signed_in(dana).post(f"{url}postpone/", {"version": review.version}))) == ["because"]
    signed_in(dana).post(f"{url}postpone/", {"version": review.version, "because": "An inspection came."})
    page = signed_in(alice).get(url)
    assert page.context["now"] == "It is put off. The reason: An inspection came."
    assert {to for to, _ in mail()} == {alice.email, charlie.email}
    signed_in(dana).post(f"{url}resume/", {"version": review.version + 1})
    review.refresh_from_db()
    assert (review.status, review.because) == (Stage.TEAM_CONFIRMED, "")


@pytest.mark.parametrize("at", [Stage.ON_SITE, Stage.DRAFT, Stage.FINAL_LETTER])
def test_once_the_visit_began_a_review_is_given_up_but_not_put_off(signed_in, kind, ardenvale, dana, at):
    review = shapes.review(ardenvale, by=dana, at=at)
    sent = {"version": review.version, "because": "The host was inspected."}
    assert signed_in(dana).post(f"{review.get_absolute_url()}postpone/", sent).status_code == 403
    assert signed_in(dana).post(f"{review.get_absolute_url()}withdraw/", sent).status_code == 302
    assert Review.objects.get().status == Stage.WITHDRAWN


def test_the_list_asks_as_much_for_three_reviews_as_for_one(
    signed_in, kind, ardenvale, severnford, charlie, dana, django_assert_num_queries
):
    review = shapes.review(ardenvale, by=dana)
    shapes.member(review, charlie, by=dana, lead=True)
    browser = signed_in(dana)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as one:
        browser.get(LIST)
    for host in (ardenvale, severnford):
        shapes.review(host, by=dana, at=Stage.ON_SITE)
    with django_assert_num_queries(len(one)):
        browser.get(LIST)


def test_the_list_as_a_table_says_what_the_page_does(signed_in, kind, ardenvale, severnford, dana):
    shapes.review(ardenvale, by=dana)
    shapes.review(severnford, by=dana, at=Stage.ON_SITE)
    lines = signed_in(dana).get(f"{LIST}table.csv?phase=visiting").content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["Severnford,Team review,Team review,1,On site,2026-11-03,2026-11-05,,Feedback given,"]


def test_the_timeline_says_when_each_stage_was_reached_or_is_due(signed_in, kind, ardenvale, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.FEEDBACK_GIVEN)
    due = {Stage.FACTUAL_CHECK: timezone.localdate() - timedelta(days=1), Stage.FINAL_LETTER: None}
    due[Stage.DRAFT] = timezone.localdate() + timedelta(days=10)
    for stage, day in due.items():
        review.stages.filter(stage=stage).update(due_on=day)
    steps = {step.label: step for step in signed_in(dana).get(review.get_absolute_url()).context["steps"]}
    assert steps["On site"].when == f"on {dates.day(timezone.localdate())}"
    assert steps["Draft letter"].when == f"due {dates.day(due[Stage.DRAFT])}, in 10 days"
    assert steps["Factual check"].when == f"was due {dates.day(due[Stage.FACTUAL_CHECK])}, yesterday"
    assert [label for label, step in steps.items() if step.is_late] == ["Factual check"]
    assert steps["Final letter"].when == ""


def test_of_what_was_given_up_the_stages_that_it_reached_are_shown(signed_in, kind, ardenvale, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.SCOPING)
    running.withdraw(review, by=dana, version=review.version, because="An inspection came.")
    page = signed_in(dana).get(review.get_absolute_url())
    assert [(step.label, step.state) for step in page.context["steps"]] == [("Requested", "done"), ("Scoping", "done")]
    assert (page.context["next"].said, page.context["mine"]) == ("", [])


def test_the_host_is_led_to_the_facts_of_the_draft(signed_in, kind, ardenvale, alice, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.FACTUAL_CHECK)
    act = signed_in(alice).get(review.get_absolute_url()).context["next"]
    assert (act.button, act.url) == ("Check the facts", f"{review.get_absolute_url()}corrections/")


def test_a_member_whose_last_day_is_past_is_told_no_more(signed_in, kind, ardenvale, alice, charlie, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.SCOPING)
    day = timezone.localdate()
    member = shapes.member(review, charlie, by=dana, from_on=day - timedelta(days=9), to_on=day)
    assert {one.person for one in told(review, [HOST, TEAM], by=dana)} == {alice, charlie}
    type(member).objects.update(to_on=day - timedelta(days=1))
    assert {one.person for one in told(review, [HOST, TEAM], by=dana)} == {alice}


def test_the_front_page_asks_as_much_for_a_team_of_three_as_of_one(
    signed_in, kind, ardenvale, charlie, greta, dana, severnford, django_assert_num_queries
):
    review = shapes.review(ardenvale, by=dana, at=Stage.ON_SITE)
    shapes.member(review, charlie, by=dana, lead=True)
    browser = signed_in(charlie)
    browser.get(review.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        browser.get(review.get_absolute_url())
    for person in (greta, make.person("Nora")):
        shapes.member(review, person, by=dana)
    with django_assert_num_queries(len(one)):
        browser.get(review.get_absolute_url())
