"""What this app keeps of persons: who is in charge of a question, who wrote, checked, signed and submitted."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.selfassessment.models import Answer, Snapshot, Step


def _export(user: Any) -> list[Mapping[str, Any]]:
    charge = Answer.objects.filter(person=user).values_list("assessment__round__code", "code")
    steps = Step.objects.filter(by=user).values_list("at", "answer__code", "deed")
    signed = Snapshot.objects.filter(by=user).values_list("at", "assessment__round__code")
    return [
        *({"in_charge_of": code, "round": round_} for round_, code in charge),
        *({"at": at.isoformat(), "question": code, "deed": deed} for at, code, deed in steps),
        *({"at": at.isoformat(), "submitted": round_} for at, round_ in signed),
    ]


register(
    Holding(
        name="selfassessment.answers",
        what=_(
            "Who is in charge of a question; who wrote, checked and returned its answer; who signed and submitted"
        ),
        of_whom=_("officers, verifiers and leaders of a city"),
        why=_("So that every claim of the city has somebody who answers for it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=(
            "selfassessment.Answer",
            "selfassessment.Step",
            "selfassessment.Snapshot",
            "selfassessment.Receipt",
        ),
        export=_export,
        stays_because=_(
            "Who claimed and checked what is the city's record; without the account it names nobody."
        ),
    ),
)
