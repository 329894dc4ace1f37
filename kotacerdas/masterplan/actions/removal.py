"""Takes many programmes out at once, as undoing a workbook does."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.masterplan.actions.opened import require_open
from kotacerdas.masterplan.models import Edition

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@transaction.atomic
def remove_all(edition: Edition, keys: Collection[int], *, by: "User | None", now: datetime) -> None:
    """Only while the edition is open. What others have written about them must have been asked for before."""
    require_open(edition)
    found = edition.programmes.filter(pk__in=keys)
    codes = list(found.by_code().values_list("code", flat=True))
    if codes:
        found.delete()
        note = {"count": len(codes), "codes": ", ".join(codes[:20])}
        audit.record("masterplan.drop-programmes", on=edition, by=by, city=edition.city, now=now, note=note)
