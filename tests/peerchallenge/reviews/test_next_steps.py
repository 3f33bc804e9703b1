"""Next steps: recommended, answered by the host, its actions, and closing them by somebody else."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from docx import Document

from peerchallenge.reviews.actions import acting, answering
from peerchallenge.reviews.agreeing import agreement_of
from peerchallenge.reviews.models import HostAction, NextStep, Review, Stage
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent, NotAMove, Overtaken
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes, shapes_actions

pytestmark = pytest.mark.django_db
BASE = "/peer-challenge/reviews/"


@pytest.fixture
def review(ardenvale, severnford, dana):
    """A review of Ardenvale's at its final letter."""
    shapes.kind()
    return shapes.review(ardenvale, by=dana, at=Stage.FINAL_LETTER)


@pytest.fixture
def step(review, dana):
    return shapes_actions.area(review, by=dana).next_steps.get()


def page_of(review):
    return f"{BASE}{review.public_id}/next-steps/"


def answer(step, says, because="", version=None):
    return {"says": says, "because": because, "version": version or step.version}


def events():
    return list(AuditEvent.objects.exclude(subject_type__startswith="accounts").values_list("verb", flat=True))


def test_the_lead_recommends_next_steps_until_the_letter_is_final(signed_in, ardenvale, charlie, dana):
    shapes.kind()
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT)
    shapes.member(review, charlie, by=dana, lead=True)
    finding = shapes_actions.area(review, by=dana, steps=())
    url, key = f"{BASE}findings/{finding.public_id}/next-steps/new/", uuid4()
    for _ in "twice":
        assert signed_in(charlie).post(url, {"text": "Agree  one document.", "form_key": key}).status_code == 302
    step = NextStep.objects.get()
    assert (step.text, step.shown_to) == ("Agree one document.", "team")
    edited = {"text": "Agree one.", "version": step.version}
    signed_in(charlie).post(f"{BASE}next-steps/{step.public_id}/edit/", edited)
    assert fresh(step).text == "Agree one."
    Review.objects.update(status=Stage.FINAL_LETTER, shared_at=timezone.now())
    signed_in(charlie).post(f"{BASE}next-steps/{step.public_id}/edit/", {"text": "Other", "version": 2})
    signed_in(charlie).post(url, {"text": "Late", "form_key": uuid4()})
    assert [one.text for one in NextStep.objects.all()] == ["Agree one."]


def test_a_step_taken_out_is_in_no_page_and_no_letter(signed_in, ardenvale, dana):
    shapes.kind()
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT)
    step = shapes_actions.area(review, by=dana).next_steps.get()
    signed_in(dana).post(f"{BASE}next-steps/{step.public_id}/remove/", {"version": step.version})
    assert fresh(step).is_removed
    assert "Agree one threshold document." not in signed_in(dana).get(page_of(review)).content.decode()


def test_a_strength_is_recommended_nothing(signed_in, ardenvale, dana):
    shapes.kind()
    finding = shapes.finding(shapes.review(ardenvale, by=dana, at=Stage.DRAFT))
    assert signed_in(dana).get(f"{BASE}findings/{finding.public_id}/next-steps/new/").status_code == 404


def test_the_host_answers_and_goes_on_to_the_next_without_an_answer(signed_in, review, step, alice, dana):
    second = shapes.next_step(step.finding, "Train every manager.", by=dana)
    url = f"{BASE}next-steps/{step.public_id}/answer/"
    response = signed_in(alice).post(url, answer(step, "accepted"))
    assert response["Location"] == f"{page_of(review)}#step-{second.public_id}"
    refused = signed_in(alice).post(f"{BASE}next-steps/{second.public_id}/answer/", answer(second, "not-accepted"))
    assert refused.context["form"].errors == {"because": ["Say why you don’t accept it."]}
    signed_in(alice).post(f"{BASE}next-steps/{second.public_id}/answer/", answer(second, "partly", "Only new ones."))
    assert list(NextStep.objects.values_list("answer", "answer_because")) == [
        ("accepted", ""), ("partly", "Only new ones."),
    ]  # fmt: skip


