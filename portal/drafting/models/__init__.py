from .kept import KeptText
from .link import LinkCheck
from .presence import Presence
from .version import Version

__all__ = ["KeptText", "LinkCheck", "Presence", "Version"]
