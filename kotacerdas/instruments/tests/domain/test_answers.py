"""What people type and save becomes answers, or is refused with line and reason."""

from decimal import Decimal
from typing import Any

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.domain.sheets import Table, read_table
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import answers

KPPN = catalogue.edition("smartcity/2022-kppn")


def table(text: str) -> Table:
    return read_table(text.encode(), max_rows=1000, max_bytes=100_000)


def kinds(read: Any, *args: Any) -> list[tuple[str, int | None]]:
    with pytest.raises(Refused) as refused:
        read(*args)
    return [(fault.kind, fault.line) for fault in refused.value.faults]


def test_comma_and_point_are_read_alike() -> None:
    assert answers.from_arguments(KPPN, ["A=2,56", "B=2.56"]) == {"A": Decimal("2.56"), "B": Decimal("2.56")}


@pytest.mark.parametrize(
    ("pairs", "kind"),
    [(["A"], "pair-form"), (["=2"], "pair-form"), (["A=1", "A=2"], "code-twice"), (["A=x"], "not-a-number"),
     (["A="], "not-a-number"), (["A=nan"], "not-a-number"), (["A=1.234,5"], "not-a-number"), (["Z=1"], "unknown-code-alone"),
     (["C1=1"], "unknown-code")],
)  # fmt: skip
def test_a_bad_pair_is_refused(pairs: list[str], kind: str) -> None:
    assert kinds(answers.from_arguments, KPPN, pairs) == [(kind, None)]


def test_assessors_of_one_question_become_its_panel() -> None:
    read = answers.from_table(KPPN, table("code,assessor,score\nA1,x,3\nA1,y,4\nA2,x,1\n"))

    assert read == {"A1": (3, 4), "A2": (1,)}


def test_a_table_without_assessors_gives_means() -> None:
    assert answers.from_table(KPPN, table("code;score\nA1;2,75\n")) == {"A1": Decimal("2.75")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("code,assessor,score\nA1,x,3\nA1,x,4\n", [("assessor-twice", 3)]),
        ("code,assessor,score\nA1,,3\n", [("assessor-blank", 2)]),
        ("code,score\nA1,3\nA1,4\n", [("code-twice", 3)]),
        ("code,score\nZZ9,3\nA1,x\n", [("unknown-code-alone", 2), ("number-not-a-number", 3)]),
        ("code,score\nA1,=1+1\n", [("number-formula", 2)]),
        ("code,score,colour\nA1,3,red\n", [("column-unknown", None)]),
        ("code,value\nA1,3\n", [("column-missing", None)]),
    ],
)
def test_a_bad_table_names_line_and_reason(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert kinds(answers.from_table, KPPN, table(text)) == expected


def test_cities_in_columns_and_cities_in_rows_read_alike() -> None:
    wide = answers.by_city(KPPN, table("city,A,B\nX,1,2\nY,3,4\n"))
    long = answers.by_city(KPPN, table("city,code,score\nX,A,1\nX,B,2\nY,A,3\nY,B,4\n"))

    assert [(city.city, city.answers) for city in wide] == [(city.city, city.answers) for city in long]


def test_a_city_may_be_named_by_its_code_and_carry_details() -> None:
    (city,) = answers.by_city(
        KPPN, table("code,city,A,final,participated,rank,rank_of\n35.07,Kab. Malang,1.4,2.51,ya,12,38\n")
    )

    assert (city.code, city.final, city.participated, city.rank, city.rank_of) == (
        "35.07",
        Decimal("2.51"),
        True,
        12,
        38,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("city,A\nX,1\nX,2\n", [("city-twice", 3)]),
        ("city,A\n,1\n", [("city-blank", 2)]),
        ("city,A,participated\nX,1,maybe\n", [("not-yes-or-no", 2)]),
        ("city,A,rank\nX,1,0\n", [("not-a-place", 2)]),
        ("city\nX\n", [("no-code-columns", None)]),
        ("A,B\n1,2\n", [("column-missing", None)]),
    ],
)
def test_a_bad_list_of_cities_names_line_and_reason(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert kinds(answers.by_city, KPPN, table(text)) == expected


def test_faults_of_the_scores_carry_their_city() -> None:
    cities = answers.by_city(KPPN, table("city,A,B,C,D,E\nX,1,2,3,4,4\nY,1,2,9,4,4\nZ,1,2,3,4,\n"))

    with pytest.raises(Refused) as refused:
        answers.results_by_city(KPPN, cities)

    found = [(fault.kind, fault.line, fault.values["city"]) for fault in refused.value.faults]
    assert found == [("off-scale", 3, "Y"), ("missing-group", 4, "Z")]
