"""A round on a form that the city wrote itself: one question added, one component reweighted."""

from datetime import date
from decimal import Decimal

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation.forms import NewOwnRoundForm, NewRunRoundForm
from kotacerdas.evaluation.targets import question_of
from kotacerdas.instruments import actions, catalogue
from kotacerdas.instruments.actions.editions import edition_of
from kotacerdas.instruments.domain import editing, scoring
from kotacerdas.instruments.domain.editing import Typed
from kotacerdas.instruments.domain.edition import Words
from kotacerdas.instruments.tests.factories import NOW, draft
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.models import Answer
from kotacerdas.selfassessment.tests.factories import assessment

pytestmark = pytest.mark.django_db
EDITION = "2027-soal-sendiri"
KEY = f"smartcity/{EDITION}"


@pytest.fixture
def own_form(balikpapan, rina):
    """A weighs 15 instead of 10, B 15 instead of 20, and A asks one question more."""
    catalogue.forget()
    made = draft(city=balikpapan, edition=EDITION)
    now = {"by": rina, "now": NOW}
    actions.add_node(made, "A", "A6", Typed(Words("Apakah ada pusat data?"), dimension="gov"), **now)
    for code, weight in (("A", 15), ("B", 15)):
        node = edition_of(made).nodes[code]
        typed = Typed(node.title, Decimal(weight), note=node.note)
        actions.write_node(made, code, typed, seen=editing.mark_of(node), **now)
    made.refresh_from_db()
    yield actions.publish(made, expected=made.version, **now)
    catalogue.forget()


def test_a_city_answers_and_is_scored_by_its_own_form(own_form, balikpapan):
    assessed = assessment(balikpapan, instrument=KEY)
    round_ = assessed.round

    assert questionnaire.question(round_, "A6").words.id == "Apakah ada pusat data?"
    assert len(questionnaire.questions(round_)) == 118
    assert Answer.objects.filter(assessment=assessed).count() == 118
    assert question_of(round_, "A6").words == "Apakah ada pusat data?"

    edition = catalogue.edition(KEY)
    given = {leaf.code: Decimal(0) for leaf in edition.leaves} | {"A6": Decimal(4)}
    result = scoring.score(edition, given)
    # A is the mean of six answers, 4/6 = 0.67, and counts 15 percent: 0.1005, rounded to 0.10.
    assert (result.shown("A"), result.contribution("A"), result.index) == (
        Decimal("0.67"),
        Decimal("0.10"),
        Decimal("0.10"),
    )


def test_the_own_form_of_a_city_is_no_form_for_its_neighbour(own_form, samarinda):
    with pytest.raises(Refused) as refused:
        assessment(samarinda, instrument=KEY)

    assert refused.value.faults[0].kind == "unknown-instrument"


def test_a_new_round_offers_it_to_its_own_city_alone(own_form, balikpapan, samarinda):
    today = date(2026, 11, 28)
    forms = [
        NewOwnRoundForm(None, city=balikpapan, today=today),
        NewOwnRoundForm(None, city=samarinda, today=today),
        NewRunRoundForm(None, province=None, today=today),
    ]

    offered = [dict(form.fields["instrument"].choices) for form in forms]

    assert [KEY in each for each in offered] == [True, False, False]
    assert "belum terkonfirmasi" in str(offered[0][KEY])
