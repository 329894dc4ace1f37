"""Loads areas, cities and organisations from the data files; run again, it changes only what the files changed."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.conf import settings

from kotacerdas.common.reference import Report, bring_up_to_date, loader
from kotacerdas.people.domain.names import fold
from kotacerdas.people.models import City, Organisation, TerritorialUnit, UnitAlias
from kotacerdas.people.models.areas import TerritorialUnitQuerySet

Kind = TerritorialUnit.Kind
Record = dict[str, str]

CODES = "Kode dan nama wilayah Kemendagri, paket idn-area-data (ODbL)"
PREFIXES = {
    "Kabupaten Administrasi ": "Kab. Adm. ",
    "Kota Administrasi ": "Kota Adm. ",
    "Kabupaten ": "Kab. ",
}
OFFICES = {Kind.KECAMATAN: Organisation.Kind.KECAMATAN, Kind.KELURAHAN: Organisation.Kind.KELURAHAN}


class DataMissing(FileNotFoundError):
    """A file without which nothing can be loaded; the sentence says how to get it."""


def records(path: Path) -> Iterator[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def people_data() -> Path:
    return settings.REFERENCE_DATA / "people"


def area_codes(name: str) -> Iterator[Record]:
    path = settings.AREA_DATA / name
    if not path.exists():
        raise DataMissing(f"{path} is missing. Run `npm ci`, which brings the official area codes.")
    return records(path)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def shown_name(official: str) -> str:
    """ "Kabupaten Malang" is written "Kab. Malang", as the published result tables do."""
    for long, short in PREFIXES.items():
        if official.startswith(long):
            return short + official.removeprefix(long)
    return official


@loader("people.provinces")
def load_provinces(report: Report) -> None:
    official = {row["code"]: row["name"] for row in area_codes("provinces.csv")}
    rows = [
        TerritorialUnit(code=row["province"], name=row["name"], kind=Kind.PROVINCE, source=CODES)
        for row in records(people_data() / "zones.csv")
    ]
    provinces = bring_up_to_date(
        TerritorialUnit.objects.filter(kind=Kind.PROVINCE), rows, key="code", report=report, kind="provinces"
    )
    long_names = [
        (province, official[code])
        for code, province in provinces.items()
        if code in official and official[code] != province.name
    ]
    _load_spellings(
        long_names, TerritorialUnit.objects.filter(kind=Kind.PROVINCE), report, "province spellings"
    )


@loader("people.cities", after=["people.provinces"])
def load_cities(report: Report) -> None:
    provinces = {unit.code: unit for unit in TerritorialUnit.objects.filter(kind=Kind.PROVINCE)}
    zones = {row["province"]: row["zone"] for row in records(people_data() / "zones.csv")}
    existing = {city.code: city for city in City.objects.all()}
    regencies = list(area_codes("regencies.csv"))
    rows = [
        City(
            code=row["code"],
            name=shown_name(row["name"]),
            kind=City.Kind.KOTA if row["name"].startswith("Kota ") else City.Kind.KABUPATEN,
            province=provinces[row["province_code"]],
            zone=zones[row["province_code"]],
            is_member=_is_member(row["code"], existing),
        )
        for row in regencies
    ]
    cities = bring_up_to_date(existing.values(), rows, key="code", report=report, kind="cities")
    units = bring_up_to_date(
        TerritorialUnit.objects.filter(kind=Kind.REGENCY),
        [
            TerritorialUnit(
                code=row["code"],
                name=shown_name(row["name"]),
                kind=Kind.REGENCY,
                parent=provinces[row["province_code"]],
                city=cities[row["code"]],
                source=CODES,
            )
            for row in regencies
        ],
        key="code",
        report=report,
        kind="kabupaten and kota as areas",
    )
    spellings = [(units[row["code"]], row["alias"]) for row in records(people_data() / "spellings.csv")]
    _load_spellings(spellings, TerritorialUnit.objects.filter(kind=Kind.REGENCY), report, "city spellings")


def _is_member(code: str, existing: dict[str, City]) -> bool:
    """The city of this installation, and whichever was made a member here."""
    return code == settings.DEFAULT_CITY or (code in existing and existing[code].is_member)


@loader("people.units", after=["people.cities"])
def load_units(report: Report) -> None:
    """Kecamatan and kelurahan of the cities that have a folder of their own."""
    wanted = {code: list(records(path)) for code, path in _city_files("units.csv")}
    cities = City.objects.in_bulk(list(wanted), field_name="code")
    parents = {unit.code: unit for unit in TerritorialUnit.objects.filter(city__in=cities.values())}
    below = TerritorialUnit.objects.filter(city__in=cities.values()).exclude(kind=Kind.REGENCY)
    for kind in (Kind.KECAMATAN, Kind.KELURAHAN, Kind.DESA):
        rows = [
            _unit(row, cities[code], parents[row["code"].rpartition(".")[0]])
            for code, city_rows in wanted.items()
            for row in city_rows
            if row["kind"] == kind
        ]
        if rows:
            parents |= bring_up_to_date(
                [unit for unit in parents.values() if unit.kind == kind],
                rows,
                key="code",
                report=report,
                kind=kind.value,
            )
    spellings = [
        (parents[row["code"]], alias)
        for city_rows in wanted.values()
        for row in city_rows
        for alias in filter(None, row["aliases"].split("|"))
    ]
    _load_spellings(spellings, below, report, "area spellings")


def _unit(row: Record, city: City, parent: TerritorialUnit) -> TerritorialUnit:
    return TerritorialUnit(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        parent=parent,
        city=city,
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
        source=row["source"],
        note=row["note"],
    )


@loader("people.organisations", after=["people.units"])
def load_organisations(report: Report) -> None:
    """Offices of kecamatan and kelurahan, the city's agencies, then those of no single city."""
    files = _city_files("organisations.csv")
    codes = {code for code, _path in (*files, *_city_files("units.csv"))}
    cities = City.objects.in_bulk(codes, field_name="code")
    offices = [office for city in cities.values() for office in _offices(city)]
    kecamatan = [row for row in offices if row.kind == Organisation.Kind.KECAMATAN]
    others = [row for row in offices if row.kind != Organisation.Kind.KECAMATAN]
    stored = store_organisations(kecamatan, report)
    for row in others:
        row.parent = stored[row.code.rpartition(".")[0]]
    agencies = [organisation(row, cities[code]) for code, path in files for row in records(path)]
    shared = list(records(people_data() / "shared-organisations.csv"))
    units = TerritorialUnit.objects.in_bulk({row["unit"] for row in shared}, field_name="code")
    everywhere = [organisation(row, None, units.get(row["unit"])) for row in shared]
    store_organisations([*others, *agencies, *everywhere], report)


