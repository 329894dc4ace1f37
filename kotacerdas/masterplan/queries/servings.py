"""Which goal and programme serves which, as the rules of `domain.serving` read it: three queries, whatever there is."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from kotacerdas.masterplan.domain.serving import PROGRAMME, Map, Thing, read
from kotacerdas.masterplan.models import Edition, Node, Programme, Serving

if TYPE_CHECKING:
    from kotacerdas.people.models import City


def key_of(thing: Node | Programme) -> str:
    return node_key(thing.pk) if isinstance(thing, Node) else programme_key(thing.pk)


def node_key(key: int) -> str:
    return f"n{key}"


def programme_key(key: int) -> str:
    return f"p{key}"


def map_of(city: "City") -> Map:
    """Of all editions of a city, whoever may see them: for deeds."""
    return map_within(Edition.objects.filter(city=city))


def map_within(editions: QuerySet[Edition]) -> Map:
    """Of these editions only: what serves from a draft that the reader does not see is not there."""
    nodes = Node.objects.filter(edition__in=editions).order_by("edition", "position", "pk")
    programmes = Programme.objects.filter(edition__in=editions).order_by("edition", "code")
    things = [
        Thing(node_key(key), kind, code, node_key(parent) if parent else None)
        for key, kind, code, parent in nodes.values_list("pk", "kind", "code", "parent_id")
    ]
    things += [
        Thing(programme_key(key), PROGRAMME, code) for key, code in programmes.values_list("pk", "code")
    ]
    rows = Serving.objects.filter(
        Q(lower__edition__in=editions) | Q(programme__edition__in=editions), higher__edition__in=editions
    )
    pairs = [
        (node_key(lower) if lower else programme_key(programme), node_key(higher))
        for lower, programme, higher in rows.values_list("lower_id", "programme_id", "higher_id")
    ]
    return read(things, pairs)
