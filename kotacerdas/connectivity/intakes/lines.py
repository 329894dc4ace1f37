"""Fixed lines as a workbook: a row for each RT."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.connectivity.actions import lists
from kotacerdas.connectivity.intakes.places import Map, degrees, place_columns, told
from kotacerdas.connectivity.models import FixedLine
from kotacerdas.imports.intakes import Choice, Column, Current, Entry, Intake, Store, Target, Wanted
from kotacerdas.people.intakes.places import cities, iso
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


class Lines(Intake):
    name: ClassVar = "connectivity.lines"
    slug: ClassVar = "jaringan-tetap"
    title: ClassVar = _("Fixed lines by RT")
    description: ClassVar = _(
        "One row for each RT: whether a fixed line can be had there, and from whom. The place of the RT, if known, lets it "
        "count on the map."
    )
    permission: ClassVar = Permission.KEEP_WIFI.value
    icon: ClassVar = "network"
    identifying: ClassVar = ("rt",)

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.KEEP_WIFI)

    def columns(self, target: Target) -> list[Column]:
        choices = (
            Choice("yes", FixedLine.Available.YES.label, ("ada", "ya", "tersedia", "yes")),
            Choice("no", FixedLine.Available.NO.label, ("tidak ada", "tidak", "belum", "no")),
            Choice(
                "unknown",
                FixedLine.Available.UNKNOWN.label,
                ("tidak diketahui", "belum diketahui", "unknown"),
            ),
        )
        return [
            Column("unit", _("Kelurahan"), aliases=("kode kelurahan", "desa"), is_required=True, most_letters=120,
                   help=_("By name or code."), width=24),
            Column("rt", _("RT"), aliases=("nomor rt", "no rt"), is_required=True, most_letters=10, width=8),
            Column("available", _("Fixed line"), "choice", ("jaringan tetap", "tersedia", "internet tetap"),
                   is_required=True, choices=choices, width=16),
            Column("providers", _("Providers"), aliases=("penyedia", "isp"), most_letters=200, width=28),
            *place_columns(is_required=False),
            Column("source", _("Source"), aliases=("sumber",), is_required=True, most_letters=500, width=36),
            Column("as_of", _("State of"), "date", ("per tanggal", "tanggal data"), is_required=True, width=12),
            Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> "LineStore":
        return LineStore(target.city)


class LineStore(Store):
    def __init__(self, city: City) -> None:
        self._city = city
        self._map = Map(city)
        self._waiting: list[FixedLine] = []

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            unit = self._map.unit(entry)
            self._map.rt(entry)
            self._map.place(entry)
            self._map.past(entry, "as_of")
            if unit is not None and entry.values.get("rt"):
                entry.key = f"{unit.code}/{entry.values['rt']}"
                entry.name = f"{unit.name} RT {entry.values['rt']}"

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        return {key: current_of(row) for key, row in self._kept(keys, lock=lock).items()}

    def everything(self) -> Iterator[Current]:
        for row in FixedLine.objects.of(self._city).iterator(chunk_size=1000):
            yield current_of(row)

    def lock(self) -> None:
        City.objects.select_for_update().get(pk=self._city.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        kept = self._kept([row.key for row in rows])
        self._waiting += [self._line(row.key, row.after, kept.get(row.key)) for row in rows]
        return {}

    def finish(self, *, by: Any, now: datetime) -> None:
        lists.keep_lines(self._city, self._waiting, by=by, now=now)
        self._waiting = []

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        kept = self._kept([row.key for row in rows])
        found = [self._line(row.key, row.values, kept.get(row.key)) for row in rows]
        lists.keep_lines(self._city, found, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        lists.drop_lines(self._city, [row.pk for row in self._kept(keys).values()], by=by, now=now)
        return {}

    def _kept(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, FixedLine]:
        asked = set(keys)
        rows = FixedLine.objects.of(self._city).filter(
            unit__code__in={key.partition("/")[0] for key in asked}
        )
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {_key(row): row for row in rows if _key(row) in asked}

    def _line(self, key: str, after: Any, kept: FixedLine | None) -> FixedLine:
        code, _slash, rt = key.partition("/")
        row = kept or FixedLine(unit=self._map.units[code], rt=rt)
        row.available, row.providers = after["available"], after.get("providers", "")
        has_place = bool(after.get("lon") and after.get("lat"))
        row.lon, row.lat = (degrees(after["lon"]), degrees(after["lat"])) if has_place else (None, None)
        row.source, row.is_sample = after["source"], after.get("sample") == "yes"
        row.as_of = date.fromisoformat(after["as_of"])
        return row


def _key(row: FixedLine) -> str:
    return f"{row.unit.code}/{row.rt}"


def current_of(row: FixedLine) -> Current:
    values = {
        "unit": row.unit.code, "rt": row.rt, "available": row.available, "providers": row.providers,
        "lon": told(row.lon), "lat": told(row.lat), "source": row.source, "as_of": iso(row.as_of),
        "sample": "yes" if row.is_sample else "no",
    }  # fmt: skip
    return Current(_key(row), values, f"{row.unit.name} RT {row.rt}", {"version": row.version})
