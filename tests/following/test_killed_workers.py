"""Each follower is told once, however often the worker is killed.

FOLLOWERS and KILLS in the environment make it longer: FOLLOWERS=5000 KILLS=200 python -m pytest, with this file's name.
"""

import email
import email.policy
import os
import random
import time
from collections import Counter

import pytest

from portal.following.actions import start_mailing
from portal.following.models import Mailing, Recipient, Tally
from tests.following.make import followers

FOLLOWERS = int(os.environ.get("FOLLOWERS", "1200"))
KILLS = int(os.environ.get("KILLS", "20"))
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]


def told(folder) -> Counter:
    """Return how many files of mail each address has; a file that isn't whole can't be read and fails."""
    files = folder.glob("mail/*.eml")
    return Counter(email.message_from_bytes(one.read_bytes(), policy=email.policy.default)["To"] for one in files)


def test_each_of_1200_followers_is_told_once_though_the_worker_is_killed_20_times(mercia, dana, letter, workers):
    people = followers(mercia, FOLLOWERS)
    mailing = start_mailing(about=mercia, region=mercia, letter=letter, by=dana)
    seed, kills, sent_at_kill = random.Random(11), 0, set()
    deadline = time.monotonic() + 240 + KILLS * 5
    while kills < KILLS:
        workers.start()
        # Killed when it has sent its share, give or take, or a few moments before.
        share = (kills + 1) * FOLLOWERS // (KILLS + 1) - seed.randrange(5)
        while (sent := settled(mailing)) < share:
            assert time.monotonic() < deadline, sent
            time.sleep(0.01)
        workers.kill()
        kills += 1
        sent_at_kill.add(settled(mailing))
    workers.start()
    while Mailing.objects.going_on().exists():
        assert time.monotonic() < deadline, settled(mailing)
        time.sleep(0.05)
    workers.kill()

    assert len(sent_at_kill) == KILLS and max(sent_at_kill) < FOLLOWERS  # each kill was in the midst of it
    assert told(workers.folder) == Counter(people)
    assert mailing.tally() == Tally(total=FOLLOWERS, sent=FOLLOWERS, waiting=0, failed=0, left_out=0)


def settled(mailing) -> int:
    return mailing.recipients.filter(state=Recipient.State.SENT).count()
