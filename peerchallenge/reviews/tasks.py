"""What waits for the people of reviews, and what they owe: each part declares its own."""

from peerchallenge.reviews import (  # noqa: F401  each declares what it offers
    tasks_acting,
    tasks_help,
    tasks_letters,
    tasks_people,
    tasks_removing,
    tasks_replying,
    tasks_running,
    tasks_themes,
)
