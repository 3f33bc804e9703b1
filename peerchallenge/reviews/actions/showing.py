"""A region shows the steps of a year to everybody, or no longer."""

from django.db import transaction

from peerchallenge.models import Cycle
from peerchallenge.reviews.public_face import public_changed


@transaction.atomic
def show_publicly(cycle, wanted, *, by, version) -> Cycle:
    """Show the steps that the region's members are shown on its public page, or no longer. Raises Overtaken."""
    cycle = Cycle.objects.hold(cycle.pk)
    if cycle.is_shown_publicly != wanted:
        verb = "showed the steps publicly of" if wanted else "stopped showing the steps publicly of"
        cycle.rewrite(by=by, version=version, verb=verb, is_shown_publicly=wanted)
        public_changed(cycle.region)
    return cycle
