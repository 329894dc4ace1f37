"""What this app keeps of persons: who noted a state, wrote an inspection, added a photo."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.wifi.models import Inspection, Photo, State


def _export(user: Any) -> list[Mapping[str, Any]]:
    found = [
        (each.at, each.point.code, deed)
        for model, deed in (
            (State, "state noted"),
            (Inspection, "inspection written"),
            (Photo, "photo added"),
        )
        for each in model.objects.filter(by=user).select_related("point")
    ]
    return [{"at": at.isoformat(), "point": code, "deed": deed} for at, code, deed in sorted(found)]


register(
    Holding(
        name="wifi.records",
        what=_("Who noted the state of a Wi-Fi point, wrote down an inspection or added a photo"),
        of_whom=_("officers of a city"),
        why=_("So that what is told about public Wi-Fi has somebody who answers for it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("wifi.State", "wifi.Inspection", "wifi.Photo"),
        export=_export,
        stays_because=_("Who wrote it is the city's record; without the account it names nobody."),
    ),
)
