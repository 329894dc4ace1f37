"""What the workbook of a city's recommendations is made of."""

from typing import TYPE_CHECKING

from kotacerdas.evaluation.models import Recommendation
from kotacerdas.recommendations.models import Care
from kotacerdas.recommendations.queries.board import untouched

if TYPE_CHECKING:
    from kotacerdas.people.models import City


def cares_of(city: "City") -> list[Care]:
    """One of each recommendation, unsaved where nobody has touched it; in two queries, in the order of the list."""
    advice = Recommendation.objects.told().filter(city=city).select_related("city")
    kept = {care.recommendation_id: care for care in Care.objects.filter(city=city).for_rows()}
    return [kept.get(each.pk) or untouched(each) for each in advice]
