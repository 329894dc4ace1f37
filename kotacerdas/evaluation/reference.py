"""Loads the published rounds and results from `data/evaluation`; run again, it changes only what the files changed."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.domain.sheets import read_table
from kotacerdas.common.reference import Report, bring_up_to_date, loader
from kotacerdas.evaluation import actions
from kotacerdas.evaluation.models import Milestone, Recommendation, Result, Round, Source
from kotacerdas.instruments.domain.answers import CityAnswers, by_city
from kotacerdas.instruments.files import read_yaml
from kotacerdas.people.models import City
from kotacerdas.people.reference import records

MOST_ROWS, MOST_BYTES = 500_000, 64 * 1024 * 1024


def folder() -> Path:
    return Path(settings.REFERENCE_DATA) / "evaluation"


@loader("evaluation.sources")
def load_sources(report: Report) -> None:
    wanted = [
        Source(
            key=entry["key"],
            title=entry["title"],
            url=entry.get("url", ""),
            note_id=_words(entry.get("note"), "id"),
            note_en=_words(entry.get("note"), "en"),
        )
        for entry in read_yaml(folder() / "sources.yaml")
    ]
    bring_up_to_date(Source.objects.all(), wanted, key="key", report=report, kind="sources")


@loader("evaluation.rounds", after=["evaluation.sources"])
def load_rounds(report: Report) -> None:
    """The rounds, published from the start: they are public facts. Who takes one back keeps it taken back."""
    entries = read_yaml(folder() / "rounds.yaml")
    shown = dict(Round.objects.values_list("code", "is_published"))
    wanted = [_round(entry, is_published=shown.get(entry["code"], True)) for entry in entries]
    stored = bring_up_to_date(Round.objects.all(), wanted, key="code", report=report, kind="rounds")
    sources = {source.key: source for source in Source.objects.all()}
    for entry in entries:
        stored[entry["code"]].sources.set([sources[key] for key in entry["sources"]])


@loader("evaluation.results", after=["evaluation.rounds", "people.cities"])
def load_results(report: Report) -> None:
    """Component scores first, then the questions that refine them, then finals without parts."""
    rounds = {round_.code: round_ for round_ in Round.objects.all()}
    sources = {source.key: source for source in Source.objects.all()}
    # The first source of a round is the one that its tables were taken from.
    tables_from = {
        entry["code"]: sources[entry["sources"][0]] for entry in read_yaml(folder() / "rounds.yaml")
    }
    for kind in ("results", "questions"):
        for path in sorted((folder() / kind).glob("*.csv")):
            round_ = rounds[path.stem]
            with path.open("rb") as file:
                table = read_table(file, max_rows=MOST_ROWS, max_bytes=MOST_BYTES)
            assert round_.edition, f"{path} needs a round with an instrument"
            _load(round_, by_city(round_.edition, table), tables_from[round_.code], report)
    _load_finals(rounds, sources, report)


def _load_finals(rounds: dict[str, Round], sources: dict[str, Source], report: Report) -> None:
    for line, record in enumerate(records(folder() / "finals.csv"), start=2):
        row = CityAnswers(
            city=record["city"],
            code=record["city"],
            line=line,
            final=_decimal(record["final"]),
            improvement=_decimal(record["improvement"]),
            rank=_count(record["rank"]),
            rank_of=_count(record["rank_of"]),
            note_id=record["note_id"],
            note_en=record["note_en"],
        )
        _load(rounds[record["round"]], [row], sources[record["source"]], report)


def _load(round_: Round, rows: list[CityAnswers], source: Source | None, report: Report) -> None:
    """What an operator has loaded stays as it is, whatever the shipped file says."""
    kept = set(round_.results.filter(origin=Result.Origin.LOADED).values_list("city__code", flat=True))
    ours = [row for row in rows if (row.code or row.city) not in kept]
    report.unchanged("results", len(rows) - len(ours))
    plan = actions.load_results(
        round_, ours, by=None, now=timezone.now(), source=source, origin=Result.Origin.SHIPPED
    )
    for planned in plan.cities:
        if planned.change == "unchanged":
            report.unchanged("results")
        else:
            note = report.added if planned.change == "added" else report.changed
            note("results", f"{round_.code} {planned.city}")


@loader("evaluation.cities", after=["evaluation.sources", "people.cities"])
def load_city_records(report: Report) -> None:
    """Recommendations and milestones of the cities that have a folder."""
    sources = {source.key: source for source in Source.objects.all()}
    cities = {city.code: city for city in City.objects.all()}
    for own in sorted((folder() / "cities").iterdir()):
        city = cities[own.name]
        advice = [
            Recommendation(
                city=city,
                year=int(record["year"]),
                stage=record["stage"],
                number=int(record["number"]),
                text_id=record["text_id"],
                text_en=record["text_en"],
                is_public=record["is_public"] == "yes",
                source=sources[record["source"]],
            )
            for record in records(own / "recommendations.csv")
        ]
        # Numbers that came with a round are kept as they are, whatever the shipped file says.
        theirs = {row.label for row in city.recommendations.exclude(round=None)}
        ours = [row for row in advice if row.label not in theirs]
        report.unchanged("recommendations", len(advice) - len(ours))
        shipped = city.recommendations.filter(round=None)
        bring_up_to_date(shipped, ours, key="label", report=report, kind="recommendations")
        milestones = [
            Milestone(
                city=city,
                code=record["code"],
                happened_on=date.fromisoformat(record["date"]),
                precision=record["precision"],
                title_id=record["title_id"],
                title_en=record["title_en"],
                source=sources[record["source"]],
            )
            for record in records(own / "timeline.csv")
        ]
        bring_up_to_date(city.milestones.all(), milestones, key="code", report=report, kind="milestones")


def _round(entry: dict[str, Any], *, is_published: bool) -> Round:
    return Round(
        code=entry["code"],
        instrument=entry["instrument"] or "",
        year=entry["year"],
        stage=str(entry["stage"] or ""),
        title_id=entry["title"]["id"],
        title_en=entry["title"]["en"],
        cohort_id=entry["cohort"]["id"],
        cohort_en=entry["cohort"]["en"],
        note_id=_words(entry.get("note"), "id"),
        note_en=_words(entry.get("note"), "en"),
        cities_invited=entry["cities_invited"],
        cities_scored=entry["cities_scored"],
        opened_on=entry["opened_on"],
        decided_on=entry["decided_on"],
        zone=entry["zone"],
        is_complete=entry["is_complete"],
        is_published=is_published,
    )


def _words(text: str | dict[str, str] | None, language: str) -> str:
    """A note may be one text for both languages, where it only names a file."""
    return text.get(language, "") if isinstance(text, dict) else (text or "")


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _count(text: str) -> int | None:
    return int(text) if text else None
