"""Kecamatan, kelurahan and desa of a city from a workbook, known by the official code, or by name and kecamatan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.domain.faults import Fault
from kotacerdas.imports import in_use
from kotacerdas.imports.intakes import Choice, Column, Current, Entry, Index, Intake, Store, Target, Wanted
from kotacerdas.people.actions import organisations as deeds
from kotacerdas.people.actions.organisations import NewValues
from kotacerdas.people.domain import names
from kotacerdas.people.intakes.places import Finder, check_days, cities, day, iso
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.people.permissions import Permission

Kind = TerritorialUnit.Kind
BELOW = (Kind.KECAMATAN, Kind.KELURAHAN, Kind.DESA)
# A code has two figures for the province, the kabupaten or kota, the kecamatan, then four.
_KECAMATAN_PARTS, _VILLAGE_PARTS = 3, 4
_JOINER = "; "
_TEXTS = ("name", "kind", "source", "note")


class Areas(Intake):
    name: ClassVar = "people.areas"
    slug: ClassVar = "wilayah"
    title: ClassVar = _("Areas")
    description: ClassVar = _("Kecamatan, kelurahan and desa of a city with their official codes.")
    permission: ClassVar = Permission.MANAGE_ORGANISATIONS.value
    icon: ClassVar = "map-2"
    identifying: ClassVar = ("code", "name")
    indexed: ClassVar = ("code",)

    def targets(self, user: Any) -> list[Target]:
        return cities(user, Permission.MANAGE_ORGANISATIONS)

    def columns(self, target: Target) -> list[Column]:
        return [
            Column(
                "code", _("Code"), "code", ("kode", "kode wilayah", "kode kemendagri", "kode desa", "kode kelurahan"),
                help=_("The code of the Ministry of Home Affairs, such as 64.71.01.1001; as text."), width=18,
                most_letters=13,
            ),
            Column(
                "name", _("Name"), aliases=(
                    "nama", "nama wilayah", "kelurahan", "desa", "nama kelurahan", "nama desa", "kelurahan desa",
                    "desa kelurahan",
                ), is_required=True, most_letters=120, width=34,
            ),
            Column(
                "kind", _("Kind"), "choice", ("jenis", "tingkat", "status"),
                choices=tuple(Choice(kind.value, kind.label) for kind in BELOW),
                help=_("Left empty, the code tells it."), width=16,
            ),
            Column(
                "parent", _("In the kecamatan"), "reference", ("kecamatan", "nama kecamatan", "kec"),
                help=_("Left empty, the code tells it."), width=26,
            ),
            Column(
                "aliases", _("Other spellings"), aliases=("nama lain", "ejaan lain"), many_lines=True,
                help=_("Several with a semicolon between them."), width=30,
            ),
            Column("valid_from", _("Valid from"), "date", ("berlaku sejak", "sejak"), width=14),
            Column("valid_to", _("Valid to"), "date", ("berlaku sampai", "sampai"), width=14),
            Column("source", _("Source"), aliases=("sumber", "dasar", "dasar hukum"), most_letters=500, width=30),
            Column("note", _("Note"), aliases=("catatan", "keterangan"), most_letters=300, width=30),
        ]  # fmt: skip

    def store(self, target: Target, *, by: Any, clears: bool = False) -> AreaStore:
        return AreaStore(target.city)


class AreaStore(Store):
    def __init__(self, city: City) -> None:
        self._city = city
        self._parents: dict[str, str] = {}

    def begin(self, index: Index) -> None:
        self._kecamatan = Finder()
        self._by_name: dict[tuple[str, str], list[str]] = {}
        for unit in TerritorialUnit.objects.below_city(self._city).select_related("parent"):
            if unit.kind == Kind.KECAMATAN:
                self._kecamatan.add(unit.code, (unit.name,))
            above = unit.parent.code if unit.parent and unit.kind != Kind.KECAMATAN else ""
            self._by_name.setdefault((names.fold(unit.name), above), []).append(unit.code)
        for text in index.get("code", {}):
            code = names.code(text)
            if code and code.count(".") == _KECAMATAN_PARTS - 1:
                self._kecamatan.add(code, ())

    def settle(self, entries: list[Entry]) -> None:
        for entry in entries:
            entry.name = entry.values.get("name", "")
            if entry.values.get("parent"):
                entry.values["parent"] = self._kecamatan.resolve(entry, "parent") or ""
            if entry.values.get("code"):
                self._by_code(entry)
            else:
                self._without_code(entry)
            entry.values["code"] = entry.key
            if "aliases" in entry.values:
                entry.values["aliases"] = _JOINER.join(spellings(entry.values["aliases"]))
            check_days(entry)

    def _by_code(self, entry: Entry) -> None:
        code = names.code(entry.values["code"]) or ""
        parts = code.count(".") + 1 if code else 0
        if parts not in {_KECAMATAN_PARTS, _VILLAGE_PARTS}:
            entry.blame("area-code-wrong", "code", text=entry.values["code"][:20])
            return
        if not code.startswith(f"{self._city.code}."):
            entry.blame("area-elsewhere", "code", text=code, city=self._city.name)
            return
        entry.key = code
        self._check_kind(entry, parts)
        self._check_parent(entry, parts)

    def _check_kind(self, entry: Entry, parts: int) -> None:
        """Codes of kelurahan go on with 1, those of desa with 2."""
        if parts == _KECAMATAN_PARTS:
            told = Kind.KECAMATAN
        else:
            told = Kind.KELURAHAN if entry.key.rpartition(".")[2].startswith("1") else Kind.DESA
        given = entry.values.get("kind") or told.value
        if (given == Kind.KECAMATAN) is not (told is Kind.KECAMATAN):
            entry.blame("area-kind-differs", "kind", text=entry.key)
        entry.values["kind"] = given

    def _check_parent(self, entry: Entry, parts: int) -> None:
        above = entry.key.rpartition(".")[0] if parts == _VILLAGE_PARTS else ""
        given = entry.values.get("parent", "")
        if given and given != above:
            entry.blame("area-parent-differs", "parent", text=entry.key, found=given)
        elif above and not self._kecamatan.find(above):
            entry.blame("area-parent-missing", "code", text=above)
        entry.values["parent"] = above

    def _without_code(self, entry: Entry) -> None:
        """An area that is here already may be named; a new one needs its code."""
        folded, above = names.fold(entry.name), entry.values.get("parent", "")
        found = self._by_name.get((folded, above), [])
        if not found and not above:
            found = [
                code for (name, _above), codes in self._by_name.items() if name == folded for code in codes
            ]
        if len(found) == 1:
            entry.key = found[0]
        elif found:
            entry.blame("reference-ambiguous", "name", text=entry.name[:60], found=", ".join(found[:4]))
        else:
            entry.blame("area-needs-code", "name", text=entry.name[:60])

    def current(self, keys: Sequence[str], *, lock: bool = False) -> dict[str, Current]:
        rows = TerritorialUnit.objects.below_city(self._city).filter(code__in=keys)
        rows = rows.select_related("parent").prefetch_related("aliases")
        if lock:
            rows = rows.select_for_update(of=("self",))
        return {row.code: _current(row) for row in rows}

    def everything(self) -> Iterator[Current]:
        rows = (
            TerritorialUnit.objects.below_city(self._city)
            .select_related("parent")
            .prefetch_related("aliases")
        )
        return (_current(row) for row in rows.order_by("code").iterator(chunk_size=500))

    def write(self, rows: Sequence[Wanted], *, by: Any, now: datetime) -> dict[str, str]:
        self._store([(row.key, row.after) for row in rows], by=by, now=now)
        return {}

    def put_back(self, rows: Sequence[Current], *, by: Any, now: datetime) -> None:
        self._store([(row.key, row.values) for row in rows], by=by, now=now)

    def _store(self, rows: Sequence[tuple[str, Any]], *, by: Any, now: datetime) -> None:
        wanted = [
            NewValues(
                key,
                {name: values.get(name, "") for name in _TEXTS}
                | {
                    "valid_from": day(values.get("valid_from", "")),
                    "valid_to": day(values.get("valid_to", "")),
                },
                spellings(values["aliases"]) if "aliases" in values else None,
            )
            for key, values in rows
        ]
        deeds.store_units(self._city, wanted, by=by, now=now)
        self._parents |= {key: values.get("parent") or self._city.code for key, values in rows}

    def finish(self, *, by: Any, now: datetime) -> None:
        if self._parents:
            deeds.set_unit_parents(self._city, self._parents, by=by, now=now)

    def remove(self, keys: Sequence[str], *, by: Any, now: datetime) -> dict[str, Fault]:
        rows = dict(TerritorialUnit.objects.filter(city=self._city, code__in=keys).values_list("code", "pk"))
        users = in_use.users_of(TerritorialUnit, rows.values(), apart_from=("aliases",))
        stay = {code: in_use.fault(users[key]) for code, key in rows.items() if key in users}
        deeds.remove_units(self._city, rows.keys() - stay.keys(), by=by, now=now)
        return stay

    def lock(self) -> None:
        City.objects.select_for_update(of=("self",)).get(pk=self._city.pk)


def spellings(text: str) -> list[str]:
    return sorted(
        {each.strip() for each in text.replace("\n", ";").replace("|", ";").split(";") if each.strip()}
    )


def _current(row: TerritorialUnit) -> Current:
    values = {name: str(getattr(row, name)) for name in _TEXTS}
    values |= {
        "code": row.code,
        "parent": row.parent.code if row.parent and row.kind != Kind.KECAMATAN else "",
        "aliases": _JOINER.join(sorted(alias.name for alias in row.aliases.all())),
        "valid_from": iso(row.valid_from),
        "valid_to": iso(row.valid_to),
    }
    return Current(row.code, values, row.name)


AREAS = Areas()
