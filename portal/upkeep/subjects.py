"""Somebody who asks what is held about them: who they are, and the rows that are theirs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from portal.accounts.models import User
from portal.audit.personal import SOMEBODY, Personal, whole_words
from portal.upkeep.personal import declared, everything_declared

AT_ONCE = 500


@dataclass
class Subject:
    """A person by their addresses (in lower case); without an account, `person` is None."""

    person: User | None
    addresses: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, address: str, *, lock: bool = False) -> "Subject":
        """Return whom `address` leads to, with whatever other addresses they have; locked for a change with `lock`."""
        address = User.objects.normalize_email(address)
        users = User.objects.select_for_update() if lock else User.objects
        by_other = EmailAddress.objects.filter(email__iexact=address, verified=True).values("user")
        person = users.filter(email=address).first() or users.filter(pk__in=by_other).first()
        others = person.emailaddress_set.filter(verified=True).values_list("email", flat=True) if person else ()
        known = {address, *([person.email] if person else []), *(User.objects.normalize_email(one) for one in others)}
        return cls(person, frozenset(known))

    @cached_property
    def _names(self):
        name = self.person.name if self.person else ""
        return whole_words([*sorted(self.addresses), *([name] if name != SOMEBODY else [])])

    def is_named_in(self, value) -> bool:
        """Return whether a text, or a text in JSON, holds their full name or an address of theirs."""
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
        return bool(self._names.search(text))


class Part(NamedTuple):
    """One declared field, and the keys of the rows in which it is about the subject."""

    model: type[models.Model]
    name: str
    personal: Personal
    keys: list

    def batches(self) -> Iterator[models.QuerySet]:
        """Yield the rows, some at a time: a database takes only so many keys in one query."""
        for start in range(0, len(self.keys), AT_ONCE):
            yield self.model._base_manager.filter(pk__in=self.keys[start : start + AT_ONCE]).order_by("pk")


def parts_of(subject: Subject) -> list[Part]:
    """Return every declared field that holds something about the subject."""
    found = []
    for model, fields in everything_declared():
        keys: dict[str, list] = {}  # one query for all fields that are about whom the same field names
        for name, personal in fields.items():
            anchor = personal.of or name
            if anchor not in keys:
                keys[anchor] = list(_rows(model, anchor, fields[anchor], subject).values_list("pk", flat=True))
            if keys[anchor]:
                found.append(Part(model, name, personal, keys[anchor]))
    return found


def _rows(model, name, personal, subject):
    rows = model._base_manager.order_by()
    if personal.found_by:
        return personal.found_by(model, name, subject)
    if model is get_user_model():
        return rows.filter(pk=subject.person.pk) if subject.person else rows.none()
    if model._meta.get_field(name).is_relation:
        return rows.filter(**{name: subject.person}) if subject.person else rows.none()
    return rows.filter(**{f"{name}__in": subject.addresses})


def named_elsewhere(subject: Subject) -> Iterator[tuple[type[models.Model], str, object]]:
    """Yield (model, field, key of the row) of each free text that holds their name or address: for a person to read."""
    for model in apps.get_models():
        names = [one.name for one in model._meta.concrete_fields if _is_free_text(model, one)]
        for key, *texts in model._base_manager.order_by().values_list("pk", *names).iterator() if names else ():
            for name, text in zip(names, texts, strict=True):
                if text and subject.is_named_in(text):
                    yield model, name, key


def _is_free_text(model, one):
    # The search index repeats what updates say, and goes with them.
    is_text = isinstance(one, models.CharField | models.TextField | models.JSONField) and not one.choices
    return is_text and one.name not in declared(model) and model._meta.app_label != "search"
