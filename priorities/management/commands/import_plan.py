"""Bring plans in from documents: `manage.py import_plan FILE…`, or `--json` to look without saving."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.ui import richtext
from priorities.importing import CannotRead, read
from priorities.importing.found import SHOWN


class Command(BaseCommand):
    help = "Make draft plans from .docx, .html or .txt files. With --json, only print what was found."
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
        from priorities.actions.bringing import PeriodTaken, bring_in
        from priorities.actions.parts import CodeTaken

        try:
            plan = bring_in(found, by=None)
        except (CodeTaken, PeriodTaken, ValueError) as refusal:
            self.stderr.write(f"{file}: {refusal}")
            return None
        doubts = f"; to check: {len(found.doubts)}" if found.doubts else ""
        self.stdout.write(
            f"{file}: draft of {plan}, priorities: {len(found.priorities)}, enablers: {len(found.enablers)}{doubts}."
        )
        for doubt in found.doubts:
            place = f" ({doubt.place})" if doubt.place else ""
            self.stdout.write(f"  {doubt.about}{place}: {doubt.text}")
        return plan


def shown(found):
    """Return what was found; the words that are in none of these parts stand in the doubts, so that none is lost."""
    parts = found.as_json()
    told = {name: parts[name] for name in SHOWN}
    told["areas"] = [area["title"] for area in parts["areas"]]
    told["priorities"] = [{k: v for k, v in one.items() if k != "area"} for one in parts["priorities"]]
    elsewhere = [
        ("introduction", richtext.to_plain(parts["introduction"])),
        *(("area", _said(area)) for area in parts["areas"] if area["narrative"]),
        ("left out", "\n".join(parts["dropped"])),
    ]  # fmt: skip
    for about, text in elsewhere:
        if text:
            told["doubts"].append({"about": about, "text": f"Kept beside these parts: {text}", "place": ""})
    return told


def _said(area):
    return f"{area['title']}: {richtext.to_plain(area['narrative'])}"
