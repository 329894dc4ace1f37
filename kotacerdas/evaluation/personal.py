"""What this app keeps of persons: who extended a step of a round."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.evaluation.models import Extension

register(
    Holding(
        name="evaluation.extensions",
        what=_("Who gave more time in a round, and why"),
        of_whom=_("operators and programme offices"),
        why=_("So that every exception has somebody who answers for it"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("evaluation.Extension",),
        export=lambda user: [
            {"at": at.isoformat(), "round": round_, "step": step}
            for at, round_, step in Extension.objects.filter(by=user).values_list("at", "round__code", "step")
        ],
        stays_because=_("Who gave more time is the round's record; without the account it names nobody."),
    )
)
