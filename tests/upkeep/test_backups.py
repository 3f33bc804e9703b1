"""Backups made and brought back on real databases."""

import json
import os
import subprocess
import sys
import tarfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from portal.regions.models import Region
from portal.upkeep import backups, restores
from portal.upkeep.backups import BackupError, back_up
from portal.upkeep.restores import restore
from tests import make

pytestmark = [pytest.mark.slow, pytest.mark.on_postgresql]


@pytest.fixture
def portal(transactional_db, settings, tmp_path):
    """A portal with one region, one person and one upload, in folders of its own."""
    settings.DATA_DIR = tmp_path
    settings.UPLOADS_DIR = tmp_path / "uploads"
    (settings.UPLOADS_DIR / "2015").mkdir(parents=True)
    (settings.UPLOADS_DIR / "2015" / "a1b2.docx").write_bytes(b"a document")
    (settings.UPLOADS_DIR / "2015" / ".half.part").write_bytes(b"being writ")
    make.region("Mercia", is_invented=True)
    make.person("Alice")
    return settings


def people() -> list[str]:
    return sorted(get_user_model().objects.values_list("name", flat=True))


def regions() -> list[str]:
    return sorted(Region.objects.values_list("name", flat=True))


def test_a_backup_brings_back_rows_and_uploads(portal):
    path = back_up()
    get_user_model().objects.all().delete()
    make.person("Mallory")
    (portal.UPLOADS_DIR / "2015" / "a1b2.docx").write_bytes(b"spoilt")
    (portal.UPLOADS_DIR / "later").write_bytes(b"later")
    assert restore(path) == []
    assert (people(), regions()) == (["Alice"], ["Mercia"])
    assert [(file.name, file.read_bytes()) for file in portal.UPLOADS_DIR.rglob("*.*")] == [
        ("a1b2.docx", b"a document")
    ]
    assert not (portal.UPLOADS_DIR / "later").exists()
    assert make.person("Bob").pk > get_user_model().objects.get(name="Alice").pk


def test_a_backup_is_one_private_file_without_the_secret_key(portal):
    path = back_up()
    with tarfile.open(path) as archive:
        assert sorted(archive.getnames()) == [
            backups.DATABASE_FILES[connection.vendor],
            "manifest.json",
            "uploads/2015/a1b2.docx",
        ]
        manifest = json.load(archive.extractfile("manifest.json"))
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert (manifest["database"], project.SECRET_KEY in json.dumps(manifest)) == (connection.vendor, False)
    assert sorted(entry.name for entry in portal.DATA_DIR.iterdir()) == ["backups", "uploads"]


def test_another_secret_key_is_pointed_out(portal):
    path = back_up()
    portal.SECRET_KEY = "another"
    assert restore(path) == [
        "The secret key isn't the backup's: codes from sign-in apps won't work until SECRET_KEY is the old one."
    ]


def test_a_portal_in_use_is_not_replaced_unasked(portal):
    path = back_up()
    with pytest.raises(CommandError, match="There are people in this portal"):
        call_command("restore", path)
    make.person("Bob")
    call_command("restore", path, "--replace", stdout=StringIO())
    assert people() == ["Alice"]
    before = backups.newest_backup()
    restore(before)
    assert people() == ["Alice", "Bob"]


def forged(folder: Path, *entries: tuple[str, bytes], link: str = "") -> Path:
    path = folder / "forged.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))
        if link:
            entry = tarfile.TarInfo("uploads/link")
            entry.type, entry.linkname = tarfile.SYMTYPE, link
            archive.addfile(entry)
    return path


def manifest(**changes) -> tuple[str, bytes]:
    told = {"database": connection.vendor, "migrations": [], "key_fingerprint": ""} | changes
    return ("manifest.json", json.dumps(told).encode())


