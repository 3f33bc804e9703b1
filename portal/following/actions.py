"""Following a region, and telling those who do."""

import uuid

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from portal.accounts.mail import queue_mail
from portal.audit.models import record
from portal.following.keys import confirm_link, following_link
from portal.following.letters import Letter
from portal.following.models import Follower, Mailing, Recipient
from portal.following.models.follower import consent_to_follow, normal
from portal.following.sending import send_mailing
from portal.ui.links import absolute


def ask_to_follow(region, email: str) -> None:
    """Write to `email` with a link that confirms. All alike, to who asks, whether or not the address is known.

    One that follows already is told so, with the link to what it follows.
    """
    with transaction.atomic():
        words = {"asked_at": timezone.now(), "consent": consent_to_follow(region)}
        follower, is_new = Follower.objects.live().get_or_create(email=normal(email), region=region, defaults=words)
        if not is_new and not follower.confirmed_at:
            Follower.objects.filter(pk=follower.pk, confirmed_at__isnull=True).update(**words)
        template = "emails/following/known.txt" if follower.confirmed_at else "emails/following/confirm.txt"
        context = {
            "region": region,
            "consent": words["consent"],
            "confirm_url": confirm_link(follower),
            "following_url": absolute(following_link(follower)),
            "site_name": settings.SITE_NAME,
        }
        subject, body = render_to_string(template, context).split("\n", 1)
        queue_mail(key=f"{mail_key(follower.pk)}{uuid.uuid4()}", to=follower.email, subject=subject, body=body.lstrip())


def mail_key(follower_id: int) -> str:
    """Return how the keys of single messages to a follower begin: they go when the follower goes."""
    return f"following:{follower_id}:"


def how_many_follow(region) -> int:
    """Return how many people would be told of something in `region` now."""
    return Follower.objects.following(region).count()


def start_mailing(*, about, region, letter: Letter, by) -> Mailing:
    """Begin to tell everybody who follows `region` of the record `about`, and return the mailing.

    Once for each record: again, it returns the mailing that there is, so it may be called from a task that runs twice.
    Who follows is settled now, in the caller's transaction; the worker sends. `by` is a person, or None for the portal.
    """
    key = {"about_type": about._meta.label_lower, "about_id": str(about.pk)}
    with transaction.atomic():
        words = {"region": region, "letter": letter.stored(), "made_by": by}
        mailing, is_new = Mailing.objects.get_or_create(**key, defaults=words)
        if is_new:
            people = list(Follower.objects.following(region).order_by("pk").values_list("pk", flat=True))
            rows = (Recipient(mailing=mailing, follower_id=pk) for pk in people)
            Recipient.objects.bulk_create(rows, batch_size=500)
            record("began to tell followers of", region, by=by, mailing=mailing.pk, people=len(people))
            send_mailing.enqueue(mailing.pk, mailing.turns)
    return mailing
