"""The panel of checks by itself, and asking whether the draft's links still answer."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.drafting.links import queue_link_checks
from updates.checking import checked, links_of
from updates.views.shared import managed


@require_safe
def update_checks(request, pk):
    """The panel for the draft as it was last saved: fetched beside the text after each save."""
    draft = managed(request, pk).draft
    if draft is None:
        return redirect("update_record", pk)
    return render(request, "drafting/_checks.html", {"findings": checked(draft)})


@require_POST
def update_check_links(request, pk):
    """Ask the worker to look whether the links of the draft, or of what is public, still lead somewhere."""
    update = managed(request, pk)
    edition = update.draft or update.live
    count = queue_link_checks(links_of(edition.sections.all())) if edition else 0
    if count:
        links = "1 link" if count == 1 else f"{count} links"
        messages.success(request, f"{links} will be asked in the next minutes. Open this page again then.")
    else:
        messages.success(request, "There is no link to ask, or all were asked in the last ten minutes.")
    return redirect("update_publish" if update.draft else "update_record", pk)
