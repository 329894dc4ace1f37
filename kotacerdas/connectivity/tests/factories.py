"""Evidence of signal for tests, mostly through the deeds."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kotacerdas.common.reference import Report
from kotacerdas.connectivity.actions import computing, lists, measuring, reporting
from kotacerdas.connectivity.actions.measuring import NewBatch
from kotacerdas.connectivity.actions.reporting import NewReport
from kotacerdas.connectivity.models import Batch, FixedLine, KeptGrid, Operator, SignalReport, Tower
from kotacerdas.connectivity.reference import load_operators
from kotacerdas.geography.models import Outline
from kotacerdas.geography.queries.areas import units_by_code
from kotacerdas.geography.tests import factories as geography
from kotacerdas.people.models import City, TerritorialUnit

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 29)
# In the middle of the first of `geography.squares`, which reach from 117.0 to 117.018 and from -0.6 to -0.582.
LON, LAT = 117.0045, -0.5955
HEAD = "Timestamp,Latitude,Longitude,Operator,NetworkTech,RSRP,DL_bitrate"


def operators() -> dict[str, Operator]:
    load_operators(Report())
    return {row.code: row for row in Operator.objects.all()}


def squares(city: City) -> list[TerritorialUnit]:
    """Four kelurahan of a square kilometre each, with their outlines."""
    geography.squares(city)
    return list(units_by_code(city).values())


def tower(city: City, code: str = "M-1", operator: str = "telkomsel", **fields: Any) -> Tower:
    fields = {
        "lon": Decimal(str(LON)),
        "lat": Decimal(str(LAT)),
        "technologies": ["4G"],
        "source": "Uji",
    } | fields
    row = Tower(city=city, operator=operators()[operator], code=code, **fields)
    lists.keep_towers(city, [row], by=None, now=NOW)
    return Tower.objects.get(city=city, code=code)


def line(unit: TerritorialUnit, rt: str = "001", available: str = "yes", **fields: Any) -> FixedLine:
    assert unit.city
    row = FixedLine(unit=unit, rt=rt, available=available, **({"source": "Uji", "as_of": TODAY} | fields))
    lists.keep_lines(unit.city, [row], by=None, now=NOW)
    return FixedLine.objects.get(unit=unit, rt=rt)


def report(unit: TerritorialUnit, *, by: Any = None, **fields: Any) -> SignalReport:
    assert unit.city
    wanted = NewReport(
        unit=unit, **({"signal": "none", "on": TODAY, "role": "rt_head", "rt": "001"} | fields)
    )
    return reporting.report(unit.city, wanted, by=by, now=NOW, today=TODAY)


def rows(*levels: float, lon: float = LON, lat: float = LAT, operator: str = "Telkomsel") -> str:
    """A drive test as an app writes it, one row a second."""
    lines = [
        f"2026-11-20 08:00:{second:02d},{lat},{lon},{operator},4G,{level},8000"
        for second, level in enumerate(levels)
    ]
    return "\n".join([HEAD, *lines])


def looked_at(city: City, text: str | bytes, *, by: Any = None, **fields: Any) -> Batch:
    content = text if isinstance(text, bytes) else text.encode()
    wanted = NewBatch(
        **({"name": "Uji jalan", "kind": "drive", "day": date(2026, 11, 20), "source": "Uji"} | fields)
    )
    return measuring.look_at(city, wanted, io.BytesIO(content), by=by, now=NOW)


def batch(city: City, text: str, **fields: Any) -> Batch:
    """Brought in."""
    operators()
    made = looked_at(city, text, **fields)
    measuring.carry_out(made, by=None, now=NOW)
    return Batch.objects.select_related("city").get(pk=made.pk)


def grid(city: City) -> KeptGrid:
    kept = computing.compute(city, by=None, now=NOW)
    assert kept
    return kept


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app. The outlines are there already, if another app's samples drew them."""
    operators()
    if not Outline.objects.of(city).exists():
        geography.outlines(city)
    middle = Outline.objects.of(city)[0]
    where = {"lon": float(middle.lon), "lat": float(middle.lat)}
    known = batch(city, rows(-80, -82, **where), name="Contoh uji jalan")
    waiting = looked_at(city, rows(-85, -82, **where), name="Contoh yang belum masuk")
    told = report(middle.unit)
    grid(city)
    code = {"code": waiting.code}
    return {
        "connectivity:batch": {"code": known.code},
        "connectivity:batch@keep_wifi": code,
        "connectivity:bring@keep_wifi": code,
        "connectivity:drop@keep_wifi": code,
        "connectivity:measurements-download": {"code": known.code},
        "connectivity:report": {"code": told.code},
        "connectivity:check@keep_wifi": {"code": told.code},
        "connectivity:download": {"what": "menara", "file_type": "csv"},
    }
