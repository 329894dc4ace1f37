"""Towers as a workbook: a row for each operator at a site."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.connectivity.actions import lists
from kotacerdas.connectivity.domain.rules import TECHNOLOGIES
from kotacerdas.connectivity.intakes.places import Map, degrees, place_columns, told
from kotacerdas.connectivity.models import Tower
from kotacerdas.imports.intakes import Column, Current, Entry, Intake, Store, Target, Wanted
from kotacerdas.people.intakes.places import cities, day, iso
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission


class Towers(Intake):
    name: ClassVar = "connectivity.towers"
    slug: ClassVar = "menara"
    title: ClassVar = _("Towers")
    description: ClassVar = _(
        "One row for each operator at a site: where it stands, which technologies it has, who says so."
    )
    permission: ClassVar = Permission.KEEP_WIFI.value
    icon: ClassVar = "antenna"
    identifying: ClassVar = ("code",)

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.KEEP_WIFI)

    def columns(self, target: Target) -> list[Column]:
        return [
            Column("code", _("Code of the site"), aliases=("kode menara", "site id", "id menara", "kode"),
                   is_required=True, most_letters=40, width=18),
            Column("operator", _("Operator"), aliases=("penyelenggara", "provider"), is_required=True, most_letters=100,
                   help=_("By name, as in the list of operators."), width=20),
            *place_columns(is_required=True),
            Column("technologies", _("Technologies"), aliases=("teknologi", "jaringan"), is_required=True, most_letters=40,
                   help=_("Some of 2G, 3G, 4G, 5G, with commas between them."), width=18),
            Column("height_m", _("Height in metres"), "decimal", ("tinggi", "tinggi (m)"), least=Decimal(0),
                   most=Decimal(500), places=1, width=12),
            Column("source", _("Source"), aliases=("sumber",), is_required=True, most_letters=500, width=36),
            Column("as_of", _("State of"), "date", ("per tanggal", "tanggal data"), width=12),
            Column("sample", _("Sample"), "yesno", ("contoh",), width=8),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> "TowerStore":
        return TowerStore(target.city)


class TowerStore(Store):
    def __init__(self, city: City) -> None:
        self._city = city
        self._map = Map(city)
        self._waiting: list[Tower] = []

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            self._map.operator(entry)
            self._map.place(entry)
            self._map.past(entry, "as_of")
            _technologies(entry)
            code, operator = entry.values.get("code", ""), entry.values.get("operator", "")
            if code and operator in self._map.operators:
                entry.key = f"{operator}/{code}"
                entry.name = f"{self._map.operators[operator].name} {code}"

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        asked = set(keys)
        rows = Tower.objects.of(self._city).filter(code__in={key.partition("/")[2] for key in asked})
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {each.key: each for each in map(current_of, rows) if each.key in asked}

    def everything(self) -> Iterator[Current]:
        for row in Tower.objects.of(self._city).iterator(chunk_size=1000):
            yield current_of(row)

    def lock(self) -> None:
        City.objects.select_for_update().get(pk=self._city.pk)

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        kept = self._kept([row.key for row in rows])
        self._waiting += [self._tower(row.key, row.after, kept.get(row.key)) for row in rows]
        return {}

    def finish(self, *, by: Any, now: datetime) -> None:
        lists.keep_towers(self._city, self._waiting, by=by, now=now)
        self._waiting = []

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        kept = self._kept([row.key for row in rows])
        found = [self._tower(row.key, row.values, kept.get(row.key)) for row in rows]
        lists.keep_towers(self._city, found, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        lists.drop_towers(self._city, [row.pk for row in self._kept(keys).values()], by=by, now=now)
        return {}

    def _kept(self, keys: Sequence[str]) -> dict[str, Tower]:
        asked = set(keys)
        rows = Tower.objects.of(self._city).filter(code__in={key.partition("/")[2] for key in asked})
        return {_key(row): row for row in rows if _key(row) in asked}

    def _tower(self, key: str, after: Any, kept: Tower | None) -> Tower:
        operator, _slash, code = key.partition("/")
        row = kept or Tower(city=self._city, operator=self._map.operators[operator], code=code)
        row.lon, row.lat = degrees(after["lon"]), degrees(after["lat"])
        area = self._map.areas.at(float(row.lon), float(row.lat))
        row.unit = self._map.units.get(area.code) if area else None
        row.technologies = after["technologies"].split(", ")
        row.height_m = Decimal(after["height_m"]) if after.get("height_m") else None
        row.source, row.as_of = after["source"], day(after.get("as_of", ""))
        row.is_sample = after.get("sample") == "yes"
        return row


def _key(row: Tower) -> str:
    return f"{row.operator.code}/{row.code}"


def current_of(row: Tower) -> Current:
    values = {
        "code": row.code, "operator": row.operator.code, "lon": told(row.lon), "lat": told(row.lat),
        "technologies": ", ".join(row.technologies), "height_m": told(row.height_m), "source": row.source,
        "as_of": iso(row.as_of), "sample": "yes" if row.is_sample else "no",
    }  # fmt: skip
    return Current(_key(row), values, f"{row.operator.name} {row.code}", {"version": row.version})


def _technologies(entry: Entry) -> None:
    """So that "4g/5G" and "LTE; NR" are both 4G, 5G."""
    text = entry.values.get("technologies", "")
    if not text:
        return
    given = [
        each.strip().upper() for each in text.replace("/", ",").replace(";", ",").replace("+", ",").split(",")
    ]
    known = {"LTE": "4G", "NR": "5G", "GSM": "2G", "UMTS": "3G"}
    found = [known.get(each, each) for each in given if each]
    wrong = [each for each in found if each not in TECHNOLOGIES]
    if wrong or not found:
        entry.blame("signal-technology-unknown", "technologies", given=(wrong or [text])[0][:20])
    else:
        entry.values["technologies"] = ", ".join(each for each in TECHNOLOGIES if each in found)
