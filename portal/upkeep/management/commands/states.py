"""`manage.py states`: the states of each record and how they follow one another, as Mermaid diagrams in Markdown."""

from django.apps import apps
from django.core.management.base import BaseCommand

from portal.audit.models import HasStatus


def diagrams():
    """Return the text of docs/states.md, printed from `MOVES` and `Status` of every model that has a status.

    A model with too many moves to draw names those that are drawn in `DRAWN_MOVES`, and the rest in `DRAWN_NOTE`.
    """
    models = [model for model in apps.get_models() if issubclass(model, HasStatus)]
    return "# States\n\nPrinted by `manage.py states`.\n" + "".join(_diagram(model) for model in models)


def _diagram(model):
    drawn = getattr(model, "DRAWN_MOVES", model.MOVES)
    moves = [(was, follows) for was, all_follow in drawn.items() for follows in sorted(all_follow)]
    first = model._meta.get_field("status").default
    lines = [f"    [*] --> {first}", *(f"    {was.value} --> {follows.value}" for was, follows in moves)]
    name = model._meta.verbose_name.capitalize()
    note = getattr(model, "DRAWN_NOTE", "")
    note = f"{note}\n\n" if note else ""
    return f"\n## {name}\n\n{note}```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"


class Command(BaseCommand):
    help = "Print the states of every record that has a status."

    def handle(self, **options):
        self.stdout.write(diagrams().strip())
