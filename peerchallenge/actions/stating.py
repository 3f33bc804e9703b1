"""Statements of a section: adding, writing, copying from last year, moving, taking out and putting back."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from peerchallenge.actions.proving import copy_evidence, write_evidence
from peerchallenge.actions.writing import keep_theirs, open_section, take_version
from peerchallenge.coaching import step_of_statement
from peerchallenge.models import Prompt, SelfAssessment, Statement
from peerchallenge.said import StatementText
from peerchallenge.words import all_statements
from portal.audit.models import FormKey, Overtaken, record

# Whoever needs more says too much: the framework asks for the things that matter most.
MOST_STATEMENTS = 60


class Full(Exception):
    """The section has as many statements as it may have."""


@transaction.atomic
def add_statement(section, *, by, prompt=None, form_key=None, **fields) -> Statement:
    """Add an empty statement to a section, as an answer to `prompt` (None: of the area as a whole), and return it.

    Raises NotOpen, Full, and KeyAlreadyUsed when the form was sent before.
    """
    section = open_section(section, by=by)
    made = _added(section, prompt, by, **fields)
    if form_key:
        FormKey.spend(form_key, made)
    return made


def _added(section, prompt, by, **fields):
    standing = section.statements.standing()
    if standing.count() >= MOST_STATEMENTS:
        raise Full
    last = section.statements.filter(prompt=prompt).aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    return Statement.objects.create(
        section=section, prompt=prompt, position=position, made_by=by, edited_by=by, **fields
    )


@transaction.atomic
def copy_statement(section, prompt, said_id, *, by, with_evidence=False, form_key=None) -> Statement:
    """Begin a statement with what last year's said whose public id is `said_id`, as its latest submission has it now.

    How sure the authority is and its step of the ladder are left out, so that it is looked at again; evidence is
    copied only when `with_evidence`. Raises as `add_statement` does, and Overtaken when it isn't submitted any more.
    """
    said = _said_last_year(section, said_id)
    section = open_section(section, by=by)
    came_from = Statement.objects.filter(public_id=said["id"], authority=section.authority_id).first()
    words = {name: said[name] for name in ("kind", "claim", "so_what", "next_step", "next_owner")}
    words["next_on"] = date.fromisoformat(said["next_on"]) if said["next_on"] else None
    made = _added(section, prompt, by, copied_from=came_from, **words)
    if with_evidence:
        copy_evidence(made, said["evidence"])
    if form_key:
        FormKey.spend(form_key, made)
    record("copied a statement of last year into", section, by=by, statement=str(made.public_id))
    return made


def _said_last_year(section, said_id):
    """Return the words of a statement of last year, which is locked first: what is removed there isn't copied."""
    previous = section.assessment.previous
    latest = previous and SelfAssessment.objects.lock(previous.pk).submissions.order_by("-number").first()
    said = [one for _, _, one in all_statements(latest.words) if one["id"] == str(said_id)] if latest else []
    if not said:
        raise Overtaken("It is not in what was submitted any more.")
    return said[0]


@transaction.atomic
def write_statement(statement, text: StatementText, *, by, version, over=False, put_back=False) -> Statement:
    """Write `text` into the statement on top of `version`, and return the statement as it is now.

    `over` keeps first what somebody else had saved; `put_back` makes one that was taken out stand again. Raises
    NotOpen, and Overtaken when somebody saved first or it was taken out.
    """
    section = open_section(statement.section, by=by)
    statement = section.statements.select_related("edited_by").get(pk=statement.pk)
    if statement.is_removed and not put_back:
        raise Overtaken("It was taken out.")
    if over:
        keep_theirs(statement, StatementText.of(statement).as_words(), by=by)
    fields = text.values() | {"prompt": _prompt_of(section, text.prompt), "is_removed": False}
    take_version(statement, version=version, by=by, **fields)
    write_evidence(statement, text.evidence)
    Statement.objects.filter(pk=statement.pk).update(step=step_of_statement(statement))
    return statement


def _prompt_of(section, pk):
    return Prompt.objects.filter(area=section.area_id, pk=pk).first() if pk else None


@transaction.atomic
def take_out(statement, *, by, version):
    """Take a statement out: it is shown no more, and can be put back. Raises NotOpen and Overtaken."""
    section = open_section(statement.section, by=by)
    take_version(statement, version=version, by=by, is_removed=True)
    record("took a statement out of", section, by=by, statement=str(statement.public_id))


@transaction.atomic
def put_back(statement, *, by):
    """Let a statement that was taken out stand again; one that stands already stays as it is. Raises NotOpen."""
    section = open_section(statement.section, by=by)
    statement = section.statements.get(pk=statement.pk)
    if statement.is_removed:
        take_version(statement, version=statement.version, by=by, is_removed=False)
        record("put a statement back into", section, by=by, statement=str(statement.public_id))


@transaction.atomic
def move(statement, *, by, up, place):
    """Let a statement change places with the one before it (`up`) or after it, among those that answer the same.

    `place` is where the person saw it, from 0: when it stands elsewhere by now nothing happens, so that pressing
    twice moves it once. Raises NotOpen.
    """
    section = open_section(statement.section, by=by)
    row = list(section.statements.standing().filter(prompt=statement.prompt_id).order_by("position", "pk"))
    there = place - 1 if up else place + 1
    if not 0 <= place < len(row) or row[place] != statement or not 0 <= there < len(row):
        return
    row[place], row[there] = row[there], row[place]
    for position, one in enumerate(row):
        one.position = position
    Statement.objects.bulk_update(row, ["position"])
