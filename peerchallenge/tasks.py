"""What waits for the people of a cycle, and what they owe: each part of peer challenge declares its own."""

from peerchallenge import (  # noqa: F401  each declares what it offers
    owed,
    tasks_moderation,
    tasks_removing,
    tasks_running,
    tasks_sharing,
    tasks_signing,
    tasks_summit,
    tasks_writing,
)
from peerchallenge.reviews import tasks as tasks_of_reviews  # noqa: F401
