"""Who can read what an authority says of itself: in one sentence for the head of each confidential page, and by name.

`visible_to` of the models decides; this says in words what they decide, and tests hold the two together. Pages show an
Audience with `templates/peerchallenge/_who_sees.html`, paper prints its `level` and `said`.
"""

from typing import Any, NamedTuple

from django.db.models import Q, prefetch_related_objects

from peerchallenge.models import Cycle, Moderator, Participation
from peerchallenge.models.of_authority import OWN_READERS, RUNNERS, still_apart
from peerchallenge.models.sharing import DIRECTORS
from portal.accounts.models import Post
from portal.regions.models import deliveries_of_trusts

SharedWith = Cycle.SharedWith
LEVELS = {
    SharedWith.NOBODY: "Review team",
    SharedWith.TRIAD: "Triad",
    SharedWith.DIRECTORS: "Directors",
    SharedWith.REGION: "Region",
}


class Reader(NamedTuple):
    """Somebody who can read it, and the posts (or the part) because of which they can, in words."""

    person: Any
    because: str


class Group(NamedTuple):
    """Those who can read it for one reason."""

    title: str
    readers: list[Reader]


class Audience(NamedTuple):
    """Who can read something: the word of its classification, one sentence, and by name where that was asked for."""

    level: str
    said: str
    groups: list[Group] = []

    @property
    def people(self) -> list:
        """Everybody once."""
        return list(dict.fromkeys(reader.person for group in self.groups for reader in group.readers))


def who_writes(assessment, section=None) -> Audience:
    """Return who reads the working text: all of it, or one `section` with those who help there. One query."""
    place = assessment.authority
    helpers = "the colleagues who were given this section" if section else "each colleague the section they were given"
    said = f"Only {own_readers_in_words(place)} can see this, and {helpers}. Nobody outside {place} can."
    return Audience("Authority", said)


def who_sees(assessment, *, submission=None, names=False, posts=None) -> Audience:
    """Return who reads `submission`; without one what was submitted last, or would if it were submitted now, when it is
    released to nobody yet. With `names` each person too, by `posts` (of `posts_about`) where they are known.

    At most four queries, three more with `names`.
    """
    shared_with = _shared_with(assessment, submission)
    place, region = assessment.authority, assessment.region
    moderators = _moderators(assessment)
    many = len({one.person_id for one in moderators})
    others = f"{region}’s programme managers and peer challenge associate"
    if many:
        others += f" and {many} moderator{'' if many == 1 else 's'} from elsewhere"
    said = f"{own_readers_in_words(place)} can read this, and so can {others}. {_released(assessment, shared_with)}"
    groups = _named(assessment, shared_with, moderators, posts) if names else []
    return Audience(LEVELS[shared_with], capital(said), groups)


def _shared_with(assessment, submission):
    """With whom the version is shared that was named, or the last one while it stands."""
    if submission is None and not assessment.is_submitted:
        return SharedWith.NOBODY
    rows = assessment.releases.in_force()
    release = (rows.filter(submission=submission) if submission else rows.of_latest()).first()
    return release.shared_with if release else SharedWith.NOBODY


def let_in_by(assessment, shared_with) -> Group:
    """Return exactly whom a release to `shared_with` lets in today who can't read what was submitted without it."""
    *others, released = _named(assessment, shared_with, _moderators(assessment))
    already = {reader.person for group in others for reader in group.readers}
    return Group(released.title, [reader for reader in released.readers if reader.person not in already])


def who_sees_remarks(assessment, *, sent=True) -> Audience:
    """Return who reads what one moderator says: the moderator alone, and more people once it was sent."""
    if not sent:
        return Audience("Moderator", f"Only you can see this until you send it to {assessment.authority}.")
    others = f"{assessment.region}’s programme managers and peer challenge associate"
    own = own_readers_in_words(assessment.authority)
    said = f"{own} can see this, and so can the moderator who wrote it and {others}."
    return Audience("Review team", f"{capital(said)} Nobody else can, whatever is released.")


def who_sees_enquiries(assessment, *, sent) -> Audience:
    """Return who reads the lines of enquiry for one authority: those who run the cycle, then also the authority."""
    runners = f"{assessment.region}’s programme managers and peer challenge associate"
    if not sent:
        return Audience("Review team", f"Only {runners} can see this until it is sent to {assessment.authority}.")
    return Audience("Review team", f"Only {runners} can see this, and {own_readers_in_words(assessment.authority)}.")


def capital(said: str) -> str:
    """Return a sentence with its first letter as a capital."""
    return said[:1].upper() + said[1:]


