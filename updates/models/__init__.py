from .edition import Edition, Section
from .imported import ImportedDocument
from .tag import Tag, Tagging
from .update import Update

__all__ = ["Edition", "ImportedDocument", "Section", "Tag", "Tagging", "Update"]
