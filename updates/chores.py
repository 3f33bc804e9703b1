"""What the worker does at night about updates."""

from datetime import timedelta

from portal.audit.chores import chore
from updates.file_copies import sweep
from updates.models import ImportedDocument


@chore("Delete files of editions that nobody reads any more", every=timedelta(days=1))
def delete_files_out_of_use():
    """Delete the bytes that only discarded and superseded editions still name."""
    return sweep()


@chore("Delete documents that no update was made of", every=timedelta(days=1))
def delete_left_documents():
    """Delete what was brought in 30 days ago and left on its check screen, with its pictures."""
    return ImportedDocument.objects.forget_left()
