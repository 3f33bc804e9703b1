"""`manage.py erase_person ADDRESS --yes`: for somebody who asked to be erased, and is who they say."""

from django.core.management.base import BaseCommand, CommandError

from portal.accounts.models.post import LastAdministrator
from portal.audit.personal import AtErasure
from portal.upkeep.erasing import Erased, erase, look


class Command(BaseCommand):
    help = "Erase the person with this e-mail address as far as nothing has to be kept, and say what was kept and why."

    def add_arguments(self, parser):
        parser.add_argument("address")
        parser.add_argument("--yes", action="store_true", help="do it; without this, only say what would be done")

    def handle(self, *, address, yes, **options):
        try:
            found = erase(address) if yes else look(address)
        except LastAdministrator as error:
            raise CommandError(f"{error} Appoint another one first.") from error
        if not found.parts and not found.elsewhere:
            self.stdout.write(f"Nothing is held under {address}.")
            return
        self.stdout.write("\n".join(_said(found)))
        self.stdout.write("" if yes else "\nNothing was changed. Look at it, then say --yes.")


def _said(found: Erased):
    """Yield what became, or would become, of what is held, by kind; for what is kept, why."""
    if found.subject.person:
        yield "Posts and sessions end, and the account with them."
    for kind in (AtErasure.DELETED, AtErasure.EMPTIED, AtErasure.REPLACED, AtErasure.KEPT):
        if parts := found.parts.get(kind):
            yield f"\n{kind.label}:"
            yield from _lines(parts)
    if found.elsewhere:
        yield "\nNamed in a text, for you to look at and mend where it stands:"
        yield from sorted(f"- {model._meta.verbose_name} {key}: {name}" for model, name, key in found.elsewhere)


def _lines(parts):
    """Return a line for the fields of a model that share their rows and their reason."""
    together = {}
    for part in parts:
        which = tuple(part.keys) if part.personal.found_by else ()  # what has to be mended by hand must be found
        key = (part.model._meta.verbose_name, part.personal.because, len(part.keys), which)
        together.setdefault(key, []).append(part.name)
    return sorted(
        f"- {model} ({', '.join(names)}): {', '.join(map(str, which)) or many}." + (f" {because}" if because else "")
        for (model, because, many, which), names in together.items()
    )
