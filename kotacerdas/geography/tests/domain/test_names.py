"""No name of a drawing lies over another, however narrow the page."""

from kotacerdas.geography.domain.names import SCALES, Name, rooms


def test_names_far_apart_are_all_there_on_every_page():
    assert rooms([Name("Utara", 200, 100), Name("Selatan", 200, 300)]) == [len(SCALES)] * 2


def test_of_two_that_meet_on_a_phone_the_first_stays():
    assert rooms([Name("Balikpapan Barat", 200, 100), Name("Balikpapan Utara", 420, 110)]) == [3, 2]


def test_one_that_never_has_room_is_left_out_and_leaves_room_for_a_third():
    first, hidden, third = (
        Name("Balikpapan Barat", 200, 100),
        Name("Kota", 210, 104),
        Name("Tengah", 210, 140),
    )

    assert rooms([first, hidden, third]) == [3, 0, 2]


def test_names_hang_on_the_side_where_the_page_has_room():
    left, right = Name("Balikpapan", 10, 100, side=-1), Name("Balikpapan", 390, 100, side=1)

    assert rooms([left, right]) == [3, 3]
    assert rooms([left._replace(side=0), right._replace(x=100)])[1] == 0
