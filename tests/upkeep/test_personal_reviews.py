"""A copy of what reviews hold about somebody, and what becomes of it when they are erased."""

import json

import pytest

from peerchallenge.reviews.models import Conflict, Member, Reviewer, ReviewReading, Stage, TeamNote, Training
from portal.audit.personal import SOMEBODY
from portal.upkeep.erasing import erase
from portal.upkeep.subject_access import copy_for
from tests.peerchallenge.reviews import shapes_actions as acts
from tests.peerchallenge.reviews import shapes_workspace as work

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(mercia, ardenvale, severnford, moss, charlie, alice, dana):
    """Moss is in the pool, sits on a team, owns an action and read another review; Charlie is beside her in it all."""
    review = work.visited(ardenvale, moss, charlie, by=dana, at=Stage.ACTIONS_LIVE)
    Member.objects.filter(person=moss).update(interests="I know nobody there.", left_because="My own reasons.")
    for person in (moss, charlie):
        made = Reviewer.objects.create(region=mercia, person=person, brings="Audits", days_a_year=3)
        Training.objects.create(reviewer=made, kind=review.kind, trained_on="2026-01-05")
        why = "My sister works there."
        Conflict.objects.create(reviewer=made, authority=severnford, because=why, declared_by=person)
        work.note(review, f"{person.name} of the team said so.", by=person, role=person.name)
        ReviewReading.note(review=review, person=person, part="Director, Severnford", what="Page")
    acts.action(acts.accepted(review, by=alice), by=alice, owner="Head of Early Help", owner_person=moss)
    return review


def test_a_copy_holds_what_is_about_them_and_no_word_of_the_review(reviewed, moss, charlie):
    copy = copy_for(moss.email)
    held = {
        one["what"].split(",")[0].split(" and ")[0]: len(one["records"])
        for one in copy["held"]
        if "review" in one["what"]
    }
    assert held == {
        "When you were asked to a review team": 1, "What you bring to reviews": 3,
        "Which other authority’s review you opened": 1, "Which actions after a review are yours": 1,
        "Your name": 1,
    }  # fmt: skip
    said = json.dumps(copy, default=str)
    words = ("Audits", "I know nobody there.", "My sister works there.", "said so", charlie.name, "threshold")
    assert [one for one in words if one in said] == ["Audits", "I know nobody there.", "My sister works there."]


def test_an_erased_reviewer_leaves_what_others_rely_on(reviewed, moss, charlie):
    erase(moss.email)
    row = Reviewer.objects.get(person=moss)
    assert (str(row), row.brings, row.days_a_year) == (SOMEBODY, "", None)
    assert [list(model.objects.values_list("reviewer__person", flat=True)) for model in (Training, Conflict)] == [
        [charlie.pk], [charlie.pk],
    ]  # fmt: skip
    seat = Member.objects.get(person=moss)
    assert (str(seat.person), seat.home, seat.interests, seat.left_because) == (
        SOMEBODY, "Severnford", "I know nobody there.", "",
    )  # fmt: skip
    assert list(TeamNote.objects.order_by("pk").values_list("role", flat=True)) == ["", charlie.name]
    assert [str(one.person) for one in ReviewReading.objects.order_by("pk")] == [SOMEBODY, charlie.name]
