"""Mail to those who write and review updates. It says what happened and leads to the page; it changes nothing."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from portal.accounts.mail import queue_mail
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.ui.links import absolute

REVIEWING_ROLES = (Role.PROGRAMME_MANAGER, Role.REGIONAL_CHAIR)


def reviewers_of(edition):
    """Return who may look an edition over: the region's programme managers and chair, but for those who wrote it."""
    posts = edition.region.posts.current().filter(role__in=REVIEWING_ROLES)
    wrote = edition.writers.values("pk")
    return User.objects.filter(pk__in=posts.values("person"), is_active=True).exclude(pk__in=wrote).order_by("pk")


def tell_reviewers(edition, *, by, note=""):
    """Ask each possible reviewer to look the edition over."""
    for person in reviewers_of(edition):
        _send(edition, person, "asked_to_review", f"Please look over: {edition.update}", by=by, note=note)


def tell_writers(edition, what, *, by):
    """Tell those who wrote the edition, and still may, that it was "returned" (with the comment) or "approved"."""
    posts = edition.region.posts.current().filter(role=Role.PROGRAMME_MANAGER)
    writers = edition.writers.filter(is_active=True, pk__in=posts.values("person"))
    for person in writers.exclude(pk=by.pk).order_by("pk"):
        _send(edition, person, what, f"{what.capitalize()}: {edition.update}", by=by)


def _send(edition, person, what, subject, *, by, note=""):
    words = {
        "edition": edition, "update": edition.update, "person": person, "by": by, "note": note,
        "address": absolute(reverse("update_record", args=[edition.update_id])), "site_name": settings.SITE_NAME,
    }  # fmt: skip
    queue_mail(
        key=f"update-{what}:{edition.pk}:{edition.version}:{person.pk}",
        to=person.email,
        subject=subject,
        body=render_to_string(f"emails/updates/{what}.txt", words),
    )
