"""Erasing somebody: each field that is about them is dealt with as it is declared, in one transaction."""

from dataclasses import dataclass, field

from django.db import models, transaction

from portal.accounts.models import Post, User
from portal.audit.models import record
from portal.audit.personal import SOMEBODY, AtErasure
from portal.ui.pagecache import public_content_changed
from portal.upkeep.subjects import Part, Subject, named_elsewhere, parts_of


@dataclass
class Erased:
    """What was done to whose: `parts` by what became of them, and the texts that nobody but a person can judge."""

    subject: Subject
    parts: dict[AtErasure, list[Part]] = field(default_factory=dict)
    elsewhere: list[tuple] = field(default_factory=list)


def look(address: str) -> Erased:
    """Return what erasing whom `address` leads to would do; nothing is changed."""
    subject = Subject.of(address)
    return _found(subject, elsewhere=list(named_elsewhere(subject)))


def erase(address: str) -> Erased:
    """End the posts and sessions of whom `address` leads to and their account, and empty, replace and delete what is
    declared so. All or nothing; doing it again finds nothing more.

    Raises LastAdministrator where nobody could give a post any more.
    """
    # Reading every text takes its time: before the transaction, as SQLite lets one write at a time.
    elsewhere = list(named_elsewhere(Subject.of(address)))
    with transaction.atomic():
        found = _found(Subject.of(address, lock=True), elsewhere)
        for part in found.parts.get(AtErasure.DELETED, ()):
            for rows in part.batches():
                rows.delete()
        for kind in (AtErasure.REPLACED, AtErasure.EMPTIED):
            for part in found.parts.get(kind, ()):
                _write(part)
        if found.subject.person:
            _end(User.objects.get(pk=found.subject.person.pk))
        elif set(found.parts) - {AtErasure.KEPT}:
            record("erased what was held under an address")
    return found


def _found(subject, elsewhere):
    found = Erased(subject, elsewhere=elsewhere)
    for part in parts_of(subject):
        found.parts.setdefault(part.personal.at_erasure, []).append(part)
    return found


def _write(part: Part) -> None:
    """Empty the field, or write "Somebody who left" into it. A foreign key stays: the account that it names says so."""
    one = part.model._meta.get_field(part.name)
    if one.is_relation:
        return
    for rows in part.batches():
        if part.personal.at_erasure == AtErasure.EMPTIED:
            rows.update(**{part.name: None if one.null else one.get_default()})
        elif isinstance(one, models.EmailField):
            for row in rows:
                # Nothing is ever delivered to this domain (RFC 2606), and no two accounts share an address.
                rows.filter(pk=row.pk).update(**{part.name: f"left-{row.pk}@portal.invalid"})
        else:
            rows.update(**{part.name: SOMEBODY})


def _end(person) -> None:
    """End the posts and the account of `person`, whose name is gone by now: what goes on record is without it."""
    for post in Post.objects.filter(person=person, ended_at__isnull=True).order_by("pk"):
        if not post.has_ended:
            post.end(by=person)
    person.set_unusable_password()
    person.is_active = False
    person.save(update_fields=["password", "is_active"])
    record("erased", person)
    public_content_changed()  # pages may name who chairs a region, or say that an office is held
