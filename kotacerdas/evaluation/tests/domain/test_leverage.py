"""What one level more would change."""

from decimal import Decimal

from kotacerdas.evaluation.domain.leverage import best, levers, worth_of_a_level
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import scoring

KPPN = catalogue.edition("smartcity/2022-kppn")
LATER = catalogue.edition("smartcity/2023-kppn")


def scored(default: str = "2", **answers: str) -> scoring.Result:
    given = {leaf.code: Decimal(answers.get(leaf.code, default)) for leaf in LATER.leaves}
    return scoring.score(LATER, given)


def test_a_level_counts_more_where_fewer_questions_share_the_weight() -> None:
    found = {lever.code: lever for lever in levers(scored())}

    assert found["B1"].gain == Decimal("0.03")  # a seventh of 20 %
    assert found["D01"].gain == Decimal("0.00")  # a fifty-fourth of 20 %, lost in rounding
    assert (found["B1"].part_before, found["B1"].part_after) == (Decimal("2.00"), Decimal("2.14"))


def test_a_level_more_stops_at_the_top_of_the_scale() -> None:
    found = {lever.code: lever for lever in levers(scored(A1="3.60", A2="4"))}

    assert (found["A1"].after, found["A1"].is_full) == (Decimal("4.00"), False)
    assert (found["A2"].after, found["A2"].gain, found["A2"].is_full) == (Decimal("4.00"), Decimal(0), True)


def test_the_place_is_the_one_among_others_who_stand_still() -> None:
    others = [Decimal("2.03"), Decimal("2.02"), Decimal("1.50")]

    found = {lever.code: lever for lever in levers(scored(), others)}

    assert (found["B1"].index, found["B1"].place) == (Decimal("2.03"), 1)
    assert (found["D01"].index, found["D01"].place) == (Decimal("2.00"), 3)


def test_without_a_list_there_is_no_place() -> None:
    assert levers(scored())[0].place is None


def test_a_part_given_as_a_whole_has_no_levers_inside() -> None:
    given = {code: Decimal(2) for code in "BCDE"} | {f"A{number}": Decimal(1) for number in range(1, 6)}

    assert [lever.code for lever in levers(scoring.score(KPPN, given))] == [
        f"A{number}" for number in range(1, 6)
    ]


def test_the_best_levers_move_the_index_most() -> None:
    found = best(levers(scored(B6="1", B7="1")), 3)

    assert [lever.code for lever in found] == ["B6", "B7", "A1"] or all(
        lever.gain >= Decimal("0.02") for lever in found
    )
    assert found == sorted(found, key=lambda lever: -lever.gain)


def test_a_part_that_nobody_published_the_questions_of_is_no_question() -> None:
    given = dict.fromkeys("ABCDE", Decimal(2))

    assert levers(scoring.score(catalogue.edition("smartcity/2024"), given)) == []


def test_a_level_is_worth_the_weight_over_the_number_of_questions() -> None:
    worths = dict(worth_of_a_level(LATER))

    assert (worths["A"], worths["D"]) == (Decimal("0.02"), Decimal("0.2") / 54)
    assert worth_of_a_level(catalogue.edition("smartcity/2024")) == []
