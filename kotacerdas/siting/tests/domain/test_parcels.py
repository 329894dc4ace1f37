"""Sites put together for programmes: nothing is lost, nothing stands twice."""

from kotacerdas.siting.domain.parcels import parcels

SITES = [
    {"code": "a", "kecamatan": "02", "kecamatan_name": "Barat", "cost": 5, "people": 70},
    {"code": "b", "kecamatan": "01", "kecamatan_name": "Timur", "cost": 3, "people": 20},
    {"code": "c", "kecamatan": "02", "kecamatan_name": "Barat", "cost": 4, "people": 10},
    {"code": "d", "kecamatan": "", "kecamatan_name": "", "cost": 1, "people": 1},
]


def test_each_kecamatan_gets_its_own_sites_in_their_order():
    found = parcels(SITES, by_kecamatan=True)

    assert [(each.name, [site["code"] for site in each.sites]) for each in found] == [
        ("", ["d"]),
        ("Timur", ["b"]),
        ("Barat", ["a", "c"]),
    ]
    assert sum(each.cost for each in found) == 13
    assert sum(each.people for each in found) == 101


def test_all_together_are_one():
    (found,) = parcels(SITES, by_kecamatan=False)

    assert (found.code, found.cost, found.people) == ("", 13, 101)


def test_nothing_chosen_is_nothing():
    assert parcels([], by_kecamatan=False) == parcels([], by_kecamatan=True) == []
