"""Peer challenge at its full size beside a small one, in one run: how much longer its pages, papers and verbs take.

Small is one region with three authorities in their first cycle, on a framework of the core's size; full is nine regions
of fourteen authorities in their twelfth, on 40 questions. Each question has three statements with five pieces of
evidence in both, and each review 190 notes and 12 findings, so that what differs is the size of the network, of its
history and of its framework.
"""

import json
import time
from contextlib import ExitStack, nullcontext
from http.client import HTTPConnection
from statistics import median
from typing import NamedTuple

from tests.bench.servers import gunicorn
from tests.cluster import throwaway

ROUNDS, PAPER_ROUNDS, WARM_UP = 15, 3, 4
MOST_TIMES, MOST_SECONDS, MOST_SECONDS_OF_A_PACK = 3, 2, 5
# What the bounds on time and queries are promised for, and how many queries; of the others both are only shown.
OF_ASSESSMENTS = ("control room", "summit, ", "self-assessment, ", "submitted text, own", "submitted text, man")
OF_REVIEWS = ("findings, ", "themes", "a theme", "coverage")
BOUND = dict.fromkeys(OF_ASSESSMENTS, 15) | dict.fromkeys(OF_REVIEWS, 12)


class Measured(NamedTuple):
    """A page: its ratio in the middle round, the middle times in milliseconds, and its queries, small and full."""

    name: str
    ratio: float
    small: float
    full: float
    queries: tuple[int, int]

    @property
    def misses(self) -> list[str]:
        most = next((number for name, number in BOUND.items() if self.name.startswith(name)), None)
        if most is None:
            return []
        found = [f"{self.name}: {self.ratio:.1f} times its small-size time"] if self.ratio > MOST_TIMES else []
        return [*found, *([f"{self.name}: {max(self.queries)} queries"] if max(self.queries) > most else [])]


def bench(folder, database, environment, run):
    """Build both sizes, ask both for each page in turn; return (pages, {verb: (seconds, queries, seconds of the
    processor)}, build seconds)."""
    begun, made, ports = time.monotonic(), {}, {}
    with ExitStack() as stack:
        for size in ("small", "full"):
            place = folder.with_name(f"{folder.name}-{size}")
            place.mkdir()
            url = stack.enter_context(throwaway() if database == "PostgreSQL" else nullcontext())
            settings = {name: value for name, value in environment(place, url).items() if value}
            made[size] = json.loads(run(["-m", "tests.bench.peer_corpus", size], settings).splitlines()[-1])
            ports[size] = stack.enter_context(gunicorn("portal.wsgi:application", settings, place / "log"))
        built = time.monotonic() - begun
        pages = [_measured(name, made, ports) for name in made["full"]["pages"]]
    return pages, made["full"]["verbs"], built


def _measured(name, made, ports):
    sizes = {size: made[size]["pages"][name] for size in ports}
    is_paper = name.endswith(("PDF", "Word"))
    for size, page in sizes.items():
        for _ in range(1 if is_paper else WARM_UP):
            _ask(ports[size], page)
    rounds = [
        [_ask(ports[size], page) for size, page in sizes.items()] for _ in range(PAPER_ROUNDS if is_paper else ROUNDS)
    ]
    small, full = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(full / small for small, full in rounds)
    return Measured(name, ratio, small, full, tuple(page["queries"] for page in sizes.values()))


def _ask(port, page) -> float:
    """Return the milliseconds that the page took, on a connection of its own."""
    begun = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", page["address"], headers={"Cookie": page["cookie"]})
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{page['address']} answers {response.status}")
    return (time.perf_counter() - begun) * 1000


def _most(verb):
    return MOST_SECONDS_OF_A_PACK if verb.startswith(("Leadership Summit pack", "folder")) else MOST_SECONDS


def lines(database, pages, verbs, built) -> tuple[list[str], bool]:
    """Return what to say of the measurement, a Markdown table and what misses its bound, and whether nothing does."""
    said = [
        f"### Peer challenge on {database}", "",
        "| page | times its small size | small, ms | full, ms | queries, small and full |", "|---|---:|---:|---:|---:|",
    ]  # fmt: skip
    for page in pages:
        small, full = page.queries
        said.append(f"| {page.name} | {page.ratio:.1f} | {page.small:.0f} | {page.full:.0f} | {small}, {full} |")
    said += ["", "| at full size | seconds | of them on the processor | queries |", "|---|---:|---:|---:|"]
    said += [f"| {verb} | {seconds:.2f} | {work:.2f} | {queries} |" for verb, (seconds, queries, work) in verbs.items()]
    misses = [miss for page in pages for miss in page.misses]
    # Of the processor: on a busy machine the clock counts what others do.
    misses += [f"{verb}: {work:.1f} seconds" for verb, (_, _, work) in verbs.items() if work > _most(verb)]
    said += ["", f"Both sizes were built in {built:.0f} seconds.", *(f"Not reached: {miss}" for miss in misses)]
    return said, not misses
