import errno
import os
import socket
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from portal.upkeep.checks import refuse_to_start
from portal.upkeep.prepare import prepare
from portal.upkeep.single import AlreadyRunningError, only_one
from portal.upkeep.statics import collect_if_changed
from portal.upkeep.supervise import Service, Supervisor
from portal.upkeep.work import release_stuck_tasks

MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]


class Command(BaseCommand):
    help = "Run the portal: web server and background worker under one supervisor, until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--reload", action="store_true", help="restart by itself when code changes; with DEBUG=1")

    def handle(self, **options):
        bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
        try:
            with only_one():
                refuse_taken_port(bind)
                self._get_ready()
                self._welcome()
                code = Supervisor([web(bind, options["reload"]), worker(options["reload"])], self._say).run()
        except (AlreadyRunningError, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Ended before the portal was up.") from None
        self._say("The portal has ended.")
        raise SystemExit(code)

    def _get_ready(self):
        if settings.IS_LOCAL:
            prepare(self._say)
        refuse_to_start()
        if not settings.DEBUG and collect_if_changed():
            self._say("Collected the static files.")

    def _welcome(self):
        self._say(f"The portal is at {settings.PORTAL_ORIGIN}/ - Ctrl-C ends it.")
        if settings.DEMO:
            from portal.accounts.demo import SAMPLE_PEOPLE

            self._say("Sample people (the sign-in page has a button for each):")
            for person in SAMPLE_PEOPLE:
                self._say(f"  {person.email:35} {person.name}, {person.post}")

    def _say(self, text):
        self.stdout.write(text)
        self.stdout.flush()


def web(bind: str, reload: bool) -> Service:
    """Return gunicorn with its two sync workers, or Django's own server that reloads."""
    if reload:
        return Service("web server", [*MANAGE, "runserver", bind])
    options = ["--workers", os.environ.get("WEB_CONCURRENCY") or "2", "--graceful-timeout", "10", "--no-control-socket"]
    gunicorn = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", bind, "--log-level", "warning"]
    return Service("web server", gunicorn + options)


def worker(reload: bool) -> Service:
    """Return the one background worker; what a dead one left running is made ready before each start."""
    command = [*MANAGE, "worker", "--reload" if reload else "--no-reload", "--no-startup-delay"]
    return Service("worker", command, patience=30, before_start=release_stuck_tasks)


def refuse_taken_port(bind: str) -> None:
    """Raise CommandError when something else listens at `bind`; forms other than host:port are gunicorn's matter."""
    host, _, port = bind.rpartition(":")
    if not (host and port.isdigit()):
        return
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError(f"The portal can't listen on {bind}: {error.strerror}.") from error
            raise CommandError(
                f"Port {port} is in use by another program. End that one, or choose another: PORT=8001 make run"
            ) from error
