"""Where the statement coach is asked: once a save for the step of the ladder, once a page for what it says."""

from django.utils import timezone

from peerchallenge import coach
from peerchallenge.ladder import LADDER
from peerchallenge.models import Statement
from peerchallenge.words import all_statements, words_of, words_of_statement


def step_of_statement(statement) -> int:
    """Return the step of the ladder at which a statement stands today, from 0 to 4."""
    return coach.step_of(words_of_statement(statement), timezone.localdate())


def refresh_steps(assessment):
    """Bring the steps of all statements to today, before what an assessment says is signed and frozen."""
    today = timezone.localdate()
    for _, _, words in all_statements(words_of(assessment)):
        step = coach.step_of(words, today)
        if step != words["step"]:
            Statement.objects.filter(public_id=words["id"]).update(step=step)


def seen(statement) -> coach.View:
    """Return how the coach sees a statement as it is saved: its step, why, and what would make it stronger."""
    return coach.view_of_row(statement)


__all__ = ["LADDER", "refresh_steps", "seen", "step_of_statement"]
