from django.core.management.base import BaseCommand

from portal.search.registry import kinds, rebuild


class Command(BaseCommand):
    help = "Makes the search index again from what the apps declare searchable. Safe while the portal is being read."

    def handle(self, **options):
        for kind in kinds():
            self.stdout.write(f"{kind}: {rebuild(kind)} entries.")
