from .kept import KeptText
from .presence import Presence
from .version import Version

__all__ = ["KeptText", "Presence", "Version"]
