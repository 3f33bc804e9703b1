"""A PostgreSQL of our own for one run: made in a second, thrown away at the end, nothing of the machine's touched.

python -m tests.cluster COMMAND…        runs the command with TEST_DATABASE_URL naming it
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

# Nothing in it has to survive a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path | None:
    """Return the folder of the newest initdb and pg_ctl on this machine, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -float(path.parent.name))
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextmanager
def throwaway():
    """Start a cluster and give the address of its database; stop and remove it at the end.

    Raises FileNotFoundError when the machine has no PostgreSQL server, RuntimeError when it doesn't start.
    """
    bin_folder = binaries()
    if bin_folder is None:
        raise FileNotFoundError("no PostgreSQL server is installed")
    person = _somebody_but_root()
    # /tmp itself, where that somebody can go, and where a socket's path stays short enough.
    folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-", dir="/tmp"))
    if person:
        os.chown(folder, person.pw_uid, person.pw_gid)

    def run(*command):
        as_somebody = {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []} if person else {}
        with (folder / "said").open("w+") as said:  # a file, not a pipe: the server keeps what it inherits open
            if subprocess.run(command, cwd=folder, stdout=said, stderr=said, **as_somebody).returncode:
                said.seek(0)
                raise RuntimeError(f"{Path(command[0]).name} failed:\n{said.read()}")

    data, port = folder / "data", free_port()
    try:
        run(bin_folder / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        where = f"-h 127.0.0.1 -p {port} -k {folder}"
        run(bin_folder / "pg_ctl", "-D", data, "-l", folder / "log", "-o", f"{where} {FAST}", "-w", "start")
        yield f"postgres://portal@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _somebody_but_root() -> pwd.struct_passwd | None:
    """Return whom to become, since PostgreSQL refuses to run as root; None when we aren't root."""
    if os.geteuid() != 0:
        return None
    known = {person.pw_name: person for person in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    with throwaway() as url:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "TEST_DATABASE_URL": url}).returncode)
