"""Organisations of a city from a workbook, known again by code, name or short name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports import in_use
from kotacerdas.imports.intakes import Choice, Column, Current, Entry, Index, Intake, Store, Target, Wanted
from kotacerdas.people.actions import organisations as deeds
from kotacerdas.people.actions.organisations import NewValues
from kotacerdas.people.domain.names import parse
from kotacerdas.people.intakes.places import Finder, check_days, cities, day, iso
from kotacerdas.people.models import City, Organisation, TerritorialUnit
from kotacerdas.people.permissions import Permission

KIND_NAMES: dict[str, tuple[str, ...]] = {
    "agency": ("opd", "dinas", "badan", "perangkat daerah", "skpd", "agency"),
    "agency_unit": ("bidang", "uptd", "upt", "bagian", "seksi"),
    "kecamatan": ("kecamatan", "kantor kecamatan"),
    "kelurahan": ("kelurahan", "kantor kelurahan"),
    "hospital": ("rumah sakit", "rsud", "rs"),
    "city_company": ("bumd", "perumda", "perusda"),
    "council": ("dprd",),
    "vertical_agency": ("instansi vertikal", "vertikal"),
    "university": ("universitas", "perguruan tinggi", "politeknik", "kampus"),
    "company": ("perusahaan", "swasta", "bumn"),
    "community": ("komunitas", "lsm", "organisasi masyarakat", "ormas"),
    "rt": ("rt", "rw"),
    "media": ("media", "pers"),
    "ministry": ("kementerian", "lembaga"),
}
_TEXTS = ("name", "short_name", "name_en", "kind", "source", "note")
_LONGEST_STEM = 40


class Organisations(Intake):
    name: ClassVar = "people.organisations"
    slug: ClassVar = "organisasi"
    title: ClassVar = _("Organisations")
    description: ClassVar = _("Agencies, offices, companies, universities and communities of a city.")
    permission: ClassVar = Permission.MANAGE_ORGANISATIONS.value
    icon: ClassVar = "building-community"
    identifying: ClassVar = ("code", "name", "short_name")
    indexed: ClassVar = ("code", "name", "short_name")

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.MANAGE_ORGANISATIONS)

    def columns(self, target: Target) -> list[Column]:
        return [
            Column(
                "code", _("Code"), "code", ("kode", "kode opd", "kode organisasi", "kode skpd"), width=22,
                most_letters=60, help=_("Leave it empty for a new organisation: it gets one from its name."),
            ),
            Column(
                "name", _("Name"), aliases=(
                    "nama", "nama organisasi", "nama opd", "nama instansi", "nama lembaga", "nama skpd",
                    "perangkat daerah", "nama perangkat daerah", "organisasi", "instansi", "opd", "unit kerja",
                ), is_required=True, most_letters=200, width=44,
            ),
            Column(
                "short_name", _("Short name"), aliases=("singkatan", "nama singkat", "akronim"),
                most_letters=60, width=18,
            ),
            Column(
                "kind", _("Kind"), "choice", ("jenis", "jenis organisasi", "kategori", "tipe"), is_required=True,
                choices=tuple(
                    Choice(kind.value, kind.label, KIND_NAMES.get(kind.value, ())) for kind in Organisation.Kind
                ), width=26,
            ),
            Column(
                "parent", _("Part of"), "reference", ("induk", "bagian dari", "organisasi induk", "opd induk"),
                help=_("Code, name or short name of the organisation above it; it may stand in the same file."),
                width=22, most_letters=200,
            ),
            Column(
                "unit", _("Area"), "reference", ("wilayah", "lokasi", "kelurahan", "wilayah kerja"),
                help=_("Code or name of a kecamatan or kelurahan."), width=22,
            ),
            Column(
                "name_en", _("Name in English"), aliases=("nama inggris", "nama dalam bahasa inggris"),
                most_letters=200, width=36,
            ),
            Column("valid_from", _("Valid from"), "date", ("berlaku sejak", "mulai berlaku", "sejak"), width=14),
            Column("valid_to", _("Valid to"), "date", ("berlaku sampai", "sampai"), width=14),
            Column(
                "source", _("Source"), aliases=("sumber", "dasar", "dasar hukum"), most_letters=500, width=30
            ),
            Column("note", _("Note"), aliases=("catatan", "keterangan"), most_letters=300, width=30),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> OrganisationStore:
        return OrganisationStore(target.city)


class OrganisationStore(Store):
    def __init__(self, city: City) -> None:
        self._city = city
        self._parents: dict[str, str] = {}

    def begin(self, index: Index) -> None:
        rows = Organisation.objects.filter(city=self._city)
        self._names = Finder()
        self._elsewhere = frozenset(
            Organisation.objects.exclude(city=self._city).values_list("code", flat=True)
        )
        self._taken: set[str] = set(self._elsewhere)
        for code, name, short in rows.values_list("code", "name", "short_name"):
            self._names.add(code, (name, short))
            self._taken.add(code)
        self._units = _units(self._city)
        self._index_file(index)

    def _index_file(self, index: Index) -> None:
        """What the file itself brings may be named as a parent, wherever in the file it stands."""
        by_row: dict[int, dict[str, str]] = {}
        for column, rows in index.items():
            for value, row in rows.items():
                by_row.setdefault(row, {})[column] = value
        for row in sorted(by_row):
            said = by_row[row]
            name, short = said.get("name", ""), said.get("short_name", "")
            code = self._full(said["code"]) if "code" in said else ""
            if not code and len(self._known(name, short)) != 1:
                code = self._new_code(name, short)
            if code:
                self._names.add(code, (name, short))
                self._taken.add(code)

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            entry.name = entry.values.get("name", "") or entry.values.get("short_name", "")
            self._identify(entry)
            entry.values["code"] = entry.key
            for column, finder in (("parent", self._names), ("unit", self._units)):
                if entry.values.get(column):
                    entry.values[column] = finder.resolve(entry, column) or ""
            if entry.values.get("parent") and entry.values["parent"] == entry.key:
                entry.blame("organisation-part-of-itself", "parent", organisation=entry.name)
            check_days(entry)

    def _identify(self, entry: Entry) -> None:
        if code := entry.values.get("code", ""):
            entry.key = self._full(code)
            if entry.key in self._elsewhere:
                entry.blame("organisation-elsewhere", "code", text=code[:60])
            return
        name, short = entry.values.get("name", ""), entry.values.get("short_name", "")
        found = self._known(name, short)
        if len(found) > 1:
            column = "name" if name else "short_name"
            entry.blame("reference-ambiguous", column, text=(name or short)[:60], found=", ".join(found[:4]))
        entry.key = found[0] if found else self._new_code(name, short)

    def _known(self, name: str, short: str) -> list[str]:
        """By name; only where that is unknown, or not given, by short name."""
        return (self._names.find(name) if name else []) or (self._names.find(short) if short else [])

    def _full(self, code: str) -> str:
        """`dishub` is `64.71/dishub` where that city's organisations are filled in."""
        return code if "/" in code or code in self._elsewhere else f"{self._city.code}/{code}"

    def _new_code(self, name: str, short: str) -> str:
        stem = _stem(short or name)
        if not stem:
            return ""
        code, count = f"{self._city.code}/{stem}", 2
        while code in self._taken:
            code, count = f"{self._city.code}/{stem}-{count}", count + 1
        return code

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = Organisation.objects.filter(city=self._city, code__in=keys).select_related("parent", "unit")
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {row.code: _current(row) for row in rows}

    def everything(self) -> Iterator[Current]:
        rows = Organisation.objects.filter(city=self._city).select_related("parent", "unit")
        return (_current(row) for row in rows.order_by("code").iterator())

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        self._store([(row.key, row.after) for row in rows], by=by, now=now)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        self._store([(row.key, row.values) for row in rows], by=by, now=now)

    def _store(self, rows: Sequence[tuple[str, Any]], *, by: Any, now: datetime) -> None:
        units = TerritorialUnit.objects.in_bulk(
            {values["unit"] for _key, values in rows if values.get("unit")}, field_name="code"
        )
        wanted = [
            NewValues(
                key,
                {name: values.get(name, "") for name in _TEXTS}
                | {
                    "unit": units.get(values.get("unit", "")),
                    "valid_from": day(values.get("valid_from", "")),
                    "valid_to": day(values.get("valid_to", "")),
                    "parent": None,
                },
            )
            for key, values in rows
        ]
        deeds.store_organisations(self._city, wanted, by=by, now=now)
        self._parents |= {key: values["parent"] for key, values in rows if values.get("parent")}

    def finish(self, *, by: Any, now: datetime) -> None:
        if self._parents:
            deeds.set_parents(self._city, self._parents, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        rows = dict(Organisation.objects.filter(city=self._city, code__in=keys).values_list("code", "pk"))
        users = in_use.users_of(Organisation, rows.values())
        stay = {code: in_use.fault(users[key]) for code, key in rows.items() if key in users}
        deeds.remove_organisations(self._city, rows.keys() - stay.keys(), by=by, now=now)
        return stay

    def lock(self) -> None:
        City.objects.select_for_update(of=("self",)).get(pk=self._city.pk)


def _current(row: Organisation) -> Current:
    values = {name: str(getattr(row, name)) for name in _TEXTS}
    values |= {
        "code": row.code,
        "parent": row.parent.code if row.parent else "",
        "unit": row.unit.code if row.unit else "",
        "valid_from": iso(row.valid_from),
        "valid_to": iso(row.valid_to),
    }
    return Current(row.code, values, row.name)


def _units(city: City) -> Finder:
    """Areas by name; "Kecamatan Balikpapan Kota" and a kelurahan of the same name are told apart by the word."""
    finder = _AreaFinder()
    for unit in TerritorialUnit.objects.below_city(city).prefetch_related("aliases"):
        finder.add(unit.code, (unit.name, *(alias.name for alias in unit.aliases.all())))
        finder.kinds[unit.code] = unit.kind
    return finder


class _AreaFinder(Finder):
    def __init__(self) -> None:
        super().__init__()
        self.kinds: dict[str, str] = {}

    def find(self, text: str) -> list[str]:
        found = super().find(text)
        kind = parse(text).kind
        return [code for code in found if self.kinds.get(code) == kind] or found if kind else found


def _stem(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_STEM].strip("-")


ORGANISATIONS = Organisations()
