"""Which city a word means, and whose organisations and areas are shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from django.db.models import Prefetch
from django.utils import timezone

from kotacerdas.people import access
from kotacerdas.people.domain.names import Directory, Place, fold
from kotacerdas.people.models import City, Organisation, TerritorialUnit, UnitAlias
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models.areas import CityQuerySet


class CityDirectory:
    """All cities by code and by every known spelling, loaded with two queries however many are looked up."""

    def __init__(self, cities: list[City], aliases: dict[str, list[str]]) -> None:
        self._cities = {city.code: city for city in cities}
        self._names = Directory(
            Place(city.code, city.name, city.kind, tuple(aliases.get(city.code, ()))) for city in cities
        )

    @classmethod
    def load(cls) -> Self:
        aliases: dict[str, list[str]] = {}
        regencies = UnitAlias.objects.filter(unit__kind=TerritorialUnit.Kind.REGENCY)
        for code, name in regencies.values_list("unit__code", "name"):
            aliases.setdefault(code, []).append(name)
        return cls(list(City.objects.select_related("province")), aliases)

    def find(self, text: str) -> City:
        """Raises `NameNotFound` with close names, or `NameAmbiguous` with all it could mean."""
        return self._cities[self._names.find(text).code]


def cities_for(user: "Someone", permission: Permission) -> "CityQuerySet":
    """The cities for which somebody holds a permission."""
    return City.objects.within(access.reach(user, permission))


# --- Organisations as a tree -------------------------------------------------------------------------------


@dataclass
class Node:
    """An organisation with those below it."""

    organisation: Organisation
    children: list["Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """The organisations of one kind that stand at the top of the tree."""

    kind: Organisation.Kind
    nodes: list[Node]

    @property
    def source(self) -> str:
        """The source that all of them share, to be named once."""
        sources = {each.organisation.source for each in _all(self.nodes)}
        return sources.pop() if len(sources) == 1 else ""


def _all(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.children)


@dataclass(frozen=True)
class Tree:
    own: list[Group]
    shared: list[Group]
    """Ministries, provinces and partners that belong to no one city."""
    total: int
    agencies: int
    kecamatan: int
    has_samples: bool

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.shared)


def organisations_of(city: City, *, seen_by: "Someone", words: str = "") -> Tree:
    """One query. When words are searched, each match comes with what it belongs to."""
    today = timezone.now().astimezone(city.timezone).date()
    everything = list(Organisation.objects.visible_to(seen_by).of_city(city).in_force(today).order_by("name"))
    shown = _matching(everything, words)
    nodes = {each.pk: Node(each) for each in shown}
    roots: list[Node] = []
    for each in shown:
        above = nodes.get(each.parent_id) if each.parent_id else None
        (above.children if above else roots).append(nodes[each.pk])
    return Tree(
        own=_grouped([node for node in roots if node.organisation.city_id == city.pk]),
        shared=_grouped([node for node in roots if node.organisation.city_id is None]),
        total=len(shown),
        agencies=sum(each.city_id == city.pk and each.is_agency for each in everything),
        kecamatan=sum(each.kind == Organisation.Kind.KECAMATAN for each in everything),
        has_samples=any(each.is_sample for each in shown),
    )


def _matching(organisations: list[Organisation], words: str) -> list[Organisation]:
    wanted = words.casefold()
    if not wanted:
        return organisations
    parents = {each.pk: each.parent_id for each in organisations}
    kept: set[int] = set()
    for each in organisations:
        if any(wanted in text.casefold() for text in (each.name, each.name_en, each.short_name, each.code)):
            at: int | None = each.pk
            while at is not None and at not in kept:
                kept.add(at)
                at = parents.get(at)
    return [each for each in organisations if each.pk in kept]


def _grouped(nodes: list[Node]) -> list[Group]:
    return [
        Group(kind, same)
        for kind in Organisation.Kind
        if (same := [node for node in nodes if node.organisation.kind == kind])
    ]


# --- Areas -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kecamatan:
    unit: TerritorialUnit
    parts: list[TerritorialUnit]


@dataclass(frozen=True)
class Found:
    kecamatan: list[Kecamatan]
    matches: int
    all_kecamatan: int
    all_parts: int
    has_desa: bool


def units_of(city: City, *, seen_by: "Someone", words: str = "") -> Found:
    """Kecamatan and their kelurahan or desa, searched by code and by any spelling; two queries."""
    spellings = Prefetch("aliases", UnitAlias.objects.visible_to(seen_by))
    units = list(TerritorialUnit.objects.visible_to(seen_by).below_city(city).prefetch_related(spellings))
    matching = {unit.pk for unit in units if _means(unit, words)}
    tops = [unit for unit in units if unit.kind == TerritorialUnit.Kind.KECAMATAN]
    shown = []
    for top in tops:
        parts = [unit for unit in units if unit.parent_id == top.pk]
        hits = parts if top.pk in matching and words else [unit for unit in parts if unit.pk in matching]
        if top.pk in matching or hits:
            shown.append(Kecamatan(top, hits))
    return Found(
        kecamatan=shown,
        matches=len(matching),
        all_kecamatan=len(tops),
        all_parts=len(units) - len(tops),
        has_desa=any(unit.kind == TerritorialUnit.Kind.DESA for unit in units),
    )


def _means(unit: TerritorialUnit, words: str) -> bool:
    wanted = fold(words)
    if not wanted:
        return True
    spellings = (unit.name, *(alias.name for alias in unit.aliases.all()))
    return unit.code.startswith(words.strip()) or any(wanted in fold(each) for each in spellings)
