"""What the masterplan answers, beside the answer: shown, and put into the text only when somebody asks for it."""

from datetime import date

import pytest
from django.utils import timezone

from kotacerdas.masterplan.tests import factories as plans
from kotacerdas.people import access
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.domain.filling import added
from kotacerdas.selfassessment.models import Answer
from kotacerdas.selfassessment.tests import factories
from kotacerdas.selfassessment.tests.test_answer_pages import address, page, send


@pytest.fixture
def answer(balikpapan, budi, rina):
    """Question C01 about the programmes of Smart Governance, given to Budi's agency."""
    now = timezone.now()
    year = now.year
    round_ = factories.round_of(balikpapan, year=year, days=factories.days(*factories.WORKING, now=now))
    assessment = actions.open_assessment(round_, balikpapan, by=None, now=now)
    given = {code: actions.Given(access.assignments(budi)[0].organisation) for code in ("C01", "C02")}
    actions.share(assessment, given, by=rina, now=now)
    return assessment.answers.get(code="C01")


@pytest.fixture
def plan(balikpapan):
    year = timezone.now().year
    made = plans.edition(balikpapan, status="adopted", first_year=year - 1, last_year=year + 3)
    plans.running(made, "SG-01", starts_on=date(year - 1, 2, 1))
    return made


def test_the_panel_shows_sentence_and_rows(as_user, answer, budi, plan):
    html = page(as_user(budi), address(answer))

    assert "From the masterplan" in html
    assert "Of 1 programme of Smart Governance" in html
    assert plan.programmes.get().get_absolute_url() in html
    assert "Put this sentence into the answer" in html
    assert fresh(answer).statement == ""


def test_the_sentence_is_put_below_what_was_typed_and_nothing_is_saved(as_user, answer, budi, plan):
    client = as_user(budi)
    response = send(client, address(answer), dari_masterplan="1", statement="Ditulis dahulu.", level="2")

    html = response.content.decode()
    text = html.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>", 1)[0]
    assert response.status_code == 200
    assert text.strip().startswith("Ditulis dahulu.\n\n")
    assert "2 of 2" not in text
    assert fresh(answer) == answer
    assert (fresh(answer).statement, fresh(answer).level, fresh(answer).version) == ("", None, 1)

    again = send(client, address(answer), dari_masterplan="1", statement=text)
    assert again.content.decode().count("SG-01") == html.count("SG-01")


def test_it_never_proposes_a_level(as_user, answer, budi, plan):
    html = send(as_user(budi), address(answer), dari_masterplan="1").content.decode()

    assert 'name="level"' in html
    assert "checked" not in html.split("<fieldset", 1)[1].split("</fieldset>", 1)[0]


def test_what_somebody_else_saved_meanwhile_is_not_written_over(as_user, answer, budi, plan):
    client = as_user(budi)
    send(client, address(answer), statement="Tersimpan.")
    response = send(client, address(answer), dari_masterplan="1", statement="Lain.")

    assert response.status_code == 409
    assert "Lain." in response.content.decode()
    assert fresh(answer).statement == "Tersimpan."


def test_questions_without_a_rule_and_cities_without_a_plan_have_no_panel(as_user, answer, budi):
    client = as_user(budi)
    assert "From the masterplan" not in page(client, address(answer))
    other = answer.assessment.answers.get(code="C02")
    assert "From the masterplan" not in page(client, address(other))


def test_the_panel_costs_the_same_however_many_programmes_there_are(as_user, answer, budi, plan, queries_of):
    client = as_user(budi)
    few = queries_of(lambda: page(client, address(answer)))
    for number in range(2, 12):
        plans.running(plan, f"SG-{number:02}")

    assert queries_of(lambda: page(client, address(answer))) == few


@pytest.fixture
def queries_of():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(do):
        do()
        with CaptureQueriesContext(connection) as caught:
            do()
        return len(caught)

    return count


def fresh(answer):
    return Answer.objects.get(pk=answer.pk)


@pytest.mark.parametrize(
    ("statement", "becomes"),
    [
        ("", "Kalimat."),
        ("Dahulu.\n", "Dahulu.\n\nKalimat."),
        ("Dahulu.\n\nKalimat.", "Dahulu.\n\nKalimat."),
        ("Dahulu. Kalimat. Lagi.", "Dahulu. Kalimat. Lagi."),
    ],
)
def test_a_sentence_is_added_once(statement, becomes):
    assert added(statement, "Kalimat.") == becomes
