"""What this app keeps of persons: who did a deed, and the values before and after."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import retention
from kotacerdas.audit.models import Entry
from kotacerdas.common.personal import Basis, Holding, Retention, register

MOST_SHOWN = 1000
VALUES_KEPT = timedelta(days=5 * 365)


def _deeds(user: Any) -> list[Mapping[str, Any]]:
    """The newest deeds that the person did, without the values, which may be others'."""
    rows = (
        Entry.objects.filter(actor=user)
        .order_by("-at")
        .values_list("at", "kind", "subject_kind")[:MOST_SHOWN]
    )
    return [{"at": at.isoformat(), "deed": kind, "about": about} for at, kind, about in rows]


register(
    Holding(
        name="audit.deeds",
        what=_("Which account did which deed, when"),
        of_whom=_("whoever changes something"),
        why=_("So that the city can trust who did what"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("audit.Entry",),
        export=_deeds,
        stays_because=_(
            "The chain holds the number of the account only; a link that is taken out would break it."
        ),
    ),
    Holding(
        name="audit.values",
        what=_("Values of a deed, before and after, as they were typed"),
        of_whom=_("whoever is named in them"),
        why=_("To see what was changed, and to put a mistake right"),
        basis=Basis.PUBLIC_DUTY,
        until=_("5 years; sooner if the person they name asks for erasure"),
        tables=("audit.Values",),
        retention=Retention(VALUES_KEPT, retention.older_than, retention.erase),
    ),
)
