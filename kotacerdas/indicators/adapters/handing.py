"""Hands what an adapter has read over to the imports, as a table in the columns of the intake of figures."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.exports import harmless
from kotacerdas.imports import actions as imports
from kotacerdas.imports import kept
from kotacerdas.imports.domain.fields import fold
from kotacerdas.imports.intakes import Target
from kotacerdas.imports.models import ImportRun
from kotacerdas.indicators.domain.answers import Found, Reading
from kotacerdas.indicators.intakes import FIGURES
from kotacerdas.indicators.intakes.figure_rows import shown_number
from kotacerdas.indicators.intakes.naming import NATION, Places
from kotacerdas.indicators.models import Indicator, Series
from kotacerdas.people.intakes.places import day
from kotacerdas.people.models import City

SOURCE_LETTERS = 400


@dataclass(frozen=True)
class Meant:
    """What somebody says about the figures of an answer: of which indicator they are, and who vouches for them."""

    indicator: Indicator
    status: str
    label: str = ""
    unit: str = ""
    source: str = ""
    source_url: str = ""
    source_dated: date | None = None


def meant(indicator: Indicator, answers: Mapping[str, str]) -> Meant:
    """From what a form or a remembered feed says."""
    words = {
        name: str(answers.get(name) or "") for name in ("status", "label", "unit", "source", "source_url")
    }
    return Meant(indicator, source_dated=day(str(answers.get("source_dated") or "")), **words)


def names_of(city: City, by: Any) -> dict[str, frozenset[str]]:
    """How tables call the places whose figures `by` may write. A bare name counts only where no other city bears it: of
    “Bogor” and “Kota Bogor”, the first is the regency."""
    short = city.short_name
    kinds = ("Kota",) if city.kind == City.Kind.KOTA else ("Kabupaten", "Kab")
    names = {city.name, *(f"{kind} {short}" for kind in kinds)}
    others = City.objects.filter(name__endswith=f" {short}").exclude(pk=city.pk)
    if not any(each.short_name == short for each in others):
        names.add(short)
    found = {str(Series.Level.CITY): names}
    if Places(city, by).writes_shared:
        province = city.province.name
        found[str(Series.Level.PROVINCE)] = {province, f"Provinsi {province}", f"Prov {province}"}
        found[str(Series.Level.NATION)] = {NATION}
    return {level: frozenset(map(fold, some)) for level, some in found.items()}


def table(reading: Reading, of: Meant, target: Target) -> bytes:
    """As a file that somebody could have typed; what a spreadsheet would run is made harmless."""
    source = of.source or _source(reading)
    if of.status == "fact" and not source:
        raise Refused(Fault("feed-without-source"))
    columns = FIGURES.columns(target)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*(harmless(str(column.title)) for column in columns), _("Cell in the source")])
    for row in _rows(reading, of, source[:SOURCE_LETTERS]):
        # A number may begin with its sign: it was read as a number, so nothing runs in it.
        cells = [row.get(each.key, "") for each in columns]
        writer.writerow(
            [
                cell if each.key == "value" else harmless(cell)
                for each, cell in zip(columns, cells, strict=True)
            ]
            + [row["where"]]
        )
    return out.getvalue().encode("utf-8-sig")


def _source(reading: Reading) -> str:
    return ": ".join(filter(None, (reading.source, reading.title)))


def _rows(reading: Reading, of: Meant, source: str) -> Iterator[dict[str, str]]:
    columns = {str(each.value): str(each.label) for each in Series.Level}
    for each in sorted(reading.found, key=lambda found: (found.level, found.period)):
        is_estimate = bool(each.mark) and reading.marks_are_provisional and of.status == "fact"
        status = "estimate" if is_estimate else of.status
        yield {
            "code": of.indicator.code,
            "title": of.indicator.title,
            "level": columns[each.level],
            "label": of.label,
            "period": each.period,
            "value": shown_number(each.figure.value, each.figure.places),
            "places": str(each.figure.places),
            "where": harmless(each.where),
            "unit": of.unit or each.unit or reading.unit,
            "status": status,
            "source": source,
            "source_url": of.source_url,
            "source_dated": of.source_dated.isoformat() if of.source_dated else "",
            **_note(each),
        }


def _note(found: Found) -> dict[str, str]:
    if not found.mark:
        return {}
    notes = {}
    for language in ("id", "en"):
        with translation.override(language):
            notes[f"note_{language}"] = _("Marked “%(mark)s” in the table of the source.") % {
                "mark": found.mark
            }
    return notes


@dataclass(frozen=True)
class Ready:
    """A table whose bytes lie on the disk, before any row knows of it."""

    looked: imports.Looked
    target: Target
    notes: tuple[Fault, ...]


def prepare(reading: Reading, of: Meant, target: Target) -> Ready:
    """What is slow, outside every transaction."""
    content = io.BytesIO(table(reading, of, target))
    looked = imports.look_into(content, name=f"{of.indicator.code}.csv", intake=FIGURES, target=target)
    return Ready(looked, target, reading.notes)


def hand_over(ready: Ready, *, by: Any, now: datetime) -> ImportRun:
    """From here it goes the way of every workbook; the check of what would change is made or ordered."""
    run = imports.take_in(ready.looked, intake=FIGURES, target=ready.target, by=by, now=now)
    # What the adapter left out is told where the notes on every workbook stand.
    run.notes = [*run.notes, *kept.as_json(ready.notes)]
    run.save(update_fields=["notes"])
    # The table was written here, so it is known what stands where, and no number in it can be read in two ways.
    header = (run.header_first, run.header_last)
    mapping = {each.key: at for at, each in enumerate(FIGURES.columns(ready.target))}
    return imports.choose_columns(run, imports.Choices(run.sheet, header, mapping), by=by, now=now)
