"""What the worker does at night about files."""

from datetime import timedelta

from portal.audit.chores import chore
from portal.files.storing import sweep


@chore("Delete files that nothing names", every=timedelta(days=1))
def delete_unused():
    """Delete what no record has named for a day, and files whose row was never written."""
    return sweep()
