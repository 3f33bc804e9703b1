"""Atom feeds: lasting ids, text that XML takes, the answer in one string."""

import re
from io import StringIO
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

from portal.ui.links import absolute

# What XML cannot hold, however it came in.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Feed(Atom1Feed):
    """Atom with the contents of each entry beside its summary."""

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def feed(*, title: str, page: str, path: str) -> Feed:
    """Return an empty feed called `title`, at `path`, of what stands on the page with the path `page`."""
    return Feed(
        title=f"{xml_text(title)} - {settings.SITE_NAME}",
        link=absolute(page),
        description="",
        language="en-GB",
        author_name=settings.SITE_NAME,
        feed_url=absolute(path),
        feed_guid=lasting_id(path),
    )


def answer(feed: Feed) -> HttpResponse:
    """Return the feed as a response, whole."""
    text = StringIO()
    feed.write(text, "utf-8")
    return HttpResponse(text.getvalue(), content_type=feed.content_type)


def lasting_id(path: str) -> str:
    """Return an id that stays when the site's address changes from http to https; its path never changes."""
    return f"tag:{urlsplit(settings.PORTAL_ORIGIN).hostname},2026:{path}"


def xml_text(text: str) -> str:
    """Return `text` without what XML cannot hold."""
    return _NOT_XML.sub("", text)
