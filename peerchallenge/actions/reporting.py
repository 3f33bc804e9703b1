"""Reporting what could identify a child: kept without its text, and those who can remove it are written to."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from peerchallenge.actions.signing import managers_of
from peerchallenge.models import Report
from peerchallenge.people import asked_at
from peerchallenge.removable import is_submitted
from portal.accounts.mail import queue_mail
from portal.audit.models import FormKey, record
from portal.ui.links import absolute


@transaction.atomic
def report(kind, row, parts, *, why, by, form_key=None) -> Report:
    """Keep a report on `parts` of `row`, write to those who can remove it, and return it.

    They are the authority's director and lead, and the region's programme managers where others read it already.
    Raises KeyAlreadyUsed when the form was sent before.
    """
    assessment = kind.assessment_of(row)
    made = Report.objects.create(
        assessment=assessment, kind=kind.name, record=row.public_id, parts=list(parts), why=why, reported_by=by,
        where=kind.where(row, parts), is_submitted=is_submitted(kind, row),
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, made)
    record("reported what could identify a child in", made, by=by, why=why)
    people = dict.fromkeys(asked_at([assessment.authority])[assessment.authority_id].people)
    if made.is_submitted:
        people |= dict.fromkeys(managers_of(assessment.region))
    for person in people:
        _write(made, assessment, person)
    return made


def _write(made, assessment, person):
    words = {
        "person": person, "assessment": assessment, "report": made, "site_name": settings.SITE_NAME,
        "address": absolute(reverse("remove", args=[made.kind, made.record])),
    }  # fmt: skip
    body = render_to_string("emails/peerchallenge/reported.txt", words)
    subject = f"Something in {assessment.authority}’s self-assessment may identify a child"
    queue_mail(key=f"reported:{made.pk}:{person.pk}", to=person.email, subject=subject, body=body)
