"""Asking owners for a note: whom, in one message to each, and what becomes of their answers."""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from portal.accounts.mail import queue_mail
from portal.accounts.models.office import holders
from portal.audit.models import record
from portal.ui.links import absolute
from priorities.actions.doing import report_on_action
from priorities.models import OwnersNote
from priorities.models.owners_note import hashed
from priorities.permissions import owns_it

OPEN_FOR = timedelta(days=30)


@dataclass
class Asked:
    """Whom to ask: the person, the actions to ask about for the first time in a quarter, and the notes of it so far."""

    person: Any
    new: list = field(default_factory=list)
    unanswered: list = field(default_factory=list)
    answered: list = field(default_factory=list)

    @property
    def actions(self) -> list:
        """What the message is about: new actions, and those asked about before without an answer."""
        return [*self.new, *(note.action for note in self.unanswered)]


def quarter_of(day: date) -> str:
    """Return "2026-Q4" for a day of the last quarter of 2026."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def quarter_began_on(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def whom_to_ask(actions) -> tuple[list[Asked], list]:
    """Return who holds the offices that own `actions` today, by name, and the actions that nobody owns; two queries.

    `actions` have their owner at hand (as from `priorities.owing.unfinished`).
    """
    held = holders({action.owner for action in actions if action.owner})
    quarter = quarter_of(timezone.localdate())
    notes = {}
    for note in OwnersNote.objects.filter(action__in=[action.pk for action in actions], quarter=quarter):
        notes[note.action_id, note.person_id] = note
    found, vacant = {}, []
    for action in actions:
        people = {post.person_id: post.person for post in held.get(action.owner_id, ())}
        for person in people.values():
            _sort_in(found.setdefault(person.pk, Asked(person)), action, notes.get((action.pk, person.pk)))
        if not people:
            vacant.append(action)
    return sorted(found.values(), key=lambda one: (str(one.person), one.person.pk)), vacant


def _sort_in(asked, action, note):
    if note is None:
        asked.new.append(action)
        return
    note.action = action
    (asked.unanswered if note.status == OwnersNote.Status.ASKED else asked.answered).append(note)


def ask(person, actions, *, key: str, by=None) -> bool:
    """Send `person` one message about `actions`, each with its private link; the portal itself asks when `by` is None.

    False, with nothing written, when the message `key` was sent before or somebody else is asking at this moment.
    Links of an earlier message of this quarter stop working.
    """
    try:
        with transaction.atomic():
            links = [(action, _link(action, person, by)) for action in actions]
            is_new = queue_mail(key=key, to=person.email, subject=_subject(actions), body=_body(person, links, by))
            transaction.set_rollback(not is_new)
    except IntegrityError:
        return False
    return is_new


def _link(action, person, by) -> str:
    """Ask for the note of this quarter, and return the full address of the form that takes it."""
    secret, now = secrets.token_urlsafe(32), timezone.now()
    this = {"action": action, "person": person, "quarter": quarter_of(timezone.localdate())}
    times = {"secret_hash": hashed(secret), "asked_at": now, "ends_at": now + OPEN_FOR}
    if not OwnersNote.objects.filter(**this, status=OwnersNote.Status.ASKED).update(**times):
        OwnersNote.objects.create(**this, **times)
    record("asked for a note on", action, by=by, person=person.pk)
    # In the query, not in the path: paths are logged.
    return f"{absolute(reverse('owners_note'))}?key={secret}"


def opened_by(secret: str) -> OwnersNote | None:
    """Return the note that a private link opens: None for one that is forged or has expired, and for whoever no longer
    holds the office, for an action that was taken out or a plan that was closed."""
    note = OwnersNote.objects.of_link(secret)
    if note is None or note.action.is_removed or not note.action.plan.is_published:
        return None
    return note if owns_it(note.person, note.action) else None


def _subject(actions):
    return f"How is it going? {actions[0]}" if len(actions) == 1 else f"How are your {len(actions)} actions going?"


def _body(person, links, by):
    regions = list(dict.fromkeys(str(action.region) for action, _ in links))
    words = {"person": person, "links": links, "by": by, "regions": regions, "site_name": settings.SITE_NAME}
    words["ends_at"] = timezone.now() + OPEN_FOR
    return render_to_string("emails/priorities/ask.txt", words)


@transaction.atomic
def accept(note, *, by, version, answered_at):
    """Apply the answer given at `answered_at` to the action, on top of its `version`, in the owner's name.

    Raises Overtaken, with nothing written, when the owner answered again, the note was decided, the action was saved
    or its plan closed meanwhile.
    """
    report_on_action(
        note.action, by=note.person, version=version, status=note.action_status, forecast=note.forecast,
        forecast_reason=note.forecast_reason, note=note.text,
    )  # fmt: skip
    note.accept(by=by, answered_at=answered_at)


@transaction.atomic
def decline(note, *, by, answered_at, because):
    """Leave the action as it is, and tell the owner why. Raises Overtaken as `accept` does."""
    note.decline(by=by, answered_at=answered_at, because=because)
    words = {"note": note, "by": by, "site_name": settings.SITE_NAME}
    words["address"] = absolute(reverse("action", args=[note.action.public_id]))
    queue_mail(
        key=f"note-declined:{note.pk}", to=note.person.email, subject=f"About your note: {note.action}",
        body=render_to_string("emails/priorities/declined.txt", words),
    )  # fmt: skip
