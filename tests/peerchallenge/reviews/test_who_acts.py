"""What is written for a host alone stays there until it sends it; the sentence on each page says so."""

import pytest
from django.utils import timezone

from peerchallenge.reviews.models import ActionReport, HostAction, ProgressCheck, Review, Stage
from peerchallenge.reviews.who_acts import who_sees_action, who_sees_check
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.home.tasks import owed_in, tasks_for
from tests.peerchallenge.reviews import shapes, shapes_actions

pytestmark = pytest.mark.django_db
EVERYBODY = ("alice", "bob", "charlie", "dana", "erin", "frank", "greta", "lead")
SECRET = "plantedword"


@pytest.fixture
def planted(ardenvale, severnford, alice, bob, charlie, dana):
    """A review of Ardenvale's with its lead from Severnford; every text of the host's holds a word of its own."""
    shapes.kind()
    review = shapes.review(ardenvale, by=dana, at=Stage.FINAL_LETTER)
    shapes.member(review, charlie, by=dana, lead=True)
    step = shapes_actions.accepted(review, by=alice)
    step.answer_because = f"because{SECRET}"
    step.save()
    shapes.next_step(step.finding, f"own{SECRET}", answer="accepted", by=alice, is_own=True)
    action = shapes_actions.action(step, f"what{SECRET}", by=alice, owner=f"owner{SECRET}", measure=f"measure{SECRET}")
    check = shapes_actions.check(review, difference=f"overall{SECRET}")
    ActionReport.objects.create(progress_check=check, action=action, status="done", done=f"done{SECRET}")
    return review


def addresses(review):
    base, action, check = "/peer-challenge/reviews/", review.actions.get(), review.checks.get()
    step = review.next_steps.filter(is_own=False).get()
    return [
        review.get_absolute_url(), *(f"{base}{review.public_id}/findings/{more}" for more in ("", "table.csv")),
        f"{base}findings/{step.finding.public_id}/", f"{base}{review.public_id}/letter/", base, f"{base}table.csv",
        *(f"{base}{review.public_id}/next-steps/{more}" for more in ("", "table.csv", "agree/")),
        *(f"{base}next-steps/{step.public_id}/{more}" for more in ("edit/", "answer/", "actions/new/")),
        *(f"{base}actions/{action.public_id}/{more}" for more in ("", "edit/", "done/", "close/", "drop/")),
        *(f"{base}checks/{check.public_id}/{more}" for more in ("", "send/")),
        f"{base}{review.public_id}/close/", "/your-work/", "/your-work/chase/",
    ]  # fmt: skip


@pytest.mark.parametrize("at", [Stage.FINAL_LETTER, pytest.param(Stage.WITHDRAWN, marks=pytest.mark.full)])
def test_before_the_reply_is_sent_nobody_outside_reads_what_the_host_wrote(signed_in, planted, request, at):
    Review.objects.update(status=at, because="Given up." if at == Stage.WITHDRAWN else "")
    for name in ("charlie", "dana", "erin", "frank", "greta", "bob"):
        browser = signed_in(request.getfixturevalue(name))
        for address in addresses(planted):
            response = browser.get(address)
            assert SECRET not in response.content.decode(errors="ignore"), (name, address)


def test_what_is_said_of_progress_stays_at_the_host_until_it_is_sent(signed_in, planted, alice, charlie, dana):
    Review.objects.update(status=Stage.ACTIONS_LIVE, replied_at=timezone.now(), replied_by=alice)
    for person in (charlie, dana):
        said = "".join(signed_in(person).get(one).content.decode(errors="ignore") for one in addresses(planted))
        assert f"what{SECRET}" in said
        assert f"done{SECRET}" not in said
        assert f"overall{SECRET}" not in said
    ProgressCheck.objects.update(sent_at=timezone.now(), sent_by=alice)
    said = "".join(signed_in(dana).get(one).content.decode(errors="ignore") for one in addresses(planted))
    assert f"done{SECRET}" in said
    assert f"overall{SECRET}" in said


def test_no_event_no_task_and_no_chase_row_holds_a_word_of_it(planted, mercia, dana, charlie):
    assert not AuditEvent.objects.filter(subject_label__contains=SECRET).exists()
    Review.objects.update(status=Stage.ACTIONS_LIVE)
    assert SECRET not in "".join(row.what for row in owed_in(mercia))
    for person in (dana, charlie):
        assert SECRET not in "".join(task.title for task in tasks_for(User.objects.get(pk=person.pk)))


def readers(request, rows):
    people = {name: User.objects.get(pk=request.getfixturevalue(name).pk) for name in EVERYBODY}
    return {name for name, person in people.items() if rows.visible_to(person).exists()}


def test_who_reads_an_action_is_said_as_it_is(request, planted, alice, bob):
    action = HostAction.objects.select_related("review__kind", "owner_person").get()
    assert readers(request, HostAction.objects.all()) == {"alice", "lead"}
    assert who_sees_action(action).said.endswith("can see this until Ardenvale sends its reply.")
    HostAction.objects.update(owner_person=bob)
    Review.objects.update(status=Stage.REPLY, replied_at=timezone.now(), replied_by=alice)
    action = HostAction.objects.select_related("review__kind", "owner_person").get()
    assert readers(request, HostAction.objects.all()) == {"alice", "lead", "bob", "charlie", "dana"}
    assert who_sees_action(action).said.endswith(
        "It is released to nobody else. Bob, who owns it, can read this action too."
    )


def test_who_reads_a_progress_check_is_said_as_it_is(request, planted, alice):
    check = ProgressCheck.objects.select_related("review").get()
    assert readers(request, ProgressCheck.objects.all()) == {"alice", "lead"}
    assert who_sees_check(check).said.endswith("can see this until Ardenvale sends it.")
    ProgressCheck.objects.update(sent_at=timezone.now(), sent_by=alice)
    assert readers(request, ProgressCheck.objects.all()) == {"alice", "lead", "charlie", "dana"}
    assert "the review team and Mercia’s programme managers" in who_sees_check(ProgressCheck.objects.get()).said
