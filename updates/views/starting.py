"""Beginning to write: with the headings of last time."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from portal.audit.models import Overtaken
from portal.ui.permissions import require
from updates import actions
from updates.views.shared import changed_meanwhile, managed, version_in


@require_POST
def update_headings(request, pk):
    """Give the draft an empty section for each heading of the region's last update."""
    draft = managed(request, pk).draft
    if draft is None:
        return redirect("update_record", pk)
    require(request.user, "updates.edit", draft)
    try:
        actions.copy_headings(draft, version=version_in(request.POST.get("version")), by=request.user)
    except Overtaken:
        return changed_meanwhile(request, "update_edit", pk)
    messages.success(request, "The headings of the last update are there. Its text stands beside each empty box.")
    return redirect("update_edit", pk)
