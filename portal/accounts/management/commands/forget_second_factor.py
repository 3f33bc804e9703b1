"""`manage.py forget_second_factor ADDRESS`: for somebody who lost their telephone and their recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.actions import forget_second_factor
from portal.accounts.models import User


class Command(BaseCommand):
    help = "Remove every second factor of a person, who is then asked to set up a new one. Make sure that it is them."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        person = User.objects.filter(email=User.objects.normalize_email(email)).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {email}.")
        number = forget_second_factor(person)
        self.stdout.write(f"{person}: {number} removed. They set up a new one when they next sign in.")
