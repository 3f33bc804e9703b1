"""Telling those whom a release lets in that they can read it, in the release's own transaction."""

from django.conf import settings
from django.template.loader import render_to_string

from portal.accounts.mail import queue_mail
from portal.ui.links import absolute


def tell_readers(release, group, *, by) -> None:
    """Write once to each reader of `group` (an audiences.Group) whom `release` lets in: that they can read it, where.

    The letter carries no word of the self-assessment.
    """
    submission, assessment = release.submission, release.assessment
    subject = f"{assessment.authority} lets you read its self-assessment {assessment.cycle.year}"
    words = {"assessment": assessment, "submission": submission, "by": by, "address": absolute(submission),
             "site_name": settings.SITE_NAME}  # fmt: skip
    for reader in group.readers:
        body = render_to_string("emails/peerchallenge/released.txt", words | {"reader": reader})
        key = f"released:{release.pk}:{reader.person.pk}"
        queue_mail(key=key, to=reader.person.email, subject=subject, body=body)
