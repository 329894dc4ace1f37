"""Evidence as files in the columns in which it comes in, without anything about persons; and the shares by kelurahan."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.connectivity.domain import coarse
from kotacerdas.connectivity.findings import signal as findings
from kotacerdas.connectivity.intakes import LINES, REPORTS, TOWERS, lines, reports, towers
from kotacerdas.connectivity.models import Batch, SignalReport
from kotacerdas.connectivity.queries.grids import Grid
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.imports import intakes
from kotacerdas.imports.intakes import Current, Intake, Target
from kotacerdas.people.models import City

FILE_TYPES = ("csv", "xlsx")
SHARES = "kelurahan"
# Who reported, and in which words, leaves the house in no file.
_OF_PERSONS = {"name", "words"}


@dataclass(frozen=True)
class List:
    """A list that comes in and goes out in the same columns, and a row of it in their words."""

    intake: Intake
    current_of: Callable[[Any], Current]


@dataclass(frozen=True)
class Table:
    title: str
    columns: list[Column]
    rows: Iterable[Mapping[str, Any]]


def table_of(what: str, city: City, rows: Iterable[Any]) -> Table:
    """Raises `KeyError` for what is none of the lists."""
    kept = LISTS[what]
    columns = [
        each
        for each in kept.intake.columns(Target(city.code, city.label, city))
        if each.key not in _OF_PERSONS
    ]
    shown = [
        Column(each.key, str(each.title), "number" if each.kind == "decimal" else "text", each.width, places=6 if each.key in {"lon", "lat"} else 1)
        for each in columns
    ]  # fmt: skip
    return Table(str(kept.intake.title), shown, (_told(kept.current_of(row), columns) for row in rows))


def _told(current: Current, columns: list[intakes.Column]) -> dict[str, Any]:
    values = {**current.values, **current.beside}
    return {each.key: each.shown(values[each.key]) for each in columns}


def _report(row: SignalReport) -> Current:
    """Where a person stood is told to a hundred metres."""
    if row.lon is not None and row.lat is not None:
        row.lon, row.lat = coarse.degrees(row.lon), coarse.degrees(row.lat)
    return reports.current_of(row)


LISTS: Mapping[str, List] = {
    "menara": List(TOWERS, towers.current_of),
    "jaringan-tetap": List(LINES, lines.current_of),
    "laporan": List(REPORTS, _report),
}


def shares_of(grid: Grid, areas: Areas, operators: Mapping[str, str]) -> Table:
    """A row for each kelurahan and layer: cells by state, which are hectares where a cell is 100 m wide."""
    columns = [
        Column("code", _("Code of the kelurahan")), Column("area", _("Kelurahan"), width=24),
        Column("layer", _("Operator"), width=24), Column("served", _("Cells served"), "integer"),
        Column("weak", _("Cells with a weak signal"), "integer"), Column("none", _("Cells with no signal"), "integer"),
        Column("unknown", _("Cells of which nothing is known"), "integer"),
        Column("possible", _("Of these, cells that a tower may serve"), "integer"),
        Column("cell", _("Width of a cell in metres"), "integer"), Column("as_of", _("State of"), "date"),
        Column("sample", _("Sample")),
    ]  # fmt: skip
    rows = [
        {
            "code": area.code, "area": area.name, "layer": share.name, **grid.shares[share.key].get(area.code, {}),
            "cell": grid.cell_m, "as_of": grid.as_of, "sample": _("Sample") if grid.has_samples else "",
        }
        for area in areas.rows
        if area.code in grid.frame.codes
        for share in findings.by_layer(grid, operators)
    ]  # fmt: skip
    return Table(_("Signal by kelurahan"), columns, rows)


def measurements_of(batch: Batch) -> Table:
    """In titles that come in again. Of what phones of a crowd measured place and time are told coarsely, so that nobody can be
    followed."""
    names = {
        "lat": "lat", "lon": "lon", "operator": "operator__name", "at": "at", "rsrp": "rsrp_dbm", "rsrq": "rsrq_db",
        "down_mbps": "down_mbps", "up_mbps": "up_mbps", "network": "network",
    }  # fmt: skip
    rows = batch.measurements.order_by("pk").values_list(*names.values())
    numbers = {"lat": 6, "lon": 6, "rsrp": 2, "rsrq": 2, "down_mbps": 3, "up_mbps": 3}
    columns = [
        Column(name, name, "number" if name in numbers else "text", places=numbers.get(name, 2))
        for name in names
    ]
    told = partial(_of_a_crowd, batch.city.timezone) if batch.kind == Batch.Kind.CROWD else _measured
    found = (dict(zip(names, row, strict=True)) for row in rows.iterator(chunk_size=5000))
    return Table(batch.name, columns, map(told, found))


def _measured(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"at": row["at"].isoformat() if row["at"] else ""}


def _of_a_crowd(zone: tzinfo, row: dict[str, Any]) -> dict[str, Any]:
    day = row["at"].astimezone(zone).date().isoformat() if row["at"] else ""
    return row | {"lat": coarse.degrees(row["lat"]), "lon": coarse.degrees(row["lon"]), "at": day}


def response(table: Table, city: City, file_type: str, address: str) -> HttpResponse:
    name = f"{table.title}-{city.code}"
    if file_type == "csv":
        return csv_response(name, table.columns, table.rows)
    source = Source(
        title=f"{table.title}, {city.name}",
        source=_("Kept in KotaCerdas by %(city)s from the sources named in the rows") % {"city": city.name},
        address=address,
        exported_at=timezone.now(),
        zone=city.zone,
        note=_(
            "Unknown is not none: where nobody has measured or reported, nothing is claimed. Samples prove nothing."
        ),
    )
    return xlsx_response(name, table.columns, table.rows, source)
