"""Figures are written, corrected and removed; what stood before is kept as a revision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports import bulk
from kotacerdas.indicators.domain import figures, periods
from kotacerdas.indicators.domain.figures import Figure, Rules
from kotacerdas.indicators.models import Indicator, Observation, Revision, Series, Source

if TYPE_CHECKING:
    from kotacerdas.people.models import City, TerritorialUnit, User

_KEPT = ("value", "places", "status", "source", "note_id", "note_en")


@dataclass(frozen=True)
class NewSeries:
    """Where and how; unit and periods are the indicator's unless said otherwise."""

    level: str = Series.Level.CITY
    city: "City | None" = None
    province: "TerritorialUnit | None" = None
    label: str = ""
    title_id: str = ""
    title_en: str = ""
    break_note_id: str = ""
    break_note_en: str = ""
    unit_id: str = ""
    unit_en: str = ""
    frequency: str = "year"
    is_sample: bool = False


@dataclass(frozen=True)
class Written:
    """One figure as an office or a workbook says it. A source is found again by title, address and day."""

    period: str
    figure: Figure
    status: str
    source: str = ""
    source_url: str = ""
    source_dated: date | None = None
    note_id: str = ""
    note_en: str = ""
    unit: str | None = None
    kept_source: Source | None = None
    """A source row that is known already; goes before the words."""


@transaction.atomic
def begin_series(indicator: Indicator, wanted: NewSeries, *, by: "User | None", now: datetime) -> Series:
    """The series of this place with this mark; made if it is not there. One that begins anew needs its reason."""
    found = Series.objects.filter(
        indicator=indicator, level=wanted.level, city=wanted.city, province=wanted.province, label=wanted.label
    ).first()  # fmt: skip
    if found is not None:
        return found
    if wanted.label and not (wanted.break_note_id and wanted.break_note_en):
        raise Refused(Fault("series-without-reason"))
    unit_id, unit_en = wanted.unit_id or indicator.unit_id, wanted.unit_en or indicator.unit_en
    columns = {**vars(replace(wanted, unit_id=unit_id, unit_en=unit_en))}
    row = Series.objects.create(indicator=indicator, **columns)
    audit.record("indicators.begin-series", on=indicator, by=by, city=wanted.city, now=now)
    return row


def write(
    series: Series,
    wanted: Written,
    *,
    by: "User | None",
    now: datetime,
    expected: int | None = None,
    reason: str = "",
) -> Observation:
    """One figure. Raises `Refused`, and `versions.StaleSave` if it was changed since version `expected` (0: was not there)."""
    write_all(series, [wanted], by=by, now=now, expected=expected, reason=reason)
    return Observation.objects.get(series=series, period=str(periods.read(wanted.period)))


@transaction.atomic
def write_all(
    series: Series,
    wanted: Iterable[Written],
    *,
    by: "User | None",
    now: datetime,
    expected: int | None = None,
    reason: str = "",
) -> int:
    """All or none, in a constant number of queries beside new sources. Answers how many changed."""
    kept = (
        Series.objects.select_for_update(of=("self",)).select_related("indicator", "city").get(pk=series.pk)
    )
    rows = {str(periods.read(each.period)): each for each in wanted}
    _require(kept, rows.values(), this_year=now.year)
    sources = _sources(rows.values())
    present = {each.period: each for each in kept.observations.filter(period__in=rows)}
    new: list[Observation] = []
    changed: list[Observation] = []
    before: list[Revision] = []
    for period, each in rows.items():
        columns = {
            "value": each.figure.value, "places": each.figure.places, "status": each.status,
            "source": sources.get(_place(each)), "note_id": each.note_id.strip(), "note_en": each.note_en.strip(),
        }  # fmt: skip
        row = present.get(period)
        if expected is not None and expected != (row.version if row else 0):
            raise versions.StaleSave(row or Observation(series=kept, period=period, version=0), columns)
        if row is None:
            year = int(period[:4])
            new.append(Observation(series=kept, period=period, year=year, **columns))
        elif any(getattr(row, name) != value for name, value in columns.items()):
            before.append(_revision(row, by=by, now=now, reason=reason))
            for name, value in columns.items():
                setattr(row, name, value)
            row.version += 1
            changed.append(row)
    Observation.objects.bulk_create(new, batch_size=500)
    bulk.update(Observation, changed, (*_KEPT, "version"))
    Revision.objects.bulk_create(before, batch_size=500)
    if count := len(new) + len(changed):
        note = {"count": count, "periods": ", ".join(sorted(rows)[:12])}
        audit.record("indicators.write", on=kept.indicator, by=by, city=kept.city, now=now, note=note)
    return count


@transaction.atomic
def remove(
    observation: Observation, *, reason: str, by: "User | None", now: datetime, expected: int | None = None
) -> None:
    """Takes one figure away; it stays among the revisions with the reason. Raises `Refused` without one."""
    if not reason.strip():
        raise Refused(Fault("reason-missing"))
    row = Observation.objects.select_for_update(of=("self",)).select_related(
        "series__indicator", "series__city"
    )
    found = row.filter(pk=observation.pk).first()
    if found is None:
        return
    if expected is not None and found.version != expected:
        raise versions.StaleSave(found, {})
    _revision(found, by=by, now=now, reason=reason).save()
    found.delete()
    series = found.series
    note = {"period": found.period, "reason": reason}
    audit.record("indicators.remove", on=series.indicator, by=by, city=series.city, now=now, note=note)


def rules_of(series: Series) -> Rules:
    """What the series and its indicator demand; select_related "indicator"."""
    indicator = series.indicator
    return Rules(
        frequency=series.frequency,
        is_sample=series.is_sample,
        unit=tuple(each for each in (series.unit_id, series.unit_en) if each),
        least=indicator.least,
        most=indicator.most,
        labels=tuple(indicator.labels),
    )


def faults_of(series: Series, wanted: Written, *, this_year: int) -> list[Fault]:
    """Everything that forbids this figure here; reads nothing."""
    try:
        period = periods.read(wanted.period)
    except Refused as refused:
        return list(refused.faults)
    has_source = bool(wanted.source.strip() or wanted.kept_source)
    typed = figures.Typed(period, wanted.figure, wanted.status, has_source, wanted.unit)
    return list(figures.faults(typed, rules_of(series), this_year=this_year))


def _require(series: Series, wanted: Iterable[Written], *, this_year: int) -> None:
    found = [fault for each in wanted for fault in faults_of(series, each, this_year=this_year)]
    if found:
        raise Refused(found)


Place = tuple[str, str, date | None]


def _place(wanted: Written) -> "Place | Source":
    if wanted.kept_source is not None:
        return wanted.kept_source
    return wanted.source.strip(), wanted.source_url.strip(), wanted.source_dated


def _sources(wanted: Iterable[Written]) -> Mapping["Place | Source", Source]:
    """The row of every source that is named; typed ones are made where they are not there."""
    found: dict[Place | Source, Source] = {}
    for each in wanted:
        place = _place(each)
        if isinstance(place, Source):
            found[place] = place
        elif place[0] and place not in found:
            title, url, dated = place
            found[place], _made = Source.objects.get_or_create(key=None, title=title, url=url, dated_on=dated)
    return found


def _revision(row: Observation, *, by: "User | None", now: datetime, reason: str) -> Revision:
    return Revision(
        series_id=row.series_id, period=row.period, value=row.value, places=row.places, status=row.status,
        source_id=row.source_id, until=now, by=by, reason=reason.strip()[:400],
    )  # fmt: skip
