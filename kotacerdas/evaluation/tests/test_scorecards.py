"""What a scorecard takes for last year's."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.evaluation import queries
from kotacerdas.evaluation.tests import factories
from kotacerdas.evaluation.tests.factories import MALANG_2022


@pytest.mark.parametrize(
    ("instrument", "final", "counts"),
    [("smartcity/2022", "2.40", True), ("", "2.40", True), ("spbe/2020", "3.10", False)],
)
def test_an_earlier_year_is_one_of_the_same_instrument(malang_kab, instrument, final, counts):
    earlier = factories.round_("uji-2021", instrument=instrument, year=2021)
    factories.result(earlier, malang_kab, final=Decimal(final))
    now = factories.result(factories.round_(), malang_kab, MALANG_2022)

    assert (queries.scorecard(now, AnonymousUser()).earlier is not None) is counts
