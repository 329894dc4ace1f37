"""The proof of recommendations: confirmed uses of citations of `evidence`, and who brought them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q

from kotacerdas.evaluation.targets import RECOMMENDATION
from kotacerdas.evidence.models import Use

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Recommendation
    from kotacerdas.people.access import Someone


def counting(some: "Iterable[Recommendation]") -> dict[int, frozenset[int]]:
    """By recommendation, the keys of all uses that count as proof, whoever may open them; one query."""
    keys = [str(each.pk) for each in some]
    rows = Use.objects.counting().sound().filter(target_kind=RECOMMENDATION, target_key__in=keys)
    found: dict[int, set[int]] = defaultdict(set)
    for key, use in rows.order_by().values_list("target_key", "pk"):
        found[int(key)].add(use)
    return {key: frozenset(uses) for key, uses in found.items()}


def shown(some: "Iterable[Recommendation]", user: "Someone") -> dict[int, list[Use]]:
    """Those of them that this reader may open, with what a line about them needs; one query."""
    keys = [str(each.pk) for each in some]
    rows = Use.objects.visible_to(user).counting().sound()
    rows = rows.filter(target_kind=RECOMMENDATION, target_key__in=keys).order_by("at", "pk")
    found: dict[int, list[Use]] = defaultdict(list)
    for use in rows.select_related("citation__document", "citation__revision"):
        found[int(use.target_key)].append(use)
    return found


def brought_by(recommendation: "Recommendation", user: "Someone") -> bool:
    """Whether somebody uploaded, cited or used any proof of it that still counts or may come to count."""
    mine = Q(by=user.pk) | Q(citation__by=user.pk) | Q(citation__uploaded_by=user.pk)
    rows = Use.objects.living().filter(target_kind=RECOMMENDATION, target_key=str(recommendation.pk))
    return rows.filter(mine).exists()
