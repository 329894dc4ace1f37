"""Figures that the evaluation offers to the indicators of a city: its index and its place, year by year."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from kotacerdas.common.language import pick
from kotacerdas.evaluation.models import Result
from kotacerdas.indicators.sources import Measurement, source

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


@source("evaluation.index")
def index(city: "City", user: "Someone") -> Mapping[str, Measurement]:
    """Of each year the final of the last round whose result this reader sees."""
    return {
        str(row.round.year): _measurement(row, row.index, 2)
        for row in _results(city, user)
        if row.index is not None
    }


@source("evaluation.rank")
def rank(city: "City", user: "Someone") -> Mapping[str, Measurement]:
    """As it was published; places that follow from scores of some cities alone are none of the nation."""
    return {
        str(row.round.year): _measurement(row, Decimal(row.published_rank), 0)
        for row in _results(city, user)
        if row.published_rank is not None
    }


def _results(city: "City", user: "Someone") -> Iterator[Result]:
    """In the order in which a later one counts: by year, stage I before stage II."""
    rows = Result.objects.visible_to(user).filter(city=city, round__city=None, participated=True)
    yield from rows.select_related("round", "city").order_by("round__year", "round__stage", "round__code")


def _measurement(row: Result, value: Decimal, places: int) -> Measurement:
    return Measurement(value, places, pick(row.round, "title"), row.get_absolute_url(), row.round.is_sample)
