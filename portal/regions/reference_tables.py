"""Which files the reference data is in, and what their columns mean to the models."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from .models import GssCode, LocalAuthority, Region, Trust, TrustDelivery


@dataclass(frozen=True)
class Table:
    """One file: the model of its rows, its columns, those that name a row, and those that hold another table's key."""

    name: str
    model: type[Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    points_at: Mapping[str, str] = field(default_factory=dict)
    pattern: tuple[str, str] = ("", "")  # of the key: a regular expression, and the same in words

    @property
    def unique(self):
        """The columns, alone or together, in which no two rows may agree."""
        alone = {(column,) for column in self.columns if self.model._meta.get_field(column).unique}
        return sorted(alone | {self.key})


TABLES = (
    Table("regions", Region, ("slug",), ("slug", "name", "website", "source")),
    Table(
        "authorities",
        LocalAuthority,
        ("code",),
        ("code", "name", "region", "type", "website", "from_on", "to_on", "successors", "source"),
        points_at={"region": "regions", "successors": "authorities"},
        pattern=(r"\d{3}", "an LA code of three digits"),
    ),
    Table(
        "gss_codes",
        GssCode,
        ("code",),
        ("code", "authority", "from_on", "to_on", "source"),
        points_at={"authority": "authorities"},
        pattern=(r"E\d{8}", "a GSS code: E and eight digits"),
    ),
    Table(
        "trusts",
        Trust,
        ("slug",),
        ("slug", "name", "website", "from_on", "to_on", "successors", "source"),
        points_at={"successors": "trusts"},
    ),
    Table(
        "trust_deliveries",
        TrustDelivery,
        ("trust", "authority"),
        ("trust", "authority", "from_on", "to_on", "source"),
        points_at={"trust": "trusts", "authority": "authorities"},
    ),
)
