"""Addresses of text that was kept, and the page of a form whose token is out of date."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from portal.drafting import autosave, kept
from portal.drafting.models import KeptText
from portal.ui import errors
from portal.ui.links import local_path


@require_POST
def kept_discard(request, pk):
    """Throw away what was kept, and go on to the page that offered it."""
    text = get_object_or_404(KeptText.objects.visible_to(request.user), pk=pk)
    text.delete()
    messages.success(request, "What was kept is thrown away.")
    return redirect(local_path(text.path))


def csrf_failure(request, reason=""):
    """A form from before somebody signed in again: keep it where it asks for that, and lead its person to it."""
    if autosave.wants_json(request):
        return autosave.stale()
    text = kept.keep(request)
    is_theirs = text is not None and text.person_id == request.user.pk
    return errors.csrf_failure(request, reason, restore_url=kept.restore_address(text) if is_theirs else "")
