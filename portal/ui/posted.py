"""What views read out of a request or ask of the addresses, each in one way."""

from django.urls import NoReverseMatch, reverse


def posted(request):
    """Return what a form was sent with, or None for a form that is only shown."""
    return request.POST if request.method == "POST" else None


def version_in(text) -> int:
    """Return a version or a place from a form; one that can't be right counts as overtaken: -1."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def address_if_there(name, *args) -> str:
    """Return the address of a page that may not be part of the portal; empty when it isn't."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
