"""Posts arranged for the page that lists them: by organisation, each with what the reader may do to it."""

from dataclasses import dataclass
from itertools import groupby

from portal.accounts.models import Post
from portal.ui.permissions import may


@dataclass(frozen=True)
class Row:
    post: Post
    may_end: bool
    shows_address: bool


def grouped(posts, user) -> list[tuple[str, list[Row]]]:
    """Return (organisation, rows) in the order of `posts`.

    An address is shown to those who may end the post, and to those who hold one at the same organisation.
    """
    mine = {post.organisation for post in user.posts_now()}
    return [
        (name, [_row(post, user, mine) for post in group])
        for name, group in groupby(posts, key=lambda post: str(post.organisation or "The whole network"))
    ]


def _row(post, user, mine):
    may_end = may(user, "accounts.end_post", post)
    return Row(post, may_end, may_end or post.organisation in mine or post.person_id == user.pk)
