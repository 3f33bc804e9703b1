"""Who can read a review and its parts: in one sentence for the head of each confidential page, and by name.

`visible_to` of the models decides; this says in words what they decide, and tests hold the two together.
"""

from django.db.models import prefetch_related_objects

from peerchallenge.audiences import (
    Audience,
    Group,
    Reader,
    capital,
    own_readers_in_words,
    posts_about,
    readers_by_post,
    still_apart,
)
from peerchallenge.models.of_authority import OWN_READERS, RUNNERS
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.reviews.models import Member, ShownTo
from peerchallenge.reviews.models.levels import TO_DIRECTORS, TO_REGION
from portal.regions.models import deliveries_of_trusts

BEYOND = {
    ShownTo.DIRECTORS: "{region}’s directors, the chief executives of their trusts and the regional chair",
    ShownTo.REGION: "everybody who holds a post in {region}",
    ShownTo.PUBLIC: "everybody, signed in or not",
}
MORE = ", and some of it to more people: each says to whom"


def who_sees_review(review) -> Audience:
    """Return who knows of the review: its dates, its stage, its team. No query beside those of its related rows."""
    said = f"Only the review team, {_host(review)} and {_runners(review)} can see this."
    return Audience("Authority", said)


def who_sees_team(review, *, only_team=False) -> Audience:
    """Return who reads what the team writes; `only_team`: its private notes, which those who run it don't read."""
    if only_team:
        return Audience("Team only", f"Only the review team can see this. Nobody at {review.authority} ever can.")
    return Audience("Review team", f"Only the review team and {_runners(review)} can see this.")


def who_sees_items(review, items) -> Audience:
    """Return who reads these items of a review, on one page: of those that differ, the narrowest, as each says where it
    goes."""
    levels = sorted({ShownTo(item.shown_to) for item in items}, key=lambda level: level.reach)
    return who_sees_findings(review, shown_to=levels[0] if levels else None, some_further=len(levels) > 1)


def who_sees_findings(review, *, shown_to=None, names=False, some_further=False) -> Audience:
    """Return who reads items of a review that are shown as far as `shown_to`: as its kind says, without it. With
    `names` each person too, but for a level that lets everybody in; `some_further`: beside it stand others that more
    people read. One query for the trusts, three with `names`.
    """
    level = ShownTo(shown_to or (review.kind.shown_to if review.is_shared else ShownTo.TEAM))
    said = f"{_host(review)}, the review team and {_runners(review)} can read this."
    if level == ShownTo.TEAM or not review.is_shared:
        level, said = ShownTo.TEAM, f"only the review team and {_runners(review)} can read this so far."
    elif level in BEYOND:
        said += f" {review.authority} released it to {BEYOND[level].format(region=review.region)}{MORE * some_further}."
    elif some_further:
        said += f" {review.authority} released some of it to others: each says to whom."
    else:
        said += " It is released to nobody else."
    groups = _named(review, level) if names else []
    return Audience(level.label, capital(said), groups)


def who_sees_reply(review) -> Audience:
    """Return who reads the host's replies: its own readers alone until it sends them."""
    if review.replied_at is None:
        said = f"Only {_host(review)} can see this until {review.authority} sends its reply."
        return Audience("Authority", said)
    return Audience("Review team", f"{capital(_host(review))} can read this, and so can whoever reads the finding.")


def let_in_by(review, shown_to) -> Group:
    """Return exactly whom showing an item as far as `shown_to` lets in today who can't read it at the host, on the team
    or as one who runs the region's peer challenge."""
    *others, beyond = _named(review, ShownTo(shown_to))
    already = {reader.person for group in others for reader in group.readers}
    return Group(beyond.title, [reader for reader in beyond.readers if reader.person not in already])


def _host(review):
    return own_readers_in_words(review.authority)


def _runners(review):
    return f"{review.region}’s programme managers and peer challenge associate"


def _named(review, level):
    """Return the groups of readers by name; the last is of those whom the host's release lets in."""
    posts = posts_about(review)
    prefetch_related_objects(posts, deliveries_of_trusts("trust__"))
    place, trusts = review.authority, {trust.pk for trust in review.authority.trusts_on()}
    own = [post for post in posts if post.role in OWN_READERS]
    own = [post for post in own if post.authority_id == place.pk or post.trust_id in trusts]
    runs = [post for post in posts if post.role in RUNNERS and post.region_id == review.region_id]
    here = [post for post in posts if review.region_id in {region.pk for region in post.regions()}]
    beyond = here if level in TO_REGION else []
    if level in TO_DIRECTORS - TO_REGION:
        beyond = [post for post in here if post.role in DIRECTORS]
    title = capital(BEYOND[level].format(region=review.region)) if level in BEYOND else "Nobody else"
    return [
        Group(f"At {place}", [] if level == ShownTo.TEAM else readers_by_post(own)),
        Group(f"Those who run {review.region}’s peer challenge", readers_by_post(runs)),
        Group("The review team", [Reader(one.person, f"{one.seat.label}, from {one.home}") for one in _team(review)]),
        Group(title, readers_by_post(beyond)),
    ]


def _team(review):
    rows = Member.objects.at_work().filter(seat__review=review, declared_at__isnull=False, person__is_active=True)
    return list(still_apart(rows, review).select_related("person", "seat").order_by("person__name", "pk"))


def who_sees_themes(cycle, *, runs) -> Audience:
    """Return who reads the themes of a cycle: with what they rest on (`runs`), or as they were put to directors."""
    if runs:
        return Audience("Review team", f"Only {_runners(cycle)} can see this: it says whose each finding is.")
    people = BEYOND[ShownTo.DIRECTORS].format(region=cycle.region)
    return Audience(ShownTo.DIRECTORS.label, f"{capital(people)} can see this, and so can {_runners(cycle)}.")


def who_sees_theme(theme, *, runs=False) -> Audience:
    """Return who reads a theme. What it rests on is read by those who run the region's peer challenge alone: with
    `runs`, who sees a page that says it."""
    if runs:
        return Audience("Review team", f"Only {_runners(theme)} can see this page: it says whose each finding is.")
    alone = f"What it rests on only {_runners(theme)} can see."
    if theme.is_released:
        return Audience(ShownTo.PUBLIC.label, f"Everybody can read this theme, signed in or not. {alone}")
    if theme.is_put and theme.status != theme.Status.DROPPED:
        people = BEYOND[ShownTo.DIRECTORS].format(region=theme.region)
        return Audience(ShownTo.DIRECTORS.label, f"{capital(people)} can read this theme. {alone}")
    return Audience("Review team", f"Only {_runners(theme)} can see this.")
