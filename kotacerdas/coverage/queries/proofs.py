"""What proves that people of a blank spot are served now."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from kotacerdas.common.formats import zone_of
from kotacerdas.connectivity.domain.rules import ANY
from kotacerdas.connectivity.queries import grid_of
from kotacerdas.coverage.models import BlankSpot
from kotacerdas.coverage.targets import SPOT, key_of
from kotacerdas.evidence.models import Citation

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Basis:
    """Confirmed quotes; or that a later survey finds the spot no more; or for whom its middle is served by newer evidence."""

    citations: tuple[Citation, ...] = ()
    is_gone: bool = False
    served: dict[str, date] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return bool(self.citations or self.is_gone or self.served)

    @property
    def noted(self) -> dict[str, Any]:
        """As JSON, for the step that it carries."""
        return {
            "citations": [each.code for each in self.citations],
            "is_gone": self.is_gone,
            "served": {name: day.isoformat() for name, day in self.served.items()},
        }


def proofs(spot: BlankSpot, user: "Someone") -> list[Citation]:
    """Confirmed by a second person, the oldest first, as far as this reader may read them. One query."""
    if not user.is_authenticated:
        return []
    return _confirmed(spot, Citation.objects.visible_to(user))


def basis_of(spot: BlankSpot) -> Basis:
    """Whatever there is, whoever may read it. Three queries."""
    return Basis(
        tuple(_confirmed(spot, Citation.objects.all())),
        spot.found_at is not None and spot.is_found is False,
        _served(spot),
    )


def _confirmed(spot: BlankSpot, rows: Any) -> list[Citation]:
    here = rows.living().for_target(SPOT, key_of(spot)).filter(city=spot.city, use_state=CONFIRMED)
    return list(here.with_names().order_by("at", "pk"))


def _served(spot: BlankSpot) -> dict[str, date]:
    """By operator or line, the day of evidence that is newer than the spot."""
    grid = grid_of(spot.city)
    if grid is None:
        return {}
    known_since = spot.first_at.astimezone(zone_of(spot.city.zone)).date()
    return {
        each.layer: each.newest
        for each in grid.reasons_at(float(spot.lon), float(spot.lat))
        if each.layer != ANY and each.state == "served" and each.newest and each.newest > known_since
    }
