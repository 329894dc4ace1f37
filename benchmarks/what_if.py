"""One point dragged over five million cells of 10 m with 362 points: the bare question, and from the browser's request to its answer."""

import contextlib
import http.client
import json
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import serving
from benchmarks.measure import Line
from benchmarks.saving import TOKEN, Site, cookie_of

ADDRESS = "/jangkauan/bagaimana-jika/?kota=64.71"
RADII = (500, 5_000)
STEPS = 40
PATIENCE = 240.0
PROMISED_MS = 300


def lines(state: Path, **variables: str) -> list[Line]:
    serving.set_up(state, **variables)
    site = Site(state, variables, serving.free_port(), module="benchmarks.movers")
    told = site.ask("prepare")
    bare = site.ask("question")
    site.start()
    try:
        return list(_lines(site, told, bare))
    finally:
        site.stop()


def _lines(site: Site, told: dict[str, Any], bare: dict[str, Any]) -> Iterator[Line]:
    for radius in RADII:
        first, took = _dragged(site.port, told["session"], told["places"], radius)
        name, said = f"{radius / 1000:g} km", bare[f"{float(radius)}"]
        yield Line(f"one point moved, {name}: the bare question, median", wall=said["median"])
        yield Line("the same: the first of a radius, when points are looked from anew", wall=said["first"])
        promise = f"< {PROMISED_MS} ms"
        yield Line(f"one point dragged, {name}: request to answer, median of {STEPS}", wall=statistics.median(took),
                   goal=promise, met=statistics.median(took) < PROMISED_MS)  # fmt: skip
        yield Line("the same: p95", wall=statistics.quantiles(took, n=20)[-1])
        yield Line("the same: the first, when the planner loads the city", wall=first)
    yield Line("what the planner keeps of the city", mib=bare["mib"])
    for pid in site.find("kotacerdas.planner.serve"):
        yield Line("the planner's process, RSS", mib=serving.memory_mib(pid, "Rss"))


def _dragged(
    port: int, session: str, places: dict[str, list[float]], radius: int
) -> tuple[float, list[float]]:
    """Milliseconds of the first answer, and of those after it."""
    code, (lon, lat) = next(iter(places.items()))
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
        began = time.perf_counter()
        while _asked(line, session, {"radius": radius}) != http.client.OK:
            if time.perf_counter() - began > PATIENCE:
                raise SystemExit("the planner did not answer")
            time.sleep(0.2)
        first, took = (time.perf_counter() - began) * 1000, []
        for step in range(STEPS):
            place = {"code": code, "lon": lon + step * 0.0003, "lat": lat}
            sent = time.perf_counter()
            status = _asked(line, session, {"radius": radius, "moves": [place]})
            if status != http.client.OK:
                raise SystemExit(f"answered with {status}")
            took.append((time.perf_counter() - sent) * 1000)
            # As a hand moves; without a pause the planner would say that it is asked too often.
            time.sleep(max(0.0, 0.1 - (time.perf_counter() - sent)))
    return first, took


def _asked(line: http.client.HTTPConnection, session: str, wishes: dict[str, Any]) -> int:
    headers = {"Cookie": cookie_of(session), "Host": "localhost", "Content-Type": "application/json", "X-CSRFToken": TOKEN,
               "Accept-Encoding": "gzip"}  # fmt: skip
    line.request("POST", ADDRESS, json.dumps(wishes), headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


if __name__ == "__main__":
    import tempfile

    from benchmarks import report

    with tempfile.TemporaryDirectory(prefix="kotacerdas-what-if-") as folder:
        print(report.table(lines(Path(folder))))
