"""Places and kelurahan as cells of a workbook: checked against the outlines of the city."""

from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kotacerdas.connectivity.domain.readings import fold, is_swapped
from kotacerdas.connectivity.queries.operators import by_name, operators
from kotacerdas.geography.queries.areas import areas_of, units_by_code
from kotacerdas.imports.domain.typed import written
from kotacerdas.imports.intakes import Column, Entry
from kotacerdas.people.intakes.places import Finder
from kotacerdas.people.models import City, TerritorialUnit
from kotacerdas.people.models.assignments import day_at

_MARGIN = 0.02


def place_columns(*, is_required: bool) -> list[Column]:
    return [
        Column(
            "lon", _("Longitude"), "decimal", ("bujur", "lon", "lng", "longitude", "x"), is_required=is_required,
            places=6, width=14, help=_("In degrees with a decimal point, such as 116.831200."),
        ),
        Column(
            "lat", _("Latitude"), "decimal", ("lintang", "lat", "latitude", "y"), is_required=is_required,
            places=6, width=14, help=_("South of the equator with a minus, such as -1.265400."),
        ),
    ]  # fmt: skip


class Map:
    """What a city is known by, read once for a whole file."""

    def __init__(self, city: City) -> None:
        self.city, self.today = city, day_at(city, timezone.now())
        self.areas = areas_of(city)
        self.units = units_by_code(city)
        self.operators = {row.code: row for row in operators()}
        self._codes = by_name(list(self.operators.values()))
        west, south, east, north = self.areas.bounds
        self._box = (west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)

    @cached_property
    def _kelurahan(self) -> Finder:
        finder = Finder()
        for unit in self.units.values():
            finder.add(unit.code, [unit.name])
        return finder

    def operator(self, entry: Entry) -> None:
        """Brings the cell to the code of the operator."""
        text = entry.values.get("operator", "")
        code = self._codes.get(fold(text))
        if code is not None:
            entry.values["operator"] = code
        elif text:
            entry.blame("signal-operator-unknown", "operator", given=text[:40])

    def unit(self, entry: Entry) -> TerritorialUnit | None:
        code = self._kelurahan.resolve(entry, "unit")
        if not code:
            return None
        entry.values["unit"] = code
        return self.units[code]

    def rt(self, entry: Entry) -> None:
        text = entry.values.get("rt", "")
        bare = text.lower().removeprefix("rt").strip(" .").lstrip("0")
        if text and not (bare.isascii() and bare.isdigit() and len(bare) <= 3):
            entry.blame("signal-rt-unreadable", "rt", given=text[:40])
        elif text:
            entry.values["rt"] = bare.zfill(3)

    def place(self, entry: Entry) -> TerritorialUnit | None:
        """The kelurahan in which it lies; blames what lies nowhere in the city."""
        lon, lat = (_degrees(entry.values.get(name, "")) for name in ("lon", "lat"))
        if lon is None and lat is None:
            return None
        if lon is None or lat is None:
            # A cell that could not be read is blamed already.
            if not entry.faults:
                entry.blame("signal-half-a-place", "lon" if lon is None else "lat")
            return None
        given = {"lon": f"{lon:.5f}", "lat": f"{lat:.5f}"}
        if self.areas.rows and is_swapped(lon, lat, self._box):
            entry.blame("signal-swapped", "lon", **given)
        elif abs(lon) > 180 or abs(lat) > 90:
            entry.blame("signal-not-on-earth", "lon", **given)
        elif not self.areas.rows:
            entry.blame("signal-no-outlines", "lon", city=self.city.name)
        elif (area := self.areas.at(lon, lat)) is None:
            entry.blame("signal-outside", "lon", **given)
        else:
            return self.units.get(area.code)
        return None

    def past(self, entry: Entry, column: str) -> None:
        text = entry.values.get(column, "")
        if text and date.fromisoformat(text) > self.today:
            entry.blame("signal-line-of-the-future", column, day=text)


def _degrees(text: str) -> float | None:
    return float(Decimal(text)) if text else None


def degrees(text: str) -> Decimal:
    """As a table keeps them."""
    return round(Decimal(text), 6)


def told(value: Decimal | None) -> str:
    """As a file would give it back."""
    return "" if value is None else written(value)
