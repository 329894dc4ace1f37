"""What may still be changed: an adopted edition keeps its words, targets and ceilings."""

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.models import Edition


def require_open(edition: Edition) -> None:
    """Locks the edition for the length of the transaction and raises `Refused` if it is frozen now."""
    now = Edition.objects.select_for_update().get(pk=edition.pk)
    edition.status = now.status
    if now.is_frozen:
        raise Refused(
            Fault("edition-frozen", {"edition": now.title, "status": str(now.get_status_display())})
        )
