"""The figures of a city as a file: every series with its mark, every figure with unit, status and source, and what it means."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Sheet, Source, csv_response, safe_filename, workbook_response
from kotacerdas.common.language import pick
from kotacerdas.indicators.domain import metadata
from kotacerdas.indicators.domain.metadata import Block
from kotacerdas.indicators.intakes.naming import NATION
from kotacerdas.indicators.models import Indicator, Series, Variable
from kotacerdas.indicators.queries import figures
from kotacerdas.indicators.queries.figures import Line, Point
from kotacerdas.indicators.words import BLOCKS, STATUSES
from kotacerdas.people.models import City

FILE_TYPES = ("csv", "xlsx", "json")
Row = dict[str, Any]


@dataclass(frozen=True)
class Wanted:
    """What is given away: the sheets of a city, all or one, with the variables of their indicators."""

    city: City
    sheets: Sequence[figures.Sheet]
    variables: Sequence[Variable]
    title: str
    name: str
    address: str


def response(wanted: Wanted, file_type: str, *, zone: str) -> HttpResponse:
    if file_type == "json":
        return _json(wanted)
    if file_type == "csv":
        return csv_response(wanted.name, _columns(), _rows(wanted))
    sheets = [
        Sheet(_("Data"), _columns(), _rows(wanted)),
        Sheet(_("Targets"), _target_columns(), _target_rows(wanted)),
        Sheet(_("Meaning"), _meaning_columns(), _meaning_rows(wanted)),
    ]
    return workbook_response(wanted.name, sheets, _source(wanted, zone))


def wanted_of(
    request: HttpRequest, city: City, sheets: Sequence[figures.Sheet], *, title: str, name: str
) -> Wanted:
    variables = Variable.objects.visible_to(request.user).filter(
        indicator__in=[each.indicator for each in sheets]
    )
    return Wanted(
        city, sheets, list(variables.select_related("indicator")), title, name, request.build_absolute_uri()
    )


def terms() -> str:
    """No licence of a source is known here, so none is claimed."""
    return _(
        "Each figure belongs to the source named beside it and stands under the terms of that source; name it when you pass the "
        "figure on. Samples are invented and prove nothing."
    )


def _source(wanted: Wanted, zone: str) -> Source:
    return Source(
        title=wanted.title,
        source=_("The sources named beside each figure; kept in KotaCerdas by %(city)s")
        % {"city": wanted.city.name},
        address=wanted.address,
        exported_at=timezone.now(),
        zone=zone,
        note=terms(),
    )


# --- figures -----------------------------------------------------------------------------------------------


def _columns() -> list[Column]:
    return [
        Column("code", _("Code of the indicator"), width=24),
        Column("title", _("Indicator"), width=44),
        Column("level", _("Level"), width=10),
        Column("place", pgettext("figure", "Place"), width=22),
        Column("label", _("Mark of the series"), width=16),
        Column("period", pgettext("figure", "Period"), width=10),
        Column("value", _("Value"), "number", width=18),
        Column("places", _("Decimals as published"), "integer", width=10),
        Column("unit", _("Unit"), width=16),
        Column("status", _("Status"), width=16),
        Column("sample", _("Sample"), width=10),
        Column("source", _("Source"), width=44),
        Column("url", _("Address of the source"), width=34),
        Column("dated", _("Day of the source"), "date", width=12),
        Column("note", _("Note"), width=40),
        Column("begins", _("Why the series begins"), width=40),
        Column("agrees", _("Do its parts agree?"), width=16),
    ]


def _lines(sheet: figures.Sheet) -> Iterator[Line]:
    yield from sheet.lines
    yield from sheet.province
    yield from sheet.nation


def _rows(wanted: Wanted) -> Iterator[Row]:
    for sheet in wanted.sheets:
        for line in _lines(sheet):
            for point in line.points:
                yield _row(wanted.city, sheet.indicator, line, point)


def _row(city: City, indicator: Indicator, line: Line, point: Point) -> Row:
    observation = point.observation
    source = observation.source if observation else None
    agrees = point.agreement.agrees if point.agreement else None
    return {
        "code": indicator.code,
        "title": indicator.title,
        "level": str(Series.Level(line.level).label),
        "place": _place(city, line.level),
        "label": line.label,
        "period": point.period,
        "value": _exact(point),
        "places": point.places,
        "unit": line.series.unit if line.series else indicator.unit,
        "status": str(STATUSES[point.status]),
        "sample": _("Sample") if line.is_sample else "",
        "source": source.title if source else point.basis,
        "url": source.url if source else "",
        "dated": source.dated_on if source else None,
        "note": observation.note if observation else "",
        "begins": line.series.break_note if line.series else "",
        "agrees": {None: "", True: _("yes"), False: _("no")}[agrees],
    }


def _exact(point: Point) -> Decimal:
    """With the decimals it was published with."""
    return Decimal(f"{point.value:.{point.places}f}")


def _place(city: City, level: str) -> str:
    return {Series.Level.CITY: city.name, Series.Level.PROVINCE: city.province.name}.get(
        Series.Level(level), NATION
    )


# --- targets and meaning -----------------------------------------------------------------------------------


def _target_columns() -> list[Column]:
    return [
        Column("code", _("Code of the indicator"), width=24),
        Column("title", _("Indicator"), width=44),
        Column("year", _("Year"), width=8),
        Column("value", _("Target"), "number", width=18),
        Column("unit", _("Unit"), width=16),
        Column("basis", _("From which plan"), width=34),
        Column("sample", _("Sample"), width=10),
    ]


def _target_rows(wanted: Wanted) -> Iterator[Row]:
    for sheet in wanted.sheets:
        for each in sheet.targets:
            yield {
                "code": sheet.indicator.code,
                "title": sheet.indicator.title,
                "year": str(each.year),
                "value": each.value,
                "unit": sheet.indicator.unit,
                "basis": each.basis,
                "sample": _("Sample") if each.is_sample else "",
            }


def _meaning_columns() -> list[Column]:
    return [
        Column("code", _("Code of the indicator"), width=24),
        Column("title", _("Indicator or variable"), width=44),
        Column("form", _("Form"), width=10),
        Column("block", _("Block"), width=34),
        Column("words", _("What it says"), width=80),
    ]


def _meaning_rows(wanted: Wanted) -> Iterator[Row]:
    """The blocks that are filled in; which are not is seen on the page."""
    for sheet in wanted.sheets:
        indicator = sheet.indicator
        blocks = metadata.asked(metadata.MS_IND, is_composite=indicator.is_composite)
        yield from _blocks(indicator, indicator.title, "MS-Ind", blocks, indicator.metadata)
        for each in wanted.variables:
            if each.indicator_id == indicator.pk:
                yield from _blocks(indicator, each.title, "MS-Var", metadata.MS_VAR, each.metadata)


def _blocks(
    indicator: Indicator, title: str, form: str, blocks: Iterable[Block], filled: Any
) -> Iterator[Row]:
    for block in blocks:
        if words := _words(filled.get(block.key)):
            yield {
                "code": indicator.code,
                "title": title,
                "form": form,
                "block": str(BLOCKS[block.key]),
                "words": words,
            }


def _words(value: Any) -> str:
    if isinstance(value, str):
        return {"yes": _("yes"), "no": _("no")}.get(value, value)
    return pick({"words": value}, "words") if value else ""


# --- JSON --------------------------------------------------------------------------------------------------


def _json(wanted: Wanted) -> HttpResponse:
    """For machines: both languages, and numbers as text, so that no reader's floats change them."""
    told = {
        "city": {"code": wanted.city.code, "name": wanted.city.name},
        "address": wanted.address,
        "exported_at": timezone.now().isoformat(),
        "terms": terms(),
        "indicators": [_indicator(wanted, sheet) for sheet in wanted.sheets],
    }
    answer = HttpResponse(
        json.dumps(told, ensure_ascii=False), content_type="application/json; charset=utf-8"
    )
    disposition = content_disposition_header(True, safe_filename(wanted.name, "json"))
    answer["Content-Disposition"] = disposition or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _indicator(wanted: Wanted, sheet: figures.Sheet) -> Row:
    indicator = sheet.indicator
    return {
        "code": indicator.code,
        "title": {"id": indicator.title_id, "en": indicator.title_en},
        "unit": {"id": indicator.unit_id, "en": indicator.unit_en},
        "direction": indicator.direction,
        "schedule": indicator.schedule,
        "producer": indicator.producer,
        "codes": list(indicator.codes),
        "formula": dict(indicator.formula),
        "ms_ind": dict(indicator.metadata),
        "ms_var": [
            {"title": {"id": each.title_id, "en": each.title_en}, **each.metadata}
            for each in wanted.variables
            if each.indicator_id == indicator.pk
        ],
        "series": [_series(wanted.city, line) for line in _lines(sheet)],
        "targets": [
            {"year": each.year, "value": _plain(each.value), "basis": each.basis, "sample": each.is_sample}
            for each in sheet.targets
        ],
    }


def _series(city: City, line: Line) -> Row:
    series = line.series
    return {
        "level": str(line.level),
        "place": _place(city, line.level),
        "mark": line.label,
        "sample": line.is_sample,
        "unit": {"id": series.unit_id, "en": series.unit_en} if series else None,
        "begins": {"id": series.break_note_id, "en": series.break_note_en}
        if series and series.label
        else None,
        "figures": [_figure(point) for point in line.points],
    }


def _figure(point: Point) -> Row:
    observation = point.observation
    source = observation.source if observation else None
    return {
        "period": point.period,
        "value": str(_exact(point)),
        "status": point.status,
        "source": None if source is None else {
            "title": source.title, "url": source.url, "dated": str(source.dated_on) if source.dated_on else None,
        },
        "note": {"id": observation.note_id, "en": observation.note_en} if observation else None,
        "agrees": point.agreement.agrees if point.agreement else None,
    }  # fmt: skip


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
