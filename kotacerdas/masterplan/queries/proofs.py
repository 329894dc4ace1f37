"""What proves a programme: its confirmed quotes; in one query."""

from typing import TYPE_CHECKING

from kotacerdas.evidence.models import Citation
from kotacerdas.masterplan.models import Programme
from kotacerdas.masterplan.targets import PROGRAMME, key_of

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

CONFIRMED = "confirmed"


def proofs(programme: Programme, user: "Someone") -> list[Citation]:
    """Confirmed for this programme by a second person, the oldest first. `programme` comes with its edition and city."""
    if not user.is_authenticated:
        return []
    rows = Citation.objects.visible_to(user).living().for_target(PROGRAMME, key_of(programme))
    here = rows.filter(city=programme.edition.city).with_names().order_by("at", "pk")
    return [each for each in here if each.use_state == CONFIRMED]  # type: ignore[attr-defined]  # annotated
