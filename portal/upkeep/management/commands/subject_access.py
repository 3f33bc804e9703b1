"""`manage.py subject_access ADDRESS`: a copy of what is held about somebody who asked for it."""

from pathlib import Path

from django.core.management.base import BaseCommand

from portal.files.durable import write_durably
from portal.upkeep.subject_access import as_json, as_text, copy_for


class Command(BaseCommand):
    help = "Write all that is held about the person with this e-mail address, as JSON; it goes on record."

    def add_arguments(self, parser):
        parser.add_argument("address")
        parser.add_argument("--text", action="store_true", help="in words instead, to be read by the person")
        parser.add_argument("--to", type=Path, help="write PATH.json and PATH.txt, which only you can read")

    def handle(self, *, address, text, to, **options):
        copy = copy_for(address)
        if to is None:
            self.stdout.write(as_text(copy) if text else as_json(copy), ending="")
            return
        for ending, words in ((".json", as_json(copy)), (".txt", as_text(copy))):
            write_durably(to.with_name(to.name + ending), words.encode())
        self.stdout.write(f"Wrote {to}.json and {to}.txt. Look through the texts that they name before you send them.")
