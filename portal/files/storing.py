"""Keeping bytes on the disk, and taking them away again when no record names them.

The file is there before its row is committed, and goes after its row is gone: a crash in between leaves a file that
nobody knows, which `sweep` finds, and never a row without its file.
"""

import hashlib
import secrets
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.files.durable import flush, write_durably
from portal.files.models import Blob

# Far longer than a request takes: a younger file may be waiting for its row, a younger row for the record it is of.
LEFT_ALONE = timedelta(days=1)


def keep(data: bytes, content_type: str, *, width: int | None = None, height: int | None = None) -> Blob:
    """Write `data` to the disk, whole, under a random name; then make and return its row."""
    name = secrets.token_hex(16)
    blob = Blob(
        path=f"{name[:2]}/{name}",
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        width=width,
        height=height,
    )
    _make_folder(blob.place.parent)
    write_durably(blob.place, data)
    blob.save(force_insert=True)
    return blob


def _make_folder(folder):
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flush(folder.parent)


@transaction.atomic
def drop_unused(blobs) -> int:
    """Delete those of `blobs` (a QuerySet) that no record names, and their files once that is committed."""
    unused = list(blobs.unused().order_by("pk").select_for_update(of=("self",)))
    Blob.objects.filter(pk__in=[blob.pk for blob in unused]).delete()
    for blob in unused:
        transaction.on_commit(partial(blob.place.unlink, missing_ok=True))
    return len(unused)


def sweep(now=None) -> str:
    """Delete what nothing names and is older than a day: rows, and files without a row. Return what was done."""
    before = (now or timezone.now()) - LEFT_ALONE
    rows = drop_unused(Blob.objects.filter(kept_at__lt=before))
    files = 0
    for place in settings.UPLOADS_DIR.glob("??/*"):
        is_old = place.stat().st_mtime < before.timestamp()
        if is_old and not Blob.objects.filter(path=f"{place.parent.name}/{place.name}").exists():
            place.unlink(missing_ok=True)
            files += 1
    return f"{rows} unused files and {files} left behind were deleted."


def missing() -> int:
    """Return how many rows have no file of their size on the disk: 0 unless somebody took files away."""
    return sum(not _is_whole(blob) for blob in Blob.objects.all().iterator())


def _is_whole(blob):
    try:
        return blob.place.stat().st_size == blob.size
    except OSError:
        return False
