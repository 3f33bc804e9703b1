"""Bytes on the disk and their rows: together, or neither for long."""

import os
import stat
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from portal.files import storing
from portal.files.models import Blob
from portal.files.storing import drop_unused, keep, sweep
from portal.upkeep.checks import CHECKS, findings

pytestmark = pytest.mark.on_postgresql


def on_disk(uploads):
    return sorted(str(path.relative_to(uploads)) for path in uploads.rglob("*") if path.is_file())


def test_bytes_are_kept_whole_under_a_random_name_for_the_owner_alone(db, uploads):
    one, other = keep(b"same", "application/pdf"), keep(b"same", "application/pdf")
    assert one.path != other.path
    assert one.path.partition("/")[0] == one.path.partition("/")[2][:2]
    assert on_disk(uploads) == sorted([one.path, other.path])
    assert one.place.read_bytes() == b"same"
    assert (one.size, len(one.sha256), one.content_type) == (4, 64, "application/pdf")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (one.place, one.place.parent)} == {0o600, 0o700}


def test_nobody_reads_a_blob_by_itself(db, frank):
    keep(b"x", "application/pdf")
    assert list(Blob.objects.visible_to(frank)) == []


@pytest.mark.django_db(transaction=True)
def test_unused_bytes_go_when_that_is_committed_and_not_before(uploads):
    blob = keep(b"x", "application/pdf")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert drop_unused(Blob.objects.all()) == 1
        raise ZeroDivisionError
    assert on_disk(uploads) == [blob.path]
    assert drop_unused(Blob.objects.all()) == 1
    assert (on_disk(uploads), Blob.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_the_sweep_leaves_alone_what_may_still_be_wanted(uploads):
    young, old = keep(b"young", "application/pdf"), keep(b"old", "application/pdf")
    Blob.objects.filter(pk=old.pk).update(kept_at=timezone.now() - timedelta(days=2))
    orphan, fresh = uploads / "ab" / "orphan", uploads / "ab" / ".fresh.part"
    orphan.parent.mkdir(exist_ok=True)
    for path in (orphan, fresh):
        path.write_bytes(b"x")
    two_days_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(orphan, (two_days_ago, two_days_ago))
    assert sweep() == "1 unused files and 1 left behind were deleted."
    assert on_disk(uploads) == sorted([young.path, "ab/.fresh.part"])
    assert list(Blob.objects.all()) == [young]
    assert sweep() == "0 unused files and 0 left behind were deleted."


def test_missing_files_are_counted(db):
    whole, gone, short = (keep(b"four", "application/pdf") for _ in range(3))
    gone.place.unlink()
    short.place.write_bytes(b"two")
    assert storing.missing() == 2
    assert whole.place.exists()


def test_doctor_tells_of_files_that_are_gone(db, uploads):
    (check,) = (one for one in CHECKS if one.name == "Uploaded files are there")
    blob = keep(b"x", "application/pdf")
    assert [one.state for one in findings([check])] == ["met"]
    blob.place.unlink()
    assert [one.says for one in findings([check])] == [f"1 of them are missing in {uploads}, or cut short"]
