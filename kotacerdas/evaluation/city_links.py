"""Where the page of a city leads on to: apps above register their page, which this one knows nothing of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Link:
    """`address` says where it leads this reader; "" where there is nothing for him or her."""

    name: str
    label: "str | Promise"
    address: "Callable[[City, Someone], str]"
    icon: str


_links: dict[str, Link] = {}


def register(link: Link) -> None:
    _links[link.name] = link


def links_of(city: "City", user: "Someone") -> list[tuple[Link, str]]:
    """Those that lead somewhere, with their address, in the order of their names."""
    found = ((link, link.address(city, user)) for _name, link in sorted(_links.items()))
    return [(link, address) for link, address in found if address]
