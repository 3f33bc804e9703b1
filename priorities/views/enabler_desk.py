"""An enabler on the desk: writing it, moving it, taking it out."""

from django.views.decorators.http import require_http_methods, require_POST

from priorities.actions import parts
from priorities.forms.parts import EnablerForm, enabler_initial
from priorities.models import Enabler
from priorities.views.desk_shared import enabler_to_edit
from priorities.views.part_desk import Kind, part_edit, part_move, part_new, part_remove

ENABLER = Kind(
    Enabler, "an enabler", EnablerForm, enabler_initial, parts.add_enabler, parts.edit_enabler,
    leaves="It leaves the plan.", has_page=False,
)  # fmt: skip

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@shown_or_sent
def enabler_new(request, pk):
    return part_new(request, pk, ENABLER)


@shown_or_sent
def enabler_edit(request, pk):
    return part_edit(request, enabler_to_edit(request, pk), ENABLER)


@require_POST
def enabler_move(request, pk):
    return part_move(request, enabler_to_edit(request, pk))


@shown_or_sent
def enabler_remove(request, pk):
    return part_remove(request, enabler_to_edit(request, pk), ENABLER)
