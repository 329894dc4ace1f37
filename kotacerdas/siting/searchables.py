"""What of this app the search box finds: scenarios by their name."""

from django.utils.translation import pgettext_lazy

from kotacerdas.common import formats
from kotacerdas.search.registry import Searchable, Shown, Text, register
from kotacerdas.siting.models import Scenario


def scenario_text(row: Scenario) -> Text:
    return Text(title=row.title)


def scenario_shown(row: Scenario) -> Shown:
    line = " · ".join((row.city.name, formats.day(row.changed_at, row.city.zone)))
    return Shown(row.title, row.get_absolute_url(), line)


register(
    Searchable(
        kind="siting.scenario",
        noun=pgettext_lazy("sites", "Scenario for new points"),
        nouns=pgettext_lazy("sites", "Scenarios for new points"),
        rows=lambda user: Scenario.objects.visible_to(user),
        text=scenario_text,
        shown=scenario_shown,
        for_display=lambda rows: rows.select_related("city"),
        city=lambda row: row.city_id,
        order=38,
        icon="map-pin",
    )
)
