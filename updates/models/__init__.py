from .attached import Attached
from .edition import Edition, Section
from .former import FormerAddress
from .imported import ImportedDocument
from .preview import PreviewLink
from .region_count import RegionCount
from .tag import Tag, Tagging
from .theme import SectionTheme
from .update import Update, Withdrawal

__all__ = [
    "Attached",
    "Edition",
    "FormerAddress",
    "ImportedDocument",
    "PreviewLink",
    "RegionCount",
    "Section",
    "SectionTheme",
    "Tag",
    "Tagging",
    "Update",
    "Withdrawal",
]
