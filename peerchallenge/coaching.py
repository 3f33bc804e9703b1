"""Where the statement coach is asked: once a save for the step of the ladder, once a page for what it says."""

from django.utils import timezone

from peerchallenge import coach
from peerchallenge.ladder import LADDER
from peerchallenge.words import words_of_statement


def step_of_statement(statement) -> int:
    """Return the step of the ladder at which a statement stands today, from 0 to 4."""
    return coach.step_of(words_of_statement(statement), timezone.localdate())


def seen(statement) -> coach.View:
    """Return how the coach sees a statement as it is saved: its step, why, and what would make it stronger."""
    return coach.view_of_row(statement)


__all__ = ["LADDER", "seen", "step_of_statement"]
