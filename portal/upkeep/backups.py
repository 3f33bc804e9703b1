"""A backup is one `.tar.gz`: the database by its own tool, the uploads, and a manifest. The secret key isn't in it.

Copying a database's file while it is written to gives a broken copy about half the time: hence the databases' tools.
"""

import io
import json
import sqlite3
import tarfile
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.files.durable import written_durably
from portal.upkeep import postgresql

DATABASE_FILES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


class BackupError(Exception):
    """The backup could not be made or read; the text says why in words for whoever runs the portal."""


def folder() -> Path:
    return settings.DATA_DIR / "backups"


def newest_backup() -> Path | None:
    """Return the newest backup in the usual folder."""
    return max(folder().glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def back_up(path: Path | None = None) -> Path:
    """Write a backup to `path`, by default a new file in the backups folder, and return where it is."""
    if path is None:
        folder().mkdir(mode=0o700, exist_ok=True)
        path = folder() / f"portal-{timezone.now():%Y%m%d-%H%M%S-%f}.tar.gz"
    with (
        tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="backup-") as workspace,
        written_durably(path) as aside,
    ):
        # The database first: a file of an upload is there before its row, so each row finds its file.
        copy = Path(workspace) / DATABASE_FILES[connection.vendor]
        manifest = json.dumps(_manifest(), indent=2).encode()
        _copy_database(copy)
        with tarfile.open(aside, "w:gz", compresslevel=6) as archive:
            entry = tarfile.TarInfo("manifest.json")
            entry.size = len(manifest)
            archive.addfile(entry, io.BytesIO(manifest))
            archive.add(copy, copy.name)
            _add_uploads(archive)
    return path


def _add_uploads(archive: tarfile.TarFile) -> None:
    """Add every uploaded file but those being written; one that is deleted meanwhile is left out."""
    for place in sorted(settings.UPLOADS_DIR.rglob("[!.]*")):
        with suppress(FileNotFoundError):
            if place.is_file():
                archive.add(place, f"uploads/{place.relative_to(settings.UPLOADS_DIR)}", recursive=False)


def key_fingerprint() -> str:
    """Return what tells two secret keys apart without giving either away."""
    return salted_hmac("portal.upkeep.backups", "fingerprint", algorithm="sha256").hexdigest()[:16]


def _manifest() -> dict:
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "origin": settings.PORTAL_ORIGIN,
        "release": settings.RELEASE,
        "database": connection.vendor,
        "migrations": sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()),
        "key_fingerprint": key_fingerprint(),
    }


def _copy_database(copy: Path) -> None:
    if connection.vendor == "postgresql":
        postgresql.dump(copy)
    else:
        copy_sqlite(Path(connection.settings_dict["NAME"]), copy)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a SQLite database that may be in use into another; raise BackupError when the copy is broken."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        if (verdict := new.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise BackupError(f"The copy of {source} is broken: {verdict}")
