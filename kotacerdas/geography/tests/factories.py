"""Outlines, places and counts of people; outlines of Balikpapan are the schematic cells of the data file."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from shapely import box
from shapely.geometry import mapping

from kotacerdas.geography.actions import outlines as deeds
from kotacerdas.geography.models import Count, Outline, OutlineFile, Place
from kotacerdas.geography.reference import points_file, representative_points, schematic
from kotacerdas.people.models import City, TerritorialUnit

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
Kind = TerritorialUnit.Kind


def units(city: City, codes: list[str]) -> list[TerritorialUnit]:
    """Kelurahan by code with the kecamatan above them; those that are there already are kept."""
    above = {}
    for code in sorted({code.rpartition(".")[0] for code in codes}):
        above[code] = TerritorialUnit.objects.get_or_create(
            code=code, defaults={"name": f"Kecamatan {code[-2:]}", "kind": Kind.KECAMATAN, "city": city}
        )[0]
    known = TerritorialUnit.objects.in_bulk(codes, field_name="code")
    TerritorialUnit.objects.bulk_create(
        TerritorialUnit(
            code=code, name=f"Kelurahan {code[-4:]}", kind=Kind.KELURAHAN, city=city,
            parent=above[code.rpartition(".")[0]],
        )
        for code in codes if code not in known
    )  # fmt: skip
    return list(TerritorialUnit.objects.filter(code__in=codes).order_by("code"))


def outlines(city: City) -> list[Outline]:
    """The 34 schematic cells of Balikpapan; four squares for any other city."""
    if not points_file(city).exists():
        return squares(city)
    points = representative_points(city)
    units(city, sorted(points))
    schematic(city)
    return list(Outline.objects.of(city))


def squares(
    city: City, columns: int = 2, rows: int = 2, *, west: float = 117.0, south: float = -0.6
) -> list[Outline]:
    """Of about a kilometre each, side by side; not schematic. The first is in the lower left corner."""
    side = 0.009
    places = [(column, row) for row in range(rows) for column in range(columns)]
    found = units(city, [f"{city.code}.01.{1001 + at}" for at in range(len(places))])
    return [
        outline(
            unit,
            box(
                west + column * side, south + row * side, west + (column + 1) * side, south + (row + 1) * side
            ),
            column=column,
            row=rows - 1 - row,
        )
        for unit, (column, row) in zip(found, places, strict=True)
    ]


def outline(unit: TerritorialUnit, shape: Any, **fields: Any) -> Outline:
    middle = shape.representative_point()
    return Outline.objects.create(
        unit=unit,
        shape=mapping(shape),
        lon=round(Decimal(middle.x), 6),
        lat=round(Decimal(middle.y), 6),
        **fields,
    )


def place(city: City, code: str = "sdn-001", lon: float = 116.83, lat: float = -1.26, **fields: Any) -> Place:
    fields = {"name": f"Tempat {code}", "kind": "school", **fields}
    return Place.objects.create(city=city, code=code, lon=Decimal(str(lon)), lat=Decimal(str(lat)), **fields)


def count(unit: TerritorialUnit, people: int, year: int = 2024, **fields: Any) -> Count:
    return Count.objects.create(unit=unit, year=year, people=people, **{"source": "Disdukcapil", **fields})


def geojson(city: City) -> bytes:
    """A file with the outlines of the city as they are, as if it had been brought."""
    features = [
        {
            "type": "Feature",
            "properties": {"kode": row.unit.code, "nama": row.unit.name},
            "geometry": row.shape,
        }
        for row in Outline.objects.of(city)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def outline_file(city: City, content: bytes | None = None, **fields: Any) -> OutlineFile:
    """Brought and looked at; not taken."""
    looked = deeds.look_into(
        content or geojson(city), name="batas.geojson", city=city, epsg=fields.pop("epsg", None)
    )
    given = {"source": "Bappeda", "as_of": None, "by": None, "now": NOW, **fields}
    return deeds.take_in(looked, city=city, **given)


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app."""
    outlines(city)
    code = {"code": place(city, "contoh-tempat", kind="park").code}
    brought = {"code": outline_file(city).code}
    return {
        "geography:areas-download": {"file_type": "csv"},
        "geography:places-download": {"file_type": "geojson"},
        "geography:place": code,
        "geography:change-place@keep_wifi": code,
        "geography:remove-place@keep_wifi": code,
        "geography:outline-file@keep_wifi": brought,
        "geography:use-outlines@keep_wifi": brought,
        "geography:draw-outlines@keep_wifi": {},
    }
