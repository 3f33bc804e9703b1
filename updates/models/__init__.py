from .edition import Edition, Section
from .former import FormerAddress
from .imported import ImportedDocument
from .region_count import RegionCount
from .tag import Tag, Tagging
from .update import Update, Withdrawal

__all__ = [
    "Edition",
    "FormerAddress",
    "ImportedDocument",
    "RegionCount",
    "Section",
    "Tag",
    "Tagging",
    "Update",
    "Withdrawal",
]
