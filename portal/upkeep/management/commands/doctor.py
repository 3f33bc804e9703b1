import json
from dataclasses import asdict

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.upkeep.checks import CANNOT_TELL, MET, NOT_MET, findings

MARKS = {MET: "✓", NOT_MET: "✗", CANNOT_TELL: "?"}


class Command(BaseCommand):
    help = (
        "Say of each deployment check whether it is met, with how to meet it. Exit code 1 if one isn't, in production."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object a check, in a list")

    def handle(self, **options):
        found = findings()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], indent=2))
        else:
            self._print(found)
        if not settings.IS_LOCAL and any(one.state == NOT_MET for one in found):
            raise SystemExit(1)

    def _print(self, found):
        for one in found:
            detail = f": {one.says}. {one.fix}" if one.says else ""
            self.stdout.write(f"{MARKS[one.state]} {one.check} - {one.state}{detail}")
        if settings.IS_LOCAL:
            self.stdout.write(
                f"{settings.PORTAL_ORIGIN} is this machine itself: what isn't met is only for information."
            )
