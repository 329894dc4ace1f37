"""What this app keeps of persons: who changed a figure, who asked for a forecast."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.indicators.models import Forecast, Revision


def _export(user: Any) -> list[Mapping[str, Any]]:
    revisions = Revision.objects.filter(by=user).select_related("series__indicator")
    forecasts = Forecast.objects.filter(by=user).select_related("series__indicator")
    changed = [(each.until, each.series.indicator.code, "figure changed") for each in revisions]
    foreseen = [(each.made_at, each.series.indicator.code, "forecast") for each in forecasts]
    return [
        {"at": at.isoformat(), "indicator": code, "deed": deed}
        for at, code, deed in sorted(changed + foreseen)
    ]


register(
    Holding(
        name="indicators.figures",
        what=_("Who changed a figure of an indicator, and who asked for a forecast"),
        of_whom=_("officers of a city"),
        why=_("So that every figure of the city has somebody who answers for it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("indicators.Revision", "indicators.Forecast"),
        export=_export,
        stays_because=_("Who changed a figure is the city's record; without the account it names nobody."),
    ),
)
