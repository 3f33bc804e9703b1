"""How far an item of a review is shown: closed until its host opens it."""

from django.db import models


class ShownTo(models.TextChoices):
    """From the narrowest to the widest. The team always includes those who run the region's peer challenge."""

    TEAM = "team", "Review team"
    AUTHORITY = "authority", "Authority"
    DIRECTORS = "directors", "Directors"
    REGION = "region", "Region’s members"
    PUBLIC = "public", "Public"

    @property
    def reach(self) -> int:
        """How wide it is, from 0."""
        return list(ShownTo).index(self)


# Whom each level lets in beside those whom the one before does.
TO_DIRECTORS = frozenset({ShownTo.DIRECTORS, ShownTo.REGION, ShownTo.PUBLIC})
TO_REGION = frozenset({ShownTo.REGION, ShownTo.PUBLIC})
TO_HOST = TO_DIRECTORS | {ShownTo.AUTHORITY}
