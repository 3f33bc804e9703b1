"""Who follows a region by e-mail, and what was sent to them."""

from portal.following.models.follower import Follower
from portal.following.models.mailing import Mailing, Recipient, Tally

__all__ = ["Follower", "Mailing", "Recipient", "Tally"]
