"""Taking words out where they stand: rows, their history, submitted versions, kept text, labels of events.

What is cleared by its place (this part of this record) is cleared whatever it says. What was copied elsewhere by hand
is found by its own words (`peerchallenge.phrases`).
"""

from django.db.models import F
from django.utils import timezone

from peerchallenge.phrases import HISTORY_NOTE, phrases_of
from peerchallenge.remarks import ON_AREA
from peerchallenge.removable import MARK, said_of
from peerchallenge.words import all_statements
from portal.audit.models import AuditEvent
from portal.drafting.models import KeptText
from portal.drafting.models.version import Version, rewrite_version


def clear_history(gone) -> set[str]:
    """Clear the parts in every version of the row's history; return the phrases that stood there."""
    record, labels = _in_history(gone)
    phrases = set()
    for version in Version.objects.about(record):
        cleared = _without(version.words, set(gone.parts), labels, phrases)
        if cleared != version.words:
            rewrite_version(version, cleared, note=HISTORY_NOTE)
    return phrases


def _in_history(gone):
    """Return the record whose history tells of the row, and the labels under which that keeps the parts."""
    kind, row = gone.kind, gone.row
    if kind.name == "evidence":  # its history is its statement's, in which all evidence is one text
        return row.statement, {"How we know"}
    if kind.name == "remark":  # as is a remark's: that of the remark on the area, by the ids of statements
        written = {"text", "step_reason"} & set(gone.parts)
        return _on_area(row), {str(row.statement) if row.statement else ON_AREA} if written else set()
    return row, {kind.in_history.get(part, kind.parts[part]) for part in gone.parts}


def _on_area(remark):
    """The moderator's remark on the area itself, with which all that they say of the area is written."""
    rows = type(remark).objects.filter(moderator=remark.moderator_id, area_code=remark.area_code)
    return rows.filter(statement=None).first() or remark


def _without(words, keys, labels, phrases):
    """Return JSON values with what stands under one of `keys`, or beside one of `labels` in a row, cleared."""
    if isinstance(words, dict):
        return {
            key: _gone(value, phrases) if key in keys else _without(value, keys, labels, phrases)
            for key, value in words.items()
        }
    if isinstance(words, list):
        if len(words) == 2 and all(isinstance(one, str) for one in words) and words[0] in labels:
            return [words[0], _gone(words[1], phrases)]
        return [_without(one, keys, labels, phrases) for one in words]
    return words


def _gone(value, phrases):
    if not value:
        return value
    if isinstance(value, str):
        phrases |= phrases_of(value)
    return MARK


def clear_words(words, gone) -> None:
    """Clear the parts of a row in words (`peerchallenge.words`), in place."""
    for one in said_of(words, gone.kind, gone.row):
        for part in gone.parts:
            name = gone.kind.in_words.get(part, part)
            if part == "file":
                one["file"] = one["sha256"] = ""
            elif gone.takes(part, one.get(name)):
                one[name] = "" if part == "url" else MARK


def clear_file(words, sha256) -> bool:
    """Clear the name of the file with this fingerprint, in place; return whether it stood there."""
    found = [it for _, _, one in all_statements(words) for it in one["evidence"] if it["sha256"] == sha256]
    for one in found:
        one["file"] = one["sha256"] = ""
    return bool(found)


def clear_kept(gone) -> int:
    """Clear the parts in forms that were kept when their sender's session had ended."""
    changed = 0
    for page, parts in _forms_of(gone):
        for kept in KeptText.objects.filter(path__contains=str(page.public_id)):
            asked = [(name, value, parts.get(name, name.rpartition("-")[2])) for name, value in kept.fields]
            fields = [
                [name, MARK if part in gone.parts and gone.takes(part, value) else value] for name, value, part in asked
            ]
            if fields != kept.fields:
                KeptText.objects.filter(pk=kept.pk).update(fields=fields)
                changed += 1
    return changed


def _forms_of(gone):
    """Return (record whose page has it, {field of the form: part}) of each form in which the row is written."""
    row = gone.row
    if gone.kind.name == "evidence":
        return [(row.statement, {})]
    if gone.kind.name != "remark":
        return [(row, {})]
    fields = {f"text_{row.statement}": "text", f"reason_{row.statement}": "step_reason"}
    written = (_on_area(row), fields if row.statement else {"on_area": "text"})
    return [written] if written[0] == row else [written, (row, {})]


def rename_events(row, title):
    """An event's label is what the record was called, which may be its first words."""
    AuditEvent.objects.about(row).update(subject_label=title)


def overwrite(row, fields, by) -> int:
    """Write `fields` into the row, whatever it is; who has it open is overtaken. Return how many rows that were."""
    names = {one.name for one in row._meta.get_fields()}
    about = {"version": F("version") + 1, "edited_at": timezone.now(), "edited_by": by}
    fields = fields | {name: value for name, value in about.items() if name in names}
    return type(row)._base_manager.filter(pk=row.pk).update(**fields)
