"""Layers that the pages of this app put on their maps, and the city as tiles."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.geography.domain.areas import Area
from kotacerdas.geography.maps import Layer, Mark, Patch, Tile
from kotacerdas.geography.models import Place
from kotacerdas.geography.queries.overview import Overview, Row
from kotacerdas.geography.ramps import Ramp, ramp


def people_ramp(view: Overview) -> Ramp:
    return ramp(row.people.people for row in view.rows if row.people)


def people_layer(view: Overview, city_code: str) -> Layer:
    colours = people_ramp(view)
    by_code = {row.unit.code: row for row in view.rows}
    patches = [_people_patch(area, by_code[area.code], colours, city_code) for area in view.areas.rows]
    has_unknown = any(row.people is None for row in view.rows)
    return Layer(
        "warga",
        pgettext("geography", "People"),
        patches=patches,
        legend=colours.legend(has_unknown=has_unknown),
    )


def _people_patch(area: Area, row: Row, colours: Ramp, city_code: str) -> Patch:
    return Patch.of_area(
        area.code,
        f"{area.name}: {people_words(row)}",
        colours.tone(row.people.people if row.people else None),
        places_address(city_code, area.code),
    )


def people_tiles(view: Overview, city_code: str) -> list[Tile]:
    colours = people_ramp(view)
    return [
        Tile(
            row.unit.code, row.unit.name, formats.number(row.people.people) if row.people else "–", row.outline.column, row.outline.row,
            colours.tone(row.people.people if row.people else None), places_address(city_code, row.unit.code),
        )
        for row in view.rows if row.outline
    ]  # fmt: skip


def people_words(row: Row) -> str:
    if row.people is None:
        return "–"
    figure = formats.number(row.people.people)
    return _("about %(figure)s") % {"figure": figure} if row.people.is_estimate else figure


def places_address(city_code: str, unit_code: str) -> str:
    return f"{reverse('geography:places')}?kota={city_code}&kelurahan={unit_code}"


def places_layer(numbered: Iterable[tuple[int, Place]]) -> Layer:
    """The places of a list, with their numbers in it."""
    marks = [
        Mark(
            float(each.lon),
            float(each.lat),
            f"{number}: {each.name}",
            "accent",
            each.get_absolute_url(),
            str(number),
        )
        for number, each in numbered
    ]
    return Layer("tempat", _("Places of this list"), marks=marks)


def one_place(place: Place) -> Layer:
    mark = Mark(float(place.lon), float(place.lat), place.name)
    return Layer("tempat", _("The place"), marks=[mark])
