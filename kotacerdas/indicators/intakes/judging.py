"""Why a row of figures may not be written, each reason at its cell; reads, writes nothing."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports.intakes import Current, Entry
from kotacerdas.indicators.actions.figures import Written, faults_of
from kotacerdas.indicators.domain import figures, period_words, periods, units
from kotacerdas.indicators.domain.periods import Period
from kotacerdas.indicators.intakes.figure_rows import NOTHING, Key, figure_of
from kotacerdas.indicators.intakes.naming import Names, Places
from kotacerdas.indicators.models import Indicator, Series

if TYPE_CHECKING:
    from kotacerdas.people.models import City

_MARK = re.compile(r"[a-z0-9_-]{1,40}")
_COLUMN_OF = {
    "period-unreadable": "period",
    "period-of-another-kind": "period",
    "unit-differs": "unit",
    "fact-among-samples": "status",
    "sample-among-facts": "status",
    "fact-without-source": "source",
    "fact-of-the-future": "status",
    "series-without-reason": "label",
}
"""Where a fault of the rules is told; all others are about the value."""
_FOR_NEW_SERIES = ("break_note_id", "break_note_en")
_TOLD_TOGETHER = ("source_url", "source_dated")

SeriesOf = Mapping[tuple[str, str, str], Series]


class Judge:
    """Knows what one person may write for one city."""

    def __init__(self, city: "City", by: Any, *, clears: bool, this_year: int) -> None:
        self.names, self.places = Names(city), Places(city, by)
        self._clears, self._this_year = clears, this_year
        self._begun: dict[tuple[str, str, str], Series] = {}

    def name(self, entry: Entry) -> Key | None:
        """Which figure the row means; None, with blame, where it does not say."""
        indicator, level = self.names.indicator(entry), self.places.level(entry)
        period = _period(entry)
        label = entry.values.get("label", "").casefold()
        if label and not _MARK.fullmatch(label):
            entry.blame("figures-mark-unreadable", "label", label=label[:40])
            return None
        if indicator is None or level is None or period is None:
            return None
        key = Key(indicator.code, level, label, str(period))
        entry.values |= {"level": level, "label": label, "period": key.period}
        entry.key, entry.name = key.text, f"{indicator.title} {key.period}"
        return key

    def judge(self, entry: Entry, key: Key, kept: Current | None, series: SeriesOf) -> None:
        """Everything against the row; `kept` is the figure that stands now."""
        indicator = self.names.indicators[key.code]
        unit = entry.values.pop("unit", "")
        self._match_source(entry, kept)
        self._check_gaps(entry)
        after = self._after(entry, kept)
        row = self._series(entry, key, series, after)
        if key.level != Series.Level.CITY and not self.places.writes_shared and _differs(after, kept):
            entry.blame("figures-shared", "level" if "level" in entry.cells else "code")
        if not after.get("value") or not after.get("status"):
            return
        self._check_places(entry, after)
        wanted = Written(
            period=key.period,
            figure=figure_of(after, indicator),
            status=after["status"],
            source=self._vouching(entry, after, kept),
            unit=_in_words_of(row, unit),
        )
        for fault in faults_of(row, wanted, this_year=self._this_year):
            _blame(entry, fault)

    def _after(self, entry: Entry, kept: Current | None) -> dict[str, str]:
        said = {name: value for name, value in entry.values.items() if value or self._clears}
        return {**(kept.values if kept else {}), **said}

    def _match_source(self, entry: Entry, kept: Current | None) -> None:
        """A new source brings its own address and day; those of the old one do not stay beside it."""
        source = entry.values.get("source", "")
        if kept is None or not source or source == kept.values["source"]:
            return
        for name in _TOLD_TOGETHER:
            if not entry.values.get(name) and kept.values[name]:
                entry.values[name] = NOTHING

    def _vouching(self, entry: Entry, after: Mapping[str, str], kept: Current | None) -> str:
        """The source that stands for the figure. That of another figure does not: a changed fact names its source anew."""
        is_other = kept is not None and after["value"] != kept.values["value"]
        return entry.values.get("source", "") if is_other else after.get("source", "")

    def _check_gaps(self, entry: Entry) -> None:
        """A workbook empties notes and sources, never the figure itself or what it is."""
        if not self._clears:
            return
        for name in ("value", "status"):
            if name in entry.values and not entry.values[name]:
                entry.blame("cell-empty", name)
        if entry.values.get("places") == "":
            del entry.values["places"]

    def _check_places(self, entry: Entry, after: Mapping[str, str]) -> None:
        told = entry.values.get("places", "")
        if told and figures.written(_decimal(after["value"])).places > int(told):
            entry.blame("figures-fewer-places", "places", value=_decimal(after["value"]), places=told)

    def _series(self, entry: Entry, key: Key, series: SeriesOf, after: Mapping[str, str]) -> Series:
        """The one that stands, or one as the first row of the workbook would begin it."""
        found = series.get(key.series) or self._begun.get(key.series)
        notes = [entry.values.pop(name, "") for name in _FOR_NEW_SERIES]
        if key.series in series:
            assert found is not None
            return found
        if key.label and not all(notes):
            entry.blame("series-without-reason", "label")
        entry.values |= {name: note for name, note in zip(_FOR_NEW_SERIES, notes, strict=True) if note}
        if found is None:
            is_sample = after.get("status") == "sample"
            found = _unsaved(self.names.indicators[key.code], key, is_sample=is_sample)
            if not entry.faults and after.get("status"):
                self._begun[key.series] = found
        return found


def _period(entry: Entry) -> Period | None:
    text = entry.values.get("period", "")
    if not text:
        if not entry.faults:
            entry.blame("cell-empty", "period")
        return None
    try:
        return period_words.read(text)
    except Refused as refused:
        for fault in refused.faults:
            _blame(entry, fault)
        return None


def _unsaved(indicator: Indicator, key: Key, *, is_sample: bool) -> Series:
    return Series(
        indicator=indicator, level=key.level, label=key.label, frequency=periods.read(key.period).frequency,
        unit_id=indicator.unit_id, unit_en=indicator.unit_en, is_sample=is_sample,
    )  # fmt: skip


def _in_words_of(series: Series, unit: str) -> str | None:
    """The unit as the series writes it, where the cell means the same by other words."""
    if not unit:
        return None
    known = [each for each in (series.unit_id, series.unit_en) if each] or [""]
    return next((each for each in known if units.same(each, unit)), unit)


def _differs(after: Mapping[str, str], kept: Current | None) -> bool:
    return kept is None or any(value != kept.values.get(name, "") for name, value in after.items())


def _blame(entry: Entry, fault: Fault) -> None:
    entry.blame(fault.kind, _COLUMN_OF.get(fault.kind, "value"), **fault.values)


def _decimal(text: str) -> Decimal:
    return Decimal(text)
