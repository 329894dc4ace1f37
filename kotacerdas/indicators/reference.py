"""Loads the shared definitions and the published figures from `data/indicators`; run again, it changes only what changed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.reference import Report, bring_up_to_date, loader
from kotacerdas.indicators import actions
from kotacerdas.indicators.domain import computing, figures
from kotacerdas.indicators.models import Indicator, Series, Source, Target
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.files import read_yaml
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.people.reference import records

_PLAIN = ("group", "position", "kind", "places", "least", "most", "direction", "schedule", "producer")


def folder() -> Path:
    return Path(settings.REFERENCE_DATA) / "indicators"


@loader("indicators.sources")
def load_sources(report: Report) -> None:
    wanted = [
        Source(
            key=entry["key"], title=entry["title"], url=entry.get("url", ""), dated_on=entry.get("dated"),
            note_id=(entry.get("note") or {}).get("id", ""), note_en=(entry.get("note") or {}).get("en", ""),
        )
        for entry in read_yaml(folder() / "sources.yaml")
    ]  # fmt: skip
    kept = Source.objects.exclude(key=None)
    bring_up_to_date(kept, wanted, key="key", report=report, kind="indicator sources")


@loader("indicators.definitions")
def load_definitions(report: Report) -> None:
    """Those of the file with an indicator for each part of an instrument that it names. What a city defined itself stays."""
    entries = read_yaml(folder() / "definitions.yaml")
    before = {entry["code"]: entry["predecessor"] for entry in entries if "predecessor" in entry}
    wanted = [row for entry in entries for row in (definition(entry), *parts(entry))]
    kept = Indicator.objects.filter(city=None)
    known = dict(kept.values_list("code", "pk"))
    for row in wanted:
        row.predecessor_id = known.get(before.get(row.code, ""))
    stored = bring_up_to_date(kept, wanted, key="code", report=report, kind="indicators")
    for code, earlier in before.items():
        if stored[code].predecessor_id is None:  # the first time, when neither was there
            kept.filter(code=code).update(predecessor=stored[earlier])


@loader("indicators.figures", after=["indicators.sources", "indicators.definitions", "people.cities"])
def load_figures(report: Report) -> None:
    """The published ones. A figure that an office has written meanwhile stays as the office wrote it."""
    load(report, folder() / "figures.csv")


@loader("indicators.targets", after=["indicators.sources", "indicators.definitions", "people.cities"])
def load_targets(report: Report) -> None:
    sources = {each.key: each for each in Source.objects.exclude(key=None)}
    for row in records(folder() / "targets.csv"):
        indicator = Indicator.objects.get(code=row["indicator"])
        city = City.objects.get(code=row["city"])
        if Target.objects.filter(indicator=indicator, city=city, year=int(row["year"])).exists():
            report.unchanged("targets")
            continue
        actions.set_target(
            indicator, city, year=int(row["year"]), value=Decimal(row["value"]), basis=row["basis"],
            source=sources[row["source"]], by=None, now=timezone.now(),
        )  # fmt: skip
        report.added("targets")


def definition(entry: Mapping[str, Any]) -> Indicator:
    """A row that is not saved. Raises `ValueError` for a formula that is none."""
    unit, title = entry.get("unit", {}), entry["title"]
    formula = dict(entry.get("formula", {}))
    if names := formula.pop("parts", None):
        formula["inputs"] = {name: _part_code(entry["code"], name) for name in names}
    if formula and formula.get("kind") != "source":
        computing.read(formula)
    return Indicator(
        code=entry["code"], title_id=title["id"], title_en=title["en"],
        unit_id=unit.get("id", ""), unit_en=unit.get("en", ""), formula=formula,
        labels=entry.get("labels", {}), metadata=entry.get("metadata", {}), codes=entry.get("codes", []),
        **{name: _plain(entry[name]) for name in _PLAIN if name in entry},
    )  # fmt: skip


def parts(entry: Mapping[str, Any]) -> Iterator[Indicator]:
    """An indicator for each node of the instrument that is kept by itself, titled as the instrument titles it."""
    formula = entry.get("formula", {})
    if "parts" not in formula:
        return
    edition = catalogue.edition(formula["edition"])
    for at, name in enumerate(formula["parts"], start=1):
        node = edition.nodes[name]
        scale = edition.scale_of(node)
        yield Indicator(
            code=_part_code(entry["code"], name), group=entry["group"], position=entry["position"] + at,
            title_id=f"{entry['title']['id']}: {node.title.id}", title_en=f"{entry['title']['en']}: {node.title.en}",
            kind=Indicator.Kind.INDEX, places=edition.places, least=scale.min, most=scale.max,
            direction=entry.get("direction", "none"), producer=entry.get("producer", ""),
        )  # fmt: skip


def _part_code(whole: str, name: str) -> str:
    return f"{whole}-{name.lower()}"


def _plain(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def load(report: Report, path: Path, *, is_sample: bool = False) -> None:
    """The figures of a file that are not there yet; what an office has changed or removed is left alone."""
    indicators = {each.code: each for each in Indicator.objects.filter(city=None)}
    sources = {each.key: each for each in Source.objects.exclude(key=None)}
    cities = {each.code: each for each in City.objects.select_related("province")}
    provinces = {
        each.code: each for each in TerritorialUnit.objects.filter(kind=TerritorialUnit.Kind.PROVINCE)
    }
    by_series: dict[Series, list[actions.Written]] = defaultdict(list)
    now = timezone.now()
    for row in records(path):
        level, place = row["level"], row["place"]
        new = actions.NewSeries(
            level=level,
            city=cities[place] if level == Series.Level.CITY else None,
            province=provinces[place] if level == Series.Level.PROVINCE else None,
            label=row["series"],
            title_id=row.get("title_id", ""),
            title_en=row.get("title_en", ""),
            break_note_id=row.get("break_note_id", ""),
            break_note_en=row.get("break_note_en", ""),
            frequency="half" if "-S" in row["period"] else "month" if "-" in row["period"] else "year",
            is_sample=is_sample,
        )
        series = actions.begin_series(indicators[row["indicator"]], new, by=None, now=now)
        by_series[series].append(
            actions.Written(
                period=row["period"], figure=figures.written(Decimal(row["value"])), status=row["status"],
                kept_source=sources.get(row["source"]), note_id=row["note_id"], note_en=row["note_en"],
            )
        )  # fmt: skip
    for series, written in by_series.items():
        present = set(series.observations.values_list("period", flat=True))
        present |= set(series.revisions.values_list("period", flat=True))
        new_ones = [each for each in written if each.period not in present]
        if new_ones:
            actions.write_all(series, new_ones, by=None, now=now)
        report.count("figures", added=len(new_ones), changed=0, unchanged=len(written) - len(new_ones))
