"""Pages with a whole country in the database, through every middleware, without a network between."""

import argparse
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django

django.setup()

from django.db import connection
from django.test import Client
from django.utils import timezone

from benchmarks.invented import CITIES, INSTRUMENT, panels
from benchmarks.measure import Line, Times, hand_over, medians_of
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.models import Round
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.people.models import City

THIS, LAST = 2026, 2025
CITY, OTHER = "64.71", "35.73"


def fill(cities: int) -> Times:
    """Two rounds, this year's and last year's, with all answers of each city; the time of loading one."""
    found = list(City.objects.order_by("code"))
    chosen = [city for city in found if city.code in {CITY, OTHER}]
    chosen += [city for city in found if city.code not in {CITY, OTHER}][: cities - len(chosen)]
    times = []
    for year in (LAST, THIS):
        round_ = Round.objects.create(
            code=f"ukur-{year}", instrument=INSTRUMENT, year=year, title_id=f"Putaran {year}",
            title_en=f"Round {year}", cities_scored=len(chosen), is_complete=True, is_published=True,
            is_sample=True,
        )  # fmt: skip
        answers = panels(catalogue.edition(INSTRUMENT), len(chosen), seed=year)
        rows = [
            CityAnswers(city.name, city.code, line, {**given})
            for line, (city, given) in enumerate(zip(chosen, answers, strict=True), start=2)
        ]
        cpu, wall = time.process_time(), time.perf_counter()
        actions.load_results(round_, rows, by=None, now=timezone.now())
        times.append(Times((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000))
    return times[-1]


def queries_of(work: Callable[[], object]) -> int:
    asked: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        work()
    return len(asked)


def lines(cities: int = CITIES, repeats: int = 25) -> list[Line]:
    loaded = fill(cities)
    questions = len(catalogue.edition(INSTRUMENT).leaves)
    rows = cities * questions
    client = Client(SERVER_NAME="localhost")
    found = [Line(f"`load_results`: {cities} cities, {rows} scores", loaded.cpu, loaded.wall)]
    pages = [
        (f"ranking of {cities} cities", f"/putaran/ukur-{THIS}/", 8, None),
        (f"scorecard, {questions} questions, two years", f"/k/{CITY}/rapor/ukur-{THIS}/", 10, 50),
        (f"scorecard, {questions} questions, one year", f"/k/{CITY}/rapor/ukur-{LAST}/", 10, 50),
        ("home", "/", None, None),
        ("rounds", "/putaran/", None, None),
        ("a city's page", f"/k/{CITY}/", None, None),
        ("instrument, every question", f"/instrumen/{INSTRUMENT}/", None, None),
        (
            "comparison of two cities",
            f"/banding/?kiri={CITY}/ukur-{THIS}&kanan={OTHER}/ukur-{THIS}",
            None,
            None,
        ),
    ]
    visits = [partial(_visit, client, address) for _what, address, _queries, _cpu in pages]
    times = medians_of(visits, repeats, warm=2)
    for (what, _address, most_queries, most_cpu), visit, taken in zip(pages, visits, times, strict=True):
        queries = queries_of(visit)
        goals = [f"<= {most_queries} queries"] if most_queries else []
        goals += [f"<= {most_cpu} ms CPU"] if most_cpu else []
        kept = queries <= (most_queries or queries) and taken.cpu <= (most_cpu or taken.cpu)
        found.append(
            Line(
                f"{what} ({visit() / 1000:.0f} kB)",
                taken.cpu,
                taken.wall,
                queries,
                goal=", ".join(goals),
                met=kept if goals else None,
            )
        )
    return found


def _visit(client: Client, address: str) -> int:
    """The size of the page."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return len(response.content)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cities", type=int, default=CITIES)
    options.add_argument("--repeats", type=int, default=25)
    given = options.parse_args()
    hand_over(lines(given.cities, given.repeats))
