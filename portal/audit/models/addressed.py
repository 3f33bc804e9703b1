"""Records whose addresses say nothing of how many there are, or of which came first."""

import uuid

from django.db import models


class HasPublicId(models.Model):
    """A record that addresses and pages name by `public_id`, which is random, and never by its key."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
