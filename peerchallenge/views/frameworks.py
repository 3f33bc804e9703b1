"""Reading frameworks: the list on the desk, a version as those read it who answer it, what changed, the spreadsheet."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from peerchallenge.frameworks.changes import differences
from peerchallenge.frameworks.exporting import to_csv, to_xlsx
from peerchallenge.frameworks.readiness import in_figures, what_is_missing
from peerchallenge.frameworks.text import text_of
from peerchallenge.models import FrameworkVersion
from peerchallenge.views.framework_shared import trail, version_read
from portal.audit.models import AuditEvent
from portal.files.kinds import DOCUMENTS
from portal.ui.permissions import may, require


@require_safe
def frameworks(request):
    """The frameworks that the person's regions can use, each with its versions, the latest first."""
    require(request.user, "peerchallenge.see_frameworks")
    versions = FrameworkVersion.objects.visible_to(request.user).select_related("framework__region")
    by_framework = {}
    for version in versions.order_by("framework__name", "framework", "-made_at", "-pk"):
        by_framework.setdefault(version.framework, []).append(version)
    owns = sorted(by_framework.items(), key=lambda item: item[0].region is None)
    context = {
        "frameworks": owns,
        "may_start": may(request.user, "peerchallenge.start_framework"),
        "trail": trail(request.user)[:1],
    }
    return render(request, "peerchallenge/framework/list.html", context)


@require_safe
def framework(request, pk):
    """A version whole; to those who may write in a draft, with all that can be done."""
    version = version_read(request, pk)
    text = text_of(version)
    context = {
        "version": version,
        "areas": list(version.areas.prefetch_related("prompts")),
        "scale": text.scale,
        "figures": in_figures(text),
        "missing": what_is_missing(text) if version.is_draft else [],
        "events": AuditEvent.objects.visible_to(request.user).about(version)[:10],
        "may_start_next": may(request.user, "peerchallenge.start_next_framework", version),
        "trail": trail(request.user),
    }
    return render(request, "peerchallenge/framework/version.html", context)


@require_safe
def framework_changes(request, pk):
    """What is new, reworded, moved and taken out since the version that it is based on."""
    version = version_read(request, pk)
    before = get_object_or_404(FrameworkVersion.objects.visible_to(request.user), pk=version.based_on_id)
    found = differences(text_of(before), text_of(version))
    context = {"version": version, "before": before, "differences": found, "trail": trail(request.user, version)}
    return render(request, "peerchallenge/framework/changes.html", context)


@require_safe
def framework_csv(request, pk):
    return _sheet(version_read(request, pk), "csv", to_csv)


@require_safe
def framework_xlsx(request, pk):
    return _sheet(version_read(request, pk), "xlsx", to_xlsx)


def _sheet(version, ending, write):
    name = f"{slugify(version.framework.name)[:60]}-{slugify(version.label)}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(text_of(version)), content_type=DOCUMENTS[ending].content_type, headers=headers)
