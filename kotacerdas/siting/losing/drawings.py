"""Points that go and points that stay, on the map."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.geography.maps import Layer, Mark
from kotacerdas.siting.queries.savings import Row


def layers(rows: Sequence[Row]) -> list[Layer]:
    """What goes lies above what stays."""
    stays = [_mark(each, "ramp-2") for each in rows if not each.is_gone]
    goes = [_mark(each, "warm") for each in rows if each.is_gone]
    found = [Layer("stays", pgettext("map", "Stays"), stays, tone="ramp-2")] if stays else []
    return [*found, Layer("goes", pgettext("map", "Goes"), goes, tone="warm")] if goes else found


def _mark(each: Row, tone: str) -> Mark:
    said = {"point": f"{each.code} {each.name}", "alone": formats.number(each.alone)}
    return Mark(each.lon, each.lat, _("%(point)s, only here: %(alone)s people") % said, tone)
