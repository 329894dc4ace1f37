"""Places and counts of people: deeds, workbooks, estimates, samples."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.reference import Report
from kotacerdas.geography import demo
from kotacerdas.geography.actions import people as counting
from kotacerdas.geography.actions import places as deeds
from kotacerdas.geography.actions.places import PlaceValues
from kotacerdas.geography.models import Count, Place
from kotacerdas.geography.queries import places as listings
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.geography.queries.people import PeopleCount, people_in
from kotacerdas.geography.tests import factories
from kotacerdas.geography.tests.factories import NOW
from kotacerdas.imports import actions as imports_deeds
from kotacerdas.imports import exports, intakes
from kotacerdas.imports.tests import factories as imports

pytestmark = pytest.mark.django_db

MANGGAR = "64.71.01.1001"


def values(code="sdn-001", lon="116.936", lat="-1.215", **rest):
    return PlaceValues(
        code, rest.pop("name", "SDN 001"), rest.pop("kind", "school"), Decimal(lon), Decimal(lat), **rest
    )


def exported(name, city, by):
    intake = intakes.named(name)
    target = intake.target(city.code, by)
    columns = exports.data_columns(intake.columns(target))
    rows = exports.data_rows(intake.columns(target), intake.store(target, by=by))
    return [[column.title for column in columns], *([row[column.key] for column in columns] for row in rows)]


def faults(run):
    return [(fault.kind, fault.values["cell"]) for row in run.lines.all() for fault in row.blamed]


# --- places ------------------------------------------------------------------------------------------------


def test_a_place_knows_its_kelurahan_and_moves_with_it(balikpapan, rina):
    factories.outlines(balikpapan)
    made = deeds.add_place(balikpapan, values(), by=rina, now=NOW)
    assert made.unit.code == MANGGAR

    moved = deeds.change_place(made, values(lon="116.948", lat="-1.165"), expected=1, by=rina, now=NOW)
    assert (moved.unit.code, moved.version) == ("64.71.01.1002", 2)

    away = deeds.change_place(moved, values(lon="118.5", lat="-1.165"), expected=2, by=rina, now=NOW)
    assert away.unit is None


def test_a_code_is_given_once_and_a_stale_save_refused(balikpapan, rina):
    made = deeds.add_place(balikpapan, values(), by=rina, now=NOW)
    with pytest.raises(Refused):
        deeds.add_place(balikpapan, values(), by=rina, now=NOW)
    deeds.change_place(made, values(name="SDN Satu"), expected=1, by=rina, now=NOW)

    with pytest.raises(versions.StaleSave):
        deeds.change_place(made, values(name="SDN 1"), expected=1, by=rina, now=NOW)
    with pytest.raises(versions.StaleSave):
        deeds.remove_place(made, expected=1, by=rina, now=NOW)
    deeds.remove_place(made, expected=2, by=rina, now=NOW)
    deeds.remove_place(made, expected=2, by=rina, now=NOW)

    assert not Place.objects.exists()


def test_storing_many_needs_as_many_queries_as_storing_two(balikpapan, django_assert_max_num_queries):
    factories.outlines(balikpapan)
    with django_assert_max_num_queries(20):
        deeds.store_places(balikpapan, [values(f"sd-{at}") for at in range(200)], by=None, now=NOW)

    assert Place.objects.filter(unit__code=MANGGAR).count() == 200


ROWS = [
    ["Nama Tempat", "Jenis", "Bujur", "Lintang", "Sumber"],
    ["SDN 001 Manggar", "Sekolah", "116,936", "-1,215", "Dapodik"],
    ["Posyandu Melati", "posyandu", 116.948, -1.165, "Dinas Kesehatan"],
]


def test_a_workbook_of_places_comes_in_and_is_undone(balikpapan, rina):
    factories.outlines(balikpapan)

    run = imports.write(imports.run(balikpapan, ROWS, intake="geography.places", by=rina), rina)

    school = Place.objects.get(name="SDN 001 Manggar")
    assert (run.count("written"), school.code, school.kind) == (2, "sdn-001-manggar", "school")
    assert (school.lon, school.unit.code, school.source) == (Decimal("116.936"), MANGGAR, "Dapodik")

    imports_deeds.order_undoing(run, by=rina, now=NOW)
    assert not Place.objects.exists()


def test_a_place_is_known_again_by_its_name_and_kind(balikpapan, rina):
    imports.write(imports.run(balikpapan, ROWS, intake="geography.places", by=rina), rina)

    run = imports.run(balikpapan, ROWS, intake="geography.places", by=rina)

    assert (run.count("added"), run.count("unchanged")) == (0, 2)


def test_what_is_wrong_with_a_place_is_told_with_its_cell(balikpapan, rina):
    rows = [
        ["Kode", "Nama", "Jenis", "Bujur", "Lintang"],
        ["a-1", "Terbalik", "taman", "-1.2", "116.8"],
        ["a-2", "Paris", "taman", "2.3", "48.8"],
        ["A 3", "Kode salah", "taman", "116.8", "-1.2"],
        ["baru", "Kata alamat", "taman", "116.8", "-1.2"],
        ["a-5", "Jenis salah", "kebun binatang", "116.8", "-1.2"],
        ["a-6", "", "taman", "116.8", "-1.2"],
    ]

    found = faults(imports.run(balikpapan, rows, intake="geography.places", by=rina))

    assert found == [
        ("geography-place-swapped", "D2"),
        ("geography-place-abroad", "D3"),
        ("geography-place-code", "A4"),
        ("geography-place-code", "A5"),
        ("choice-unknown", "C6"),
        ("cell-empty", "B7"),
    ]


def test_places_go_out_as_they_come_in(balikpapan, rina):
    factories.outlines(balikpapan)
    imports.write(imports.run(balikpapan, ROWS, intake="geography.places", by=rina), rina)

    again = imports.run(
        balikpapan, exported("geography.places", balikpapan, rina), intake="geography.places", by=rina
    )

    assert again.count("unchanged") == 2
    assert again.count("changed") == again.count("added") == again.count("faulty") == 0


def test_the_list_finds_by_word_kind_and_kelurahan(balikpapan, siti):
    factories.outlines(balikpapan)
    deeds.store_places(
        balikpapan,
        [
            values("sdn-1", name="SDN 1 Manggar"),
            values("taman-1", name="Taman Bekapai", kind="park"),
            values("sdn-2", name="SDN 2 Laut", lon="118.5"),
        ],
        by=None, now=NOW,
    )  # fmt: skip

    def found(**asked):
        return [row.code for row in listings.listed(balikpapan, siti, listings.Asked(**asked))]

    assert found() == ["sdn-1", "sdn-2", "taman-1"]
    assert found(words="manggar sdn") == ["sdn-1"]
    assert found(kind="park") == ["taman-1"]
    assert found(unit=MANGGAR) == ["sdn-1", "taman-1"]
    assert found(unit="luar") == ["sdn-2"]
    assert listings.kinds(balikpapan, siti) == {"school": 2, "park": 1}


# --- people ------------------------------------------------------------------------------------------------


def test_a_count_goes_before_an_estimate_and_the_newest_before_older_ones(
    balikpapan, django_assert_num_queries
):
    first, second, third = (row.unit for row in factories.outlines(balikpapan)[:3])
    factories.count(first, 100, 2022)
    factories.count(first, 120, 2023)
    factories.count(first, 999, 2024, is_estimate=True)
    factories.count(second, 7, 2023, is_estimate=True, source="Perkiraan")

    with django_assert_num_queries(1):
        found = people_in(balikpapan)

    assert found[first.code] == PeopleCount(120, False, 2023, "Disdukcapil")
    assert found[second.code] == PeopleCount(7, True, 2023, "Perkiraan")
    assert third.code not in found


def test_an_estimate_spreads_what_the_counted_leave_and_replaces_itself(samarinda, tetangga):
    rows = factories.squares(samarinda)
    factories.count(rows[0].unit, 400, 2024)

    counting.estimate(samarinda, people=1000, year=2024, source="BPS", by=tetangga, now=NOW)
    counting.estimate(samarinda, people=1001, year=2024, source="BPS", by=tetangga, now=NOW)

    found = [(row.people, row.is_estimate) for row in Count.objects.of(samarinda)]
    assert found == [(400, False), (201, True), (200, True), (200, True)]
    with pytest.raises(Refused):
        counting.estimate(samarinda, people=300, year=2024, source="BPS", by=tetangga, now=NOW)
    assert Count.objects.of(samarinda).count() == 4


COUNTED = [
    ["Kelurahan", "Tahun", "Jumlah Penduduk", "Sumber"],
    ["64.72.01.1001", 2024, 12345, "Disdukcapil"],
    ["6472011002", 2024, "1.234", "Disdukcapil"],
    ["Kelurahan 1003", "2024", 7, "Disdukcapil"],
]


def test_a_workbook_of_counts_comes_in_goes_out_the_same_and_is_undone(samarinda, tetangga):
    factories.squares(samarinda)
    run = imports.write(imports.run(samarinda, COUNTED, intake="geography.counts", by=tetangga), tetangga)

    assert run.count("written") == 3
    assert [row.people for row in people_in(samarinda).values()] == [12345, 1234, 7]
    rows = exported("geography.counts", samarinda, tetangga)
    again = imports.run(samarinda, rows, intake="geography.counts", by=tetangga)
    assert again.count("unchanged") == 3

    imports_deeds.order_undoing(run, by=tetangga, now=NOW)
    assert people_in(samarinda) == {}


def test_a_count_that_replaced_an_estimate_gives_it_back_when_undone(samarinda, tetangga):
    first = factories.squares(samarinda)[0].unit
    factories.count(first, 50, 2024, is_estimate=True, source="Perkiraan")
    run = imports.write(imports.run(samarinda, COUNTED, intake="geography.counts", by=tetangga), tetangga)
    assert not people_in(samarinda)[first.code].is_estimate

    imports_deeds.order_undoing(run, by=tetangga, now=NOW)

    assert people_in(samarinda)[first.code] == PeopleCount(50, True, 2024, "Perkiraan")


def test_what_is_wrong_with_a_count_is_told(samarinda, tetangga):
    factories.squares(samarinda)
    rows = [
        ["Kelurahan", "Tahun", "Penduduk", "Sumber"],
        ["Tidak Ada", 2024, 5, "BPS"],
        ["64.72.01.1001", 24, 5, "BPS"],
        ["64.72.01.1002", 2024, -5, "BPS"],
        ["64.72.01.1003", 2024, 5, ""],
    ]

    run = imports.run(samarinda, rows, intake="geography.counts", by=tetangga)

    assert [kind for kind, _cell in faults(run)] == [
        "reference-unknown", "number-too-small", "number-too-small", "cell-empty",
    ]  # fmt: skip


# --- the demonstration -------------------------------------------------------------------------------------


def test_samples_are_marked_lie_in_the_city_and_load_once(balikpapan):
    factories.outlines(balikpapan)

    demo.load_samples(Report())
    report = Report()
    demo.load_samples(report)

    places = Place.objects.of(balikpapan)
    assert places.count() == 34 * 18
    assert not places.filter(is_sample=False).exists()
    assert places.exclude(unit=None).count() > 600
    people = people_in(balikpapan)
    assert sum(each.people for each in people.values()) == 757_418
    assert all(each.is_estimate and each.is_sample for each in people.values())
    assert {name: count["added"] for name, count in report.counts.items()} == {
        "places": 0,
        "counts of people": 0,
    }


@given(st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_sample_lies_near_the_middle_of_its_kelurahan(balikpapan, data):
    areas = areas_of(balikpapan)
    if not areas.rows:
        factories.outlines(balikpapan)
        areas = areas_of(balikpapan)
    each = data.draw(st.sampled_from(list(demo.sample_places(areas))))
    area = next(row for row in areas.rows if row.code.replace(".", "") in each.code)

    middle = area.shape.representative_point()
    assert abs(float(each.lon) - middle.x) < 0.0066
    assert abs(float(each.lat) - middle.y) < 0.0066
