"""What the worker does at night about updates."""

from datetime import timedelta

from portal.audit.chores import chore
from updates.file_copies import sweep


@chore("Delete files of editions that nobody reads any more", every=timedelta(days=1))
def delete_files_out_of_use():
    """Delete the bytes that only discarded and superseded editions still name."""
    return sweep()
