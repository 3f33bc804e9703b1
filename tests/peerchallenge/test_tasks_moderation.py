"""What waits for those who moderate, those whom they ask, and those who choose them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerchallenge.actions.moderating import ask
from peerchallenge.models import Remark
from peerchallenge.tasks_moderation import moderating, moderation_owed, moderators_to_choose, remarks_to_answer
from portal.accounts.models import User
from tests import make
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(assessment, alice):
    return made.submission(assessment, by=alice)


def titles(offer, person):
    return [(task.title, task.button) for task in offer(User.objects.get(pk=person.pk))]


def test_an_invitation_waits_then_the_moderation_then_nothing(submission, moss, dana, charlie):
    one = ask(submission, [moss], by=dana)[0]
    asked = ("Will you moderate Ardenvale’s self-assessment 2026-27?", "Accept or decline")
    assert titles(moderating, moss) == [asked]
    one.accept(by=moss)
    assert titles(moderating, moss) == [("Moderate Ardenvale’s self-assessment 2026-27", "Carry on with it")]
    one.finish(by=moss)
    assert titles(moderating, moss) == titles(moderating, charlie) == []


def test_nothing_waits_of_what_was_opened_again(submission, assessment, moss, dana):
    ask(submission, [moss], by=dana)
    assessment.reopen(by=dana, reference="X")
    assert titles(moderating, moss) == titles(moderators_to_choose, dana) == []


def test_comments_wait_for_the_writers_until_they_are_answered(submission, moss, dana, alice, lead, charlie):
    moderator = made.at_work(submission, moss, by=dana, status="done")
    made.remark(moderator)
    made.remark(moderator, area="B", sent=False)
    for person in (alice, lead):
        assert titles(remarks_to_answer, person) == [("Answer 1 comment on Ardenvale’s self-assessment", "Answer them")]
    Remark.objects.filter(area_code="A").update(reply="agree", answered_by=alice, answered_at=timezone.now())
    assert titles(remarks_to_answer, alice) == titles(remarks_to_answer, charlie) == []


def test_those_who_run_the_region_choose_moderators_and_end_it(submission, moss, dana, ivy, erin, alice):
    choose = [("Choose moderators for Ardenvale’s self-assessment", "Choose moderators")]
    assert titles(moderators_to_choose, dana) == titles(moderators_to_choose, ivy) == choose
    assert titles(moderators_to_choose, erin) == titles(moderators_to_choose, alice) == []
    one = shapes.moderator(submission, moss, by=dana)
    assert titles(moderators_to_choose, dana) == []
    one.finish(by=moss)
    assert titles(moderators_to_choose, dana) == [
        ("Everybody is done with Ardenvale’s self-assessment", "End moderation")
    ]


def test_late_moderation_is_owed(submission, moss, dana, mercia, cycle):
    shapes.moderator(submission, moss, by=dana)
    assert list(moderation_owed(mercia)) == []
    cycle.steps.filter(kind="moderation").update(due_on=timezone.localdate() - timedelta(days=1))
    assert [(row.what, row.state, row.person, row.office) for row in moderation_owed(mercia)] == [
        ("Ardenvale: moderation of its self-assessment", "Late", moss, "Moderator, Elsewhere")
    ]


def test_tasks_ask_the_same_of_many(submission, moss, dana, alice, cycle, severnford, lenchester):
    shapes.moderator(submission, moss, by=dana)
    made.remark(made.at_work(submission, make.person("Ann"), by=dana, status="done"))
    few = counted(moss, dana, alice)
    for place in (severnford, lenchester):
        other = made.submission(shapes.assessment(cycle, place), by=dana)
        shapes.moderator(other, moss, by=dana)
        made.remark(made.at_work(other, make.person(f"Of {place}"), by=dana, status="done"))
    assert counted(moss, dana, alice) == few == [4, 2, 3]


def counted(moderator, manager, writer):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = []
    for offer, person in ((moderating, moderator), (moderators_to_choose, manager), (remarks_to_answer, writer)):
        fresh = User.objects.get(pk=person.pk)
        with CaptureQueriesContext(connection) as asked:
            list(offer(fresh))
        found.append(len(asked))
    return found
