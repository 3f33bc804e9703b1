"""Where the statement coach is asked: once a save for the step of the ladder, once a page for what it says."""

from django.utils import timezone

from peerchallenge.words import words_of_statement

try:
    from peerchallenge import coach
except ImportError:
    coach = None


def step_of_statement(statement) -> int:
    """Return the step of the ladder at which a statement stands today, from 0 to 4."""
    return coach.step_of(words_of_statement(statement), timezone.localdate()) if coach else 0


def advice_on(statement) -> list[str]:
    """Return what the coach says of a statement: a sentence for each thing that would make it stronger."""
    return list(coach.look_at(statement)) if coach else []
