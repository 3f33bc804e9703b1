"""Bringing a backup back: into the same kind of database, a newer release, or from SQLite into PostgreSQL."""

import json
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection, connections

from portal.upkeep import postgresql, state, transfer
from portal.upkeep.backups import DATABASE_FILES, BackupError, copy_sqlite, key_fingerprint


def restore(path: Path) -> list[str]:
    """Replace the portal's data by the backup at `path`; return what whoever runs the portal must still know.

    Raises BackupError, before anything is touched, when `path` isn't a backup that this release can read.
    """
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as workspace:
        unpacked = Path(workspace)
        _unpack(path, unpacked)
        manifest = _read_manifest(unpacked)
        _restore_database(unpacked / DATABASE_FILES[manifest["database"]], manifest["database"])
        _restore_uploads(unpacked / "uploads")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if manifest["key_fingerprint"] == key_fingerprint():
        return []
    return ["The secret key isn't the backup's: codes from sign-in apps won't work until SECRET_KEY is the old one."]


def is_in_use() -> bool:
    """True when somebody has an account in the database that a restore would replace."""
    try:
        return get_user_model().objects.exists()
    except DatabaseError:  # no table yet: a fresh database
        return False
    finally:
        connections.close_all()


def _unpack(path: Path, into: Path) -> None:
    try:
        with tarfile.open(path, "r:gz") as archive:
            for entry in archive:
                _unpack_entry(archive, entry, into)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupError(f"{path} isn't a whole backup: {error}") from error


def _unpack_entry(archive: tarfile.TarFile, entry: tarfile.TarInfo, into: Path) -> None:
    # By hand: Python before 3.11.4 would follow a link or a "../" out of the folder.
    name = PurePosixPath(entry.name)
    expected = entry.name in {"manifest.json", *DATABASE_FILES.values()} or name.parts[0] == "uploads"
    if entry.isdir() and expected:
        return
    if not (entry.isfile() and expected) or ".." in name.parts or name.is_absolute():
        raise BackupError(f"{entry.name!r} doesn't belong in a backup.")
    target = into / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.extractfile(entry) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)


def _read_manifest(unpacked: Path) -> dict:
    try:
        manifest = json.loads((unpacked / "manifest.json").read_text())
        database, migrations, _ = manifest["database"], manifest["migrations"], manifest["key_fingerprint"]
    except (OSError, ValueError, KeyError) as error:
        raise BackupError(f"Its manifest can't be read: {error}") from error
    if database not in DATABASE_FILES or not (unpacked / DATABASE_FILES[database]).exists():
        raise BackupError("It holds no database.")
    if unknown := set(migrations) - state.known_migrations():
        raise BackupError(f"It was made by a newer release: this one doesn't know {min(unknown)}.")
    if (database, connection.vendor) == ("postgresql", "sqlite"):
        raise BackupError("It comes from PostgreSQL, and this portal runs on SQLite: set DATABASE_URL to a PostgreSQL.")
    return manifest


def _restore_database(copy: Path, made_on: str) -> None:
    if made_on == connection.vendor == "postgresql":
        postgresql.load(copy)
    elif made_on == connection.vendor:
        connections.close_all()
        copy_sqlite(copy, Path(connection.settings_dict["NAME"]))
    else:
        transfer.from_sqlite(copy)


def _restore_uploads(uploads: Path) -> None:
    before = settings.DATA_DIR / "uploads-before-restore"
    shutil.rmtree(before, ignore_errors=True)
    if settings.UPLOADS_DIR.exists():
        settings.UPLOADS_DIR.rename(before)
    uploads.mkdir(mode=0o700, exist_ok=True)
    uploads.rename(settings.UPLOADS_DIR)
    shutil.rmtree(before, ignore_errors=True)
