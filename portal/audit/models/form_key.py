"""The idempotency key of a creating form: a worker killed after its commit leads people to press twice."""

import json
import uuid

from django.db import models
from django.utils import timezone

# What of a posted form nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "form_key", "version"}


class KeyAlreadyUsed(Exception):
    """The form with this key was already saved: `record_id` says as what."""

    def __init__(self, record_id):
        super().__init__("This form was already saved.")
        self.record_id = record_id


class FormKey(models.Model):
    """The idempotency key of one creating form: pressing its button twice makes one record."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    made_at = models.DateTimeField(default=timezone.now)
    record_type = models.CharField(max_length=80)
    record_id = models.CharField(max_length=40)

    def __str__(self):
        return str(self.key)

    @classmethod
    def of_form(cls, request):
        """Return the key that the posted form carries, or a new one for a form that is shown.

        What was typed is part of it: who goes back, writes something else and sends that means another record.
        """
        try:
            key = uuid.UUID(request.POST.get("form_key", ""))
        except ValueError:
            return uuid.uuid4()
        typed = [pair for pair in request.POST.lists() if pair[0] not in NOT_TYPED]
        files = [(name, file.name, file.size) for name, files in request.FILES.lists() for file in files]
        return uuid.uuid5(key, json.dumps([typed, files], sort_keys=True))

    @classmethod
    def spend(cls, key, record):
        """Remember that the form `key` made `record`, in the transaction that makes it.

        Raises KeyAlreadyUsed, which rolls the second record back, when another request was first.
        """
        used, made = cls.objects.get_or_create(
            key=key, defaults={"record_type": record._meta.label_lower, "record_id": str(record.pk)}
        )
        if not made:
            raise KeyAlreadyUsed(used.record_id)

    @classmethod
    def made_by(cls, key, model):
        """Return the id of the record of `model` that the form `key` made, or None."""
        used = cls.objects.filter(key=key, record_type=model._meta.label_lower).first()
        return used.record_id if used else None

    @classmethod
    def refuse_used(cls, key, model):
        """Raise KeyAlreadyUsed when the form with this key (None: no key) made a record of `model` before."""
        if key and (made := cls.made_by(key, model)):
            raise KeyAlreadyUsed(made)