def test_nobody_else_reads_an_answer_before_the_reply_is_sent_nor_finds_an_event_of_it(
    signed_in, review, step, alice, charlie, dana
):
    shapes.member(review, charlie, by=dana)
    step = answering.answer(step, says="partly", because="Only the new ones.", by=alice, version=step.version)
    acting.add(step, by=alice, what="Write it.", owner="Head of Early Help", due_on=timezone.localdate())
    for person in (charlie, dana):
        said = signed_in(person).get(page_of(review)).content.decode()
        assert "Agree one threshold document." in said
        assert "Only the new ones." not in said
        assert "Write it." not in said
        assert "0 of 1" not in said
    assert events() == []
    Review.objects.update(status=Stage.REPLY, replied_at=timezone.now(), replied_by=alice)
    said = signed_in(charlie).get(page_of(review)).content.decode()
    assert "Only the new ones." in said
    assert "Write it." in said


def test_once_the_reply_is_sent_an_answer_stands_but_a_missing_one_can_be_given(review, step, alice, dana):
    second = shapes.next_step(step.finding, "Train every manager.", answer="accepted", by=dana)
    Review.objects.update(status=Stage.REPLY, replied_at=timezone.now(), replied_by=alice)
    answering.answer(step, says="accepted", because="", by=alice, version=step.version)
    with pytest.raises(answering.NotOpen):
        answering.answer(second, says="partly", because="Some.", by=alice, version=second.version)
    assert fresh(second).answer == "accepted"


def test_who_answers_second_sees_both_answers(signed_in, review, step, alice, lead):
    url = f"{BASE}next-steps/{step.public_id}/answer/"
    signed_in(lead).post(url, answer(step, "accepted"))
    response = signed_in(alice).post(url, answer(step, "partly", "Only new ones."))
    assert response.status_code == 409
    assert response.context["theirs"] == [("Answer", "Accepted"), ("Why", "")]
    assert response.context["mine"] == [("Answer", "Accepted in part"), ("Why", "Only new ones.")]
    assert fresh(step).answer == "accepted"


def test_the_same_answer_twice_is_no_conflict(review, step, alice):
    first = answering.answer(step, says="accepted", because="", by=alice, version=1)
    assert answering.answer(step, says="accepted", because="", by=alice, version=1).version == first.version


def test_a_step_of_the_hosts_own_is_the_hosts_alone_until_the_reply_is_sent(signed_in, review, step, alice, dana):
    url = f"{BASE}findings/{step.finding.public_id}/next-steps/own/"
    signed_in(alice).post(url, {"text": "Visit Wessex.", "form_key": uuid4()})
    own = NextStep.objects.get(is_own=True)
    assert own.answer == "accepted"
    assert not NextStep.objects.visible_to(dana).filter(pk=own.pk).exists()
    assert NextStep.objects.visible_to(alice).filter(pk=own.pk).exists()
    Review.objects.update(status=Stage.REPLY, replied_at=timezone.now(), replied_by=alice)
    assert NextStep.objects.visible_to(dana).filter(pk=own.pk).exists()


def action_form(**fields):
    known = {"form_key": uuid4(), "what": "Write it.", "owner": "Head of Early Help", "due_on": "2027-03-01"}
    return known | fields


def test_an_action_is_added_once_for_a_step_that_is_accepted(signed_in, review, step, alice):
    url = f"{BASE}next-steps/{step.public_id}/actions/new/"
    signed_in(alice).post(url, action_form())
    assert HostAction.objects.count() == 0
    answering.answer(step, says="accepted", because="", by=alice, version=1)
    form = action_form(measure="Fewer wait.")
    for _ in "twice":
        assert signed_in(alice).post(url, form).status_code == 302
    assert list(HostAction.objects.values_list("what", "owner", "measure")) == [
        ("Write it.", "Head of Early Help", "Fewer wait.")
    ]


def test_whoever_is_named_as_owner_holds_a_post_there(signed_in, review, step, alice, bob, charlie):
    answering.answer(step, says="accepted", because="", by=alice, version=1)
    url = f"{BASE}next-steps/{step.public_id}/actions/new/"
    refused = signed_in(alice).post(url, action_form(owner_person=charlie.pk))
    assert refused.context["form"].errors == {"owner_person": ["Choose somebody who holds a post at your authority."]}
    assert signed_in(alice).post(url, action_form(owner_person=bob.pk)).status_code == 302


