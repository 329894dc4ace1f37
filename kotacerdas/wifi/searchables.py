"""What of this app the search box finds: points by code, name and place, contracts by number and provider."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from kotacerdas.search.registry import Searchable, Shown, Text, register
from kotacerdas.wifi.models import Contract, Point


def point_text(row: Point) -> Text:
    return Text(title=row.name, words=(row.address, row.owner_name, row.equipment), code=row.code)


def point_shown(row: Point) -> Shown:
    line = " · ".join(filter(None, (row.code, str(row.get_kind_display()), row.address)))
    return Shown(row.name, row.get_absolute_url(), line)


def contract_text(row: Contract) -> Text:
    return Text(title=row.number, words=(row.provider, row.document), code=row.code)


def contract_shown(row: Contract) -> Shown:
    return Shown(row.number, row.get_absolute_url(), row.provider)


register(
    Searchable(
        kind="wifi.point",
        noun=gettext_lazy("Wi-Fi point"),
        nouns=gettext_lazy("Wi-Fi points"),
        rows=lambda user: Point.objects.visible_to(user).select_related("city"),
        text=point_text,
        shown=point_shown,
        order=36,
        icon="wifi",
    ),
)
register(
    Searchable(
        kind="wifi.contract",
        noun=pgettext_lazy("wifi", "Contract"),
        nouns=pgettext_lazy("wifi", "Contracts"),
        rows=lambda user: Contract.objects.visible_to(user).select_related("city"),
        text=contract_text,
        shown=contract_shown,
        order=37,
        icon="file-text",
    ),
)
