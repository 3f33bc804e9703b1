"""PostgreSQL's own tools for copies, run with the portal's own connection settings."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient


class ToolError(Exception):
    """pg_dump or pg_restore is missing or failed; the text is what it said."""


def dump(path: Path) -> None:
    """Write the whole database to `path`, in PostgreSQL's own archive format."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def load(path: Path) -> None:
    """Replace everything in the database by what `path` holds."""
    with connection.cursor() as cursor:
        # Not pg_restore --clean: it leaves the tables that the archive doesn't know.
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(path))


def _run(tool: str, *arguments: str) -> None:
    # Django's own reading of the settings: names and ports as arguments, secrets in the environment.
    command, secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    program = shutil.which(tool)
    if program is None:
        raise ToolError(f"{tool} isn't installed: install PostgreSQL's client of the server's version (or newer).")
    done = subprocess.run(
        [program, *command[1:-1], f"--dbname={command[-1]}", *arguments],
        env={**os.environ, **(secrets or {})},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ToolError(f"{tool} failed: {done.stderr.strip()}")
