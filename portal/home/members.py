"""Who is in a region: the people who lead it, and the years that its page can look back to."""

from datetime import date

from django.http import Http404
from django.utils import timezone

from portal.accounts.models import Post
from portal.accounts.roles import Role

LEADING = (Role.REGIONAL_CHAIR, Role.PROGRAMME_MANAGER)
FIRST_YEAR = 2010  # what came before isn't in the reference data


def leading(region, user) -> list[Post]:
    """Return today's posts of those who chair and manage `region`, in this order, as far as `user` may know."""
    posts = Post.objects.visible_to(user).current().of(region).filter(role__in=LEADING).select_related("person")
    return sorted(posts, key=lambda post: (LEADING.index(post.role), post.person.name))


def years() -> list[int]:
    """Return the years that are over, latest first."""
    return list(range(timezone.localdate().year - 1, FIRST_YEAR - 1, -1))


def day_of(asked: str) -> tuple[int | None, date | None]:
    """Return the year that a reader asked for and its last day, or (None, None) for today. Http404 for any other."""
    if not asked or asked == str(timezone.localdate().year):
        return None, None
    if asked not in map(str, years()):
        raise Http404("No such year.")
    return int(asked), date(int(asked), 12, 31)
