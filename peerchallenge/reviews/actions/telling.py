"""Telling those concerned what happened with a review: who they are, and one short mail to each."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from peerchallenge.models.of_authority import RUNNERS, still_apart
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.people import asked_at
from peerchallenge.reviews.models import Member
from peerchallenge.reviews.stage_words import ASKED, HOST, LEAD, TEAM
from peerchallenge.reviews.stage_words import RUNNERS as THOSE_WHO_RUN
from portal.accounts.mail import queue_mail
from portal.accounts.models import Post
from portal.ui.links import absolute


class Told(NamedTuple):
    """Somebody who is told, and as what, in words."""

    person: Any
    office: str


def told(review, groups, *, by) -> list[Told]:
    """Return who is told, each once and never `by`, of `groups`: RUNNERS, HOST, TEAM, LEAD, ASKED of stage_words."""
    found = {}
    for group in groups:
        for person, office in _people(review, group):
            found.setdefault(person, office)
    return [Told(person, office) for person, office in found.items() if person != by]


def _people(review, group):
    if group == HOST:
        return asked_at([review.authority])[review.authority_id].people.items()
    if group == THOSE_WHO_RUN:
        posts = Post.objects.current().filter(region=review.region, role__in=RUNNERS, person__is_active=True)
        return [(post.person, str(post)) for post in posts.select_related("person", "region")]
    statuses = [Member.Status.ACCEPTED, Member.Status.ASKED][: 2 if group == ASKED else 1]
    members = Member.objects.filter(seat__review=review, status__in=statuses, person__is_active=True)
    members = still_apart(members.filter(Q(to_on=None) | Q(to_on__gte=timezone.localdate())), review)
    if group == LEAD:
        members = members.filter(seat__is_lead=True)
    assert group in (TEAM, LEAD, ASKED), group
    return [(one.person, one.seat.label) for one in members.select_related("person", "seat")]


def tell(review, people, *, subject, said, key, by, address=None) -> int:
    """Queue one mail to each of `people` (Told): `said`, a sentence or two without confidential words, and where to
    look. Return to how many; `key` names what happened, so that it is told once."""
    key, subject = f"review:{review.public_id}:{key}", f"{review}: {subject}"
    return _send([one.person for one in people], subject=subject, said=said, key=key, by=by, about=address or review)


def _send(people, *, subject, said, key, by, about):
    words = {"said": said, "address": absolute(about), "by": by, "site_name": settings.SITE_NAME}
    sent = 0
    for person in people:
        body = render_to_string("emails/peerchallenge/review.txt", words | {"person": person})
        sent += queue_mail(key=f"{key}:{person.pk}", to=person.email, subject=subject, body=body)
    return sent


def tell_directors(theme, *, subject, said, by) -> int:
    """Queue one mail about a theme to each of the region's directors, heads of its trusts and its chair, never to `by`;
    return to how many. Its version tells one time from the next."""
    posts = Post.objects.current().within([theme.region_id]).filter(role__in=DIRECTORS, person__is_active=True)
    people = {post.person for post in posts.select_related("person")} - {by}
    key, subject = f"theme:{theme.public_id}:{theme.version}", f"{theme.cycle}: {subject}"
    return _send(people, subject=subject, said=said, key=key, by=by, about=theme)
