"""A figure as a row of a workbook: its key, its values, and what a row would write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kotacerdas.imports.domain.fields import Field
from kotacerdas.imports.domain.typed import Wrong, read, written
from kotacerdas.imports.intakes import Current
from kotacerdas.indicators.actions import Written
from kotacerdas.indicators.domain import figures
from kotacerdas.indicators.domain.figures import Figure
from kotacerdas.indicators.models import Indicator, Observation, Source
from kotacerdas.people.intakes.places import day, iso

Values = Mapping[str, str]
NOTE_LETTERS = 2000
NOTHING = "–"
"""Says of address and day that a new source has none, so that those of the old one do not stay beside it."""
_NOTE = Field("", "", (), most_letters=NOTE_LETTERS, many_lines=True)


@dataclass(frozen=True)
class Key:
    """`text` names one figure among those of a city, and stands in the rows of imports."""

    code: str
    level: str
    label: str
    period: str

    @property
    def text(self) -> str:
        return f"{self.code}/{self.level}/{self.label}/{self.period}"

    @property
    def series(self) -> tuple[str, str, str]:
        return self.code, self.level, self.label


def key_of(text: str) -> Key:
    code, level, label, period = text.split("/")
    return Key(code, level, label, period)


def values_of(row: Observation) -> dict[str, str]:
    """As a file would give them back; select_related "series__indicator" and "source"."""
    series, source = row.series, row.source
    return {
        "code": series.indicator.code,
        "level": series.level,
        "label": series.label,
        "period": row.period,
        "value": written(row.value),
        "places": str(row.places),
        "status": row.status,
        "source": as_read(source.title) if source else "",
        "source_url": source.url if source else "",
        "source_dated": iso(source.dated_on) if source else "",
        "note_id": as_read(row.note_id),
        "note_en": as_read(row.note_en),
    }


def current_of(row: Observation, **beside: str) -> Current:
    """`rest`: whatever else must come back to the letter, and the version, so that a change by others is seen."""
    series = row.series
    rest = {"version": row.version, "source": row.source_id, "note_id": row.note_id, "note_en": row.note_en}
    name = f"{series.indicator.title} {row.period}"
    return Current(
        Key(series.indicator.code, series.level, series.label, row.period).text,
        values_of(row),
        name,
        rest,
        beside,
    )


def shown_number(value: Decimal, least: int) -> str:
    """With at least so many decimals, and never so that a comma-separated file could be read in two ways."""
    places = max(least, figures.written(value.normalize()).places)
    text = f"{value:.{places}f}"
    whole, _point, fraction = text.lstrip("-").partition(".")
    return f"{text}0" if len(fraction) == 3 and len(whole) <= 3 else text


def as_read(words: str) -> str:
    try:
        return read(words, _NOTE)
    except Wrong:
        return words


def figure_of(values: Values, indicator: Indicator) -> Figure:
    """A workbook drops the zeros at the end of 76.60, so decimals that nobody has told are those of the indicator."""
    value = Decimal(values["value"])
    natural = figures.written(value).places
    told = int(values["places"]) if values.get("places") else indicator.places
    return Figure(value, max(natural, told))


SourceWords = tuple[str, str, date | None]


def source_words(values: Values) -> SourceWords:
    url, dated = (values.get(name, "").replace(NOTHING, "") for name in ("source_url", "source_dated"))
    return values.get("source", ""), url, day(dated)


def written_of(
    key: Key, after: Values, before: Current | None, indicator: Indicator, sources: Mapping[Any, Source]
) -> Written:
    """What the deed writes; a source and a note that no cell has changed stay to the letter."""
    kept: dict[str, Any] = before.rest if before else {}
    words = source_words(after)
    is_same = before is not None and words == source_words(before.values)
    source = sources.get(kept.get("source")) if is_same else sources.get(words)
    return Written(
        period=key.period,
        figure=figure_of(after, indicator),
        status=after["status"],
        source=words[0],
        source_url=words[1],
        source_dated=words[2],
        note_id=_kept_or_typed(kept.get("note_id", ""), after.get("note_id", "")),
        note_en=_kept_or_typed(kept.get("note_en", ""), after.get("note_en", "")),
        kept_source=source,
    )


def _kept_or_typed(kept: str, typed: str) -> str:
    return kept if as_read(kept) == typed else typed
