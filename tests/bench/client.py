"""Many requests for one page: wrk where it is installed, else four small processes of our own, which are slower."""

import re
import shutil
import socket
import subprocess
import time
from itertools import chain, cycle
from multiprocessing import get_context
from tempfile import NamedTemporaryFile
from typing import NamedTuple

AT_ONCE = 4


class Speed(NamedTuple):
    """Requests a second, and the time in milliseconds within which 99 of 100 are answered."""

    requests: float
    p99: float


def measure(port, addresses, seconds):
    """Ask for pages in turn, four requests at a time, for so many seconds; raise RuntimeError when one fails."""
    return (_wrk if shutil.which("wrk") else _own)(port, addresses, seconds)


_UNITS = {"us": 0.001, "ms": 1, "s": 1000}


_IN_TURN = """
local addresses, at = {%s}, 0
function request() at = at %% #addresses + 1; return wrk.format("GET", addresses[at]) end
"""


def _wrk(port, addresses, seconds):
    url = f"http://127.0.0.1:{port}{addresses[0]}"
    with NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_IN_TURN % ", ".join(f'"{address}"' for address in addresses))
        script.flush()
        command = ["wrk", "--latency", "-t2", f"-c{AT_ONCE}", f"-d{seconds}s", url]
        # Only where it must: making each request anew is time that the server doesn't get.
        command += ["-s", script.name] if len(addresses) > 1 else []
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url} failed:\n{said}")
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said).groups()
    return Speed(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), float(number) * _UNITS[unit])


def _own(port, addresses, seconds):
    with get_context("fork").Pool(AT_ONCE) as pool:
        begun = time.monotonic()
        times = sorted(chain.from_iterable(pool.starmap(_ask, [(port, addresses, seconds)] * AT_ONCE)))
        return Speed(len(times) / (time.monotonic() - begun), times[int(len(times) * 0.99)] * 1000)


def _ask(port, addresses, seconds):
    until, times, addresses = time.monotonic() + seconds, [], cycle(addresses)
    while (begun := time.monotonic()) < until:
        address = next(addresses)
        request = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(request)
            first = connection.recv(65536)
            while connection.recv(262144):
                pass
        if b" 200 " not in first[:20]:
            raise RuntimeError(f"{address} failed: {first[:100]!r}")
        times.append(time.monotonic() - begun)
    return times
