"""What happens to events beyond one event's own verbs."""

from django.core.exceptions import BadRequest
from django.db import transaction

from portal.audit.models import FormKey, KeyAlreadyUsed, record
from portal.events import parts
from portal.events.models import Event


def add_event(details, *, region, by=None, key=None, said=None):
    """Add an event with the fields `details`, public at once, and return it.

    `region` is a Region, or None for every region; `by` a User, or None for the portal itself. `key` is that of
    the form: pressing its button twice returns the event that the first press made. `said` as in `parts.keep`.
    """
    try:
        with transaction.atomic():
            event = Event.objects.add(**details, region=region, by=by)
            if key:
                FormKey.spend(key, event)
            parts.keep(event, said or {})
            record("added", event, by=by)
            event.made_public()
    except KeyAlreadyUsed as used:
        made = FormKey.made_by(key, Event)
        if made is None:
            raise BadRequest("The key of another form.") from used
        return Event.objects.get(pk=made)
    return event
