"""People where nobody counted them."""

from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.geography.domain.estimating import spread

codes = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(
    st.integers(min_value=0, max_value=10**6),
    codes,
    st.dictionaries(st.sampled_from("abc"), st.integers(0, 10**6)),
)
def test_shares_are_as_equal_as_whole_people_can_be_and_add_up(whole, all_codes, counted):
    found = spread(whole, all_codes, counted)

    rest = whole - sum(counted.values())
    assert not found.keys() & counted.keys()
    if found:
        assert sum(found.values()) == rest
        assert max(found.values()) - min(found.values()) <= 1
    else:
        assert rest <= 0 or not set(all_codes) - counted.keys()


def test_the_city_of_the_demonstration():
    found = spread(757_418, [str(at) for at in range(34)], {})

    assert (found["0"], sum(found.values())) == (22_277, 757_418)
