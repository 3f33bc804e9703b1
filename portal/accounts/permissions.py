"""What people may do because of the posts that they hold today. Anonymous people hold none."""

from rules import add_perm, predicate

from portal.accounts.roles import Role
from portal.regions.models import Region


def posts_of(user):
    """Return the posts that `user` holds today, read once a request; none for the anonymous and the inactive."""
    return user.posts_now() if user.is_authenticated and user.is_active else []


@predicate
def is_signed_in(user):
    return user.is_authenticated and user.is_active


@predicate
def is_site_administrator(user):
    return any(post.role == Role.SITE_ADMINISTRATOR for post in posts_of(user))


@predicate
def holds_any_post(user):
    return bool(posts_of(user))


@predicate
def manages_region(user, record):
    """Is programme manager of the region `record`, or of the region of `record`."""
    region = record if isinstance(record, Region) else getattr(record, "region", None)
    return region is not None and any(
        post.role == Role.PROGRAMME_MANAGER and post.region_id == region.pk for post in posts_of(user)
    )


@predicate
def manages_a_region(user):
    return any(post.role == Role.PROGRAMME_MANAGER for post in posts_of(user))


@predicate
def invites_somebody(user):
    return any(Role(post.role).may_invite for post in posts_of(user))


@predicate
def gives_such_posts(user, post):
    """One of the person's own posts lists the role, and reaches the organisation at which it is held."""
    return post is not None and any(_reaches(held, post) for held in posts_of(user))


def _reaches(held, post):
    if post.role not in Role(held.role).may_invite:
        return False
    if held.role == Role.SITE_ADMINISTRATOR or held.organisation == post.organisation:
        return True
    return held.role == Role.PROGRAMME_MANAGER and held.region in post.regions()


@predicate
def is_their_own(user, post):
    return post is not None and post.person_id == user.pk


@predicate
def has_not_ended(user, post):
    return post is not None and not post.has_ended


add_perm("accounts.see_people", is_signed_in)
add_perm("accounts.invite", invites_somebody)
add_perm("accounts.give_post", gives_such_posts & ~is_their_own)
add_perm("accounts.end_post", gives_such_posts & has_not_ended)
add_perm("regions.edit_about", manages_region)
