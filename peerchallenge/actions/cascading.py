"""The cascade: the framework goes to every authority that takes part and hasn't had it, with letters to those asked."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from peerchallenge.actions.running import changeable_cycle
from peerchallenge.actions.starting import start_assessment
from peerchallenge.deadlines import Deadlines
from peerchallenge.models import Cycle, Step
from peerchallenge.people import asked_at
from portal.accounts.mail import queue_mail
from portal.audit.models import FormKey, Overtaken, record
from portal.ui.links import absolute


@dataclass
class Letter:
    """One message to one person, as it will be sent."""

    person: Any
    offices: str
    subject: str
    body: str


@dataclass
class Reached:
    """An authority that the framework goes to: the letters there, and the offices that nobody holds."""

    authority: Any
    letters: list[Letter] = field(default_factory=list)
    vacant: list[str] = field(default_factory=list)


@dataclass
class Cascade:
    """All that pressing the button sends."""

    cycle: Cycle
    reached: list[Reached]

    @property
    def letters(self) -> list[Letter]:
        return [letter for one in self.reached for letter in one.letters]

    @property
    def silent(self) -> list[Reached]:
        """The authorities at which nobody would hear of it."""
        return [one for one in self.reached if not one.letters]

    @property
    def seal(self) -> str:
        """What tells whether the letters are still those that were shown."""
        said = [f"{one.authority.code}|{letter.person.pk}|{letter.body}" for one in self.reached
                for letter in one.letters]  # fmt: skip
        codes = [one.authority.code for one in self.reached]
        return sha256("\n".join(codes + said).encode()).hexdigest()[:16]


def cascade_of(cycle, *, by) -> Cascade:
    """Return what the framework's going out would send now; a constant number of queries."""
    waiting = cycle.participations.exclude(authority__in=cycle.assessments.values("authority"))
    authorities = [one.authority for one in waiting.select_related("authority__region")]
    asked, deadlines = asked_at(authorities), Deadlines(cycle)
    step = deadlines.step(Step.Kind.SELF_ASSESSMENT)
    reached = []
    for authority in authorities:
        due_on = deadlines.of(step, authority).due_on if step else None
        letters = [
            _letter(cycle, authority, person, offices, due_on, by)
            for person, offices in asked[authority.pk].people.items()
        ]
        reached.append(Reached(authority, letters, asked[authority.pk].vacant))
    return Cascade(cycle, reached)


def _letter(cycle, authority, person, offices, due_on, by):
    words = {
        "person": person,
        "authority": authority,
        "cycle": cycle,
        "due_on": due_on,
        "by": by,
        "address": absolute(reverse("peer_challenge")),
        "site_name": settings.SITE_NAME,
    }
    subject = f"{authority}: {cycle.title}, your self-assessment"
    return Letter(person, offices, subject, render_to_string("emails/peerchallenge/opened.txt", words))


@transaction.atomic
def cascade(cycle, *, by, version, seal, form_key=None) -> list:
    """Open a draft, and give every authority that takes part and has none its self-assessment; return these.

    The letters that were shown (their `seal`) are queued, each once. Raises KeyAlreadyUsed when the form was sent
    before; Overtaken, with nothing sent, when the cycle or the letters are others than those that were shown;
    CycleNotOpen when it is closed.
    """
    FormKey.refuse_used(form_key, Cycle)
    cycle = changeable_cycle(cycle.pk)
    found = cascade_of(cycle, by=by)
    if cycle.version != version or found.seal != seal:
        raise Overtaken(f"What was shown of {cycle} has changed.")
    if cycle.is_draft:
        cycle.open(by=by, version=version)
    if form_key:
        FormKey.spend(form_key, cycle)
    made = [start_assessment(cycle, one.authority, by=by) for one in found.reached]
    for one in found.reached:
        for letter in one.letters:
            key = f"cascade:{cycle.public_id}:{one.authority.code}:{letter.person.pk}"
            queue_mail(key=key, to=letter.person.email, subject=letter.subject, body=letter.body)
    if made:
        record("sent out the framework of", cycle, by=by, authorities=[one.authority.code for one in found.reached])
    return made
