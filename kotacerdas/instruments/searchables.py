"""What of this app the search box finds: the instruments, and every question and part of every edition."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.language import pick
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.search.registry import Searchable, Shown, Text, register


@dataclass(frozen=True)
class Place:
    """A node in an edition."""

    edition: Edition
    node: Node

    @property
    def key(self) -> str:
        return f"{self.edition.key}/{self.node.code}"

    @property
    def is_root(self) -> bool:
        return self.node is self.edition.root


def places() -> Iterator[Place]:
    for edition in catalogue.editions():
        for node in edition.nodes.values():
            yield Place(edition, node)


def text(place: Place) -> Text:
    edition, node = place.edition, place.node
    title = edition.title if place.is_root else node.title
    around = (edition.code, edition.edition, edition.title.id, edition.title.en)
    return Text(title.id, (title.en, *around), edition.key if place.is_root else node.code)


def shown(place: Place) -> Shown:
    edition, node = place.edition, place.node
    address = {"code": edition.code, "edition": edition.edition}
    if place.is_root:
        return Shown(_in(edition, "title"), reverse("instruments:detail", kwargs=address), edition.key)
    url = reverse("instruments:question", kwargs=address | {"node": node.code})
    return Shown(f"{node.code} {_in(node, 'title')}", url, edition.key)


def _in(thing: Edition | Node, name: str) -> str:
    words = getattr(thing, name)
    return pick({name: {"id": words.id, "en": words.en}}, name)


register(
    Searchable(
        kind="instruments.node",
        noun=_("Question"),
        nouns=_("Questions and parts of instruments"),
        entries=places,
        text=text,
        shown=shown,
        order=30,
        icon="clipboard-list",
    )
)
