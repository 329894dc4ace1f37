"""Where the pages of a round lead on to: apps above register their page, which this one knows nothing of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Link:
    """`address` says where it leads a reader of the calendar of a city; "" where there is nothing for him or her."""

    name: str
    label: "str | Promise"
    address: "Callable[[Round, City | None, Someone], str]"
    icon: str = ""
    order: int = 50


_links: dict[str, Link] = {}


def register(link: Link) -> None:
    _links[link.name] = link


def links_of(round_: "Round", city: "City | None", user: "Someone") -> list[tuple[Link, str]]:
    """Those that lead somewhere, with their address."""
    found = (
        (link, link.address(round_, city, user)) for link in sorted(_links.values(), key=lambda e: e.order)
    )
    return [(link, address) for link, address in found if address]
