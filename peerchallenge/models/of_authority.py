"""Rows of one authority, which are confidential: where each belongs, and who reads it because of a post."""

from django.db import models
from django.db.models import Q

from portal.accounts.models import Post
from portal.accounts.roles import Role
from portal.audit.integrity import CopiesParent
from portal.regions.models import LocalAuthority, Region, TrustDelivery

# Who reads and writes an authority's self-assessment whole, because of a post at the authority (or its trust).
WRITERS = frozenset({Role.DCS, Role.SELF_ASSESSMENT_LEAD})
OWN_READERS = WRITERS | {Role.TRUST_CHIEF_EXECUTIVE, Role.COUNCIL_CHIEF_EXECUTIVE, Role.LEAD_MEMBER}
# Who reads what was submitted, because of a post at the region.
RUNNERS = frozenset({Role.PROGRAMME_MANAGER, Role.PEER_CHALLENGE_ASSOCIATE})


def authorities_of(user, roles) -> set[int]:
    """Return the ids of the authorities at which `user` holds one of `roles` today, or at the trust that serves one."""
    posts = [post for post in user.posts_now() if post.role in roles] if user.is_authenticated else []
    found = {post.authority_id for post in posts if post.authority_id}
    return found | {authority.pk for post in posts if post.trust_id for authority in post.trust.authorities_on()}


def at_own_authority(user, roles) -> Q:
    """The condition that a row, which has `authority`, is of one of `authorities_of` these roles."""
    return Q(authority__in=authorities_of(user, roles))


def own_readers(user) -> Q:
    """The condition that `user`, who is signed in, is one of the own readers of the row's authority."""
    return at_own_authority(user, OWN_READERS)


def runners(user) -> Q:
    """The condition that `user`, who is signed in, runs the cycles of the row's region."""
    return Q(region__in=[post.region_id for post in user.posts_now() if post.role in RUNNERS])


def managers(user) -> Q:
    """The condition that `user`, who is signed in, is a programme manager of the row's region."""
    return Q(region__slug__in=user.managed_region_slugs())


def close_to(user) -> Q:
    """The condition that a row is of an authority that `user` can't moderate: they hold any post there or at its trust
    today, or at another authority that the same trust serves."""
    held = [post.authority_id for post in user.posts_now() if post.authority_id]
    trusts = TrustDelivery.objects.on().filter(authority__in=held).values("trust")
    kin = TrustDelivery.objects.on().filter(trust__in=trusts).values("authority")
    return Q(authority__in=authorities_of(user, frozenset(Role))) | Q(authority__in=kin)


def still_apart(rows, record):
    """Return those of `rows`, each with its `person`, who hold a post in the region of `record` today and none at its
    authority, at the trust that serves it or at another authority of that trust."""
    here = Post.objects.current().within([record.region_id]).values("person")
    served = TrustDelivery.objects.on().filter(authority=record.authority_id).values("trust")
    kin = TrustDelivery.objects.on().filter(trust__in=served).values("authority")
    close = Q(authority=record.authority_id) | Q(authority__in=kin) | Q(trust__in=served)
    return rows.filter(person__in=here).exclude(person__in=Post.objects.current().filter(close).values("person"))


class OfAuthorityQuerySet(models.QuerySet):
    """Rows with `region` and `authority`. A model that others read too says so in its `readers`, and nowhere else."""

    def visible_to(self, user):
        """Whom `readers` lets in; never somebody who isn't signed in or whose account has ended."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(self.readers(user))

    def readers(self, user) -> Q:
        """The authority's own readers."""
        return own_readers(user)


class OfAuthority(CopiesParent):
    """A row of one authority. Its place is copied from its parent when it is first saved, is on no form, never
    changes, and stands in the audit trail. Each model names its parent in a SameAsParent constraint."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, editable=False, related_name="+")

    class Meta:
        abstract = True

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def audit_authority(self):
        return self.authority.code
