"""Bring updates in from documents: `manage.py import_update FILE…`, or `--json` to look without saving."""

import json
from html import escape
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.documents.pictures import placed
from updates.importing import CannotRead, read


class Command(BaseCommand):
    help = "Make drafts of updates from .docx, .html or .txt files. With --json, only print what was found."
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

    def _read(self, file):
        """Return what a file holds, or None after saying why it cannot be read."""
        try:
            return read(file.name, file.read_bytes())
        except CannotRead as refusal:
            self.stderr.write(f"{file}: {refusal}")
        except OSError as error:
            self.stderr.write(f"{file}: this file cannot be opened ({error.strerror}).")
        return None

    def _print(self, read_files, *, several):
        parts = [{"file": str(file)} | shown(found) if several else shown(found) for file, found in read_files]
        if parts:
            self.stdout.write(json.dumps(parts if several else parts[0], ensure_ascii=False, indent=2))

    def _bring_in(self, file, found):
        """Make a draft and report it; return None after saying why it cannot be made."""
        from updates.actions import PeriodTaken, bring_in

        try:
            draft = bring_in(found, by=None)
        except (PeriodTaken, ValueError) as refusal:
            self.stderr.write(f"{file}: {refusal}")
            return None
        doubts = f"; to check: {len(found.doubts)}" if found.doubts else ""
        self.stdout.write(f"{file}: draft of {draft.update}, sections: {len(found.sections)}{doubts}.")
        for doubt in found.doubts:
            place = f" ({doubt.place})" if doubt.place else ""
            self.stdout.write(f"  {doubt.about}{place}: {doubt.text}")
        return draft


def shown(found):
    """Return what was found, with an `<img>` where each picture of the list `pictures` stands, counted from 1."""

    def image(number):
        if number > len(found.pictures):
            return None
        one = found.pictures[number - 1]
        alt = f' alt="{escape(one.alt)}"' if one.alt or not one.doubt else ""
        return f'<figure><img data-picture="{number}"{alt}></figure>'

    parts = found.as_json()
    for section in parts["sections"]:
        section["html"] = placed(section["html"], image)
    return parts
