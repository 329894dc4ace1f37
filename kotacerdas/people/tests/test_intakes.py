"""Organisations and areas from workbooks: known again, resolved, written, and out = in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotacerdas.imports import actions, exports, intakes
from kotacerdas.imports.tests import factories as imports
from kotacerdas.imports.tests.factories import NOW
from kotacerdas.people.models import Organisation, TerritorialUnit
from kotacerdas.people.tests import factories

pytestmark = pytest.mark.django_db

AREAS = [
    ["DAFTAR KELURAHAN"],
    ["Kode", "Kecamatan", "Kelurahan", "Nama Lain"],
    ["64.71.01", None, "Balikpapan Timur", None],
    ["64.71.01.1001", "Balikpapan Timur", "Manggar", "Manggar Lama; Mangar"],
    ["6471011002", None, "Lamaru", None],
]


def exported(name, city, by):
    """The rows of an export as a table that can be brought in."""
    intake = intakes.named(name)
    target = intake.target(city.code, by)
    columns = exports.data_columns(intake.columns(target))
    rows = exports.data_rows(intake.columns(target), intake.store(target, by=by))
    return [[column.title for column in columns], *([row[column.key] for column in columns] for row in rows)]


def faults(run):
    return [(fault.kind, fault.values["cell"]) for row in run.lines.all() for fault in row.blamed]


# --- areas -------------------------------------------------------------------------------------------------


@pytest.fixture
def kecamatan(balikpapan):
    regency = TerritorialUnit.objects.get(code="64.71")
    kind = TerritorialUnit.Kind.KECAMATAN
    return factories.unit("64.71.01", "Balikpapan Timur", kind=kind, parent=regency, of=balikpapan)


def test_areas_come_in_with_their_kecamatan_and_spellings(balikpapan, rina, kecamatan):
    run = imports.write(imports.run(balikpapan, AREAS, intake="people.areas", by=rina), rina)
    manggar = TerritorialUnit.objects.get(code="64.71.01.1001")

    assert run.count("written") == 2
    assert (manggar.kind, manggar.parent, manggar.city) == ("kelurahan", kecamatan, balikpapan)
    assert {alias.name for alias in manggar.aliases.all()} == {"Manggar Lama", "Mangar"}


def test_a_kecamatan_may_stand_in_the_same_file(balikpapan, rina):
    rows = [["Kode", "Nama"], ["64.71.09.1001", "Kelurahan Baru"], ["64.71.09", "Kecamatan Baru"]]

    imports.write(imports.run(balikpapan, rows, intake="people.areas", by=rina), rina)

    assert TerritorialUnit.objects.get(code="64.71.09.1001").parent.code == "64.71.09"
    assert TerritorialUnit.objects.get(code="64.71.09").parent.code == "64.71"


def test_codes_that_cannot_be_are_told_with_their_cell(balikpapan, rina, kecamatan):
    rows = [
        ["Kode", "Nama"],
        ["64.72.01.1001", "Kota lain"],
        ["64.71.01.100", "Terlalu pendek"],
        ["64.71.88.1001", "Tanpa kecamatan"],
        [None, "Tanpa kode"],
    ]

    assert faults(imports.run(balikpapan, rows, intake="people.areas", by=rina)) == [
        ("area-elsewhere", "A2"),
        ("area-code-wrong", "A3"),
        ("area-parent-missing", "A4"),
        ("area-needs-code", "B5"),
    ]


def test_areas_that_go_out_come_in_unchanged(balikpapan, rina, kecamatan):
    imports.write(imports.run(balikpapan, AREAS, intake="people.areas", by=rina), rina)

    again = imports.run(
        balikpapan, exported("people.areas", balikpapan, rina), intake="people.areas", by=rina
    )

    assert {row.change for row in again.lines.all()} == {"unchanged"}
    assert again.lines.count() == 3


def test_areas_that_were_brought_in_go_again(balikpapan, rina, kecamatan):
    run = imports.write(imports.run(balikpapan, AREAS, intake="people.areas", by=rina), rina)

    actions.order_undoing(run, by=rina, now=NOW)

    assert not TerritorialUnit.objects.filter(code__startswith="64.71.01.").exists()


# --- organisations -----------------------------------------------------------------------------------------


def test_an_organisation_is_known_again_by_its_name(balikpapan, rina):
    factories.organisation("Dinas Perhubungan", code="64.71/dishub", short_name="Dishub", city=balikpapan)
    rows = [["Nama OPD", "Keterangan"], ["DINAS  PERHUBUNGAN", "baru"], ["dishub", "baru juga"]]

    run = imports.run(balikpapan, rows, by=rina)

    assert {row.key for row in run.lines.all()} == {"64.71/dishub"}


def test_organisations_of_others_are_not_touched(balikpapan, samarinda, rina):
    factories.organisation("Dinas Sana", code="64.72/dinas", city=samarinda)
    factories.organisation("Kementerian", code="kemendagri", kind="ministry")
    rows = [["Kode", "Nama", "Jenis"], ["64.72/dinas", "X", "Dinas"], ["kemendagri", "Y", "Kementerian"]]

    assert faults(imports.run(balikpapan, rows, by=rina)) == [
        ("organisation-elsewhere", "A2"),
        ("organisation-elsewhere", "A3"),
    ]


def test_a_row_changed_here_after_the_export_is_a_conflict(balikpapan, rina):
    made = factories.organisation("Dinas A", code="64.71/a", city=balikpapan)
    table = exported("people.organisations", balikpapan, rina)
    Organisation.objects.filter(pk=made.pk).update(note="diubah di sini")
    table[1][1] = "Dinas A Baru"

    run = imports.run(balikpapan, table, by=rina)

    assert [row.change for row in run.lines.all()] == ["conflict"]


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20
).filter(lambda text: text.strip("-–— ") != "" and text.isprintable())


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            WORDS,
            WORDS,
            st.sampled_from(Organisation.Kind.values),
            st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
        ),
        max_size=5,
    )
)
def test_whatever_is_kept_goes_out_and_comes_in_unchanged(balikpapan, rina, rows):
    Organisation.objects.all().delete()
    for number, (name, note, kind, day) in enumerate(rows):
        code = f"64.71/{number}"
        factories.organisation(name, code=code, note=note, kind=kind, valid_from=day, city=balikpapan)

    run = imports.run(balikpapan, exported("people.organisations", balikpapan, rina), by=rina)

    assert [row.change for row in run.lines.all()] == ["unchanged"] * len(rows)
