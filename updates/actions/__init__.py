"""What happens to updates: each function is one transaction, with audit event, history, search index and page cache."""

from .documents import bring_in, keep_document, take_document
from .drafts import PeriodTaken, copy_headings, keep_draft, restore_version, save_draft, start_draft, start_update
from .moving import move_update
from .publication import DraftInTheWay, keep_readable, publish, unschedule, withdraw
from .review import approve, discard, send_back, submit, take_back

__all__ = [
    "DraftInTheWay",
    "PeriodTaken",
    "approve",
    "bring_in",
    "copy_headings",
    "discard",
    "keep_document",
    "keep_draft",
    "keep_readable",
    "move_update",
    "publish",
    "restore_version",
    "save_draft",
    "send_back",
    "start_draft",
    "start_update",
    "submit",
    "take_back",
    "take_document",
    "unschedule",
    "withdraw",
]
