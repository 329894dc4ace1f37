"""Radio links as files: exactly the rows of the page, with the heights and the frequency that they were computed for."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.coverage.domain.links.placing import Site
from kotacerdas.coverage.findings import links as findings
from kotacerdas.coverage.queries.links import Link
from kotacerdas.people.models import City

FILE_TYPES = ("csv", "xlsx")
FILTERS = ("hasil", "kecamatan", "mhz")


def response(
    request: HttpRequest, city: City, links: Sequence[Link], file_type: str, *, mhz: float, note: str
) -> HttpResponse:
    name, columns = f"sambungan-radio-{city.code}", _columns()
    rows = [_line(each, mhz) for each in links]
    if file_type == "csv":
        return csv_response(name, columns, rows)
    source = Source(
        title=_("Radio links of the public Wi-Fi of %(city)s") % {"city": city.name},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": city.name},
        address=request.build_absolute_uri(),
        exported_at=timezone.now(),
        filters=[(each, request.GET[each]) for each in FILTERS if request.GET.get(each)],
        zone=city.zone,
        note=note,
    )
    return xlsx_response(name, columns, rows, source)


def _columns() -> list[Column]:
    return [
        Column("code", _("Code"), width=16),
        Column("name", _("Name"), width=34),
        Column("kelurahan", _("Kelurahan"), width=22),
        Column("lon", _("Longitude"), "number", places=6),
        Column("lat", _("Latitude"), "number", places=6),
        Column("height", _("Antenna above ground, m"), "number", places=1),
        Column("usual", _("Height assumed"), width=16),
        Column("hub", pgettext("wifi", "Hub"), width=34),
        Column("hub_height", _("Antenna of the hub above ground, m"), "number", places=1),
        Column("hub_usual", _("Height of the hub assumed"), width=16),
        Column("km", _("Distance, km"), "number", places=3),
        Column("mhz", _("Frequency in MHz"), "number", places=0),
        Column("path", pgettext("radio link", "Path"), width=14),
        Column("margin", _("Margin, m"), "number", places=1),
        Column("needed", _("Both antennas higher by, for a free zone, m"), "number", places=1),
        Column("why", _("Why"), width=60),
        Column("others", _("Hubs and towers with a free path"), width=60),
        Column("sample", _("Sample"), width=10),
    ]


def _line(link: Link, mhz: float) -> dict[str, Any]:
    site, hub, sight = link.site, link.hub, link.sight
    return {
        "code": site.code,
        "name": site.name,
        "kelurahan": link.point.unit.name if link.point.unit else "",
        "lon": site.lon,
        "lat": site.lat,
        "height": site.height,
        "usual": _yes(site),
        "hub": findings.called(hub) if hub else link.point.hub_name,
        "hub_height": hub.height if hub else None,
        "hub_usual": _yes(hub),
        "km": _rounded(link.metres and link.metres / 1000, 3),
        "mhz": mhz,
        "path": str(findings.WORDS[link.verdict]),
        "margin": _rounded(sight.margin if sight else None, 1),
        "needed": _rounded(sight.needed if sight else None, 1),
        "why": findings.why(link),
        "others": "; ".join(f"{findings.called(each)} ({findings.away(far)})" for each, far in link.near),
        "sample": _("Sample") if link.point.is_sample else "",
    }


def _rounded(value: float | None, places: int) -> float | None:
    """More decimals than the column shows would be no truth."""
    return None if value is None else round(value, places)


def _yes(site: Site | None) -> str:
    return _("Yes") if site is not None and site.is_usual else ""
