import pytest
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from portal.following.letters import Letter


@pytest.fixture
def letter():
    return Letter(
        subject="Mercia: update for November 2015",
        title="Mercia update, November 2015",
        path="/mercia/updates/2015-11/",
        in_short="<p>More social workers stayed.</p><ul><li>Fewer agency staff</li></ul>",
        links=[("Workforce", "/mercia/updates/2015-11/#workforce")],
    )


@pytest.fixture
def due_tasks(db):
    """Return a function: the tasks that a worker would take up now, first things first."""
    return lambda: list(DBTaskResult.objects.ready())


@pytest.fixture
def run_tasks(due_tasks):
    """Return a function that does what a worker would do now, as the worker "test"."""
    worker = db_worker.Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="test", excluded_queue_names=[],
    )  # fmt: skip

    def run():
        while tasks := due_tasks():
            tasks[0].claim("test")
            worker.run_task(tasks[0])
            assert tasks[0].status == "SUCCESSFUL", tasks[0].traceback

    return run
