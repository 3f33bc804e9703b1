"""The background workers that there are, and since when each has been silent."""

import os
import secrets
import socket
from datetime import timedelta

from django.db import models
from django.utils import timezone

BEAT_EVERY = timedelta(seconds=15)
SILENT_AFTER = timedelta(minutes=2)
FORGOTTEN_AFTER = timedelta(days=7)


class WorkerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who may see the worker's page: site administrators and programme managers."""
        may = user.is_authenticated and user.is_active and (user.is_site_administrator or user.managed_regions())
        return self if may else self.none()

    def alive_names(self) -> set[str]:
        """Return the names of the workers that still run: heard lately, and their process is there if it is ours."""
        heard = self.filter(seen_at__gt=timezone.now() - SILENT_AFTER)
        return {worker.name for worker in heard if worker.process_is_there()}

    def forget_the_gone(self) -> int:
        """Delete the rows of workers that have been silent for a week; return how many."""
        return self.filter(seen_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]


class Worker(models.Model):
    """One process that does queued tasks and chores. It says every 15 seconds that it is there.

    What a worker took up and left is somebody else's from the moment when it isn't alive any more.
    """

    name = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=64)
    process = models.PositiveIntegerField()
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self):
        return self.name

    @classmethod
    def begin(cls):
        """Enter this process as a worker and return it."""
        host, process = socket.gethostname()[:40], os.getpid()
        return cls.objects.create(name=f"{host}-{process}-{secrets.token_hex(4)}", host=host, process=process)

    def beat(self):
        """Say that it is there."""
        self.seen_at = timezone.now()
        Worker.objects.update_or_create(
            name=self.name,
            defaults={"seen_at": self.seen_at},
            create_defaults={
                "host": self.host,
                "process": self.process,
                "began_at": self.began_at,
                "seen_at": self.seen_at,
            },
        )

    def process_is_there(self) -> bool:
        """Return whether its process is on this machine; True for another machine's, of which we can't know."""
        if self.host != socket.gethostname()[:40]:
            return True
        try:
            os.kill(self.process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            pass  # it is somebody else's, and it is there
        return True


def silent_since():
    """Return when the last worker was heard (a moment) if that is more than two minutes ago; else None.

    None too where no worker has ever been: that is a portal being set up.
    """
    seen_at = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return seen_at if seen_at and seen_at < timezone.now() - SILENT_AFTER else None
