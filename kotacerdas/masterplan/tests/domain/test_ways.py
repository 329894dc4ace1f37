"""What ways to build cost over their life, and which is least."""

from kotacerdas.masterplan.domain import ways
from kotacerdas.masterplan.domain.ways import Weighed


def weighed(code, capital=100, yearly=10, life=20, months=12, risk=5):
    return Weighed(code, capital, yearly, life, months, risk)


def test_the_cost_over_its_life_is_building_and_running():
    assert weighed("a").over_life == 300
    assert weighed("a").per_year == 15


def test_what_is_not_known_of_a_way_makes_no_sum():
    assert weighed("a", yearly=None).over_life is None
    assert weighed("a", life=None).per_year is None


def test_the_least_is_told_only_where_two_are_known():
    assert ways.least([weighed("a"), weighed("b", capital=None)], lambda way: way.over_life) == ()
    assert ways.least([weighed("a"), weighed("b", capital=50)], lambda way: way.over_life) == ("b",)
    assert ways.least([weighed("a"), weighed("b")], lambda way: way.risk) == ("a", "b")


def test_money_outside_the_years_and_lives_without_end_are_told():
    found = ways.faults({"apbd": {2021: 5, 2024: 0}}, range(2022, 2027), yearly=-1, life=0, months=999)
    assert [fault.kind for fault in found] == ["way-year", "way-money", "way-money", "way-life", "way-months"]


def test_capital_of_a_row_has_years_as_numbers():
    assert ways.capital_of({"apbd": {"2024": 5}}) == {"apbd": {2024: 5}}
    assert ways.total({}) is None
