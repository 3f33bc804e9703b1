"""What stands between a fresh folder and a portal to serve. Safe to run again; quick when nothing is due."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connections, transaction

from portal.upkeep import state


def prepare(say) -> None:
    """Migrate, load the reference data, the frameworks and, once, the demo; `say` is told what was done."""
    for folder in (settings.UPLOADS_DIR, settings.EMAIL_FOLDER):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if coming := state.migrations_to_come():
        say(f"Updating the database ({len(coming)} steps)…")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("load_frameworks", verbosity=0)
    if settings.DEMO:
        load_demo_once(say)
    connections.close_all()


def load_demo_once(say) -> None:
    """Load the demo content into a portal that nobody has an account on yet."""
    if get_user_model().objects.exists():
        return
    say("Loading the demo content…")
    with transaction.atomic():
        call_command("demo", verbosity=0)
