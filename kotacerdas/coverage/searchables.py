"""What of this app the search box finds: blank spots by code, kelurahan and who told them."""

from django.utils.translation import gettext_lazy

from kotacerdas.coverage.models import BlankSpot
from kotacerdas.search.registry import Searchable, Shown, Text, register


def spot_text(row: BlankSpot) -> Text:
    return Text(title=f"Blank spot {row.unit.name}", words=(row.told_by, row.note), code=row.code)


def spot_shown(row: BlankSpot) -> Shown:
    line = " · ".join((row.city.name, row.unit.name, str(row.get_state_display())))
    return Shown(str(row), row.get_absolute_url(), line)


register(
    Searchable(
        kind="coverage.spot",
        noun=gettext_lazy("Blank spot"),
        nouns=gettext_lazy("Blank spots"),
        rows=lambda user: BlankSpot.objects.visible_to(user),
        text=spot_text,
        shown=spot_shown,
        everything=lambda: BlankSpot.objects.select_related("unit"),
        for_display=lambda rows: rows.select_related("city", "unit"),
        city=lambda row: row.city_id,
        order=34,
        icon="wifi-off",
    )
)
