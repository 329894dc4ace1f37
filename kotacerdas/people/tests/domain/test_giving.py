import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.people.domain.giving import Holding, Place, faults

KALTIM, BALIKPAPAN, SAMARINDA = Place(province="64"), Place("64.71", "64"), Place("64.72", "64")
JATIM, MALANG, COUNTRY = Place(province="35"), Place("35.07", "35"), Place()
OFFICE = Holding(BALIKPAPAN, frozenset({"officer", "office"}))
PROVINCIAL = Holding(KALTIM, frozenset({"officer", "office", "provincial"}))
NATIONAL = Holding(COUNTRY, frozenset({"officer", "office", "provincial", "assessor"}))
WITHOUT_LIST = Holding(COUNTRY, frozenset())

TABLE = [
    (OFFICE, "officer", BALIKPAPAN, None),
    (OFFICE, "office", BALIKPAPAN, None),
    (OFFICE, "officer", SAMARINDA, "role-out-of-reach"),
    (OFFICE, "provincial", KALTIM, "role-out-of-reach"),
    (OFFICE, "assessor", COUNTRY, "role-out-of-reach"),
    (OFFICE, "leader", BALIKPAPAN, "role-not-yours-to-give"),
    (PROVINCIAL, "office", SAMARINDA, None),
    (PROVINCIAL, "provincial", KALTIM, None),
    (PROVINCIAL, "provincial", JATIM, "role-out-of-reach"),
    (PROVINCIAL, "officer", MALANG, "role-out-of-reach"),
    (PROVINCIAL, "assessor", COUNTRY, "role-out-of-reach"),
    (PROVINCIAL, "assessor", KALTIM, "role-not-yours-to-give"),
    (NATIONAL, "assessor", COUNTRY, None),
    (NATIONAL, "provincial", JATIM, None),
    (NATIONAL, "officer", MALANG, None),
    (NATIONAL, "administrator", COUNTRY, "role-not-yours-to-give"),
    (WITHOUT_LIST, "officer", BALIKPAPAN, "role-not-yours-to-give"),
]


@pytest.mark.parametrize(("holding", "role", "place", "kind"), TABLE)
def test_role_is_given_within_ones_reach_and_list(holding, role, place, kind):
    found = [fault.kind for fault in faults(role, place, [holding], to_oneself=False)]

    assert found == ([kind] if kind else [])


@pytest.mark.parametrize(("holding", "role", "place"), [row[:3] for row in TABLE])
def test_nobody_gives_oneself_anything(holding, role, place):
    assert [fault.kind for fault in faults(role, place, [holding], to_oneself=True)] == ["role-to-oneself"]


def test_who_holds_nothing_gives_nothing():
    assert faults("officer", BALIKPAPAN, [], to_oneself=False)


def test_reach_of_one_role_and_list_of_another_do_not_add_up():
    reaches_far, gives_much = Holding(COUNTRY, frozenset()), Holding(MALANG, frozenset({"leader"}))

    assert faults("leader", BALIKPAPAN, [reaches_far, gives_much], to_oneself=False)


places = st.sampled_from([KALTIM, BALIKPAPAN, SAMARINDA, JATIM, MALANG, COUNTRY])
roles = st.sampled_from(["officer", "office", "leader", "provincial", "assessor", "administrator"])
holdings = st.lists(st.builds(Holding, places, st.frozensets(roles)), max_size=4)


def breadth(place: Place) -> int:
    return 0 if place.city else 1 if place.province else 2


@given(roles, places, holdings)
def test_what_is_given_is_never_wider_than_the_holding_that_allows_it(role, place, held):
    if not faults(role, place, held, to_oneself=False):
        allowing = [each for each in held if role in each.gives and each.place.covers(place)]
        assert allowing
        assert any(breadth(each.place) >= breadth(place) for each in allowing)
        assert any(each.place.province in {"", place.province} for each in allowing)


@given(roles, places, holdings, holdings)
def test_another_role_never_takes_a_permission_away(role, place, held, more):
    if not faults(role, place, held, to_oneself=False):
        assert not faults(role, place, held + more, to_oneself=False)


@given(places, places, places)
def test_reach_is_passed_on(wide, middle, narrow):
    if wide.covers(middle) and middle.covers(narrow):
        assert wide.covers(narrow)
