"""The command `indicator value`: one figure of a city, with what vouches for it. Its words and JSON are a promise."""

import json
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators.domain import period_words
from kotacerdas.indicators.queries import figures
from kotacerdas.indicators.queries.figures import Line, Point, Sheet
from kotacerdas.indicators.words import STATUSES
from kotacerdas.people.domain.names import NameProblem
from kotacerdas.people.queries import CityDirectory

if TYPE_CHECKING:
    from kotacerdas.people.models import City

Told = dict[str, Any]


def add_to(commands: Any, common: ArgumentParser) -> None:
    """Adds this app's command to the `kotacerdas` command."""
    indicator = commands.add_parser("indicator", help=_("indicators of a city"))
    deeds = indicator.add_subparsers(dest="deed", required=True, metavar="value")
    value = deeds.add_parser("value", parents=[common], help=_("print the figure of one period"))
    value.add_argument("code", metavar="CODE", help=_("the indicator, as on its page"))
    value.add_argument("period", metavar="YEAR", help=_("such as 2024, 2024-S1, 2024-Q3 or 2024-07"))
    value.add_argument(
        "--city", metavar="CODE", default=settings.DEFAULT_CITY, help=_("the city, by code or name")
    )
    value.add_argument("--json", action="store_true", help=_("as JSON"))
    value.set_defaults(run=print_value)


def print_value(options: Namespace) -> None:
    """What everybody may see: figures that a city keeps for itself are read on its pages."""
    city, period = _city(options.city), str(period_words.read(options.period))
    sheet = figures.sheet(options.code, city, AnonymousUser())
    if sheet is None:
        raise Refused(Fault("indicator-unknown", {"code": options.code[:60]}))
    line, point = _figure(sheet, period, city)
    told = _as_json(sheet, line, point, city)
    if options.json:
        return _print_json(told)
    for words in _lines(sheet, line, point, city):
        print(words)


def _city(name: str) -> "City":
    try:
        return CityDirectory.load().find(name)
    except NameProblem:
        raise Refused(Fault("indicator-city-unknown", {"name": name[:60]})) from None


def _figure(sheet: Sheet, period: str, city: "City") -> tuple[Line, Point]:
    """The one that counts: facts before samples, the main series before others."""
    lines = sorted(sheet.lines, key=lambda line: (line.is_sample, line.label != ""))
    for line in lines:
        if found := line.by_period.get(period):
            return line, found
    known = sorted({each for line in lines for each in line.by_period})
    values = {
        "code": sheet.indicator.code,
        "period": period,
        "city": city.name,
        "known": ", ".join(known[-12:]) or "–",
    }
    raise Refused(Fault("figure-not-there", values))


def _lines(sheet: Sheet, line: Line, point: Point, city: "City") -> list[str]:
    indicator = sheet.indicator
    value = formats.number(point.value, point.places)
    unit = line.series.unit if line.series else indicator.unit
    said = [
        f"{indicator.title}, {city.name}, {point.period}: {value} {unit}".rstrip()
        + f" ({STATUSES[point.status]})",
    ]
    source = point.observation.source if point.observation else None
    if source:
        dated = formats.day(source.dated_on) if source.dated_on else ""
        said.append(
            _("Source: %(source)s") % {"source": ", ".join(filter(None, (source.title, source.url, dated)))}
        )
    if point.basis:
        said.append(_("Source: %(source)s") % {"source": point.basis})
    if line.label and line.series:
        said.append(_("Series “%(label)s”: %(why)s") % {"label": line.label, "why": line.series.break_note})
    if point.computed:
        parts = "; ".join(
            f"{name} = {formats.number(each.value, each.places)}"
            for name, each in point.computed.inputs.items()
        )
        shown = formats.number(point.computed.shown)
        said.append(_("Computed from %(parts)s: %(value)s") % {"parts": parts, "value": shown})
    if point.agreement:
        said.append(
            _("The published figure agrees with its published parts.")
            if point.agreement.agrees
            else _("The published figure cannot have come from its published parts (%(low)s to %(high)s).")
            % {"low": formats.number(point.agreement.low), "high": formats.number(point.agreement.high)}
        )
    return said


def _as_json(sheet: Sheet, line: Line, point: Point, city: "City") -> Told:
    """Numbers as text, so that no reader's floats change them."""
    indicator, series = sheet.indicator, line.series
    source = point.observation.source if point.observation else None
    units = series or indicator
    told: Told = {
        "indicator": indicator.code,
        "title": {"id": indicator.title_id, "en": indicator.title_en},
        "city": {"code": city.code, "name": city.name},
        "period": point.period,
        "value": f"{point.value:.{point.places}f}",
        "unit": {"id": units.unit_id, "en": units.unit_en},
        "status": point.status,
        "sample": line.is_sample,
        "series": line.label,
        "source": None if source is None else {
            "title": source.title, "url": source.url, "dated": str(source.dated_on) if source.dated_on else None,
        },
        "computed": None,
        "agrees": point.agreement.agrees if point.agreement else None,
    }  # fmt: skip
    if point.computed and sheet.formula:
        told["computed"] = {
            "value": str(point.computed.shown),
            "from": {
                name: {"indicator": sheet.formula.inputs.get(name), "value": f"{each.value:.{each.places}f}"}
                for name, each in point.computed.inputs.items()
            },
            "by": sheet.formula.edition or sheet.formula.text or sheet.formula.kind,
        }
    return told


def _print_json(value: Told) -> None:
    is_utf8 = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() == "utf-8"
    json.dump(value, sys.stdout, ensure_ascii=not is_utf8)
    sys.stdout.write("\n")
