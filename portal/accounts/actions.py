"""Giving posts, and what else touches several records at once."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from portal.accounts.mail import queue_mail
from portal.accounts.models import Post, User
from portal.accounts.roles import Role
from portal.audit.models import FormKey, record
from portal.regions.models import LocalAuthority, Region, Trust
from portal.ui.links import absolute
from portal.ui.permissions import require


@dataclass(frozen=True)
class Invitation:
    """Who is invited to which post: `organisation` a region, authority or trust, None for a role of the network."""

    name: str
    email: str
    role: Role
    organisation: Region | LocalAuthority | Trust | None
    from_on: date

    def post(self, person=None) -> Post:
        """Return the post, unsaved; with an unsaved person when there is none yet."""
        return Post(
            person=person or User(email=self.email, name=self.name),
            role=self.role,
            from_on=self.from_on,
            **Post.place_of(self.organisation),
        )


def invite(invitation: Invitation, *, by, key=None) -> Post:
    """Give the post to the person with that address, who is made a user if they are none; tell them by mail.

    Raises PermissionDenied unless `by` may give it to them, KeyAlreadyUsed when the form `key` was saved before,
    IntegrityError when they hold the post already. All or nothing.
    """
    with transaction.atomic():
        person = User.objects.filter(email=User.objects.normalize_email(invitation.email)).first()
        require(by, "accounts.give_post", invitation.post(person))
        if person is None:
            person = User.objects.create_user(invitation.email, invitation.name)
        post = invitation.post(person)
        post.given_by = by
        post.save()
        if key:
            FormKey.spend(key, post)
        record("gave the post of", post, by=by, person=person.pk)
        post.made_public()
        _tell(post, by)
    return post


def _tell(post, by):
    given_as = by.posts_now()[0] if by.posts_now() else None
    words = {"post": post, "by": by, "given_as": given_as, "address": absolute(reverse("account_login"))}
    words["site_name"] = settings.SITE_NAME
    queue_mail(
        key=f"post-given:{post.pk}:{post.person.email}",
        to=post.person.email,
        subject=f"You have been given a post: {post}",
        body=render_to_string("emails/accounts/post_given.txt", words),
    )


def appoint_administrator(*, email: str, name: str = "") -> tuple[Post, bool]:
    """Make the first site administrator, or another one, from the command line: return the post and if it is new."""
    email = User.objects.normalize_email(email)
    with transaction.atomic():
        person = User.objects.filter(email=email).first() or User.objects.create_user(email, name)
        held = Post.objects.current().filter(person=person, role=Role.SITE_ADMINISTRATOR).first()
        if held:
            return held, False
        post = Post.objects.create(person=person, role=Role.SITE_ADMINISTRATOR)
        record("gave the post of", post, person=person.pk)
    return post, True


def forget_second_factor(person, *, by=None) -> int:
    """Remove every second factor of somebody who lost theirs, and return how many: they set up a new one."""
    with transaction.atomic():
        number, _ = Authenticator.objects.filter(user=person).delete()
        if number:
            record("removed every second factor of", person, by=by)
    return number
