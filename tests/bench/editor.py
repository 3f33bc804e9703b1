"""How long saving takes: a draft of twelve sections, by its button and by itself, beside a bare Django view.

The bare view gets the same bytes and sends the same answer. The bound is five times its time and 30 ms.
"""

import json
import time
from contextlib import nullcontext
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlencode

import lxml.html

from tests.bench.servers import gunicorn
from tests.cluster import throwaway

TIMES, WARM_UP = 40, 8
MOST = 5, 30  # times the bare view's, plus milliseconds


class Writer:
    """A browser at the form of the draft, on a connection of its own for each request."""

    def __init__(self, port, address, cookie):
        self.port, self.address, self.cookie = port, address, cookie
        _, html, _ = self.ask("GET", f"{address}edit/", "")
        form = lxml.html.fromstring(html).get_element_by_id("edit-form")
        self.fields = {name: value for name, value in form.form_values() if name != "do"}

    def ask(self, method, address, body, accepts="text/html"):
        """Return (status, answer, milliseconds)."""
        headers = {"Cookie": self.cookie, "Accept": accepts, "Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, address, body or None, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        return response.status, answer, (time.perf_counter() - begun) * 1000

    def save(self, number, way):
        """Save the draft with one word changed; return (answer, milliseconds)."""
        self.fields |= {"in_short": f"Saved for the {number}th time", "sections-5-heading": f"Section {number}"}
        accepts = "application/json" if way == "autosave" else "text/html"
        status, answer, took = self.ask("POST", f"{self.address}{way}/", urlencode(self.fields), accepts)
        if status != (200 if way == "autosave" else 302):
            raise RuntimeError(f"{way} answered {status}: {answer[:500]!r}")
        self.fields["version"] = str(int(self.fields["version"]) + 1)
        return answer, took


def bench(folder, database, environment, run):
    """Return ({way: (median, bare median)} in milliseconds, for "edit" and "autosave",)."""
    folder.mkdir()
    found = {}
    with throwaway() if database == "PostgreSQL" else nullcontext() as url:
        settings = {name: value for name, value in environment(folder, url).items() if value}
        made = json.loads(run(["-m", "tests.bench.draft"], settings))
        with gunicorn("portal.wsgi:application", settings, folder / "log") as port:
            writer = Writer(port, **made)
            for way in ("edit", "autosave"):
                answer, times = b"", []
                for number in range(TIMES + WARM_UP):
                    answer, took = writer.save(number, way)
                    times.append(took)
                found[way] = median(times[WARM_UP:]), _bare(folder / way, answer, urlencode(writer.fields))
    return (found,)


def _bare(folder, answer, body):
    """Return how long a bare view takes to be sent the same form and to send the same answer."""
    folder.mkdir()
    (folder / "answer").write_bytes(b"text/plain\n" + answer)
    with gunicorn("tests.bench.bare:application", {"BENCH_BODIES": str(folder)}, folder.parent / "log") as port:
        writer = Writer.__new__(Writer)
        writer.port, writer.cookie = port, ""
        times = [writer.ask("POST", "/answer", body)[2] for _ in range(TIMES + WARM_UP)]
    return median(times[WARM_UP:])


def lines(database, found):
    """Return what to say of the measurement, a line each, and whether all of it is within the bound."""
    names = {"edit": "Save draft", "autosave": "Autosave"}
    said, within = [], True
    for way, (took, bare) in found.items():
        most = MOST[0] * bare + MOST[1]
        within = within and took <= most
        said.append(
            f"{database}: {names[way]} {took:.0f} ms, bare view {bare:.1f} ms, at most {most:.0f} ms: "
            f"{'within' if took <= most else 'NOT within'}"
        )
    return said, within
