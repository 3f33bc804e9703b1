"""Which roles somebody may give, and at which organisations: what the invitation form offers."""

from portal.accounts.permissions import posts_of
from portal.accounts.roles import Role
from portal.regions.models import LocalAuthority, Region, Trust


def roles_within(user) -> set[Role]:
    """Return every role that one of the posts held by `user` may invite."""
    return set().union(*(Role(post.role).may_invite for post in posts_of(user)))


def organisations_within(user) -> list:
    """Return where `user` may give posts today: regions, authorities, trusts; None first for the whole network."""
    inviting = [post for post in posts_of(user) if Role(post.role).may_invite]
    if any(post.role == Role.SITE_ADMINISTRATOR for post in inviting):
        return [None, *Region.objects.all(), *LocalAuthority.objects.on(), *Trust.objects.on()]
    managed = [post.region_id for post in inviting if post.role == Role.PROGRAMME_MANAGER]
    own = [post.authority_id for post in inviting if post.authority_id]
    authorities = LocalAuthority.objects.on().filter(region__in=managed) | LocalAuthority.objects.filter(pk__in=own)
    trusts = Trust.objects.on().delivering_in(managed)
    return [*Region.objects.filter(pk__in=managed), *authorities, *trusts]
