"""What pages show of followers and mailings."""

from dataclasses import dataclass
from datetime import datetime

from portal.audit.models import silent_since
from portal.following.models import Follower, Mailing, Tally

LATEST = 10


def followed_by(follower: Follower):
    """Return what the follower's address follows, by region: its holder may know, whichever key they hold."""
    same = Follower.objects.following().of_address(follower.email)
    return same.select_related("region").order_by("region__name")


def counted(region, user) -> dict[str, int]:
    """Return how many people follow `region`, and how many have asked and not confirmed, as far as `user` may know."""
    known = Follower.objects.visible_to(user).filter(region=region)
    following = known.following().count()
    return {"following": following, "unconfirmed": known.live().count() - following}


def found(region, email: str, user) -> list[Follower]:
    """Return every row of this address at `region`, latest first: one that is live, and those that ended lately."""
    return list(Follower.objects.visible_to(user).filter(region=region).of_address(email))


@dataclass(frozen=True)
class Progress:
    """How far a mailing has got, for its page and for the fragment that is drawn again while it goes on."""

    mailing: Mailing
    tally: Tally
    errors: list[tuple[str, int]]
    worker_silent_since: datetime | None

    @property
    def is_going_on(self) -> bool:
        return self.mailing.is_going_on


def progress_of(mailing: Mailing) -> Progress:
    """Return the mailing's progress."""
    tally = mailing.tally()
    silent = silent_since() if mailing.is_going_on else None
    return Progress(mailing, tally, mailing.errors() if tally.failed else [], silent)


def going_on(user) -> list[tuple[Mailing, Tally]]:
    """Return the mailings that aren't over, with their tallies, as far as `user` may know of them."""
    return Mailing.objects.visible_to(user).going_on().with_tallies()


def latest_mailings(region, user) -> list[tuple[Mailing, Tally]]:
    """Return the region's last ten mailings with their tallies, latest first."""
    return Mailing.objects.visible_to(user).filter(region=region)[:LATEST].with_tallies()
