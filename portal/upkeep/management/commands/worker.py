import os

from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands import db_worker

from portal.upkeep.work import begin_worker


class Command(db_worker.Command):
    help = "Do queued tasks, such as sending mail, and the chores that each app declares, until it is ended."

    def handle(self, **options):
        # With --reload this process only starts another one, which does the work.
        if not options["reload"] or os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            options["worker_id"] = begin_worker().name
        super().handle(**options)
