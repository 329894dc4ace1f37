"""Points, contracts and gaps as files: exactly the rows of the page, with their source."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.exports import (
    Column,
    Kind,
    Sheet,
    Source,
    csv_response,
    safe_filename,
    workbook_response,
)
from kotacerdas.imports.exports import data_response
from kotacerdas.imports.intakes import Target
from kotacerdas.people.models import City
from kotacerdas.wifi import geojson
from kotacerdas.wifi.domain.gaps import Loss, Sum
from kotacerdas.wifi.intakes import CONTRACTS, columns
from kotacerdas.wifi.queries.gaps import Report
from kotacerdas.wifi.queries.standing import Standing

FILE_TYPES = ("csv", "xlsx", "geojson")
_KINDS: dict[str, Kind] = {"decimal": "number", "integer": "integer", "date": "date"}
_PLACES = {"lon": 6, "lat": 6}
Row = dict[str, Any]


# --- Points ------------------------------------------------------------------------------------------------


def points(city: City, rows: Sequence[Standing], file_type: str, *, address: str) -> HttpResponse:
    """In the columns in which points come in, so that what goes out can come in again."""
    title = _("Public Wi-Fi points of %(city)s") % {"city": city.name}
    name = f"wifi-{city.code}"
    if file_type == "geojson":
        return _geojson(name, geojson.collection(rows, about=title, address=address, at=timezone.now()))
    wanted = [
        Column(
            each.key,
            str(each.title),
            _KINDS.get(each.kind, "text"),
            each.width,
            _PLACES.get(each.key, each.places or 2),
        )
        for each in columns.columns()
    ]
    if file_type == "csv":
        return csv_response(name, wanted, map(_point, rows))
    return workbook_response(
        name, [Sheet(_("Data"), wanted, map(_point, rows))], _source(city, title, address)
    )


def _point(row: Standing) -> Row:
    values = columns.values_of(row.point, row.changes[-1] if row.changes else None)
    values |= {
        "unit": row.point.unit.name if row.point.unit else "",
        "contract": row.contract.number if row.contract else "",
        "provider": row.provider,
    }
    return {each.key: _cell(each.kind, each.shown(values[each.key])) for each in columns.columns()}


def _cell(kind: str, text: str) -> Any:
    if not text:
        return None
    if kind in ("decimal", "integer"):
        return Decimal(text)
    return date.fromisoformat(text) if kind == "date" else text


def _geojson(name: str, told: Row) -> HttpResponse:
    content = json.dumps(told, ensure_ascii=False, allow_nan=False)
    answer = HttpResponse(content, content_type=f"{geojson.MEDIA_TYPE}; charset=utf-8")
    disposition = content_disposition_header(True, safe_filename(name, "geojson"))
    answer["Content-Disposition"] = disposition or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


# --- Contracts ---------------------------------------------------------------------------------------------


def contracts(city: City, file_type: str, *, address: str) -> HttpResponse:
    """All of them with the points they pay, as they come in again."""
    target = Target(city.code, city.label, city)
    source = _source(city, _("Contracts of the public Wi-Fi of %(city)s") % {"city": city.name}, address)
    store = CONTRACTS.store(target, by=None)
    return data_response(
        CONTRACTS, CONTRACTS.columns(target), store, source, file_type, f"kontrak-wifi-{city.code}"
    )


# --- Gaps --------------------------------------------------------------------------------------------------


def gaps(city: City, found: Report, file_type: str, *, address: str) -> HttpResponse:
    title = _("Contract gaps of the public Wi-Fi of %(city)s") % {"city": city.name}
    name = f"jeda-wifi-{city.code}"
    if file_type == "csv":
        return csv_response(name, _loss_columns(), _losses(found.rows))
    months = [(formats.month(month), each) for month, each in found.by_month]
    sheets = [
        Sheet(_("Points"), _loss_columns(), _losses(found.rows)),
        Sheet(_("By month"), _sum_columns(_("Month")), _sums(months)),
        Sheet(
            _("By contract"),
            _sum_columns(pgettext("wifi", "Contract")),
            _sums([(each.name, each.sum) for each in found.by_contract]),
        ),
        Sheet(
            _("By kecamatan"),
            _sum_columns(_("Kecamatan")),
            _sums([(each.name, each.sum) for each in found.by_kecamatan]),
        ),
    ]
    return workbook_response(name, sheets, _source(city, title, address))


def _loss_columns() -> list[Column]:
    return [
        Column("code", _("Code"), width=14),
        Column("name", _("Name"), width=40),
        Column("days", _("Days lost"), "integer"),
        Column("spans", _("When"), width=40),
        Column("contract", _("Reckoned by the contract"), width=24),
        Column("monthly", _("Cost a month in rupiah"), "integer"),
        Column("cost", _("Not spent in rupiah"), "integer", width=18),
        Column("people", _("People served a day"), "integer"),
        Column("person_days", _("Person-days lost"), "integer"),
        Column("surprising", _("Days on without a contract"), "integer"),
    ]


def _losses(rows: Sequence[Loss]) -> Iterator[Row]:
    """Empty cells are not known."""
    for each in rows:
        yield {
            "code": each.point.code,
            "name": each.point.name,
            "days": each.days,
            "spans": "; ".join(f"{span.first.isoformat()} - {span.last.isoformat()}" for span in each.spans),
            "contract": "; ".join(dict.fromkeys(gap.basis.contract for gap in each.gaps if gap.basis)),
            "monthly": _monthly(each),
            "cost": None if each.cost is None else round(each.cost),
            "people": each.point.people_a_day,
            "person_days": each.person_days,
            "surprising": each.surprising,
        }


def _monthly(row: Loss) -> int | None:
    """Where all its gaps are reckoned by the same."""
    costs = {gap.basis.monthly if gap.basis else None for gap in row.gaps}
    return costs.pop() if len(costs) == 1 else None


def _sum_columns(first: str) -> list[Column]:
    return [
        Column("name", first, width=30),
        Column("points", _("Points"), "integer"),
        Column("days", _("Days lost"), "integer"),
        Column("cost", _("Not spent in rupiah"), "integer", width=18),
        Column("cost_unknown", _("Points whose cost is not known"), "integer"),
        Column("person_days", _("Person-days lost"), "integer"),
        Column("people_unknown", _("Points without counted people"), "integer"),
    ]


def _sums(rows: Sequence[tuple[str, Sum]]) -> Iterator[Row]:
    for name, each in rows:
        yield {
            "name": name or _("not known"),
            "points": each.points,
            "days": each.days,
            "cost": round(each.cost),
            "cost_unknown": each.cost_unknown,
            "person_days": each.person_days,
            "people_unknown": each.people_unknown,
        }


def _source(city: City, title: str, address: str) -> Source:
    return Source(
        title=title,
        source=_("Kept in KotaCerdas by %(city)s") % {"city": city.name},
        address=address,
        exported_at=timezone.now(),
        zone=city.zone,
        note=_("Points marked as samples are invented and prove nothing."),
    )
