"""Makers for the summit: authorities that submitted, each with what it says in its first area."""

from datetime import timedelta

from django.utils import timezone

from peerchallenge.models import Statement
from tests import make
from tests.peerchallenge import shapes

PLACES = ("Ashbrook", "Birchley", "Cresswold", "Dunmere", "Elmsworth", "Fernhall", "Gorsley", "Hollowby")


def said(cycle, authority, *, by, grade=1, steps=(), kinds=(), **fields):
    """The submission of `authority`: its first area judged at place `grade`, a statement for each of `steps`.

    `kinds` are those of the statements ("strength" where they run out); each is on the area's first question.
    """
    made = shapes.assessment(cycle, authority, by=by)
    section = shapes.first_section(made)
    section.grade = section.area.framework_version.scale.filter(position=grade).first() if grade is not None else None
    section.save()
    prompt = section.area.prompts.first()
    for place, step in enumerate(steps):
        kind = kinds[place] if place < len(kinds) else Statement.Kind.STRENGTH
        shapes.statement(section, prompt, f"Claim {place} of {authority}.", step=step, kind=kind, position=place,
                         **fields)  # fmt: skip
    return shapes.submission(made, by=by)


def places(cycle, count, first=0):
    """`count` more authorities of the cycle's region that take part."""
    found = [make.authority(name, cycle.region, f"N{first + place:02}")
             for place, name in enumerate(PLACES[first : first + count])]  # fmt: skip
    for one in found:
        cycle.participations.create(authority=one)
    return found


def on_its_day(cycle, days=0, seen_by="directors", **fields):
    """Let the Performance Summit have begun `days` ago, shown to directors; what was submitted came before it."""
    day = timezone.localdate() - timedelta(days=days)
    cycle.steps.filter(kind="performance-summit").update(opens_on=day, seen_by=seen_by, **fields)
    for made in cycle.assessments.all():
        made.submissions.update(submitted_at=timezone.now() - timedelta(days=days + 2))
