from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.upkeep.backups import BackupError, back_up
from portal.upkeep.postgresql import ToolError
from portal.upkeep.restores import is_in_use, restore
from portal.upkeep.single import AlreadyRunningError, only_one


class Command(BaseCommand):
    help = "Bring a backup back, from SQLite also into PostgreSQL. End the portal first."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="replace a portal that is in use; it is backed up first"
        )

    def handle(self, **options):
        in_use = is_in_use()
        if in_use and not options["replace"]:
            raise CommandError("There are people in this portal. --replace replaces everything (after a backup).")
        try:
            with only_one():
                if in_use:
                    self.stdout.write(f"What was there is now in {back_up()}.")
                warnings = restore(options["path"])
        except (AlreadyRunningError, BackupError, ToolError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored {options['path']}.")
        for warning in warnings:
            self.stdout.write(self.style.WARNING(warning))
