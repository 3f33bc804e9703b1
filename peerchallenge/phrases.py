"""Finding a text that was removed by its own words, wherever else an authority's records, or what was kept, say it.

Only words that are long enough to be nothing else: shorter ones stand elsewhere by chance.
"""

import re
from collections.abc import Callable

from django.apps import apps
from django.db import models

from peerchallenge.models import Extension
from peerchallenge.removable import MARK
from peerchallenge.words import fingerprint
from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from portal.drafting.models import KeptText
from portal.drafting.models.version import Version, rewrite_version

SHORTEST = 25
HISTORY_NOTE = "Something that could identify a child was removed from it."
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


_also: list[Callable] = []


def also_scrubbed(search: Callable) -> Callable:
    """Let `search(authority, phrases)` follow whatever is removed: it returns in how many rows more it stood.

    `phrases` are the longest first, and none where all that was removed is short.
    """
    _also.append(search)
    return search


def phrases_of(text) -> set[str]:
    """Return the text and its sentences, as far as they are long enough to be found elsewhere."""
    pieces = [text, *_SENTENCE.split(text)]
    return {piece.strip() for piece in pieces if len(piece.strip()) >= SHORTEST and MARK not in piece}


def scrub(authority, phrases) -> int:
    """Put the mark in place of each phrase wherever else the authority's records, or what waits or was kept, say it.

    Return in how many rows it stood.
    """
    phrases = sorted(phrases, key=len, reverse=True)
    changed = _scrub(authority, phrases) if phrases else 0
    return changed + sum(search(authority, phrases) for search in _also)


def _scrub(authority, phrases):
    changed = sum(scrub_rows(rows, names_of_texts(rows.model), phrases) for rows in _rows_of(authority))
    changed += scrub_rows(Extension.objects.filter(participation__authority=authority), ["reason"], phrases)
    changed += scrub_rows(KeptText.objects.filter(path__startswith="/peer-challenge/"), ["fields"], phrases)
    changed += scrub_rows(OutgoingMail.objects.exclude(body=""), ["body", "subject"], phrases)
    events = AuditEvent.objects.filter(authority=authority.code, subject_type__startswith="peerchallenge.")
    changed += scrub_rows(events, ["subject_label", "details"], phrases)
    for version in _histories_of(authority):
        words = _replaced(version.words, phrases)
        if words != version.words:
            rewrite_version(version, words, note=HISTORY_NOTE)
            changed += 1
    return changed


def _models_of_authorities():
    """Models of peer challenge whose rows belong to one authority."""
    return [model for model in apps.get_app_config("peerchallenge").get_models()
            if any(field.name == "authority" for field in model._meta.fields)]  # fmt: skip


def _rows_of(authority):
    """The rows of the authority in each model, those that are of a review and copy no authority among them."""
    for model in _models_of_authorities():
        yield model._base_manager.filter(authority=authority)
    for model in apps.get_app_config("peerchallenge").get_models():
        names = {field.name for field in model._meta.fields}
        if "review" in names and "authority" not in names:
            yield model._base_manager.filter(review__authority=authority)


def names_of_texts(model) -> list[str]:
    """Return the fields in which somebody may have written what is looked for."""
    return [field.name for field in model._meta.fields if _holds_words(field)]


def _holds_words(field):
    is_text = isinstance(field, models.TextField | models.CharField) and not field.choices
    return isinstance(field, models.JSONField) or (is_text and (field.max_length or SHORTEST) >= SHORTEST)


def scrub_rows(rows, names, phrases) -> int:
    """Put the mark in place of each phrase in the fields `names` of `rows`; return in how many rows it stood."""
    changed = 0
    # The mark may be longer than what it stands for.
    longest = {name: getattr(rows.model._meta.get_field(name), "max_length", None) for name in names}
    for row in rows.only("pk", *names).iterator():
        fields = {name: _fitting(_replaced(getattr(row, name), phrases), longest[name]) for name in names}
        fields = {name: value for name, value in fields.items() if value != getattr(row, name)}
        if not fields:
            continue
        others = {field.name for field in row._meta.fields}
        if "words" in fields and "sha256_now" in others:  # what was frozen keeps the fingerprint that it had
            fields["sha256_now"] = fingerprint(fields["words"])
        if "version" in others:
            fields["version"] = models.F("version") + 1
        rows.model._base_manager.filter(pk=row.pk).update(**fields)
        changed += 1
    return changed


def _fitting(value, longest):
    return value[:longest] if isinstance(value, str) and longest else value


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
