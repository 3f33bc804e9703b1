"""The record of who did what, the one way in which a record changes its status, and what the worker has done."""

from portal.audit.models.addressed import HasPublicId
from portal.audit.models.chore import ChoreRun
from portal.audit.models.event import AuditEvent, AuditEventQuerySet, record
from portal.audit.models.form_key import FormKey, KeyAlreadyUsed
from portal.audit.models.status import HasStatus, NotAMove, Overtaken
from portal.audit.models.versioned import HasVersion
from portal.audit.models.worker import Worker, silent_since

__all__ = [
    "AuditEvent",
    "AuditEventQuerySet",
    "ChoreRun",
    "FormKey",
    "HasPublicId",
    "HasStatus",
    "HasVersion",
    "KeyAlreadyUsed",
    "NotAMove",
    "Overtaken",
    "Worker",
    "record",
    "silent_since",
]