def test_its_owner_reads_the_action_and_nothing_else_of_the_review(signed_in, ardenvale, alice, bob, dana):
    shapes.kind()
    review = shapes.review(ardenvale, by=dana, at=Stage.ACTIONS_LIVE)
    step = shapes_actions.accepted(review, by=alice)
    mine = shapes_actions.action(step, "Mine.", by=alice, owner_person=bob)
    other = shapes_actions.action(step, "Another.", by=alice)
    browser = signed_in(bob)
    said = browser.get(f"{BASE}actions/{mine.public_id}/").content.decode()
    assert "Mine." in said
    assert step.text not in said
    for url in (f"{BASE}actions/{other.public_id}/", page_of(review), review.get_absolute_url()):
        assert browser.get(url).status_code == 404
    assert browser.post(f"{BASE}actions/{mine.public_id}/done/", {"version": mine.version}).status_code == 302
    assert (fresh(mine).status, fresh(mine).said_done_by) == ("done", bob)


def test_who_left_the_authority_owns_nothing_there_any_more(ardenvale, alice, bob, dana):
    shapes.kind()
    review = shapes_actions.live(ardenvale, alice, dana)
    HostAction.objects.update(owner_person=bob)
    assert HostAction.objects.visible_to(bob).count() == 1
    bob.posts.update(to_on=timezone.localdate() - timedelta(days=1))
    assert HostAction.objects.visible_to(type(bob).objects.get(pk=bob.pk)).count() == 0
    assert review.actions.count() == 1


@pytest.fixture
def done(ardenvale, severnford, alice, dana):
    """An action of Ardenvale's, of which Alice said that it is done."""
    shapes.kind()
    shapes_actions.live(ardenvale, alice, dana)
    action = HostAction.objects.get()
    return acting.say_done(action, by=alice, version=action.version)


def test_an_action_is_closed_by_somebody_else_and_the_page_says_why(signed_in, done, alice, lead):
    url = f"{BASE}actions/{done.public_id}/"
    page = signed_in(alice).get(url).content.decode()
    assert "You said that it is done, so you can’t close it" in page
    assert f'href="{url}close/"' not in page
    sent = {"version": done.version, "because": "I read the document."}
    signed_in(alice).post(f"{url}close/", sent)
    assert fresh(done).status == "done"
    assert signed_in(lead).post(f"{url}close/", sent).status_code == 302
    closed = fresh(done)
    assert (closed.status, closed.closed_by, closed.because) == ("closed", lead, "I read the document.")


def test_its_owner_does_not_close_an_action_whoever_said_it_is_done(done, lead, alice):
    HostAction.objects.update(owner_person=lead)
    with pytest.raises(acting.OwnAction):
        acting.close(done, by=lead, version=done.version, because="I know.")


def test_who_runs_peer_challenge_may_close_an_action_of_a_host_with_one_writer(signed_in, done, dana, charlie):
    url = f"{BASE}actions/{done.public_id}/close/"
    assert signed_in(charlie).get(url).status_code == 404
    signed_in(dana).post(url, {"version": done.version, "because": "The lead saw it."})
    assert fresh(done).closed_by == dana


def test_two_who_close_at_once_close_it_once(done, lead, dana):
    acting.close(done, by=lead, version=done.version, because="Read.")
    with pytest.raises((Overtaken, NotAMove)):
        acting.close(done, by=dana, version=done.version, because="Seen.")
    assert fresh(done).closed_by == lead


def test_an_action_is_opened_again_and_dropped_for_a_reason(signed_in, done, alice):
    url = f"{BASE}actions/{done.public_id}/"
    refused = signed_in(alice).post(f"{url}reopen/", {"version": done.version, "because": ""})
    assert refused.context["form"].errors == {"because": ["Say why: whoever reads the action reads it."]}
    signed_in(alice).post(f"{url}reopen/", {"version": done.version, "because": "One team is left."})
    opened = fresh(done)
    assert (opened.status, opened.said_done_by, opened.because) == ("open", None, "One team is left.")
    signed_in(alice).post(f"{url}drop/", {"version": opened.version, "because": "Another plan covers it."})
    assert (fresh(done).status, fresh(done).because) == ("dropped", "Another plan covers it.")


def test_before_anybody_else_read_it_an_action_is_taken_out(signed_in, review, step, alice):
    step = answering.answer(step, says="accepted", because="", by=alice, version=1)
    action = shapes_actions.action(step, by=alice)
    signed_in(alice).post(f"{BASE}actions/{action.public_id}/drop/", {"version": action.version})
    assert HostAction.objects.count() == 0
    assert events() == []


