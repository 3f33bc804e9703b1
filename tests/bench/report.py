"""The benchmark's tables, and `docs/performance.md` made of them."""

import platform
import sqlite3
import subprocess
from datetime import date
from pathlib import Path
from statistics import median

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

# As a share of the bare view, on SQLite and PostgreSQL: uncached, from the page cache; and queries uncached.
TARGETS = {
    "home": ((0.12, 0.09), (0.90, 0.60), 4),
    "update": ((0.15, 0.10), (0.90, 0.60), 3),
    "list, page 1": ((0.06, 0.05), (0.90, 0.60), 4),
    "list, page 50": ((0.06, 0.05), (0.90, 0.60), 4),
    "list of a tag": ((0.06, 0.05), (0.90, 0.60), 4),
    "all tags": ((0.06, 0.05), (0.90, 0.60), 4),
    "search, rare word": ((0.08, 0.06), None, 4),
    "search, common word": ((0.04, 0.03), None, 4),
    "feed": ((0.10, 0.08), (0.90, 0.60), 2),
}
COLUMNS = (
    "page", "bare, a second", "uncached, a second", "share (target)", "99 % within, ms", "cached, a second",
    "share (target)", "queries (target)",
)  # fmt: skip
SLOWEST_SEARCH = 60  # milliseconds, for 99 of 100


class Page:
    """What was measured of one page: rounds of (bare, uncached, cached) speeds; cached is None where it isn't kept."""

    def __init__(self, name, queries):
        self.name, self.queries, self.rounds = name, queries, []

    def share(self, which) -> float | None:
        """The middle of the rounds' shares of the bare view: each is of its own round, so that noise cancels out."""
        shares = [round_[which].requests / round_[0].requests for round_ in self.rounds if round_[which]]
        return median(shares) if shares else None

    def speed(self, which) -> float | None:
        speeds = [round_[which].requests for round_ in self.rounds if round_[which]]
        return median(speeds) if speeds else None

    def p99(self, which=1) -> float:
        return median(round_[which].p99 for round_ in self.rounds)


def misses(pages, is_sqlite) -> list[str]:
    """Return in words what does not reach its target."""
    at, found = 0 if is_sqlite else 1, []
    for page in pages:
        uncached, cached, queries = TARGETS.get(page.name, (None, None, None))
        if uncached and page.share(1) < uncached[at]:
            found.append(f"{page.name}, uncached: {page.share(1):.3f}, not {uncached[at]}")
        if cached and page.share(2) is not None and page.share(2) < cached[at]:
            found.append(f"{page.name}, from the page cache: {page.share(2):.2f}, not {cached[at]}")
        if queries and page.queries > queries:
            found.append(f"{page.name}: {page.queries} queries, not {queries}")
        if page.name.startswith("search") and page.p99() > SLOWEST_SEARCH:
            found.append(f"{page.name}: 99th percentile {page.p99():.0f} ms, not {SLOWEST_SEARCH}")
    return found


def table(database, count, pages) -> str:
    """Return a Markdown table of what was measured with `count` updates."""
    at = 0 if database == "SQLite" else 1
    lines = [
        f"### {count:,} updates on {database}",
        "",
        f"| {' | '.join(COLUMNS)} |",
        "|---" + "|---:" * (len(COLUMNS) - 1) + "|",
    ]
    for page in pages:
        uncached, cached, queries = TARGETS.get(page.name, (None, None, None))
        cells = [
            page.name,
            f"{page.speed(0):,.0f}",
            f"{page.speed(1):,.0f}",
            f"{page.share(1):.3f}{_target(uncached and uncached[at])}",
            f"{page.p99():.1f}",
            f"{page.speed(2):,.0f}" if page.speed(2) else "–",
            f"{page.share(2):.2f}{_target(cached and cached[at])}" if page.share(2) else "–",
            f"{page.queries}{_target(queries)}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _target(value):
    return f" ({value})" if value else ""


def write(tables, misses, seconds):
    """Put the tables between the marks of `docs/performance.md`, leaving what stands around them."""
    said = "Every target was reached." if not misses else "Not reached:\n\n" + "\n".join(f"- {miss}" for miss in misses)
    about = f"Measured on {date.today():%-d %B %Y} in {seconds / 60:.0f} minutes, on {_machine()}."
    measured = "\n\n".join([BEGIN, about, said, *tables, END])
    text = DOCUMENT.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    DOCUMENT.write_text(before + measured + after)


def _machine():
    import os

    import django

    tool = subprocess.run(["wrk", "-v"], capture_output=True, text=True).stdout[:3] if _has_wrk() else "our own client"
    return (
        f"{len(os.sched_getaffinity(0))} processors ({platform.machine()}), Python {platform.python_version()}, "
        f"Django {django.__version__}, SQLite {sqlite3.sqlite_version}, asked by {tool}"
    )


def _has_wrk():
    import shutil

    return shutil.which("wrk") is not None
