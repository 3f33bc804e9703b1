"""Who is asked at an authority: its director, its self-assessment lead, and who leads its trust if there is one."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Prefetch, Q, prefetch_related_objects

from portal.accounts.models import Post
from portal.accounts.roles import Role
from portal.regions.models import LocalAuthority, TrustDelivery

AT_AUTHORITY = (Role.DCS, Role.SELF_ASSESSMENT_LEAD)
AT_TRUST = (Role.TRUST_CHIEF_EXECUTIVE,)


class Asked(NamedTuple):
    """The posts in which somebody is asked at an authority, and the offices there that nobody holds, in words."""

    posts: list[Post]
    vacant: list[str]

    @property
    def people(self) -> dict:
        """Return {person: their offices in words}, each person once."""
        found = defaultdict(list)
        for post in self.posts:
            found[post.person].append(str(post))
        return {person: "; ".join(offices) for person, offices in found.items()}


def posts_at(authorities) -> list[Post]:
    """Return the posts that people who may sign in hold today at each of `authorities`, a list, and at the trusts that
    deliver for them, with their people and places; two queries however many there are."""
    prefetch_related_objects(authorities, Prefetch("deliveries", TrustDelivery.objects.select_related("trust")))
    trusts = {trust for one in authorities for trust in one.trusts_on()}
    posts = Post.objects.current().filter(person__is_active=True)
    posts = posts.filter(Q(authority__in=authorities) | Q(trust__in=trusts))
    return list(posts.select_related("person", "authority", "trust"))


def asked_at(authorities, posts=None) -> dict[int, Asked]:
    """Return who is asked today at each of `authorities`, {id: Asked}, in two queries however many there are; in none
    by `posts` (of `posts_at`) where they are known.

    A trust that delivers for several is asked for each.
    """
    authorities, held = list(authorities), defaultdict(list)
    for post in posts_at(authorities) if posts is None else posts:
        held[post.role, post.organisation].append(post)
    return {one.pk: _asked(one, one.trusts_on(), held) for one in authorities}


def _asked(authority: LocalAuthority, trusts, held):
    offices = [(role, authority) for role in AT_AUTHORITY] + [(role, trust) for trust in trusts for role in AT_TRUST]
    posts = [post for office in offices for post in held.get(office, ())]
    return Asked(posts, [f"{role.label}, {place}" for role, place in offices if (role, place) not in held])
