"""What the worker does by itself: when it is due, once at a time, again after a dead worker."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.audit import chores
from portal.audit.chores import CHORES, begin, chore, forget_old_runs, run_due
from portal.audit.models import ChoreRun, Worker, silent_since

pytestmark = pytest.mark.on_postgresql

DAY = timedelta(days=1)


@pytest.fixture
def only(monkeypatch):
    """Return a function that declares the only chore there is; it does `act`."""
    monkeypatch.setattr(chores, "CHORES", {})

    def declare(act=lambda: "Swept.", every=DAY):
        chore("Sweep", every=every)(act)
        return chores.CHORES["Sweep"]

    return declare


@pytest.fixture
def worker(db):
    return Worker.begin()


def runs():
    return list(ChoreRun.objects.order_by("pk").values_list("worker", "said", "error"))


def test_a_chore_is_done_when_it_is_due_and_not_before(only, worker, time_machine):
    only()
    assert [run_due(worker), run_due(worker)] == [["Sweep"], []]
    time_machine.move_to(timezone.now() + DAY - timedelta(minutes=1))
    assert run_due(worker) == []
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert run_due(worker) == ["Sweep"]
    assert runs() == [(worker.name, "Swept.", "")] * 2


def test_one_that_fails_says_the_kind_of_error_alone_and_is_done_again_soon(only, worker, time_machine, caplog):
    def fail():
        raise LookupError("reader@example.org")

    only(fail)
    run_due(worker)
    assert runs() == [(worker.name, "", "It failed: LookupError.")]
    assert "reader@" not in caplog.text + str([record.__dict__ for record in caplog.records])
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert run_due(worker) == ["Sweep"]


def test_one_that_fails_keeps_no_other_from_being_done(only, worker):
    only(lambda: 1 / 0)
    chore("Polish", every=DAY)(lambda: "Polished.")
    assert run_due(worker) == ["Sweep", "Polish"]


def test_what_a_live_worker_is_doing_nobody_else_begins(only, worker):
    one = only()
    assert begin(one, worker) is not None
    assert begin(one, Worker.begin()) is None


@pytest.mark.parametrize(
    "gone", [{"seen_at": timezone.now() - timedelta(minutes=3)}, {"process": 2**22 + 1}], ids=["silent", "killed"]
)
def test_what_a_dead_worker_left_is_noted_and_done_again(only, worker, gone, time_machine):
    one, dead = only(), Worker.begin()
    begin(one, dead)
    Worker.objects.filter(pk=dead.pk).update(**gone)
    assert begin(one, worker) is None  # noted now, due in a quarter of an hour
    assert runs() == [(dead.name, "", "The worker ended before it was done.")]
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    worker.beat()
    assert run_due(worker) == ["Sweep"]


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_does_it(only):
    done, together = [], threading.Barrier(4)
    only(lambda: done.append(1))
    workers = [Worker.begin() for _ in range(4)]

    def work(worker):
        together.wait(20)
        run_due(worker)
        connection.close()

    threads = [threading.Thread(target=work, args=[worker]) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), ChoreRun.objects.count()) == (1, 1)


def test_old_runs_are_forgotten_but_for_the_last_of_each(only, worker):
    only()
    made = [ChoreRun.objects.create(chore="Sweep", follows=number, worker="w") for number in range(4)]
    old, failed, fresh, last = made
    ChoreRun.objects.filter(pk__in=[old.pk, failed.pk, last.pk]).update(began_at=timezone.now() - 8 * DAY)
    failed.end(error="It failed.")
    assert forget_old_runs() == "Deleted 1."
    assert set(ChoreRun.objects.values_list("pk", flat=True)) == {failed.pk, fresh.pk, last.pk}


def test_two_chores_are_never_called_the_same(only):
    only()

    def elsewhere():
        pass

    elsewhere.__module__ = "elsewhere"
    with pytest.raises(ValueError, match="two chores called 'Sweep'"):
        chore("Sweep", every=DAY)(elsewhere)


def test_the_last_worker_is_missed_after_two_minutes(db):
    assert silent_since() is None  # a portal that is being set up
    worker = Worker.begin()
    assert silent_since() is None
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert timezone.now() - silent_since() > timedelta(minutes=2)
    worker.beat()
    assert silent_since() is None


def test_every_app_s_chores_are_found():
    some = {"Delete followers who never confirmed", "Take up mail that was left", "Forget finished tasks"}
    assert some - set(CHORES) == set()