def _offices(city: City) -> list[Organisation]:
    units = TerritorialUnit.objects.below_city(city).filter(kind__in=OFFICES).select_related("parent")
    return [
        Organisation(
            code=f"{city.code}/{unit.code}",
            city=city,
            kind=OFFICES[Kind(unit.kind)],
            name=f"{'Kecamatan' if unit.kind == Kind.KECAMATAN else 'Kelurahan'} {unit.name}",
            unit=unit,
            source=unit.source,
        )
        for unit in units
    ]


def organisation(
    row: Record, city: City | None, unit: TerritorialUnit | None = None, *, is_sample: bool = False
) -> Organisation:
    return Organisation(
        code=row["code"],
        city=city,
        unit=unit,
        kind=Organisation.Kind(row["kind"]),
        name=row["name"],
        name_en=row["name_en"],
        short_name=row["short_name"],
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
        source=row["source"],
        note=row["note"],
        is_sample=is_sample,
    )


def store_organisations(rows: list[Organisation], report: Report) -> dict[str, Organisation]:
    known = Organisation.objects.filter(code__in=[row.code for row in rows])
    return bring_up_to_date(known, rows, key="code", report=report, kind="organisations")


def _city_files(name: str) -> list[tuple[str, Path]]:
    return [(path.parent.name, path) for path in sorted((people_data() / "cities").glob(f"*/{name}"))]


def _load_spellings(
    wanted: list[tuple[TerritorialUnit, str]],
    units: TerritorialUnitQuerySet,
    report: Report,
    kind: str,
) -> None:
    known = set(UnitAlias.objects.filter(unit__in=units).values_list("unit_id", "name"))
    new = [(unit, name) for unit, name in wanted if (unit.pk, name) not in known]
    UnitAlias.objects.bulk_create(UnitAlias(unit=unit, name=name, folded=fold(name)) for unit, name in new)
    for _unit, name in new:
        report.added(kind, name)
    report.unchanged(kind, len(wanted) - len(new))
