"""The sub-dimensions that programmes carry: three of each dimension, each known by its names alone."""

from __future__ import annotations

from collections import Counter

from kotacerdas.imports.domain.fields import fold
from kotacerdas.masterplan.dimensions import subdimensions
from kotacerdas.masterplan.models.choices import Dimension


def test_each_dimension_has_three():
    assert Counter(each.dimension for each in subdimensions().values()) == dict.fromkeys(Dimension.values, 3)


def test_no_name_means_two_of_them():
    names = Counter(
        name
        for each in subdimensions().values()
        for name in {fold(words) for words in (each.code, each.title_id, each.title_en, *each.names)}
    )

    assert [name for name, count in names.items() if count > 1] == []
