"""Bringing the reference data into the database: what is new is added, what differs is changed, nothing is deleted."""

from dataclasses import dataclass, field

from django.db import transaction

from portal.ui.pagecache import public_content_changed

from .reference_files import FOLDER, read
from .reference_tables import TABLES

# Set when a row is added; afterwards they belong to the people who look after the region.
SET_ONCE = {"regions": {"website"}}


@dataclass
class Changes:
    """What loading did, one line a row: "authorities 838: name Dorset → Dorset Council"."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0

    def __bool__(self):
        return bool(self.added or self.changed)

    def __str__(self):
        return f"Reference data: {len(self.added)} added, {len(self.changed)} changed, {self.unchanged} unchanged."


def load(folder=FOLDER):
    """Bring the files in `folder` into the database, all or nothing; return the Changes.

    Safe to run twice. Raises BadReference, having changed nothing, when anything is wrong with the files.
    """
    tables = read(folder)
    changes, ids = Changes(), {}
    with transaction.atomic():
        for table in TABLES:
            rows = tables[table.name]
            ids[table.name] = _bring_in(table, rows, ids, changes)
            if "successors" in table.columns:
                _bring_in_successors(table, rows, ids[table.name], changes)
        if changes:
            public_content_changed()
    return changes


def _bring_in(table, rows, ids, changes):
    """Add and change what `rows` ask for; return the ids of the table's records by their keys in the file.

    `ids` holds those of the tables before it.
    """
    names = {column: table.model._meta.get_field(column).attname for column in table.columns if column != "successors"}
    key_names = [names[column] for column in table.key]
    here = {tuple(getattr(record, name) for name in key_names): record for record in table.model.objects.all()}
    set_once = SET_ONCE.get(table.name, set())
    records, added, changed = {}, [], []
    for row in rows:
        values = {name: _stored(row, column, ids) for column, name in names.items()}
        record = here.get(tuple(values[name] for name in key_names))
        if record is None:
            record = table.model(**values)
            added.append(record)
            changes.added.append(_label(row))
        elif differences := _differences(record, values, ignoring=set_once):
            changed.append(record)
            changes.changed.append(f"{_label(row)}: {', '.join(differences)}")
        else:
            changes.unchanged += 1
        records[row.key] = record
    table.model.objects.bulk_create(added)
    if changed:
        table.model.objects.bulk_update(changed, [column for column in names if column not in {*table.key, *set_once}])
    return {key: record.pk for key, record in records.items()}


def _stored(row, column, ids):
    """Return what the database keeps for a cell: the id of what it points at, or the value itself."""
    target = row.table.points_at.get(column)
    return ids[target][(row[column],)] if target else row[column]


def _differences(record, values, ignoring):
    """Give `record` the values, but those `ignoring`; return what differed, in words."""
    found = []
    for name, value in values.items():
        if name not in ignoring and (was := getattr(record, name)) != value:
            found.append(f"{name} {was!s:.60} → {value!s:.60}")
            setattr(record, name, value)
    return found


def _bring_in_successors(table, rows, ids, changes):
    through, kind = table.model.successors.through, table.model._meta.model_name
    columns = f"from_{kind}_id", f"to_{kind}_id"
    here = set(through.objects.values_list(*columns))
    added = []
    for row in rows:
        for successor in row["successors"]:
            pair = ids[row.key], ids[(successor,)]
            if pair in here:
                changes.unchanged += 1
                continue
            added.append(through(**dict(zip(columns, pair, strict=True))))
            changes.added.append(f"{_label(row)}: successor {successor}")
    through.objects.bulk_create(added)


def _label(row):
    return " ".join([row.table.name, *row.key])
