"""The command of an importer: `manage.py … FILE…` makes drafts, `--json` only prints what was found."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.documents.found import CannotRead


class ImportCommand(BaseCommand):
    """Brings documents in. A subclass gives `read` and `shown`, and `bring_in`, which makes a draft and names it."""

    requires_system_checks = []  # --json works without a database

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="save nothing; print what was found as JSON")

    def handle(self, *, files, json, **options):
        read_files = [(file, found) for file in files if (found := self._read(file))]
        if json:
            self._print(read_files, several=len(files) > 1)
            refused = 0
        else:
            refused = sum(not self._bring_in(file, found) for file, found in read_files)
        failed = len(files) - len(read_files) + refused
        if failed:
            raise CommandError(f"{failed} of {len(files)} files could not be brought in.")

    def read(self, name, data):
        """Return what a file holds; raises CannotRead."""
        raise CannotRead("Nothing reads this file.")

    def shown(self, found) -> dict:
        """Return what --json prints of what was found."""
        return found.as_json()

    def bring_in(self, found) -> str:
        """Make a draft of what was found and return a line about it; raises ValueError, which says why it can't be."""
        raise ValueError("Nothing is made of this file.")

    def _read(self, file):
        """Return what a file holds, or None after saying why it cannot be read."""
        try:
            return self.read(file.name, file.read_bytes())
        except CannotRead as refusal:
            self.stderr.write(f"{file}: {refusal}")
        except OSError as error:
            self.stderr.write(f"{file}: this file cannot be opened ({error.strerror}).")
        return None

    def _print(self, read_files, *, several):
        parts = [
            {"file": str(file)} | self.shown(found) if several else self.shown(found) for file, found in read_files
        ]
        if parts:
            self.stdout.write(json.dumps(parts if several else parts[0], ensure_ascii=False, indent=2))

    def _bring_in(self, file, found):
        """Make a draft and report it with its doubts; False after saying why it cannot be made."""
        try:
            made = self.bring_in(found)
        except ValueError as refusal:
            self.stderr.write(f"{file}: {refusal}")
            return False
        doubts = f"; to check: {len(found.doubts)}" if found.doubts else ""
        self.stdout.write(f"{file}: draft of {made}{doubts}.")
        for doubt in found.doubts:
            place = f" ({doubt.place})" if doubt.place else ""
            self.stdout.write(f"  {doubt.about}{place}: {doubt.text}")
        return True
