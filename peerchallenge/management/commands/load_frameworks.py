from django.core.management.base import BaseCommand, CommandError

from peerchallenge.frameworks.shipping import BadFramework, load
from peerchallenge.reviews import shipping as kinds


class Command(BaseCommand):
    help = (
        "Add the self-assessment frameworks, the kinds of review and the themes of findings that come with the portal. "
        "Safe to run twice: one that is there is never changed."
    )

    def handle(self, *, verbosity, **options):
        try:
            added = load()
        except BadFramework as error:
            raise CommandError(f"Nothing was changed. Wrong in a file: {error}") from error
        self._say("Frameworks", added, verbosity)
        self._say("Kinds of review", kinds.load(), verbosity)

    def _say(self, what, added, verbosity):
        if verbosity > 0:
            self.stdout.write(f"{what}: {len(added)} added{': ' if added else ''}{'; '.join(added)}.")
