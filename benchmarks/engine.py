"""The engine without Django: scoring and ranking a country, a city's trace and levers, and plain sums beside them."""

import argparse
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.invented import CITIES, INSTRUMENT, panels
from benchmarks.measure import ROOT, Line, hand_over, median_of
from kotacerdas.evaluation.domain import leverage
from kotacerdas.instruments import files
from kotacerdas.instruments.domain import ranking, scoring, trace
from kotacerdas.instruments.domain.edition import Edition, Method, Node
from kotacerdas.instruments.domain.scoring import Panel


def country(edition: Edition, answers: list[dict[str, Panel]]) -> dict[int, int]:
    """Every city scored, then its place."""
    indices = {}
    for city, given in enumerate(answers):
        index = scoring.score(edition, given).index
        assert index is not None
        indices[city] = index
    return ranking.places(indices)


# --- the same arithmetic without anything around it --------------------------------------------------------


def plain_country(edition: Edition, answers: list[dict[str, Panel]]) -> dict[int, int]:
    """As a script would do it: sums of decimals, no check of the input, no trace, 28 digits instead of exactness."""
    indices = {city: plain_value(edition.root, given) for city, given in enumerate(answers)}
    ordered = sorted(indices, key=lambda city: indices[city], reverse=True)
    places: dict[int, int] = {}
    for at, city in enumerate(ordered):
        same = at and indices[city] == indices[ordered[at - 1]]
        places[city] = places[ordered[at - 1]] if same else at + 1
    return places


def plain_value(node: Node, given: Mapping[str, Panel]) -> Decimal:
    if node.is_leaf:
        panel = given[node.code]
        return Decimal(sum(panel)) / len(panel)
    values = [plain_value(child, given) for child in node.children]
    if node.method is Method.MEAN:
        return plain_rounded(sum(values, Decimal(0)) / len(values))
    assert node.method is Method.WEIGHTED_SUM
    weighed = zip(node.children, values, strict=True)
    return sum((plain_rounded((child.weight or 0) * value / 100) for child, value in weighed), Decimal(0))


def plain_rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


# --- measuring ---------------------------------------------------------------------------------------------


def lines(cities: int = CITIES, repeats: int = 9) -> list[Line]:
    path = ROOT / "data" / "instruments" / INSTRUMENT / "instrument.yaml"
    reading = median_of(lambda: files.load(path), 3)
    edition = files.load(path)
    answers = panels(edition, cities)
    whole = median_of(lambda: country(edition, answers), repeats)
    plain = median_of(lambda: plain_country(edition, answers), repeats)
    places, plain_places = country(edition, answers), plain_country(edition, answers)
    results = [scoring.score(edition, given) for given in answers]
    one, others = results[0], [index for each in results[1:] if (index := each.index) is not None]
    traced = median_of(lambda: trace.steps(one), repeats * 3)
    levered = median_of(lambda: leverage.levers(one, others), repeats * 3)
    size = f"{cities} cities x {len(edition.leaves)} questions x 5 assessors"
    differing = sum(places[city] != plain_places[city] for city in places)
    return [
        Line(f"{size}: scored and ranked", whole.cpu, whole.wall, goal="<= 300 ms CPU", met=whole.cpu <= 300),
        Line(
            f"the same by plain sums of Decimal, no checks, no trace ({differing} places differ)",
            plain.cpu,
            plain.wall,
        ),
        Line("full trace of one city", traced.cpu, traced.wall, goal="<= 5 ms CPU", met=traced.cpu <= 5),
        Line(f"levers of one city: {len(edition.leaves)} what-ifs with place", levered.cpu, levered.wall),
        Line("reading and validating the instrument file", reading.cpu, reading.wall),
    ]


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cities", type=int, default=CITIES)
    options.add_argument("--repeats", type=int, default=9)
    given = options.parse_args()
    hand_over(lines(given.cities, given.repeats))
