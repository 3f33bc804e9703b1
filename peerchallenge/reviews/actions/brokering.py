"""Asks and offers: written by an authority, brought together by the region's managers, asked after 90 days later."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from peerchallenge.people import asked_at
from peerchallenge.reviews.models import HelpEntry, Introduction
from peerchallenge.reviews.models.help import ASKED_AFTER
from portal.accounts.mail import queue_mail
from portal.audit.models import FormKey, Overtaken, record
from portal.ui.links import absolute

SUBJECT = "Help between authorities"


@transaction.atomic
def post(authority, *, by, form_key=None, **fields) -> HelpEntry:
    """Put an ask or an offer of `authority` on the board. Raises KeyAlreadyUsed."""
    FormKey.refuse_used(form_key, HelpEntry)
    place = {"authority": authority, "region": authority.region}
    entry = HelpEntry.objects.create(made_by=by, edited_by=by, **place, **fields)
    if form_key:
        FormKey.spend(form_key, entry)
    record("posted", entry, by=by)
    return entry


@transaction.atomic
def edit(entry, *, by, version, **fields) -> HelpEntry:
    """Say it so, while it is open. Raises Overtaken."""
    if not HelpEntry.objects.select_for_update().filter(pk=entry.pk, status=HelpEntry.Status.OPEN).exists():
        raise Overtaken("It is no longer open.")
    entry.rewrite(by=by, version=version, **fields)
    return entry


@transaction.atomic
def introduce(entry, helper, *, by, note="", offer=None, form_key=None) -> Introduction:
    """Bring the authority that asks together with `helper`, and write to both. Raises Overtaken, KeyAlreadyUsed.

    Overtaken: the ask is no longer open, or the offer isn't, or isn't the helper's.
    """
    FormKey.refuse_used(form_key, Introduction)
    entry = HelpEntry.objects.select_for_update(of=["self"]).select_related("authority", "region").get(pk=entry.pk)
    is_theirs = offer is None or (offer.authority_id == helper.pk and offer.is_open)
    if not (entry.is_open and entry.is_ask and is_theirs) or helper.pk == entry.authority_id:
        raise Overtaken("The ask or the offer was changed.")
    today = timezone.localdate()
    made = Introduction.objects.create(
        entry=entry, helper=helper, offer=offer, on=today, ask_on=today + ASKED_AFTER, note=note, made_by=by,
        edited_by=by,
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, made)
    record("brought together", made, by=by)
    said = f"{entry.authority} asks for help, and {helper} can help. Please get in touch with each other."
    _tell([entry.authority, helper], entry, said, key=f"introduced:{made.public_id}", by=by)
    return made


@transaction.atomic
def say_outcome(introduction, *, by, version, outcome, what_came) -> Introduction:
    """Say what came of it. The ask counts as met once it helped. Raises Overtaken."""
    now = timezone.now()
    introduction.rewrite(by=by, version=version, verb="said what came of", outcome=outcome, what_came=what_came,
                         said_at=now, said_by=by)  # fmt: skip
    entry = HelpEntry.objects.select_for_update().get(pk=introduction.entry_id)
    if outcome == Introduction.Outcome.HELPED and entry.is_open:
        entry.stand_at(HelpEntry.Status.MET, by=by, version=entry.version)
    return introduction


def ask() -> int:
    """Ask each authority what came of what it was brought together for, once, from its day on; return how many."""
    due = Introduction.objects.filter(outcome=Introduction.Outcome.UNSAID, ask_on__lte=timezone.localdate())
    asked = 0
    for one in due.select_related("entry", "authority", "helper"):
        said = f"Some time ago you were brought together with {one.helper}. What came of it? It takes a minute to say."
        url = reverse("introduction", args=[one.public_id])
        asked += bool(_tell([one.authority], one.entry, said, key=f"outcome:{one.public_id}", by=None, url=url))
    return asked


def _tell(authorities, entry, said, *, key, by, url=None):
    people = {person for at in asked_at(authorities).values() for person in at.people if person != by}
    words = {"said": said, "address": absolute(url or entry), "by": by, "site_name": settings.SITE_NAME}
    sent = 0
    for person in people:
        body = render_to_string("emails/peerchallenge/review.txt", words | {"person": person})
        sent += queue_mail(
            key=f"help:{key}:{person.pk}", to=person.email, subject="Help between authorities", body=body
        )
    return sent
