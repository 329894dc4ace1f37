"""What this app keeps of persons: who asked for a survey or for coverage, who wrote down, verified and decided on blank spots."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.coverage.models import CoverageRun, SpotStep, Survey


def _done(user: Any) -> list[Mapping[str, Any]]:
    steps = SpotStep.objects.filter(by=user).select_related("spot")
    found: list[Mapping[str, Any]] = [
        {"at": each.at.isoformat(), "blank spot": each.spot.code, "deed": each.kind} for each in steps
    ]
    found += [
        {"at": each.asked_at.isoformat(), "deed": "asked for a survey"}
        for each in Survey.objects.filter(asked_by=user)
    ]
    found += [
        {"at": each.asked_at.isoformat(), "deed": "asked for coverage"}
        for each in CoverageRun.objects.filter(asked_by=user)
    ]
    return found


register(
    Holding(
        name="coverage.spots",
        what=_(
            "Who asked for a survey of blank spots or for coverage, wrote a blank spot down, verified it or decided on it; which RT told it"
        ),
        of_whom=_("officers of a city"),
        why=_("So that every blank spot that is shown to assessors has somebody who answers for it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("coverage.BlankSpot", "coverage.SpotStep", "coverage.Survey", "coverage.CoverageRun"),
        export=_done,
        stays_because=_(
            "Who verified and decided is the city's record; without the account it names nobody."
        ),
    )
)
