"""The figures of one city, its province and the nation, as the import of workbooks asks for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports.intakes import Current, Entry, Store, Wanted
from kotacerdas.indicators import actions
from kotacerdas.indicators.actions import NewSeries
from kotacerdas.indicators.actions.in_bulk import remove_all, sources_of
from kotacerdas.indicators.domain import periods
from kotacerdas.indicators.intakes import figure_rows
from kotacerdas.indicators.intakes.figure_rows import NOTHING, current_of, key_of, shown_number
from kotacerdas.indicators.intakes.judging import Judge
from kotacerdas.indicators.models import Observation, Series, Source
from kotacerdas.people.models import City

SeriesKey = tuple[str, str, str]
"""Code, level, mark."""


class FigureStore(Store):
    """Writing waits for the last row, so that each series is written once, however its rows are scattered."""

    def __init__(self, city: City, by: Any, clears: bool) -> None:
        self._city = City.objects.select_related("province").get(pk=city.pk)
        self._judge = Judge(self._city, by, clears=clears, this_year=timezone.now().year)
        self._waiting: dict[SeriesKey, list[Wanted]] = defaultdict(list)
        self._series: dict[SeriesKey, Series] = {}
        self._look()

    def _look(self) -> None:
        rows = Series.objects.around(self._city).select_related("indicator")
        self._series = {(each.indicator.code, each.level, each.label): each for each in rows}

    # --- planning ------------------------------------------------------------------------------------------

    def settle(self, entries: list[Entry]) -> None:
        keys = [self._judge.name(entry) for entry in entries]
        kept = self.current([key.text for key in keys if key])
        for entry, key in zip(entries, keys, strict=True):
            _check_address(entry)
            if key is not None:
                self._judge.judge(entry, key, kept.get(key.text), self._series)

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        wanted = [key_of(each) for each in keys]
        places = _grouped(
            (self._series[key.series].pk, key.period) for key in wanted if key.series in self._series
        )
        if not places:
            return {}
        rows = _rows(Observation.objects.filter(places))
        if lock:
            rows = rows.select_for_update(of=("self",))
        asked = set(keys)
        return {each.key: each for each in map(current_of, rows) if each.key in asked}

    def everything(self) -> Iterator[Current]:
        """What this person may bring back: of the city alone, but for those who write the figures of all."""
        levels = [*self._judge.places.labels] if self._judge.places.writes_shared else [Series.Level.CITY]
        series = [
            each.pk
            for (code, level, _label), each in self._series.items()
            if level in levels and code in self._judge.names.indicators
        ]
        rows = _rows(Observation.objects.filter(series__in=series)).order_by(
            "series__indicator__group", "series__indicator__position", "series__indicator__code",
            "series__level", "series__label", "period",
        )  # fmt: skip
        for row in rows.iterator(chunk_size=1000):
            yield current_of(row, **self._beside(row))

    def _beside(self, row: Observation) -> Mapping[str, str]:
        series = row.series
        return {
            "title": series.indicator.title,
            "place": self._judge.places.labels[series.level],
            "value": shown_number(row.value, row.places),
            "unit": series.unit,
            "break_note_id": series.break_note_id if series.label else "",
            "break_note_en": series.break_note_en if series.label else "",
        }

    # --- writing -------------------------------------------------------------------------------------------

    def lock(self) -> None:
        City.objects.select_for_update().get(pk=self._city.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        for row in rows:
            self._waiting[key_of(row.key).series].append(row)
        return {}

    def finish(self, *, by: Any, now: datetime) -> None:
        sources = self._sources()
        for place, rows in self._waiting.items():
            series = self._series.get(place) or self._begun(rows[0], by=by, now=now)
            wanted = [
                figure_rows.written_of(key_of(row.key), row.after, row.before, series.indicator, sources)
                for row in rows
            ]
            actions.write_all(series, wanted, by=by, now=now, reason=_("From a workbook"))
        self._waiting.clear()
        self._look()

    def _begun(self, row: Wanted, *, by: Any, now: datetime) -> Series:
        key, after = key_of(row.key), row.after
        city = self._city
        wanted = NewSeries(
            level=key.level,
            city=city if key.level == Series.Level.CITY else None,
            province=city.province if key.level == Series.Level.PROVINCE else None,
            label=key.label,
            break_note_id=after.get("break_note_id", ""),
            break_note_en=after.get("break_note_en", ""),
            frequency=periods.read(key.period).frequency,
            is_sample=after["status"] == "sample",
        )
        return actions.begin_series(self._judge.names.indicators[key.code], wanted, by=by, now=now)

    def _sources(self) -> Mapping[Any, Source]:
        """By their words, and by the key that rows of before name."""
        rows = [row for some in self._waiting.values() for row in some]
        kept = {row.before.rest["source"] for row in rows if row.before and row.before.rest["source"]}
        typed = sources_of(figure_rows.source_words(row.after) for row in rows)
        return {**typed, **_in_bulk(kept)}

    # --- undoing -------------------------------------------------------------------------------------------

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        sources = _in_bulk({row.rest["source"] for row in rows if row.rest["source"]})
        groups: dict[SeriesKey, list[Current]] = defaultdict(list)
        for row in rows:
            groups[key_of(row.key).series].append(row)
        for place, some in groups.items():
            series = self._series[place]
            wanted = [
                figure_rows.written_of(key_of(row.key), row.values, row, series.indicator, sources)
                for row in some
            ]
            actions.write_all(series, wanted, by=by, now=now, reason=_("A workbook was undone"))

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        groups: dict[SeriesKey, list[str]] = defaultdict(list)
        for key in map(key_of, keys):
            groups[key.series].append(key.period)
        for place, some in groups.items():
            remove_all(self._series[place], some, reason=_("A workbook was undone"), by=by, now=now)
        return {}


def _rows(rows: "QuerySet[Observation]") -> "QuerySet[Observation]":
    return rows.select_related("series__indicator", "source")


def _in_bulk(keys: Iterable[int]) -> dict[int, Source]:
    wanted = sorted(keys)
    found: dict[int, Source] = {}
    for at in range(0, len(wanted), 400):
        found |= Source.objects.in_bulk(wanted[at : at + 400])
    return found


def _grouped(places: Iterable[tuple[int, str]]) -> Q:
    """One condition for many figures, by series or by period, whichever names fewer groups."""
    by_series: dict[int, list[str]] = defaultdict(list)
    by_period: dict[str, list[int]] = defaultdict(list)
    for series, period in places:
        by_series[series].append(period)
        by_period[period].append(series)
    found = Q()
    if len(by_series) <= len(by_period):
        for series, some in by_series.items():
            found |= Q(series=series, period__in=some)
    else:
        for period, others in by_period.items():
            found |= Q(period=period, series__in=others)
    return found


_is_address = URLValidator(schemes=["http", "https"])


def _check_address(entry: Entry) -> None:
    address = entry.values.get("source_url", "")
    if address in {"", NOTHING}:
        return
    try:
        _is_address(address)
    except ValidationError:
        entry.blame("figures-no-address", "source_url", address=address[:80])
