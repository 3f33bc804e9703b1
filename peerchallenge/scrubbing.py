"""Taking words out of everything that keeps them: history, submitted versions, kept text, mail, labels of events.

What is cleared by its place (this part of this record) is cleared whatever it says. What was copied elsewhere by hand
is found by its own words, when these are long enough to be nothing else.
"""

import re

from django.apps import apps
from django.db import models

from peerchallenge.models import Submission
from peerchallenge.removable import MARK, said_of
from peerchallenge.words import all_statements, fingerprint
from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from portal.drafting.models import KeptText
from portal.drafting.models.version import Version, rewrite_version

# Shorter words stand elsewhere by chance.
SHORTEST = 25
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_HISTORY_NOTE = "Something that could identify a child was removed from it."


def phrases_of(row, parts) -> set[str]:
    """Return the texts of the parts, and their sentences, that are long enough to be found elsewhere."""
    texts = [getattr(row, part) for part in parts if part != "file"]
    return {phrase for text in texts for phrase in _phrases(text)}


def _phrases(text):
    pieces = [text, *_SENTENCE.split(text)]
    return {piece.strip() for piece in pieces if len(piece.strip()) >= SHORTEST and MARK not in piece}


def clear_history(kind, row, parts) -> set[str]:
    """Clear the parts in every version of the row's history; return the phrases that stood there."""
    record, labels = row, {kind.in_history.get(part, kind.parts[part]) for part in parts}
    if kind.name == "evidence":  # its history is its statement's, in which all evidence is one text
        record, labels = row.statement, {"How we know"}
    phrases = set()
    for version in Version.objects.about(record):
        cleared = _without(version.words, set(parts), labels, phrases)
        if cleared != version.words:
            rewrite_version(version, cleared, note=_HISTORY_NOTE)
    return phrases


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
        phrases |= _phrases(value)
    return MARK


def clear_words(words, kind, row, parts) -> None:
    """Clear the parts of a row in words (`peerchallenge.words`), in place."""
    for one in said_of(words, kind, row):
        for part in parts:
            name = kind.in_words.get(part, part)
            if part == "file":
                one["file"] = one["sha256"] = ""
            elif one.get(name):
                one[name] = "" if part == "url" else MARK


def clear_file(words, sha256) -> bool:
    """Clear the name of the file with this fingerprint, in place; return whether it stood there."""
    found = [it for _, _, one in all_statements(words) for it in one["evidence"] if it["sha256"] == sha256]
    for one in found:
        one["file"] = one["sha256"] = ""
    return bool(found)


def clear_kept(kind, row, parts) -> int:
    """Clear the parts in forms that were kept when their sender's session had ended."""
    owner = row.statement if kind.name == "evidence" else row
    changed = 0
    for kept in KeptText.objects.filter(path__contains=str(owner.public_id)):
        fields = [[name, MARK if value and name.rpartition("-")[2] in parts else value] for name, value in kept.fields]
        if fields != kept.fields:
            KeptText.objects.filter(pk=kept.pk).update(fields=fields)
            changed += 1
    return changed


def rename_events(row, title):
    """An event's label is what the record was called, which may be its first words."""
    AuditEvent.objects.about(row).update(subject_label=title)


def scrub(authority, phrases) -> int:
    """Put the mark in place of each phrase wherever else the authority's records, or what waits or was kept, say it.

    Return in how many rows it stood.
    """
    phrases = sorted(phrases, key=len, reverse=True)
    if not phrases:
        return 0
    changed = sum(_scrub_model(model, authority, phrases) for model in _models_of_authorities())
    changed += _scrub_rows(KeptText.objects.filter(path__startswith="/peer-challenge/"), ["fields"], phrases)
    changed += _scrub_rows(OutgoingMail.objects.exclude(body=""), ["body", "subject"], phrases)
    events = AuditEvent.objects.filter(authority=authority.code, subject_type__startswith="peerchallenge.")
    changed += _scrub_rows(events, ["subject_label", "details"], phrases)
    for version in _histories_of(authority):
        words = _replaced(version.words, phrases)
        if words != version.words:
            rewrite_version(version, words, note=_HISTORY_NOTE)
            changed += 1
    return changed


def _models_of_authorities():
    """Models of peer challenge whose rows belong to one authority."""
    return [model for model in apps.get_app_config("peerchallenge").get_models()
            if any(field.name == "authority" for field in model._meta.fields)]  # fmt: skip


def _scrub_model(model, authority, phrases):
    rows = model._base_manager.filter(authority=authority)
    names = [field.name for field in model._meta.fields if _holds_words(field)]
    return _scrub_rows(rows, names, phrases) if names else 0


def _holds_words(field):
    is_text = isinstance(field, models.TextField | models.CharField) and not field.choices
    return isinstance(field, models.JSONField) or (is_text and (field.max_length or SHORTEST) >= SHORTEST)


def _scrub_rows(rows, names, phrases):
    changed = 0
    for row in rows.only("pk", *names).iterator():
        fields = {name: _replaced(getattr(row, name), phrases) for name in names}
        fields = {name: value for name, value in fields.items() if value != getattr(row, name)}
        if not fields:
            continue
        if isinstance(row, Submission) and "words" in fields:
            fields["sha256_now"] = fingerprint(fields["words"])
        if any(field.name == "version" for field in row._meta.fields):
            fields["version"] = models.F("version") + 1
        rows.model._base_manager.filter(pk=row.pk).update(**fields)
        changed += 1
    return changed


def _replaced(value, phrases):
    if isinstance(value, str):
        for phrase in phrases:
            value = value.replace(phrase, MARK)
        return value
    if isinstance(value, dict):
        return {key: _replaced(one, phrases) for key, one in value.items()}
    return [_replaced(one, phrases) for one in value] if isinstance(value, list) else value


def _histories_of(authority):
    """The versions of whatever the authority wrote in peer challenge."""
    for model in _models_of_authorities():
        ids = [str(pk) for pk in model._base_manager.filter(authority=authority).values_list("pk", flat=True)]
        for start in range(0, len(ids), 500):
            subjects = {"subject_type": model._meta.label_lower, "subject_id__in": ids[start : start + 500]}
            yield from Version.objects.filter(**subjects)
