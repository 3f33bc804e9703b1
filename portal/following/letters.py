"""What followers are told, as plain text beside HTML."""

from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from portal.accounts.mail_server import same_each_time
from portal.following.keys import end_link, following_link
from portal.following.models import Mailing, Recipient
from portal.ui import richtext
from portal.ui.links import absolute

NOBODY = "…"  # what stands for the reader's own key in a preview


@dataclass(frozen=True)
class Letter:
    """The words of a mailing: its subject, the page's title and path, "in short" as rich text, links to its sections.

    `links` are (heading, path) pairs; `note` says what changed when it isn't the first time. Paths begin with a slash.
    """

    subject: str
    title: str
    path: str
    in_short: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""

    def stored(self) -> dict:
        """Return it as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Preview:
    """What the first follower would get, without their own links."""

    subject: str
    text: str
    letter: Letter


def preview(letter: Letter, region) -> Preview:
    """Return what the followers of `region` would be told, for the page that asks whether to publish."""
    return Preview(letter.subject, _text(_context(letter, region, NOBODY, NOBODY)), letter)


def message(mailing: Mailing, recipient: Recipient, connection) -> EmailMultiAlternatives:
    """Return the message for one recipient, the same however often it is made."""
    follower, letter = recipient.follower, Letter(**mailing.letter)
    end_url = end_link(follower)
    context = _context(letter, mailing.region, end_url, absolute(following_link(follower)))
    headers = same_each_time(f"mailing-{mailing.pk}-{recipient.pk}", mailing.made_at) | {
        "Auto-Submitted": "auto-generated",
        "List-Id": f"{mailing.region} <{mailing.region.slug}.{urlsplit(settings.PORTAL_ORIGIN).hostname}>",
        "List-Unsubscribe": f"<{end_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    made = EmailMultiAlternatives(
        letter.subject, _text(context), to=[follower.email], headers=headers, connection=connection
    )
    made.attach_alternative(render_to_string("emails/following/letter.html", context), "text/html")
    return made


def _context(letter, region, end_url, following_url):
    return {
        "letter": letter,
        "in_short": richtext.to_plain(letter.in_short),
        "url": absolute(letter.path),
        "links": [(heading, absolute(path)) for heading, path in letter.links],
        "region": region,
        "end_url": end_url,
        "following_url": following_url,
        "privacy_url": absolute(reverse("privacy")),
        "site_name": settings.SITE_NAME,
    }


def _text(context):
    return render_to_string("emails/following/letter.txt", context)
