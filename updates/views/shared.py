"""What the desk's pages share: which update they are about, and the version that a form carries."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from portal.ui.permissions import require
from updates.models import Update


def managed(request, pk):
    """Return the update for somebody who manages its region; 404 if it can't be seen, 403 if only read."""
    update = Update.objects.managed_by(request.user).select_related("region").filter(pk=pk).first()
    if update is None:
        update = get_object_or_404(Update.objects.visible_to(request.user), pk=pk)
    require(request.user, "updates.write_in", update)
    return update


def readable(request, pk):
    """Return the update for somebody who may read its drafts: who manages its region, or chairs it and was sent one."""
    update = get_object_or_404(Update.objects.visible_to(request.user).select_related("region"), pk=pk)
    require(request.user, "updates.read_draft", update)
    return update


def version_in(text):
    """A version from a form: one that can't be right counts as overtaken."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def changed_meanwhile(request, url_name, pk):
    """Say that somebody else was faster, and lead to where the person can look again; nothing was written."""
    messages.error(request, "Somebody else changed this draft after you opened it. Look at it again, then decide.")
    return redirect(url_name, pk)
