"""A copy of what is held about somebody, made of what the models declare: for a subject access request.

It holds what is about them and what they said, never the records that these stand in: those are the councils', and
may be confidential to one.
"""

import json
from itertools import chain

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from portal.audit.models import record
from portal.audit.personal import Personal
from portal.upkeep.personal import declared
from portal.upkeep.subjects import Part, Subject, named_elsewhere, parts_of


def copy_for(address: str) -> dict:
    """Return all that is held about whom `address` leads to, as plain values; on record, without a word of it."""
    subject = Subject.of(address)
    held: dict[tuple, dict] = {}
    for part in parts_of(subject):
        one = part.personal
        _tell(part, subject, held.setdefault((one.what, one.why, one.kept), {}))
    elsewhere = [place(model, key) | {"part": name} for model, name, key in named_elsewhere(subject)]
    if subject.person:
        record("copied what is held about", subject.person)
    return {
        "about": sorted(subject.addresses),
        "has_an_account": subject.person is not None,
        "made_at": timezone.now(),
        "held": [
            {"what": what, "why": why, "how_long": kept, "records": list(records.values())}
            for (what, why, kept), records in held.items()
        ],
        "named_elsewhere": elsewhere,
    }


def place(model, key) -> dict:
    """Return which record it is, without a word of it."""
    return {"record": f"{model._meta.verbose_name} {key}"}


def _tell(part: Part, subject: Subject, records: dict) -> None:
    """Add to `records` what the field says of the subject, in each row that is theirs."""
    moments = _moments(part.model, part.name, part.personal)
    for row in chain.from_iterable(part.batches()):
        told = records.setdefault((part.model, row.pk), place(part.model, row.pk))
        told[part.name] = _value(row, part, subject)
        told |= {name: getattr(row, name) for name in moments if getattr(row, name) is not None}


def _moments(model, name, personal: Personal) -> list[str]:
    """Return the fields that say when: `…_at` beside `…_by`; all of a row that is about somebody as a whole."""
    if personal.of or personal.found_by:
        return []
    dates = [one.name for one in model._meta.concrete_fields if isinstance(one, models.DateField)]
    names = [one for one in dates if one not in declared(model)]  # those speak for themselves
    return [one for one in names if not name.endswith("by") or one == f"{name[:-2]}at"]


def _value(row, part, subject):
    field = part.model._meta.get_field(part.name)
    if not part.personal.shown:
        return "(held, and not readable here)"
    if field.is_relation and field.related_model is type(subject.person):
        return "you"
    value = getattr(row, part.name)
    if field.is_relation:
        return str(value) if value else ""
    if isinstance(value, list):
        return [one for one in value if subject.is_named_in(one)]
    return getattr(row, f"get_{part.name}_display")() if field.choices else value


def as_json(copy: dict) -> str:
    return json.dumps(copy, indent=2, ensure_ascii=False, cls=DjangoJSONEncoder) + "\n"


def as_text(copy: dict) -> str:
    """Return the same in words, to be read by the person."""
    copy = json.loads(as_json(copy))
    lines = [f"What is held about {', '.join(copy['about'])}", f"on {copy['made_at']}", ""]
    for one in copy["held"]:
        lines += [one["what"], f"  Why: {one['why']}.", f"  How long: {one['how_long']}."]
        lines += [f"  - {_line(told)}" for told in one["records"]] + [""]
    if copy["named_elsewhere"]:
        lines += ["Your name or address also stands in these texts, which somebody has to look at:"]
        lines += [f"  - {told['record']}, {told['part'].replace('_', ' ')}" for told in copy["named_elsewhere"]]
    if not copy["held"] and not copy["named_elsewhere"]:
        lines += ["Nothing."]
    return "\n".join(lines).rstrip() + "\n"


def _line(told):
    said = {name: value for name, value in told.items() if name != "record" and value not in (None, "", [])}
    rest = (f"{name.replace('_', ' ')}: {value}" for name, value in said.items())
    return "; ".join([told["record"], *rest])
