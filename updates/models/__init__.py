from .edition import Edition, Section
from .former import FormerAddress
from .imported import ImportedDocument
from .tag import Tag, Tagging
from .update import Update, Withdrawal

__all__ = ["Edition", "FormerAddress", "ImportedDocument", "Section", "Tag", "Tagging", "Update", "Withdrawal"]
