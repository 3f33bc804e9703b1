"""The worker itself, killed in the midst of a chore; its page, in words."""

import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts.mail import queue_mail
from portal.accounts.models import OutgoingMail
from portal.audit.models import ChoreRun, Worker
from portal.upkeep import facts
from portal.upkeep.work import release_stuck_tasks, stuck_tasks
from tests.upkeep.test_health import task

pytestmark = pytest.mark.on_postgresql


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it didn't happen in time"
        time.sleep(0.05)


def page(browser):
    return " ".join(browser.get("/worker/").content.decode().split())


@pytest.mark.slow
def test_a_worker_does_every_chore_and_one_that_was_killed_leaves_no_task_and_no_chore(workers):
    workers.start()
    wait_for(lambda: not [one for one in facts.chore_states() if one.run is None or one.run.ended_at is None])
    assert facts.failed_chores() == []
    killed = Worker.objects.get()
    workers.kill()
    # What it would have left, had it been in the midst of them.
    left = task(minutes_ago=1, status="RUNNING")
    DBTaskResult.objects.filter(pk=left.pk).update(worker_ids=[killed.name], started_at=timezone.now())
    ChoreRun.objects.latest("Forget finished tasks").delete()
    ChoreRun.objects.create(chore="Forget finished tasks", worker=killed.name)
    workers.start()
    # There is no such task: that it was taken up is seen by its failing.
    wait_for(lambda: DBTaskResult.objects.failed().filter(pk=left.pk).exists())
    wait_for(lambda: facts.failed_chores() == ["Forget finished tasks"])


def test_what_a_live_worker_does_is_left_alone(db):
    worker, running = Worker.begin(), task(minutes_ago=1, status="RUNNING")
    DBTaskResult.objects.update(worker_ids=["another", worker.name])
    assert (stuck_tasks(), release_stuck_tasks()) == ([], 0)
    DBTaskResult.objects.update(worker_ids=[worker.name, "another"])
    assert ([one.pk for one in stuck_tasks()], release_stuck_tasks()) == ([running.pk], 1)


def test_the_page_says_what_waits_what_is_stuck_and_what_was_given_up(signed_in, dana):
    browser = signed_in(dana)
    assert "None has run here yet." in page(browser)
    queue_mail(key="one", to="alice@example.org", subject="Secret subject", body="x")
    queue_mail(key="two", to="alice@example.org", subject="Secret subject", body="x")
    OutgoingMail.objects.filter(key="two").update(failed_at=timezone.now(), error="The address was refused.")
    task(minutes_ago=2, status="RUNNING")
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=timezone.now())
    Worker.begin()
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    said = page(browser)
    assert "The worker that sends mail has not been seen since" in said
    assert "<dt>Tasks waiting</dt> <dd>2, the first since" in said
    assert "<dt>Tasks stuck</dt> <dd>1, left by a worker that ended" in said
    assert "<dt>Mail not sent yet</dt> <dd>1, the first since" in said
    assert "<dt>Mail given up in the last 90 days</dt> <dd>1: The address was refused.</dd>" in said
    assert "Secret subject" not in said


def test_the_page_says_of_each_chore_when_it_was_done_and_when_it_is_due(signed_in, frank):
    run = ChoreRun.objects.create(chore="Forget finished tasks", worker="w")
    run.end(said="Deleted 3.")
    said = page(signed_in(frank))
    assert said.count('<th scope="row">') == len(facts.chore_states())
    assert "Deleted 3." in said
    assert said.count("<td>Not yet</td> <td>Now</td>") == len(facts.chore_states()) - 1


def test_readyz_and_doctor_miss_the_worker_by_the_same_facts(client, db):
    Worker.begin()
    assert (facts.fault(), client.get(reverse("readyz")).status_code) == ("", 200)
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=7))
    assert facts.fault() == "no worker has been seen for 7 minutes"
    assert client.get(reverse("readyz")).json()["queue"] == "late"
