"""`make bench`: how many requests a second, beside a bare Django view that returns the same bytes, in the same run.

python -m tests.bench [--quick] [--only sqlite|postgresql] [--counts 1000,20000] [--rounds 3]
python -m tests.bench --editor [--only sqlite|postgresql]        only how long saving a draft takes; half a minute
python -m tests.bench --peer [--only sqlite|postgresql]          only peer challenge; ten minutes, three gigabytes

Writes docs/performance.md after a full run; with `--quick` it only prints. A full run takes about ten minutes.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, nullcontext
from pathlib import Path

from tests.bench import editor, peer, report
from tests.bench.client import measure
from tests.bench.servers import ROOT, fetch, gunicorn
from tests.cluster import throwaway

SECONDS = 1


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def environment(folder, url):
    """What the portal measured runs with: its own data, static files shared, nothing of the caller's settings."""
    return {
        "DATA_DIR": str(folder),
        "STATIC_ROOT": str(folder.parent / "static"),
        "DATABASE_URL": url or f"sqlite:///{folder}/portal.sqlite3",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        **dict.fromkeys(("DEMO", "DEBUG"), "0"),
        **dict.fromkeys(("PORTAL_ORIGIN", "SECRET_KEY", "HOME_REGION", "EMAIL_URL"), ""),
    }


def run(command, settings) -> str:
    settings = {name: value for name, value in settings.items() if value}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{command} failed:\n{done.stderr[-3000:]}")
    return done.stdout


def bench(folder, database, count, rounds):
    """Build the corpus, start three servers, measure each page in each in turn; return the pages."""
    begun = time.monotonic()
    folder.mkdir()
    with throwaway() if database == "PostgreSQL" else nullcontext() as url:
        settings = {name: value for name, value in environment(folder, url).items() if value}
        found = json.loads(run(["-m", "tests.bench.corpus", str(count)], settings | {"PAGE_CACHE": "0"}))
        say(f"\n{count:,} updates on {database}, made in {time.monotonic() - begun:.0f} s")
        with ExitStack() as stack:
            log = folder / "log"
            uncached = stack.enter_context(gunicorn("portal.wsgi:application", settings | {"PAGE_CACHE": "0"}, log))
            cached = stack.enter_context(gunicorn("portal.wsgi:application", settings | {"PAGE_CACHE": "1"}, log))
            names = _keep_bodies(folder / "bodies", uncached, found)
            bare = stack.enter_context(
                gunicorn("tests.bench.bare:application", {"BENCH_BODIES": str(folder / "bodies")}, log)
            )
            pages = [report.Page(name, queries) for name, (_, queries) in found.items()]
            for page in pages:
                _warm_up(found[page.name][0][0], uncached, cached)
            for _ in range(rounds):
                for page in pages:
                    page.rounds.append(_round(page, found[page.name][0], names[page.name], bare, uncached, cached))
    return pages


def _keep_bodies(folder, port, found):
    """Write each page's bytes where the bare view reads them; return its file's name by the page's."""
    folder.mkdir()
    names = {}
    for number, (name, (addresses, _)) in enumerate(found.items()):
        _, content_type, body = fetch(port, addresses[0])
        names[name] = f"page-{number}"
        (folder / names[name]).write_bytes(content_type.encode() + b"\n" + body)
    return names


def _warm_up(address, *ports):
    """Let both workers compile their templates and keep the page: that is not what is measured."""
    for port in ports:
        for _ in range(8):
            fetch(port, address)


def _round(page, addresses, bare_name, bare, uncached, cached):
    is_kept = not page.name.startswith("search") and len(addresses) == 1
    return (
        measure(bare, [f"/{bare_name}"], SECONDS),
        measure(uncached, addresses, SECONDS),
        measure(cached, addresses, SECONDS) if is_kept else None,
    )


def _part(measures, folder, databases) -> bool:
    """Measure one part, `editor` or `peer`, on each database, say what came of it, and return whether all of it is
    within its bounds."""
    all_within = True
    for database in databases:
        try:
            said, within = measures.lines(database, *measures.bench(folder / database, database, environment, run))
        except FileNotFoundError as missing:
            said, within = [f"{database} is left out: {missing}."], True
        say("\n".join(said))
        all_within = all_within and within
    return all_within


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help="1,000 updates, one round; writes nothing")
    parser.add_argument("--editor", action="store_true", help="saving a draft; writes nothing")
    parser.add_argument("--peer", action="store_true", help="peer challenge; writes nothing")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--counts", default="1000,20000")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    counts = [1000] if options.quick else [int(count) for count in options.counts.split(",")]
    rounds = 1 if options.quick else options.rounds
    databases = [name for name in ("SQLite", "PostgreSQL") if options.only in (None, name.lower())]
    begun, tables, misses = time.monotonic(), [], []
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as temporary:
        folder = Path(temporary)
        static = environment(folder / "collect", None)
        (folder / "collect").mkdir()
        run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], static)
        if options.editor or options.peer:
            sys.exit(0 if _part(editor if options.editor else peer, folder, databases) else 1)
        for database in databases:
            for count in counts:
                try:
                    pages = bench(folder / f"{database}-{count}", database, count, rounds)
                except FileNotFoundError as missing:
                    say(f"\n{database} is left out: {missing}.")
                    break
                tables.append(report.table(database, count, pages))
                say(tables[-1])
                if count == max(counts):
                    misses += [f"{database}: {miss}" for miss in report.misses(pages, database == "SQLite")]
    for miss in misses:
        say(f"Not reached: {miss}")
    if not (options.quick or options.only):
        report.write(tables, misses, time.monotonic() - begun)
        say(f"\nWritten to {report.DOCUMENT.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
