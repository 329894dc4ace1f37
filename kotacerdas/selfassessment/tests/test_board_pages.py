"""The list of self-assessments and the board of one: what is owed by whom, and what nobody else may see."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kotacerdas.people import access
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people
from kotacerdas.selfassessment import actions, findings
from kotacerdas.selfassessment.domain.counting import Count
from kotacerdas.selfassessment.tests import factories

MOST_QUERIES = 15


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def assessment(balikpapan, now):
    round_ = factories.round_of(balikpapan, days=factories.days(*factories.WORKING, now=now))
    return actions.open_assessment(round_, balikpapan, by=None, now=now)


@pytest.fixture
def diskominfo(budi):
    return access.assignments(budi)[0].organisation


@pytest.fixture
def vera(balikpapan):
    return people.officeholder("vera@contoh.go.id", Role.VERIFIER, city=balikpapan)


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_empty_list_says_what_to_do_next(as_user, rina):
    assert "No round is prepared here yet" in page(as_user(rina), "/en/penilaian/")


def test_list_shows_how_far_each_round_is_and_what_is_open(as_user, rina, assessment, now):
    factories.checked(assessment.answers.get(code="A1"), now=now)

    html = page(as_user(rina), "/en/penilaian/")

    assert "Evaluation 2026" in html
    assert "1 of 117" in html
    assert "Self-assessment, Internal verification, Submission" in html


def test_round_that_the_city_joined_waits_to_be_opened(as_user, rina, budi, balikpapan, now):
    factories.round_of(balikpapan, days=factories.days(*factories.WORKING, now=now))

    assert "Open the questions" in page(as_user(rina), "/en/penilaian/")
    assert "Open the questions" not in page(as_user(budi), "/en/penilaian/")


def test_list_costs_the_same_however_many_rounds_there_are(as_user, rina, balikpapan, assessment, now):
    client = as_user(rina)
    page(client, "/penilaian/")
    with CaptureQueriesContext(connection) as few:
        page(client, "/penilaian/")
    for year in (2023, 2024, 2025):
        round_ = factories.round_of(balikpapan, year=year, days=factories.days(*factories.WORKING, now=now))
        actions.open_assessment(round_, balikpapan, by=None, now=now)
    with CaptureQueriesContext(connection) as many:
        page(client, "/penilaian/")

    assert len(many) == len(few) <= MOST_QUERIES


def test_board_shows_who_owes_what(as_user, rina, assessment, diskominfo, now):
    late = now.date() - timedelta(days=3)
    given = {code: actions.Given(diskominfo, due_on=late) for code in ("A1", "A2", "A3")}
    actions.share(assessment, given, by=rina, now=now)
    factories.handed_in(assessment.answers.get(code="A1"), now=now)

    html = page(as_user(rina), f"/en/penilaian/{assessment.round.code}/")

    assert "2 answers are late" in html
    assert "2 late" in html
    assert "given to nobody yet" in html
    assert html.count("<tr") > 117


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 117),
        ("?status=answered", 1),
        ("?status=telat", 1),
        ("?status=tanpa-bukti", 116),
        ("?dimensi=gov", 16),
        ("?opd=0", 115),
        ("?cari=masterplan", None),
        ("?status=tidak-ada&opd=abc", 117),
    ],
)
def test_board_is_narrowed_by_what_stands_in_the_address(
    as_user, rina, budi, vera, assessment, diskominfo, now, asked, found
):
    given = {
        "A1": actions.Given(diskominfo),
        "A2": actions.Given(diskominfo, due_on=now.date() - timedelta(2)),
    }
    actions.share(assessment, given, by=rina, now=now)
    factories.handed_in(assessment.answers.get(code="A1"), now=now)
    factories.proven(assessment.answers.get(code="B1"), by=budi, confirmed_by=vera)
    address = f"/penilaian/{assessment.round.code}/"

    rows = list(csv.DictReader(io.StringIO(download(as_user(rina), f"{address}unduh.csv{asked}"))))

    if found is None:
        assert 0 < len(rows) < 117
    else:
        assert len(rows) == found
    html = page(as_user(rina), f"{address}{asked}")
    assert html.count('class="n kode"') == len(rows)


def download(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode(
        "utf-8-sig"
    )


def test_proof_counts_once_a_second_person_has_confirmed_it(as_user, rina, budi, vera, assessment):
    factories.proven(assessment.answers.get(code="A1"), by=budi)
    factories.proven(assessment.answers.get(code="A2"), by=budi, confirmed_by=vera)

    html = page(as_user(rina), f"/en/penilaian/{assessment.round.code}/?cari=A")

    assert "1 proof to be checked" in html
    assert "1 proof<" in html
    assert '<b class="n">116</b> without confirmed proof' in html


def test_board_costs_the_same_however_much_is_answered_and_proven(
    as_user, rina, budi, vera, assessment, diskominfo, now
):
    client, address = as_user(rina), f"/penilaian/{assessment.round.code}/"
    actions.share(assessment, {"F1": actions.Given(diskominfo)}, by=rina, now=now)
    factories.proven(factories.handed_in(assessment.answers.get(code="F1"), now=now), by=budi)
    page(client, address)
    with CaptureQueriesContext(connection) as few:
        page(client, address)
    codes = [answer.code for answer in assessment.answers.all()[:40]]
    given = {code: actions.Given(diskominfo, person=budi, due_on=now.date()) for code in codes}
    actions.share(assessment, given, by=rina, now=now)
    for code in codes[:20]:
        answer = factories.handed_in(assessment.answers.get(code=code), now=now)
        factories.proven(answer, by=budi, confirmed_by=vera)
    page(client, address)
    with CaptureQueriesContext(connection) as many:
        page(client, address)

    assert len(many) == len(few) <= MOST_QUERIES


def test_workbook_is_offered_to_those_who_write(as_user, rina, budi, lestari, assessment, diskominfo):
    address = f"/en/penilaian/{assessment.round.code}/"
    assert "Workbook to fill in" in page(as_user(rina), address)
    assert "Workbook to fill in" in page(as_user(budi), address)
    assert "Workbook to fill in" not in page(as_user(lestari), address)


def test_board_of_another_city_does_not_exist(as_user, tetangga, assessment):
    client = as_user(tetangga)
    page(client, f"/penilaian/{assessment.round.code}/", 404)
    page(client, f"/penilaian/{assessment.round.code}/unduh.csv", 404)
    assert assessment.round.title not in page(client, "/penilaian/")


@pytest.mark.parametrize("who", ["hadi", "siti"])
def test_board_is_for_offices_of_the_city(request, as_user, assessment, who):
    page(as_user(request.getfixturevalue(who)), f"/penilaian/{assessment.round.code}/", 403)


def test_member_from_outside_sees_no_claims(as_user, balikpapan, assessment):
    partner = people.officeholder("mitra@contoh.id", Role.OUTSIDE_MEMBER, city=balikpapan)
    page(as_user(partner), f"/penilaian/{assessment.round.code}/", 403)


def test_operator_does_not_see_what_a_city_prepares(as_user, nadia, assessment):
    page(as_user(nadia), f"/penilaian/{assessment.round.code}/", 403)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(total=117, open=117, unshared=117), "No question was given to an organisation yet"),
        (Count(total=117, open=5, late=1), "1 answer is late"),
        (Count(total=117, open=5, answered=112), "5 of 117 answers are still to be handed in"),
        (Count(total=117, answered=2, verified=115), "2 answers wait to be checked"),
        (Count(total=117, verified=117, without_proof=3), "All are checked; 3 have no confirmed proof"),
        (Count(total=117, verified=117), "All answers are checked and proven"),
    ],
)
def test_headline_says_what_matters_most(english, count, said):
    assert findings.of_count(count) == said


@pytest.fixture
def english():
    from django.utils import translation

    with translation.override("en"):
        yield
