"""Of which dimensions a document is proof: of those of the questions for which it is cited. By itself it has none."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kotacerdas.evidence import targets
from kotacerdas.evidence.domain.states import LIVING
from kotacerdas.evidence.models import Use

if TYPE_CHECKING:
    from kotacerdas.people.models import City


def of_documents(user: Any, city: "City") -> dict[int, set[str]]:
    """Codes of `Target.dimension` by key of the document, from citations that the reader may see and that may count.

    As many queries for a thousand citations as for one.
    """
    uses = Use.objects.visible_to(user).current()
    uses = uses.filter(citation__city=city, citation__state__in=LIVING)
    cited = set(uses.values_list("target_kind", "target_key", "citation__document"))
    dimensions = _of_targets(user, city, {kind for kind, _key, _document in cited})
    found: dict[int, set[str]] = defaultdict(set)
    for kind, key, document in cited:
        if dimension := dimensions.get((kind, key)):
            found[document].add(dimension)
    return dict(found)


def _of_targets(user: Any, city: "City", kinds: set[str]) -> dict[tuple[str, str], str]:
    """Of these kinds alone: to name the questions of every round takes longer than to search."""
    if not kinds:
        return {}
    scopes = [each for each in targets.scopes(user, city) if each.kind in kinds]
    some = [target for scope in scopes for target in targets.of_scope(city, scope)]
    return {(each.kind, each.key): each.dimension for each in some}
