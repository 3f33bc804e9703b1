from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.upkeep.backups import BackupError, back_up
from portal.upkeep.postgresql import ToolError


class Command(BaseCommand):
    help = "Write database and uploads to one file, while the portal runs."

    def add_arguments(self, parser):
        parser.add_argument("path", nargs="?", type=Path, help="default: a new file in DATA_DIR/backups")

    def handle(self, **options):
        try:
            path = back_up(options["path"])
        except (BackupError, ToolError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Wrote {path} ({path.stat().st_size / 1_000_000:.1f} MB): the database and the uploads.")
        key = settings.DATA_DIR / "secret-key"
        where = str(key) if key.exists() else "the environment's SECRET_KEY"
        self.stdout.write(f"The secret key isn't in it. Keep it elsewhere: {where}.")
