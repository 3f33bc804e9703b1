"""`manage.py appoint ADDRESS`: make somebody site administrator."""

from django.core.management.base import BaseCommand

from portal.accounts.actions import appoint_administrator


class Command(BaseCommand):
    help = "Make the person with this e-mail address site administrator. They sign in with a code by e-mail."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="")

    def handle(self, *, email, name, **options):
        post, is_new = appoint_administrator(email=email, name=name)
        now = "is now" if is_new else "was already"
        self.stdout.write(f"{post.person} {now} site administrator.")
