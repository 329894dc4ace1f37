"""Kabupaten Malang's round of 2023, run through the workflow, gives the published result in every figure."""

import re
from decimal import Decimal

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.evaluation import actions as evaluation
from kotacerdas.evaluation.models import Result, Round
from kotacerdas.panel.models import Mark, Panel
from kotacerdas.panel.replaying import replay
from kotacerdas.people.models import User
from kotacerdas.selfassessment.tests.factories import NOW

pytestmark = pytest.mark.usefixtures("official_results", "db")
ROUND, CITY = "smartcity-2023-kppn", "35.07"


@pytest.fixture
def published():
    rows = Result.objects.select_related("round", "city__province").prefetch_related("scores")
    return rows.get(round__code=ROUND, city__code=CITY)


def test_five_assessors_with_the_published_means_give_the_published_result(published):
    made = replay(published, seats=5, now=NOW)

    assert made.is_same
    assert {each.code: each.replayed for each in made.parts} == {
        "A": Decimal("3.60"),
        "B": Decimal("2.29"),
        "C": Decimal("3.41"),
        "D": Decimal("2.81"),
        "E": Decimal("3.13"),
        "F": Decimal("2.53"),
        "INDEX": Decimal("2.94"),
    }
    assert len(made.questions) == 117
    assert Mark.objects.filter(seat__panel=made.panel).count() == 117 * 5


def test_what_it_leaves_is_a_draft_marked_as_sample(published):
    panel = replay(published, seats=5, now=NOW).panel

    assert panel.is_sample
    assert panel.round.is_sample
    assert not panel.round.is_published
    assert panel.concluded_at is not None


def test_nobody_can_sign_in_as_its_assessors(published):
    replay(published, seats=5, now=NOW)

    for person in User.objects.filter(email__startswith="asesor-ulangan"):
        assert not person.has_usable_password()


def test_means_that_no_four_whole_scores_have_are_refused(published):
    with pytest.raises(Refused):
        replay(published, seats=4, now=NOW)

    assert not Panel.objects.exists()


def test_the_command_compares_and_keeps_nothing(command):
    before = Round.objects.count(), User.objects.count()

    said = command("panel", "replay", ROUND, CITY, lang="en")

    assert said.code == 0, said.err
    assert re.search(r"^INDEX\s+2\.94\s+2\.94$", said.out, re.MULTILINE)
    assert "all 117 questions" in said.out
    assert (Round.objects.count(), User.objects.count()) == before


def test_a_result_that_is_not_there_is_said_in_one_line(command):
    said = command("panel", "replay", ROUND, "99.99")

    assert said.code != 0
    assert "99.99" in said.err


def test_once_it_is_published_everybody_reads_the_only_city_of_the_round(published, nadia, anonymous):
    round_ = replay(published, seats=5, now=NOW).panel.round
    evaluation.publish(round_, by=nadia, now=NOW)

    page = anonymous.get(f"/en/putaran/{round_.code}/").content.decode()

    assert "Kab. Malang, the only city of this round, has 2.94" in page
    assert anonymous.get(f"/en/k/{CITY}/rapor/{round_.code}/").status_code == 200
