"""`manage.py personal_data`: what is held about people, why, how long and what erasure does, as Markdown."""

from django.core.management.base import BaseCommand

from portal.upkeep.personal import table


class Command(BaseCommand):
    help = "Print what the models declare about personal data."

    def handle(self, **options):
        self.stdout.write(table().strip())
