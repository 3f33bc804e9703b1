"""More time for one authority: a later last day of a step, with its reason, told to those who have to keep it."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from peerchallenge.actions.cascading import Letter
from peerchallenge.actions.running import changeable_cycle
from peerchallenge.models import Extension
from peerchallenge.people import asked_at
from portal.accounts.mail import queue_mail
from portal.audit.models import FormKey, record
from portal.ui.links import absolute


def extension_letters(participation, step, due_on, reason, *, by) -> list[Letter]:
    """Return the letters that tell an authority of its new last day, one a person."""
    authority = participation.authority
    words = {"authority": authority, "cycle": participation.cycle, "step": step, "due_on": due_on, "reason": reason}
    words |= {"by": by, "address": absolute(reverse("peer_challenge")), "site_name": settings.SITE_NAME}
    asked = asked_at([authority])[authority.pk]
    subject = f"{authority}: more time for “{step.name}”"
    return [
        Letter(
            person, offices, subject, render_to_string("emails/peerchallenge/extended.txt", words | {"person": person})
        )
        for person, offices in asked.people.items()
    ]


@transaction.atomic
def extend(participation, step, *, due_on, reason, by, form_key=None) -> Extension:
    """Give the authority until `due_on` (a date, to its end) for `step`, and queue the letters.

    Raises KeyAlreadyUsed when the form was sent before, CycleNotOpen when the cycle is closed.
    """
    FormKey.refuse_used(form_key, Extension)
    cycle = changeable_cycle(participation.cycle_id)
    given = Extension.objects.create(step=step, participation=participation, due_on=due_on, reason=reason, given_by=by)
    if form_key:
        FormKey.spend(form_key, given)
    for letter in extension_letters(participation, step, due_on, reason, by=by):
        key = f"extended:{given.pk}:{letter.person.pk}"
        queue_mail(key=key, to=letter.person.email, subject=letter.subject, body=letter.body)
    details = {"step": step.kind, "until": due_on.isoformat()}  # the reason stays with the extension
    record("extended", cycle, by=by, authority=participation.authority.code, **details)
    return given
