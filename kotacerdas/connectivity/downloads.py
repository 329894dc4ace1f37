"""Evidence as files in the columns in which it comes in, without anything about persons; and the shares by kelurahan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.connectivity.findings import signal as findings
from kotacerdas.connectivity.intakes import LINES, REPORTS, TOWERS
from kotacerdas.connectivity.models import Batch, SignalReport
from kotacerdas.connectivity.queries.grids import Grid
from kotacerdas.geography.domain.areas import Areas
from kotacerdas.imports import intakes
from kotacerdas.imports.intakes import Intake, Target
from kotacerdas.people.models import City

FILE_TYPES = ("csv", "xlsx")
INTAKES: Mapping[str, Intake] = {"menara": TOWERS, "jaringan-tetap": LINES, "laporan": REPORTS}
SHARES = "kelurahan"
# Who reported, and in which words, leaves the house in no file.
_OF_PERSONS = {"name", "words"}


@dataclass(frozen=True)
class Table:
    title: str
    columns: list[Column]
    rows: Iterable[Mapping[str, Any]]


def table_of(what: str, city: City) -> Table:
    """Raises `KeyError` for what is none of the lists."""
    intake = INTAKES[what]
    target = Target(city.code, city.label, city)
    columns = [each for each in intake.columns(target) if each.key not in _OF_PERSONS]
    shown = [
        Column(each.key, str(each.title), "number" if each.kind == "decimal" else "text", each.width, places=6 if each.key in {"lon", "lat"} else 1)
        for each in columns
    ]  # fmt: skip
    return Table(str(intake.title), shown, _rows(intake, target, columns))


def _rows(intake: Intake, target: Target, columns: list[intakes.Column]) -> Iterator[Mapping[str, Any]]:
    hidden = _rejected(target.city) if intake is REPORTS else frozenset()
    for current in intake.store(target, by=None).everything():
        if current.key not in hidden:
            yield {each.key: each.shown(current.values[each.key]) for each in columns}


def _rejected(city: City) -> frozenset[str]:
    rows = SignalReport.objects.filter(city=city, state=SignalReport.State.REJECTED)
    return frozenset(rows.values_list("code", flat=True))


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
    """In titles that come in again."""
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
    return Table(batch.name, columns, (_measured(names, row) for row in rows.iterator(chunk_size=5000)))


def _measured(names: Mapping[str, str], row: tuple[Any, ...]) -> dict[str, Any]:
    found = dict(zip(names, row, strict=True))
    found["at"] = found["at"].isoformat() if found["at"] else ""
    return found


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
