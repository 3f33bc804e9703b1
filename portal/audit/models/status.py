"""The one way in which a record changes its status: along its moves, recorded, one winner."""

from django.db import models, transaction

from portal.audit.models.event import record


class Overtaken(Exception):
    """Somebody else changed the record first; nothing was written."""


class NotAMove(Exception):
    """The record's status does not lead where it was asked to go."""


class HasStatus(models.Model):
    """A record whose `status` moves only along `MOVES`, one verb a move, each recorded.

    `MOVES` maps each status to the set of those that may follow it. Verbs on the model call `_move_to`.
    """

    MOVES: dict = {}

    class Meta:
        abstract = True

    def _move_to(self, status, *, by, verb=None, about=None, version=None, details=None, **fields):
        """Move to `status`, set `fields`, write the audit event; all or nothing.

        The event says `verb` (the status when None) `about` a record (this one when None). With `version`, the
        record must still be at it. Raises NotAMove when `MOVES` has no such move, Overtaken when somebody moved
        or edited the record first.
        """
        was = self.status
        if status not in self.MOVES.get(was, ()):
            raise NotAMove(f"{self._meta.verbose_name} is {was}: it can't become {status}.")
        expected = {"status": was}
        if version is not None:
            expected["version"] = version
            fields["version"] = version + 1
        with transaction.atomic():
            rows = type(self)._base_manager.filter(pk=self.pk, **expected).update(status=status, **fields)
            if not rows:
                raise Overtaken(f"Somebody else changed {self} first.")
            self.status = status
            for name, value in fields.items():
                setattr(self, name, value)
            record(verb or str(status), about or self, by=by, **(details or {}))
