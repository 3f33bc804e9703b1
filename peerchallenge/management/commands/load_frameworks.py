from django.core.management.base import BaseCommand, CommandError

from peerchallenge.frameworks.shipping import BadFramework, load


class Command(BaseCommand):
    help = (
        "Add the self-assessment frameworks that come with the portal. Safe to run twice: a version that is there is "
        "never changed."
    )

    def handle(self, *, verbosity, **options):
        try:
            added = load()
        except BadFramework as error:
            raise CommandError(f"Nothing was changed. Wrong in a file: {error}") from error
        if verbosity > 0:
            self.stdout.write(f"Frameworks: {len(added)} added{': ' if added else ''}{'; '.join(added)}.")
