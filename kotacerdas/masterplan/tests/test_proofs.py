"""Programmes as what evidence proves, and as what the search box finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser

from kotacerdas.evidence import targets
from kotacerdas.evidence.actions import review
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.tests import factories as evidence
from kotacerdas.masterplan import searchables
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.masterplan.queries.matrix import of as matrix_of
from kotacerdas.masterplan.queries.proofs import proofs
from kotacerdas.masterplan.targets import PROGRAMME, target_of
from kotacerdas.masterplan.tests import factories
from kotacerdas.people.models import Organisation
from kotacerdas.search.registry import searchables as registered
from kotacerdas.selfassessment.tests import factories as selfassessment

if TYPE_CHECKING:
    from typing import Any

    from kotacerdas.evidence.models import Citation
    from kotacerdas.people.models import City, User

pytestmark = pytest.mark.django_db


def cited(programme: Programme, by: User, checked_by: User | None = None) -> Citation:
    words = f"Layanan {programme.code} berjalan"
    document = evidence.document(programme.edition.city, text=f"{words}.", name=f"{words}.txt", by=by)
    made = evidence.citation(document, quote=words, targets=[target_of(programme)], by=by)
    if checked_by:
        review(made, Deed.CONFIRM, by=checked_by, now=evidence.NOW)
    return made


def test_programmes_of_adopted_plans_alone_are_targets(
    adopted: Edition, plan: Edition, balikpapan: City
) -> None:
    made = factories.running(adopted, "SG-01", goal="Layanan cepat")
    factories.programme(plan, "SG-02")

    scopes = [each for each in targets.scopes(None, balikpapan) if each.kind == PROGRAMME]
    assert [each.key for each in scopes] == [f"rencana-{adopted.code}"]
    (target,) = targets.of_scope(balikpapan, scopes[0])
    assert (target.code, target.words, target.dimension) == ("SG-01", "Program SG-01 Layanan cepat", "gov")
    assert targets.find(balikpapan, PROGRAMME, target.key) == target == target_of(made)


def test_another_city_has_no_such_target(adopted: Edition, samarinda: City) -> None:
    made = factories.running(adopted, "SG-01")

    assert targets.find(samarinda, PROGRAMME, target_of(made).key) is None
    assert not [each for each in targets.scopes(None, samarinda) if each.kind == PROGRAMME]


@pytest.mark.parametrize(
    "key", ["", "x", "rencana-x", "rencana-x/SG-01", "masterplan-berlaku/SG-01", "/" * 9]
)
def test_a_key_that_names_nothing_is_nothing(balikpapan: City, adopted: Edition, key: str) -> None:
    factories.running(adopted, "SG-01")

    assert targets.find(balikpapan, PROGRAMME, key) is None


def test_only_what_a_second_person_confirmed_proves_a_programme(
    adopted: Edition, budi: User, rina: User, tetangga: User, django_assert_max_num_queries: Any
) -> None:
    made = factories.running(adopted, "SG-01")
    other = factories.running(adopted, "SG-02")
    proof = cited(made, budi, rina)
    cited(other, budi)

    with django_assert_max_num_queries(2):
        assert proofs(made, rina) == [proof]
    assert proofs(other, rina) == []
    assert proofs(made, tetangga) == []
    assert proofs(made, AnonymousUser()) == []


def test_an_agencys_confirmed_quotes_for_taking_part_stand_in_the_matrix(
    adopted: Edition, balikpapan: City, budi: User, rina: User
) -> None:
    agency = selfassessment.desk_of(budi)
    assert isinstance(agency, Organisation)
    question = selfassessment.assessment(balikpapan, year=2026).answers.get(code="B4")
    proof = selfassessment.proven(question, by=budi, confirmed_by=rina)
    selfassessment.proven(question, by=budi, name="belum diperiksa")
    proof.document.agency = agency
    proof.document.save()

    rows = matrix_of(adopted, rina, today=evidence.NOW.date()).rows
    row = next(row for row in rows if row.agency == agency)

    assert [each.code for each in row.quotes] == [proof.code]
    assert not any(row.quotes for row in matrix_of(adopted, AnonymousUser(), today=evidence.NOW.date()).rows)


def test_plans_and_programmes_are_found_with_their_agency_and_goal(adopted: Edition) -> None:
    made = factories.running(adopted, "SG-01", goal="Layanan cepat")

    assert {"masterplan.edition", "masterplan.programme"} <= {each.kind for each in registered()}
    assert searchables.programme_text(made).code == "SG-01"
    assert "Layanan cepat" in searchables.programme_text(made).texts
    assert searchables.programme_shown(made).url == made.get_absolute_url()
    assert "2022" in searchables.edition_text(adopted).texts
    assert searchables.edition_shown(adopted).url == adopted.get_absolute_url()


def test_the_page_of_a_programme_shows_what_proves_it_to_those_who_may_read_it(
    adopted: Edition, budi: User, rina: User, as_user: Any, anonymous: Any
) -> None:
    proof = cited(factories.running(adopted, "SG-01"), budi, rina)
    page = "/rencana/64.71/masterplan-berlaku/program/SG-01/"

    assert proof.quote in as_user(rina).get(page).content.decode()
    assert proof.quote not in anonymous.get(page).content.decode()
