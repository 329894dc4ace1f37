"""Ways to build a programme, beside each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.evidence.models import Document
from kotacerdas.masterplan import scales
from kotacerdas.masterplan.domain import ways as rules
from kotacerdas.masterplan.domain.risks import Level
from kotacerdas.masterplan.domain.ways import Weighed
from kotacerdas.masterplan.models import Programme, Way

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class Option:
    """`level` of its greatest risk; None where nobody judged it. Of its documents those that the reader may see."""

    way: Way
    weighed: Weighed
    level: Level | None
    documents: tuple[Document, ...]

    @property
    def capital(self) -> rules.Capital:
        return rules.capital_of(self.way.capital)


@dataclass(frozen=True)
class Ways:
    programme: Programme
    options: tuple[Option, ...]

    @property
    def chosen(self) -> Option | None:
        return next((each for each in self.options if each.way.is_chosen), None)

    def least(self, figure: Callable[[Weighed], int | None]) -> list[Option]:
        codes = rules.least([each.weighed for each in self.options], figure)
        return [each for each in self.options if each.way.code in codes]


def ways_of(programme: Programme, user: "Someone") -> Ways:
    """Three queries. The programme is seen by the reader already."""
    rows = list(Way.objects.visible_to(user).filter(programme=programme).order_by("pk"))
    named = _documents(rows, user)
    return Ways(programme, tuple(_option(each, named.get(each.pk, ())) for each in rows))


def weighed(way: Way) -> Weighed:
    size = None
    if way.likelihood is not None and way.impact is not None:
        size = scales.risk_scale().size(way.likelihood, way.impact)
    capital = rules.total(rules.capital_of(way.capital))
    return Weighed(way.code, capital, way.yearly_cost, way.life_years, way.months, size)


def _option(way: Way, documents: Sequence[Document]) -> Option:
    found = weighed(way)
    level = None if found.risk is None else scales.risk_scale().level_of(found.risk)
    return Option(way, found, level, tuple(documents))


def _documents(rows: Sequence[Way], user: "Someone") -> dict[int, list[Document]]:
    through = Way.documents.through.objects.filter(way__in=[each.pk for each in rows])
    pairs = list(through.values_list("way_id", "document_id"))
    seen = {
        each.pk: each
        for each in Document.objects.visible_to(user).filter(pk__in=[key for _way, key in pairs])
    }
    found: dict[int, list[Document]] = {}
    for way, key in pairs:
        if key in seen:
            found.setdefault(way, []).append(seen[key])
    return found
