"""What this app keeps of persons: who made a scenario, who asked for an answer or a saving, who proposed sites to a plan."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.siting.models import Answer, Proposal, Saving, Scenario


def _of_scenarios(user: Any) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = [
        {"at": each.made_at.isoformat(), "scenario": each.title, "deed": "made"}
        for each in Scenario.objects.filter(made_by=user)
    ]
    found += [
        {"at": each.asked_at.isoformat(), "scenario": each.scenario.title, "deed": "asked for its answer"}
        for each in Answer.objects.filter(asked_by=user).select_related("scenario")
    ]
    return found


def _of_outcomes(user: Any) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = [
        {"at": each.asked_at.isoformat(), "deed": "asked for a saving", "code": each.code}
        for each in Saving.objects.filter(asked_by=user)
    ]
    found += [
        {"at": each.at.isoformat(), "deed": "proposed sites to a plan", "plan": each.edition.code}
        for each in Proposal.objects.filter(by=user).select_related("edition")
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
        export=_of_scenarios,
        stays_because=_(
            "Who weighed where money goes is the city's record; without the account it names nobody."
        ),
    )
)
register(
    Holding(
        name="siting.outcomes",
        what=_("Who asked which Wi-Fi points would be missed least, and who proposed new sites to a plan"),
        of_whom=_("officers of a city"),
        why=_("So that a proposal to spend or to save public money has somebody who answers for it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("siting.Saving", "siting.Proposal"),
        export=_of_outcomes,
        stays_because=_("Who proposed is the city's record; without the account it names nobody."),
    )
)
