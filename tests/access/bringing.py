"""The states of bringing.txt, and what its POSTs send."""

from uuid import uuid4

from priorities.importing.reading import read_text
from priorities.models import BroughtPlan

TEXT = "Mercia priorities 2026-27\n\nP1. Early help\n\nSooner."


def of_brought(world, state):
    return [uuid4() if state == "unknown" else BroughtPlan.keep("", read_text(TEXT), by=world.dana).public_id]


def checked(world, state):
    rows = ("areas", 0), ("priorities", 1), ("enablers", 0)
    forms = {f"{name}-{which}_FORMS": count for name, count in rows for which in ("TOTAL", "INITIAL")}
    return forms | {"period": "2026-27", "title": "Our priorities", "priorities-0-title": "Early help"}


def given(world, state):
    if state == "pasted":
        return {"text": TEXT}
    section = world.update("draft" if state == "of-a-draft" else "live").editions.get().sections.first()
    return {"section": f"{section.edition_id}-{section.anchor}"}


ARGUMENTS = {"plan_bring": lambda world, state: [], "plan_bring_check": of_brought}
BODIES = {"plan_bring": given, "plan_bring_check": checked}
