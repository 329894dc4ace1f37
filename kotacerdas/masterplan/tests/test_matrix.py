"""Agencies against dimensions: those that carry nothing first, led and supported apart, and what proves it."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries import matrix as matrices
from kotacerdas.masterplan.tests import factories
from kotacerdas.people.models import Organisation
from kotacerdas.people.tests.factories import organisation

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
NOBODY = AnonymousUser()


@pytest.fixture
def dishub(balikpapan: City) -> Organisation:
    return organisation("Dinas Perhubungan", city=balikpapan, code="bpp-dishub")


@pytest.fixture
def dlh(balikpapan: City) -> Organisation:
    return organisation("Dinas Lingkungan Hidup", city=balikpapan, code="bpp-dlh")


def row_of(matrix: matrices.Matrix, agency: Organisation) -> matrices.Row:
    return next(row for row in matrix.rows if row.agency == agency)


def test_led_and_supported_programmes_are_counted_apart(
    adopted: Edition, dishub: Organisation, dlh: Organisation
) -> None:
    factories.running(adopted, "SG-01", lead=dishub, supporting=(dlh.pk, dishub.pk))
    factories.running(adopted, "SE-01", dimension="env", lead=dlh)
    factories.running(adopted, "AP-01", kind="people", dimension="", lead=dlh)

    matrix = matrices.of(adopted, NOBODY, today=TODAY)

    assert row_of(matrix, dishub).cells["gov"] == matrices.Cell(1, 0)
    row = row_of(matrix, dlh)
    assert (row.cells["gov"], row.cells["env"], row.cells["plans"]) == (
        matrices.Cell(0, 1), matrices.Cell(1, 0), matrices.Cell(1, 0),
    )  # fmt: skip
    assert row.total == matrices.Cell(2, 1)


def test_agencies_without_a_programme_stand_first_and_are_counted(
    adopted: Edition, balikpapan: City, dishub: Organisation, dlh: Organisation
) -> None:
    organisation("Badan yang Ditutup", city=balikpapan, valid_to=date(2025, 1, 1))
    organisation("PDAM", city=balikpapan, kind="city_company")
    factories.running(adopted, "SG-01", lead=dishub)

    matrix = matrices.of(adopted, NOBODY, today=TODAY)

    assert [row.agency for row in matrix.rows] == [dlh, dishub]
    assert matrix.without == 1


def test_programmes_that_nobody_of_them_leads_are_named(
    adopted: Edition, balikpapan: City, dishub: Organisation
) -> None:
    pdam = organisation("PDAM", city=balikpapan, kind="city_company")
    factories.running(adopted, "SG-01", lead=pdam)
    factories.running(adopted, "SG-02")

    matrix = matrices.of(adopted, NOBODY, today=TODAY)

    assert [each.code for each in matrix.unled] == ["SG-02"]
    assert [each.code for each in matrix.elsewhere] == ["SG-01"]


def test_a_column_for_no_dimension_is_there_only_where_it_is_needed(
    adopted: Edition, dishub: Organisation
) -> None:
    factories.running(adopted, "SG-01", lead=dishub)
    assert matrices.of(adopted, NOBODY, today=TODAY).columns[-1] == "plans"

    factories.running(adopted, "QW-01", kind="quick_win", dimension="", lead=dishub)
    assert matrices.of(adopted, NOBODY, today=TODAY).columns[-1] == "none"


def test_a_renstra_proves_by_its_places_or_by_being_there(
    adopted: Edition, balikpapan: City, dishub: Organisation, dlh: Organisation
) -> None:
    factories.running(adopted, "SG-01", lead=dishub, renstra_ref="Program 2.15.02")
    factories.running(adopted, "SE-01", dimension="env", lead=dlh)
    own = {"kind": "renstra", "organisation": dlh, "first_year": 2021, "last_year": 2026}
    factories.edition(balikpapan, "renstra-dlh-rancangan", **own)
    assert not row_of(matrices.of(adopted, NOBODY, today=TODAY), dlh).has_renstra
    renstra = factories.edition(balikpapan, "renstra-dlh", status="adopted", **own)

    matrix = matrices.of(adopted, NOBODY, today=TODAY)

    assert [each.code for each in row_of(matrix, dishub).renstra_places] == ["SG-01"]
    assert row_of(matrix, dlh).renstra == [renstra]
    assert matrix.count("renstra") == 2


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"state": "without"}, ["Dinas Lingkungan Hidup"]),
        ({"state": "leads"}, ["Dinas Perhubungan"]),
        ({"state": "no-renstra"}, ["Dinas Perhubungan"]),
        ({"dimension": "env"}, []),
        ({"dimension": "gov"}, ["Dinas Perhubungan"]),
        ({"words": "hidup dinas"}, ["Dinas Lingkungan Hidup"]),
    ],
)
def test_the_list_can_be_narrowed(
    adopted: Edition, dishub: Organisation, dlh: Organisation, asked: dict[str, str], names: list[str]
) -> None:
    factories.running(adopted, "SG-01", lead=dishub)

    rows = matrices.narrowed(matrices.of(adopted, NOBODY, today=TODAY).rows, **asked)

    assert [row.agency.name for row in rows] == names


def test_it_costs_the_same_however_much_there_is(
    adopted: Edition, balikpapan: City, dishub: Organisation, rina: User, django_assert_num_queries: Any
) -> None:
    factories.running(adopted, "SG-01", lead=dishub)
    matrices.of(adopted, rina, today=TODAY)
    with django_assert_num_queries(QUERIES):
        matrices.of(adopted, rina, today=TODAY)
    for number in range(20):
        agency = organisation(f"Dinas {number}", city=balikpapan)
        factories.running(adopted, f"SL-{number}", lead=agency, supporting=(dishub.pk,), renstra_ref="x")
    with django_assert_num_queries(QUERIES):
        matrices.of(adopted, rina, today=TODAY)


QUERIES = 7


# --- Pages -------------------------------------------------------------------------------------------------


def test_the_page_tells_everybody_who_carries_nothing(
    client: Any, adopted: Edition, dishub: Organisation, dlh: Organisation
) -> None:
    factories.running(adopted, "SG-01", lead=dishub)

    html = client.get(f"/en/rencana/{adopted.city.code}/{adopted.code}/opd/").content.decode()

    assert "1 of 2 agencies carries no programme of this plan" in html
    assert html.index("Dinas Lingkungan Hidup") < html.index("Dinas Perhubungan")
    assert f"program/?opd={dishub.pk}&amp;dimensi=gov" in html
    assert "nothing confirmed" not in html


def test_the_same_rows_are_given_away(
    client: Any, adopted: Edition, dishub: Organisation, dlh: Organisation
) -> None:
    factories.running(adopted, "SG-01", lead=dishub, supporting=(dlh.pk,), renstra_ref="=2.15")
    address = f"/en/rencana/{adopted.city.code}/{adopted.code}/opd/unduh"

    sheet = client.get(f"{address}.csv?lihat=leads")
    rows = list(csv.DictReader(io.StringIO(sheet.content.decode("utf-8-sig"))))

    assert [(row["Agency"], row["Governance: leads"], row["Leads in all"]) for row in rows] == [
        ("Dinas Perhubungan", "1", "1")
    ]
    assert client.get(f"{address}.xlsx").status_code == 200
    assert client.get(f"{address}.json").status_code == 404


def test_a_draft_is_not_shown_outside_the_city(client: Any, as_user: Any, plan: Edition, rina: User) -> None:
    address = f"/en/rencana/{plan.city.code}/{plan.code}/opd/"

    assert client.get(address).status_code == 404
    assert as_user(rina).get(address).status_code == 200
