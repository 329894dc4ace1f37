"""What this app keeps of persons: who made a scenario, and who asked for its answer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.siting.models import Answer, Scenario


def _done(user: Any) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = [
        {"at": each.made_at.isoformat(), "scenario": each.title, "deed": "made"}
        for each in Scenario.objects.filter(made_by=user)
    ]
    found += [
        {"at": each.asked_at.isoformat(), "scenario": each.scenario.title, "deed": "asked for its answer"}
        for each in Answer.objects.filter(asked_by=user).select_related("scenario")
    ]
    return found


register(
    Holding(
        name="siting.scenarios",
        what=_("Who made a scenario for new Wi-Fi points, and who asked for its answer"),
        of_whom=_("officers of a city"),
        why=_("So that every choice of new points has somebody who answers for what it rests on"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the scenario is kept"),
        tables=("siting.Scenario", "siting.Answer"),
        export=_done,
        stays_because=_(
            "Who weighed where money goes is the city's record; without the account it names nobody."
        ),
    )
)