def test_the_director_agrees_what_they_looked_at(signed_in, review, step, alice, lead, dana):
    Review.objects.update(status=Stage.REPLY, replied_at=timezone.now(), replied_by=alice)
    url = f"{page_of(review)}agree/"
    assert signed_in(lead).get(url).status_code == 403
    page = signed_in(alice).get(url)
    assert page.context["agreement"].lacks == "1 next step without an answer"
    seal = dict(page.context["hidden"])["seal"]
    answering.answer(step, says="accepted", because="", by=lead, version=step.version)
    assert signed_in(alice).post(url, {"seal": seal, "without": "on"}).status_code == 409
    assert fresh(review).status == Stage.REPLY
    seal = dict(signed_in(alice).get(url).context["hidden"])["seal"]
    assert signed_in(alice).post(url, {"seal": seal}).status_code == 200
    assert fresh(review).status == Stage.REPLY
    assert signed_in(alice).post(url, {"seal": seal, "without": "on"}).status_code == 302
    assert fresh(review).status == Stage.ACTIONS_LIVE
    assert list(review.checks.values_list("months", flat=True)) == [3, 6, 10]
    assert [mail.to for mail in OutgoingMail.objects.all()] == [dana.email]


def test_where_a_kind_has_no_reply_agreeing_lets_the_team_read_the_actions(ardenvale, alice, dana):
    kind = shapes.kind(name="Short", without=(Stage.REPLY,))
    review = shapes.review(ardenvale, by=dana, at=Stage.FINAL_LETTER, kind_of=kind)
    step = shapes_actions.accepted(review, by=alice)
    action = shapes_actions.action(step, by=alice)
    assert not HostAction.objects.visible_to(dana).exists()

    acting.agree(review, by=alice, seal=agreement_of(review).seal)
    assert list(HostAction.objects.visible_to(dana)) == [action]


def test_the_page_asks_as_much_for_three_steps_as_for_one(signed_in, ardenvale, alice, dana):
    shapes.kind()
    review = shapes_actions.live(ardenvale, alice, dana)
    browser = signed_in(alice)
    one = queries_of(browser, page_of(review))
    for _ in "three":
        step = shapes_actions.accepted(review, by=alice)
        for _ in "three":
            shapes_actions.action(step, by=alice)
    assert queries_of(browser, page_of(review)) == one


def test_the_action_plan_is_a_table_and_a_document_with_its_classification(signed_in, ardenvale, alice, dana):
    shapes.kind()
    review = shapes_actions.live(ardenvale, alice, dana, actions=2)
    browser = signed_in(alice)
    lines = browser.get(f"{page_of(review)}table.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[5] for line in lines] == ["Action", "Action 1.", "Action 2."]
    response = browser.get(f"{page_of(review)}plan.docx")

    document = Document(BytesIO(response.content))
    assert document.sections[0].header.paragraphs[0].text == (
        "Authority. Ardenvale: Team review, action plan. Only for those named below."
    )
    assert [table.rows[1].cells[0].text for table in document.tables] == ["Action 1."]
    assert len(document.tables[0].rows) == 3


def test_no_child_gets_into_an_action(signed_in, review, step, alice):
    answering.answer(step, says="accepted", because="", by=alice, version=1)
    url = f"{BASE}next-steps/{step.public_id}/actions/new/"
    response = signed_in(alice).post(url, action_form(what="NHS number 943 476 5919"))
    assert list(response.context["form"].errors) == ["what"]
    assert HostAction.objects.count() == 0


def test_a_review_is_closed_by_its_lead_or_who_runs_it_and_nothing_changes_then(signed_in, done, alice, dana):
    review = fresh(done.review)
    url = f"{review.get_absolute_url()}close/"
    assert signed_in(alice).get(url).status_code == 403
    assert signed_in(dana).get(url).context["progress"] == "0 of 1 action closed, 1 said to be done"
    signed_in(dana).post(url, {"version": review.version})
    assert fresh(review).status == Stage.CLOSED
    with pytest.raises(acting.NotOpen):
        acting.close(done, by=dana, version=done.version, because="Seen.")


def test_a_contributor_of_the_host_reads_no_next_step(signed_in, review, step, bob, ardenvale):
    assert signed_in(bob).get(page_of(review)).status_code == 404
    other = make.person("Olive")
    make.post(other, Role.COUNCIL_CHIEF_EXECUTIVE, ardenvale)
    assert signed_in(other).get(page_of(review)).status_code == 200
    assert (
        signed_in(other).post(f"{BASE}next-steps/{step.public_id}/answer/", answer(step, "accepted")).status_code == 403
    )
