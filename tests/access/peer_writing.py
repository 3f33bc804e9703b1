"""The states of peer_writing.txt, and what its POSTs send."""

from uuid import uuid4

from peerchallenge.models import Evidence, Promise, Section, Statement
from portal.files.storing import keep
from tests.peerchallenge import shapes
from tests.peerchallenge.writing import section_form, statement_form


def an_assessment(world, state):
    """Ardenvale's, with a statement, its evidence as a file and a promise of last year."""
    alice, dana = world.cast["alice"], world.dana
    last = shapes.assessment(shapes.cycle(world.mercia, "2025-26", world.ardenvale, by=dana), world.ardenvale, by=alice)
    shapes.statement(shapes.first_section(last), next_step="Train every manager")
    shapes.submission(last, by=alice)
    cycle = shapes.cycle(world.mercia, "2026-27", world.ardenvale, by=dana)
    made = shapes.assessment(cycle, world.ardenvale, by=alice)
    statement = shapes.statement(shapes.first_section(made), evidence=["audit"], is_removed=state == "removed")
    if state != "without":
        statement.evidence.update(blob=keep(b"%PDF-", "application/pdf"), file_name="audit.pdf")
    if state == "submitted":
        shapes.submission(made, by=alice)
    if state == "closed":
        cycle.close(by=dana, version=cycle.version)
    return made


def _of(find):
    return lambda world, state: [uuid4() if state == "unknown" else find(an_assessment(world, state)).public_id]


def _section(made):
    return shapes.first_section(made)


def _statement(made):
    return Statement.objects.get(section__assessment=made)


def _promise(made):
    return Promise.objects.get(section__assessment=made)


def _evidence(made):
    return Evidence.objects.get(statement__section__assessment=made)


ARGUMENTS = {
    **dict.fromkeys(("assessment", "section_helpers"), _of(lambda made: made)),
    **dict.fromkeys(("section", "section_save", "section_at_work", "section_history"), _of(_section)),
    **dict.fromkeys(("promise", "promise_save", "promise_at_work", "promise_history"), _of(_promise)),
    **dict.fromkeys(
        ("statement", "statement_save", "statement_at_work", "statement_history", "statement_take_out",
         "statement_put_back"), _of(_statement),
    ),
    "evidence_file": _of(_evidence),
}  # fmt: skip


def _this_year(model):
    through = {Section: "assessment", Statement: "section__assessment"}[model]
    return model.objects.filter(**{f"{through}__cycle__year": "2026-27"}).first()


def judged(world, state):
    return section_form(_this_year(Section), rationale="It holds.")


def stated(world, state):
    return statement_form(_this_year(Statement), claim="New")


def answered(world, state):
    return {"version": 1, "status": "done", "changed": "All."}


def given(world, state):
    return {"person": world.cast["bob"].pk, "sections": [_this_year(Section).pk]}


BODIES = {
    "section": judged,
    "section_save": judged,
    "promise": answered,
    "promise_save": answered,
    "statement": stated,
    "statement_save": stated,
    "statement_take_out": lambda world, state: {"version": 1},
    "section_helpers": given,
}
