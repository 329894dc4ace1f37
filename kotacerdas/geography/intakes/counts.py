"""People of each kelurahan from a workbook: a row for each area and year, always with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.common.domain.faults import Fault
from kotacerdas.geography.actions import people as deeds
from kotacerdas.geography.actions.people import CountValues, Key
from kotacerdas.geography.models import Count
from kotacerdas.geography.queries.areas import known_areas
from kotacerdas.imports.intakes import Column, Current, Entry, Index, Intake, Store, Target, Wanted
from kotacerdas.people.intakes.places import Finder, cities
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

FIRST_YEAR, LAST_YEAR = Decimal(1900), Decimal(2200)
MOST_PEOPLE = Decimal(50_000_000)


class Counts(Intake):
    name: ClassVar = "geography.counts"
    slug: ClassVar = "penduduk-kelurahan"
    title: ClassVar = _("People of each kelurahan")
    description: ClassVar = _("One row for each kelurahan and year: how many people, from which source.")
    permission: ClassVar = Permission.KEEP_WIFI.value
    icon: ClassVar = "users-group"
    identifying: ClassVar = ("unit",)

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.KEEP_WIFI)

    def columns(self, target: Target) -> list[Column]:
        return [
            Column("unit", _("Kelurahan or desa"), "reference", ("kelurahan", "desa", "kode", "kode wilayah", "kode kelurahan",
                   "nama kelurahan", "kelurahan/desa", "desa/kelurahan", "wilayah"), is_required=True, width=22,
                   help=_("Its official code or its name.")),
            Column("year", _("Year"), "integer", ("tahun",), is_required=True, least=FIRST_YEAR, most=LAST_YEAR, width=8),
            Column("people", pgettext_lazy("geography", "People"), "integer", ("penduduk", "jumlah penduduk", "jiwa", "warga", "populasi", "jumlah jiwa"),
                   is_required=True, least=Decimal(0), most=MOST_PEOPLE, width=14),
            Column("source", _("Source"), aliases=("sumber",), is_required=True, most_letters=500, width=36),
            Column("estimate", _("Estimate"), "yesno", ("perkiraan", "estimasi", "taksiran"), width=10),
            Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> CountStore:
        return CountStore(target.city)


class CountStore(Store):
    def __init__(self, city: City) -> None:
        self._city = city

    def begin(self, index: Index) -> None:
        self._names = Finder()
        self._shown: dict[str, str] = {}
        for area in known_areas(self._city):
            self._names.add(area.code, area.names)
            self._names.add(area.code, [area.code.replace(".", "")])
            self._shown[area.code] = area.name

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            code, year = self._names.resolve(entry, "unit"), entry.values.get("year", "")
            if not code:
                continue
            entry.values["unit"] = code
            # A file that does not call its figures estimates or samples brings counts, also in the place of an estimate.
            for name in ("estimate", "sample"):
                entry.values[name] = entry.values.get(name) or "no"
            if year:
                entry.key = f"{code}/{year}"
                entry.name = f"{self._shown[code]} {year}"

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        asked = set(keys)
        rows = Count.objects.of(self._city).filter(
            year__in={int(key.partition("/")[2]) for key in asked if "/" in key}
        )
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {each.key: each for each in map(_current, rows) if each.key in asked}

    def everything(self) -> Iterator[Current]:
        return map(_current, Count.objects.of(self._city).iterator(chunk_size=1000))

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        self._store([(row.key, row.after) for row in rows], by=by, now=now)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        self._store([(row.key, row.values) for row in rows], by=by, now=now)

    def _store(self, rows: Sequence[tuple[str, Any]], *, by: Any, now: datetime) -> None:
        if not rows:
            return
        wanted = [
            CountValues(
                *_place(key), int(values["people"]), values["source"], values.get("estimate") == "yes",
                values.get("sample") == "yes",
            )
            for key, values in rows
        ]  # fmt: skip
        deeds.store_counts(self._city, wanted, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        deeds.remove_counts(self._city, {_place(key) for key in keys}, by=by, now=now)
        return {}

    def lock(self) -> None:
        City.objects.select_for_update(of=("self",)).get(pk=self._city.pk)


def _place(key: str) -> Key:
    code, _slash, year = key.partition("/")
    return code, int(year)


def _current(row: Count) -> Current:
    values = {
        "unit": row.unit.code,
        "year": str(row.year),
        "people": str(row.people),
        "source": row.source,
        "estimate": "yes" if row.is_estimate else "no",
        "sample": "yes" if row.is_sample else "no",
    }
    return Current(f"{row.unit.code}/{row.year}", values, f"{row.unit.name} {row.year}")
