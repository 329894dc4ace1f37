"""What this app keeps of persons: who planned, claimed, judged and recorded."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.recommendations.models import CareStep


def _export(user: Any) -> list[Mapping[str, Any]]:
    steps = CareStep.objects.filter(by=user).select_related("care__recommendation")
    return [
        {"at": step.at.isoformat(), "recommendation": step.care.recommendation.label, "deed": step.deed}
        for step in steps
    ]


register(
    Holding(
        name="recommendations.cares",
        what=_(
            "Who planned, claimed and judged what is done about a recommendation, and who recorded a verdict"
        ),
        of_whom=_("officers and verifiers of a city"),
        why=_("So that every claim of the city has somebody who answers for it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("recommendations.Care", "recommendations.CareStep"),
        export=_export,
        stays_because=_(
            "Who claimed and judged what is the city's record; without the account it names nobody."
        ),
    ),
)