@pytest.mark.parametrize(
    ("entries", "link", "reason"),
    [
        ([("../evil", b"")], "", "'../evil' doesn't belong in a backup."),
        ([("uploads/../../evil", b"")], "", "'uploads/../../evil' doesn't belong in a backup."),
        ([("/etc/evil", b"")], "", "'/etc/evil' doesn't belong in a backup."),
        ([], "/etc/passwd", "'uploads/link' doesn't belong in a backup."),
        ([("manifest.json", b"{")], "", "Its manifest can't be read"),
        ([manifest()], "", "It holds no database."),
        (
            [manifest(migrations=["updates.9999_later"]), ("database.sqlite3", b""), ("database.pgdump", b"")],
            "",
            "It was made by a newer release: this one doesn't know updates.9999_later.",
        ),
    ],
)
def test_what_is_not_a_backup_touches_nothing(portal, entries, link, reason):
    with pytest.raises(BackupError, match=reason):
        restore(forged(portal.DATA_DIR, *entries, link=link))
    assert (people(), (portal.UPLOADS_DIR / "2015" / "a1b2.docx").read_bytes()) == (["Alice"], b"a document")


def test_half_a_backup_touches_nothing(portal):
    path = back_up()
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BackupError, match="isn't a whole backup"):
        restore(path)
    assert people() == ["Alice"]


def test_a_failed_backup_leaves_no_file(portal, tmp_path):
    with pytest.raises(CommandError):
        call_command("backup", tmp_path / "no-such-folder" / "x.tar.gz")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["uploads"]


OLDER_RELEASE = """
from django.core.management import call_command
from tests import make

call_command("migrate", verbosity=0)
call_command("load_reference", verbosity=0)
make.person("Alice")
call_command("migrate", "usersessions", "zero", verbosity=0)
call_command("backup", {path!r})
"""
THIS_RELEASE = """
import json
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from portal.regions.models import Region
from tests import make

call_command("restore", {path!r}, verbosity=0)
alice = get_user_model().objects.get()
later = [make.person("Bob").pk > alice.pk, make.region("Mercia", is_invented=True).pk > 0]
tables = connection.introspection.table_names()
print(json.dumps([alice.name, Region.objects.count(), later, "usersessions_usersession" in tables, connection.vendor]))
"""


def run(script: str, folder: Path, database: str) -> str:
    """Run a script in a process of its own, on the given data folder and database; return what it says."""
    folder.mkdir()
    changes = {"DATA_DIR": str(folder), "DATABASE_URL": database, "SECRET_KEY": project.SECRET_KEY}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
    environment = os.environ | changes | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    done = subprocess.run(command, check=True, env=environment, cwd=project.BASE_DIR, stdout=subprocess.PIPE, text=True)
    return done.stdout


@pytest.fixture
def fresh_database(transactional_db, tmp_path):
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/fresh.sqlite3"
        return
    name = f"{connection.settings_dict['NAME']}_fresh"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield os.environ["TEST_DATABASE_URL"].rpartition("/")[0] + f"/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.once
def test_sqlite_comes_back_into_a_fresh_database_and_a_newer_release(fresh_database, tmp_path):
    """The older release had no table of sessions yet. On PostgreSQL this is the way from one database to the other."""
    path = str(tmp_path / "backup.tar.gz")
    run(OLDER_RELEASE.format(path=path), tmp_path / "older", f"sqlite:///{tmp_path}/older.sqlite3")
    said = run(THIS_RELEASE.format(path=path), tmp_path / "newer", fresh_database)
    assert json.loads(said.splitlines()[-1]) == ["Alice", 10, [True, True], True, connection.vendor]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite: it can't read PostgreSQL's archive")
def test_postgresql_does_not_come_back_into_sqlite(portal):
    path = forged(portal.DATA_DIR, manifest(database="postgresql"), ("database.pgdump", b""))
    with pytest.raises(BackupError, match="It comes from PostgreSQL"):
        restore(path)


def test_a_fresh_database_is_not_in_use(transactional_db):
    assert restores.is_in_use() is False
