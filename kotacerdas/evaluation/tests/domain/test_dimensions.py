"""The six dimensions of a form."""

from decimal import Decimal

from kotacerdas.evaluation.domain.dimensions import means, spanning_part
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import scoring

LATER = catalogue.edition("smartcity/2023-kppn")
OLDER = catalogue.edition("smartcity/2022")


def test_outcome_is_the_first_part_that_covers_all_six() -> None:
    part = spanning_part(LATER)

    assert part is not None
    assert part.code == "C"


def test_the_older_form_has_them_in_its_impact() -> None:
    part = spanning_part(OLDER)

    assert part is not None
    assert part.code == "D"


def test_a_form_of_parts_alone_has_none() -> None:
    assert spanning_part(catalogue.edition("smartcity/2024")) is None


def test_each_mean_is_that_of_its_own_questions() -> None:
    given = {leaf.code: Decimal(4 if leaf.dimension == "gov" else 1) for leaf in LATER.leaves}

    found = {each.dimension: each.value for each in means(scoring.score(LATER, given))}

    assert found == {
        "gov": Decimal("4.00"),
        **dict.fromkeys(("brand", "eco", "liv", "soc", "env"), Decimal("1.00")),
    }


def test_parts_without_questions_have_no_dimensions() -> None:
    assert means(scoring.score(LATER, dict.fromkeys("ABCDEF", Decimal(2)))) == []
