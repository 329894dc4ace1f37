"""Invented answers of a whole country: 514 cities, 117 questions, five assessors; the same at every run."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.scoring import Panel

INSTRUMENT = "smartcity/2023-kppn"
CITIES = 514
ASSESSORS = 5


def panels(edition: Edition, cities: int = CITIES, *, seed: int = 2026) -> list[dict[str, Panel]]:
    """For each city its answers; cities differ in how far they are, assessors by chance."""
    chance = random.Random(seed)
    found: list[dict[str, Panel]] = []
    for _city in range(cities):
        level = chance.uniform(1, 3.4)
        scores = {leaf.code: [chance.gauss(level, 0.8) for _ in range(ASSESSORS)] for leaf in edition.leaves}
        found.append(
            {code: tuple(min(4, max(0, round(each))) for each in own) for code, own in scores.items()}
        )
    return found


def rows(codes: list[str], answers: list[dict[str, Panel]]) -> Iterator[tuple[str, str, int, object]]:
    """The long table: city, code, assessor, score."""
    for city, own in zip(codes, answers, strict=True):
        for code, panel in own.items():
            for assessor, score in enumerate(panel, start=1):
                yield city, code, assessor, score


def write_csv(path: Path, codes: list[str], answers: list[dict[str, Panel]]) -> int:
    """Returns the number of rows."""
    count = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["city_code", "code", "assessor", "score"])
        for row in rows(codes, answers):
            writer.writerow(row)
            count += 1
    return count
