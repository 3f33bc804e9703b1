"""What the desk's pages share: which update they are about, and the version that a form carries."""

from django.shortcuts import get_object_or_404

from portal.ui.permissions import require
from updates.models import Update


def managed(request, pk):
    """Return the update for somebody who manages its region; 404 if it can't be seen, 403 if only read."""
    update = get_object_or_404(Update.objects.visible_to(request.user).select_related("region"), pk=pk)
    require(request.user, "updates.write_in", update)
    return update


def version_in(text):
    """A version from a form: one that can't be right counts as overtaken."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
