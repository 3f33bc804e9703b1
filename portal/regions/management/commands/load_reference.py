from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.audit.models import record
from portal.regions.reference import load
from portal.regions.reference_files import FOLDER, BadReference


class Command(BaseCommand):
    help = (
        "Bring the reference data (regions, authorities, statistical codes, children's trusts) up to date. "
        "Safe to run twice; deletes nothing; leaves what regions say about themselves alone. -v 2 lists the changes."
    )

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=FOLDER, help="Read the five CSV files from here instead.")

    def handle(self, *, folder, verbosity, **options):
        try:
            with transaction.atomic():
                changes = load(folder)
                if changes:
                    record("loaded reference data", added=len(changes.added), changed=len(changes.changed))
        except BadReference as error:
            raise CommandError(f"Nothing was changed. Wrong in the files:\n{error}") from error
        if verbosity > 1:
            for line in changes.added:
                self.stdout.write(f"added {line}")
            for line in changes.changed:
                self.stdout.write(f"changed {line}")
        if verbosity > 0:
            self.stdout.write(str(changes))
