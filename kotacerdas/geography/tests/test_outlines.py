"""Outlines of a city: schematic, brought by file, taken all at once."""

import json

import pytest
from shapely.geometry import shape as read_shape

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.reference import Report
from kotacerdas.geography import reference
from kotacerdas.geography.actions import outlines as deeds
from kotacerdas.geography.models import Outline, OutlineFile, Place
from kotacerdas.geography.queries.areas import areas_of, known_areas, projection_of, units_by_code
from kotacerdas.geography.tests import factories
from kotacerdas.geography.tests.factories import NOW

pytestmark = pytest.mark.django_db


def use(row, by=None):
    return deeds.use(row, by=by, now=NOW)


def shapes(city):
    return {row.unit.code: row.shape for row in Outline.objects.of(city)}


# --- schematic ---------------------------------------------------------------------------------------------


def test_schematic_outlines_stand_for_every_kelurahan_of_the_data_file(balikpapan):
    rows = factories.outlines(balikpapan)

    assert len(rows) == 34
    assert all(row.is_schematic and row.source for row in rows)
    assert len({(row.column, row.row) for row in rows}) == 34


def test_the_loader_leaves_alone_what_a_city_has(balikpapan):
    factories.units(balikpapan, sorted(reference.representative_points(balikpapan)))
    reference.load_outlines(Report())
    Outline.objects.filter(unit__code="64.71.01.1001").update(source="Bappeda")

    report = Report()
    reference.load_outlines(report)

    assert report.counts["outlines"] == {"unchanged": 34}
    assert Outline.objects.get(unit__code="64.71.01.1001").source == "Bappeda"


def test_a_city_without_points_cannot_be_drawn(samarinda):
    with pytest.raises(Refused):
        deeds.draw_schematic(samarinda, {"64.72.01.1001": (117.1, -0.5)}, source="", by=None, now=NOW)


# --- asking ------------------------------------------------------------------------------------------------


def test_outlines_are_read_with_one_query_and_know_their_kecamatan(balikpapan, django_assert_num_queries):
    factories.outlines(balikpapan)

    with django_assert_num_queries(1):
        areas = areas_of(balikpapan)

    assert areas.at(116.936, -1.215).code == "64.71.01.1001"
    assert areas.kecamatan["64.71.01"] == "Kecamatan 01"
    assert projection_of(areas).epsg == 32750


def test_a_city_without_outlines_answers_nothing(balikpapan):
    assert areas_of(balikpapan).rows == []
    assert not areas_of(balikpapan).is_schematic


def test_units_and_their_spellings_need_a_fixed_number_of_queries(balikpapan, django_assert_num_queries):
    factories.outlines(balikpapan)

    with django_assert_num_queries(1):
        assert len(units_by_code(balikpapan)) == 34
    with django_assert_num_queries(2):
        assert len(known_areas(balikpapan)) == 34


# --- a file ------------------------------------------------------------------------------------------------


def test_looking_at_a_file_changes_nothing_and_taking_it_changes_all(balikpapan, rina):
    factories.outlines(balikpapan)
    before = shapes(balikpapan)
    row = factories.outline_file(balikpapan, by=rina)

    assert shapes(balikpapan) == before
    stored = use(row, by=rina)

    assert len(stored) == 34
    assert not Outline.objects.of(balikpapan).filter(is_schematic=True).exists()
    assert set(Outline.objects.of(balikpapan).values_list("source", flat=True)) == {"Bappeda"}
    assert OutlineFile.objects.get().taken_at == NOW
    assert Entry.objects.filter(kind="geography.outlines", actor=rina).count() == 1


def test_what_went_out_comes_in_the_same(balikpapan):
    factories.outlines(balikpapan)
    before = shapes(balikpapan)

    use(factories.outline_file(balikpapan))

    assert shapes(balikpapan) == before


def test_areas_that_the_file_lacks_have_no_outline_afterwards(samarinda):
    rows = factories.squares(samarinda)
    told = json.loads(factories.geojson(samarinda))
    told["features"] = told["features"][:3]

    use(factories.outline_file(samarinda, json.dumps(told).encode()))

    assert {row.unit.code for row in Outline.objects.of(samarinda)} == {row.unit.code for row in rows[:3]}


def test_places_are_assigned_anew(samarinda):
    first, second = factories.squares(samarinda, columns=2, rows=1)
    middle = read_shape(first.shape).centroid
    factories.place(samarinda, lon=round(middle.x, 6), lat=round(middle.y, 6), unit=first.unit)
    told = json.loads(factories.geojson(samarinda))
    one, other = told["features"]
    one["geometry"], other["geometry"] = other["geometry"], one["geometry"]

    use(factories.outline_file(samarinda, json.dumps(told).encode()))

    assert Place.objects.get().unit == second.unit


def test_an_earlier_file_can_be_taken_again(samarinda):
    factories.squares(samarinda)
    old = factories.outline_file(samarinda, source="Peta lama")
    use(old)
    use(factories.outline_file(samarinda, source="Peta baru"))

    use(old)

    assert set(Outline.objects.of(samarinda).values_list("source", flat=True)) == {"Peta lama"}


def test_a_failure_half_way_leaves_the_old_outlines(samarinda, monkeypatch):
    factories.squares(samarinda)
    before = shapes(samarinda)
    row = factories.outline_file(samarinda)
    monkeypatch.setattr(deeds, "place_anew", lambda city: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        use(row)

    assert shapes(samarinda) == before
    assert OutlineFile.objects.get().taken_at is None


def test_a_file_that_fits_nothing_is_not_kept(samarinda, balikpapan):
    factories.squares(samarinda)
    factories.outlines(balikpapan)

    with pytest.raises(Refused):
        factories.outline_file(balikpapan, factories.geojson(samarinda))

    assert not OutlineFile.objects.exists()


def test_only_who_keeps_the_outlines_of_the_city_sees_its_files(samarinda, rina, tetangga, siti, nadia):
    factories.squares(samarinda)
    factories.outline_file(samarinda)

    seen = {
        user.display_name for user in (rina, tetangga, siti) if OutlineFile.objects.visible_to(user).exists()
    }
    assert seen == {tetangga.display_name}
