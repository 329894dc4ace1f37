"""What of this app the search box finds: places by name."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kotacerdas.geography.models import Place
from kotacerdas.search.registry import Searchable, Shown, Text, register


def place_text(row: Place) -> Text:
    return Text(title=row.name, words=(row.unit.name if row.unit else "",), code=row.code)


def place_shown(row: Place) -> Shown:
    line = " · ".join(filter(None, (str(row.get_kind_display()), row.unit.name if row.unit else "")))
    return Shown(row.name, row.get_absolute_url(), line)


register(
    Searchable(
        kind="geography.place",
        noun=pgettext_lazy("geography", "Place"),
        nouns=_("Places"),
        rows=lambda user: Place.objects.visible_to(user),
        everything=lambda: Place.objects.select_related("unit"),
        for_display=lambda rows: rows.select_related("unit", "city"),
        text=place_text,
        shown=place_shown,
        order=62,
        icon="map-pin",
    )
)
