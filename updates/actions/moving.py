"""Changing the months or the name of an update: its address changes, and the old one leads on."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from portal.audit.models import record
from updates.actions.drafts import PeriodTaken
from updates.actions.publication import public_changed
from updates.models import Edition, FormerAddress, Update


@transaction.atomic
def move_update(update, period, *, by, special=""):
    """Give the update other months or another name; whoever asks at the old address is sent to the new one.

    Returns whether anything changed. Raises PeriodTaken when another update stands there.
    """
    update = Update.objects.select_for_update(no_key=True).get(pk=update.pk)
    was_called, special_slug = str(update), slugify(special)[:60]
    was = {name: getattr(update, name) for name in ("region", "period_from", "period_to", "special_slug")}
    now = was | {"period_from": period.from_on, "period_to": period.to_on, "special_slug": special_slug}
    if now == was and special == update.special:
        return False
    if there := Update.objects.exclude(pk=update.pk).filter(**now).first():
        raise PeriodTaken(there)
    if now != was:
        FormerAddress.objects.filter(**now).delete()
        FormerAddress.objects.update_or_create(**was, defaults={"update": update})
    try:
        with transaction.atomic():
            Update.objects.filter(pk=update.pk).update(special=special, **now)
    except IntegrityError:  # another update took the address in this very moment
        raise PeriodTaken(Update.objects.get(**now)) from None
    Edition.objects.filter(update=update).update(period_from=period.from_on, period_to=period.to_on)
    update.refresh_from_db()
    record("changed the address of", update, by=by, reason=f"It was “{was_called}”.")
    public_changed(update)
    return True
