import json

from django.core.management.base import BaseCommand

from portal.upkeep.routes import routes


class Command(BaseCommand):
    help = "List every address: name, pattern, methods, public or not."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="a list of objects: name, pattern, methods, public")

    def handle(self, **options):
        found = routes()
        if options["json"]:
            listed = [
                {"name": one.name, "pattern": one.pattern, "methods": one.methods, "public": one.is_public}
                for one in found
            ]
            self.stdout.write(json.dumps(listed, indent=2))
            return
        for one in found:
            who = "public" if one.is_public else "signed in"
            self.stdout.write(f"{one.name or '-':45} {who:10} {','.join(one.methods):25} /{one.pattern}")