def own_readers_in_words(authority) -> str:
    """Return in words who reads whole what an authority writes: there, and at the trust that delivers for it."""
    said = f"{authority}’s director, self-assessment lead, chief executive and Lead Member"
    trusts = " and ".join(str(trust) for trust in authority.trusts_on())
    return f"{said}, and the chief executive of {trusts}" if trusts else said


def _released(assessment, shared_with):
    if shared_with == SharedWith.NOBODY:
        return "It is released to nobody else."
    return f"It is released to {_those_let_in(assessment, shared_with)}."


def _those_let_in(assessment, shared_with):
    """Whom a release names, in words."""
    if shared_with == SharedWith.REGION:
        return f"everybody who holds a post in {assessment.region}"
    if shared_with == SharedWith.DIRECTORS:
        return f"{assessment.region}’s directors, the chief executives of their trusts and the regional chair"
    names = [str(one.authority) for one in _triad_of(assessment)]
    if not names:
        return f"the other authorities of {assessment.authority}’s triad: there is none yet"
    return f"the directors of {' and '.join(names)}, of the same triad, and the chief executives of their trusts"


def _triad_of(assessment):
    """The other authorities of the triad, as participations."""
    mine = Participation.objects.filter(cycle=assessment.cycle_id, authority=assessment.authority_id)
    others = Participation.objects.filter(cycle=assessment.cycle_id, triad__in=mine.values("triad"))
    return others.exclude(authority=assessment.authority_id).select_related("authority").order_by("authority__name")


def _moderators(assessment):
    """Those who accepted one of its versions, still hold a post in the region, and none close to the authority."""
    at_work = Moderator.objects.at_work().filter(submission__assessment=assessment, person__is_active=True)
    at_work = still_apart(at_work, assessment)
    return list(at_work.select_related("person", "submission").order_by("person__name", "pk"))


def _named(assessment, shared_with, moderators, posts=None):
    """Return the groups of readers by name; the last is of those whom the release lets in, empty without one."""
    posts, place = posts_about(assessment) if posts is None else posts, assessment.authority
    trusts = {trust.pk for trust in place.trusts_on()}
    own = [post for post in posts if post.role in OWN_READERS
           and (post.authority_id == place.pk or post.trust_id in trusts)]  # fmt: skip
    runs = [post for post in posts if post.role in RUNNERS and post.region_id == assessment.region_id]
    parts = [Reader(one.person, f"Moderator of version {one.submission.number}, from {one.home}") for one in moderators]
    released = [] if shared_with == SharedWith.NOBODY else _let_in(assessment, shared_with, posts)
    title = capital(_those_let_in(assessment, shared_with)) if shared_with != SharedWith.NOBODY else "Nobody else"
    return [
        Group(f"At {place}", readers_by_post(own)),
        Group(f"Those who run {assessment.region}’s peer challenge", readers_by_post(runs)),
        Group("Moderators from elsewhere", parts),
        Group(title, readers_by_post(released)),
    ]


def posts_about(record) -> list[Post]:
    """Return the posts held today in the region, at the authority and at its trusts of `record`, with all that names
    them; one query."""
    within = Post.objects.within([record.region_id]).values("pk")
    about = Q(pk__in=within) | Q(authority=record.authority_id) | Q(trust__in=record.authority.trusts_on())
    posts = Post.objects.current().filter(about, person__is_active=True).select_related("person").with_organisation()
    return list(posts.order_by("person__name", "person", "pk"))


def _let_in(assessment, shared_with, posts):
    """Those of `posts` because of which a release lets somebody in: what `released_to` asks, asked of posts."""
    prefetch_related_objects(posts, deliveries_of_trusts("trust__"))
    here = [post for post in posts if assessment.region_id in {region.pk for region in post.regions()}]
    if shared_with == SharedWith.REGION:
        return here
    led = [post for post in posts if post.role in DIRECTORS]
    if shared_with == SharedWith.DIRECTORS:
        return [post for post in led if post in here]
    triad = {one.authority_id for one in _triad_of(assessment)}
    return [post for post in led if triad & _places(post)]


def _places(post):
    """The ids of the authorities at which a post is held, or which its trust serves today."""
    return {one.pk for one in post.trust.authorities_on()} if post.trust else {post.authority_id}


def readers_by_post(posts) -> list[Reader]:
    """Return who holds `posts`, each person once."""
    found = {}
    for post in posts:
        found.setdefault(post.person, []).append(str(post))
    return [Reader(person, "; ".join(offices)) for person, offices in found.items()]
