"""The chase board: who owes what in the regions that somebody manages, and the one message to each of them."""

from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from portal.accounts.mail import queue_mail
from portal.audit.models import AuditEvent, record
from portal.home.tasks import Owed, owed_in
from portal.ui.links import absolute

LATELY = timedelta(days=7)
NUDGED = "nudged"


@dataclass
class Debtor:
    """A person, or an office that nobody holds, with what they owe: (region, Owed) pairs, what is due first first."""

    person: Any
    office: str = ""
    owes: list[tuple[Any, Owed]] = field(default_factory=list)
    nudged_at: Any = None

    @property
    def offices(self) -> str:
        """The offices in which they owe it, in words."""
        return "; ".join(dict.fromkeys(row.office for _, row in self.owes if row.office))

    @property
    def regions(self) -> list:
        return list({region.pk: region for region, _ in self.owes}.values())

    @property
    def seal(self) -> str:
        """What tells whether the list is still the one that was shown."""
        said = [f"{row.kind}|{row.what}|{row.said}|{row.url}" for _, row in self.owes]
        return sha256("\n".join(said).encode()).hexdigest()[:16]


def everything_owed(user) -> list[tuple[Any, Owed]]:
    """Return (region, Owed) of all that others owe in the regions that `user` manages."""
    return [(region, row) for region in user.managed_regions() for row in owed_in(region) if row.person != user]


def debtors(owed) -> tuple[list[Debtor], list[Debtor]]:
    """Return those who owe something by name, and the vacant offices: two lists of Debtor."""
    people, offices = {}, {}
    for region, row in owed:
        if row.person is not None:
            found = people.setdefault(row.person.pk, Debtor(row.person))
        else:
            found = offices.setdefault(row.office, Debtor(None, row.office))
        found.owes.append((region, row))
    by_name = sorted(people.values(), key=lambda one: (str(one.person), one.person.pk))
    return by_name, sorted(offices.values(), key=lambda one: one.office)


def note_nudges(found, user) -> None:
    """Note on each Debtor when they were last nudged, in the last seven days, in a region that `user` manages."""
    events = AuditEvent.objects.visible_to(user).filter(
        verb=NUDGED, subject_type="accounts.user", at__gte=timezone.now() - LATELY,
        region__in=user.managed_region_slugs(), subject_id__in=[str(one.person.pk) for one in found],
    )  # fmt: skip
    last = {}
    for person, at in events.order_by("at").values_list("subject_id", "at"):
        last[person] = at
    for one in found:
        one.nudged_at = last.get(str(one.person.pk))


def message(debtor: Debtor, note: str, by) -> tuple[str, str]:
    """Return the subject and the words of the one message to `debtor`, with `note` on top."""
    count = len(debtor.owes)
    words = {
        "person": debtor.person,
        "note": note.strip(),
        "rows": [row for _, row in debtor.owes],
        "links": [(row, absolute(row.url)) for _, row in debtor.owes],
        "by": by,
        "regions": debtor.regions,
        "address": absolute(reverse("your_work")),
        "site_name": settings.SITE_NAME,
    }
    subject = f"{count} thing{'' if count == 1 else 's'} waiting for you"
    return subject, render_to_string("emails/home/nudge.txt", words)


@transaction.atomic
def nudge_all(letters, *, by) -> tuple[list[Debtor], list[Debtor]]:
    """Queue one message to each Debtor of `letters`, (Debtor, note) pairs; return those it goes to, and those who had
    one today."""
    sent, had = [], []
    for debtor, note in letters:
        (sent if nudge(debtor, note=note, by=by) else had).append(debtor)
    return sent, had


@transaction.atomic
def nudge(debtor: Debtor, *, note: str, by) -> bool:
    """Queue the message to `debtor`; False when they had one today about the same regions: it is sent once a day."""
    subject, body = message(debtor, note, by)
    places = "-".join(str(pk) for pk in sorted(region.pk for region in debtor.regions))
    key = f"nudge:{debtor.person.pk}:{timezone.localdate()}:{places}"
    if not queue_mail(key=key, to=debtor.person.email, subject=subject, body=body):
        return False
    for region in debtor.regions:
        record(NUDGED, debtor.person, by=by, region=region.slug, things=len(debtor.owes))
    return True
