"""The portal's own models of people: who they are, and the posts that they hold."""

from portal.accounts.models.mail import OutgoingMail
from portal.accounts.models.office import Office, OfficeQuerySet
from portal.accounts.models.post import Post, PostQuerySet
from portal.accounts.models.user import User, UserManager

__all__ = ["Office", "OfficeQuerySet", "OutgoingMail", "Post", "PostQuerySet", "User", "UserManager"]
