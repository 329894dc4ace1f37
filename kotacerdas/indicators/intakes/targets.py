"""What a city wants to reach, as a workbook: a row for each indicator and year."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports.domain.typed import written
from kotacerdas.imports.intakes import Column, Current, Entry, Intake, Store, Wanted
from kotacerdas.imports.intakes import Target as Goal
from kotacerdas.indicators import actions
from kotacerdas.indicators.domain import figures, period_words, units
from kotacerdas.indicators.domain.figures import MOST, MOST_PLACES
from kotacerdas.indicators.intakes.figure_rows import shown_number
from kotacerdas.indicators.intakes.naming import Names
from kotacerdas.indicators.models import Indicator, Source, Target
from kotacerdas.people.intakes.places import cities
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


class Targets(Intake):
    name: ClassVar = "indicators.targets"
    slug: ClassVar = "target-indikator"
    title: ClassVar = _("Targets of indicators")
    description: ClassVar = _(
        "One row for each indicator and year: the target, and the plan that sets it, such as the RPJMD and its period."
    )
    permission: ClassVar = Permission.KEEP_INDICATORS.value
    icon: ClassVar = "target"
    identifying: ClassVar = ("code", "title", "year")

    def targets(self, user: Any) -> list[Goal]:
        return cities(user, Permission.KEEP_INDICATORS)

    def columns(self, target: Goal) -> list[Column]:
        return [
            Column("code", _("Code of the indicator"), aliases=("kode", "kode indikator"), is_required=True,
                   most_letters=200, help=_("As on the page of the indicator. Its title does as well."), width=26),
            Column("title", _("Indicator"), aliases=("indikator", "nama indikator", "uraian"), most_letters=300,
                   help=_("Beside the code it is for reading only."), width=44),
            Column("year", _("Year"), aliases=("tahun",), is_required=True, most_letters=40, width=8),
            Column("value", _("Target"), "decimal", ("target", "nilai target"), is_required=True, width=18),
            Column("unit", _("Unit"), aliases=("satuan",), most_letters=60,
                   help=_("Checked against the indicator. A target in another unit is refused, never converted."), width=16),
            Column("basis", _("From which plan"), aliases=("dasar", "dokumen", "rencana"), is_required=True,
                   most_letters=200, width=34),
            Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
        ]  # fmt: skip

    def store(self, target: Goal, *, by: Any, clears: bool = False) -> "TargetStore":
        return TargetStore(target.city, clears)


class TargetStore(Store):
    def __init__(self, city: City, clears: bool) -> None:
        self._city, self._clears = city, clears
        self._names = Names(city)

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            indicator, year = self._names.indicator(entry), _year(entry)
            if indicator is None or year is None:
                continue
            entry.key = f"{indicator.code}/{year}"
            entry.name = f"{indicator.title} {year}"
            entry.values["year"] = str(year)
            _judge(entry, indicator, clears=self._clears)

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        asked = set(keys)
        years = {int(key.rpartition("/")[2]) for key in asked}
        codes = {key.partition("/")[0] for key in asked}
        rows = self._rows().filter(year__in=years, indicator__code__in=codes)
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {each.key: each for each in map(_current, rows) if each.key in asked}

    def everything(self) -> Iterator[Current]:
        rows = self._rows().order_by("indicator__group", "indicator__position", "indicator__code", "year")
        for row in rows.iterator(chunk_size=1000):
            indicator = row.indicator
            value = shown_number(row.value, 0)
            yield _current(row, title=indicator.title, unit=indicator.unit, value=value)

    def lock(self) -> None:
        City.objects.select_for_update().get(pk=self._city.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        """The source belongs to the plan: another plan does not keep that of the old one."""
        kept = Source.objects.in_bulk({row.before.rest["source"] for row in rows if row.before})
        for row in rows:
            rest = row.before.rest if row.before else {"source": None, "version": 0}
            is_same_plan = row.before is not None and row.before.values["basis"] == row.after["basis"]
            source = kept.get(rest["source"]) if is_same_plan else None
            self._set(row.key, row.after, source, by=by, now=now, expected=rest["version"])
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        kept = Source.objects.in_bulk({row.rest["source"] for row in rows})
        for row in rows:
            self._set(row.key, row.values, kept.get(row.rest["source"]), by=by, now=now)

    def _set(self, key: str, after: Mapping[str, str], source: Source | None, **how: Any) -> None:
        code, _slash, year = key.partition("/")
        actions.set_target(
            self._names.indicators[code], self._city, year=int(year), value=Decimal(after["value"]),
            basis=after["basis"], source=source, is_sample=after.get("sample") == "yes", **how,
        )  # fmt: skip

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        for at in range(0, len(keys), 400):
            asked = set(keys[at : at + 400])
            codes = {key.partition("/")[0] for key in asked}
            for row in self._rows().filter(indicator__code__in=codes):
                if _key(row) in asked:
                    actions.drop_target(row, by=by, now=now)
        return {}

    def _rows(self) -> Any:
        return Target.objects.filter(city=self._city).select_related("indicator")


def _key(row: Target) -> str:
    return f"{row.indicator.code}/{row.year}"


def _current(row: Target, **beside: str) -> Current:
    values = {
        "code": row.indicator.code,
        "year": str(row.year),
        "value": written(row.value),
        "basis": row.basis,
        "sample": "yes" if row.is_sample else "no",
    }
    rest = {"version": row.version, "source": row.source_id}
    return Current(_key(row), values, f"{row.indicator.title} {row.year}", rest, beside)


def _year(entry: Entry) -> int | None:
    text = entry.values.get("year", "")
    year = period_words.year(text)
    if year is None:
        entry.blame("target-year" if text else "cell-empty", "year", given=text[:40])
    return year


def _judge(entry: Entry, indicator: Indicator, *, clears: bool) -> None:
    unit = entry.values.pop("unit", "")
    known = [each for each in (indicator.unit_id, indicator.unit_en) if each] or [""]
    if unit and not any(units.same(unit, each) for each in known):
        entry.blame("unit-differs", "unit", given=unit[:40], unit=known[0])
    for name in ("value", "basis"):
        if clears and name in entry.values and not entry.values[name]:
            entry.blame("cell-empty", name)
    if not entry.values.get("value"):
        return
    value = Decimal(entry.values["value"])
    if abs(value) >= MOST:
        entry.blame("figure-too-large", "value")
    elif figures.written(value).places > MOST_PLACES:
        entry.blame("figure-too-fine", "value", most=MOST_PLACES)
    elif indicator.least is not None and value < indicator.least:
        entry.blame("figure-too-small-for-indicator", "value", least=indicator.least)
    elif indicator.most is not None and value > indicator.most:
        entry.blame("figure-too-large-for-indicator", "value", most=indicator.most)
