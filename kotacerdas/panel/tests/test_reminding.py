"""An assessor is reminded of the end of the scoring, until everything is scored."""

from datetime import timedelta

import pytest

from kotacerdas.evaluation import actions as rounds
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.events.models import Event
from kotacerdas.notices import actions as notices
from kotacerdas.notices.models import Climb, Notice
from kotacerdas.panel import actions
from kotacerdas.panel.hearing import step_is_extended
from kotacerdas.panel.models import Mark
from kotacerdas.panel.tests import factories
from kotacerdas.selfassessment.tests.factories import NOW


def going(seat):
    return Climb.objects.going().filter(ladder="panel.scoring", owner=seat.user)


def test_from_the_declaration_on_until_the_last_question(panel, seat):
    assert going(seat).get().due_at == panel.round.windows.get(step=Step.STAGE_2).closes_at
    factories.scored(panel)
    Mark.objects.filter(seat=seat, code="A1").delete()
    assert going(seat).exists()

    factories.score(seat, "A1", 3)

    assert not going(seat).exists()


def test_before_the_end_a_reminder_is_sent_with_a_text_for_whatsapp(panel, seat):
    due = going(seat).get()

    notices.climb_due(now=due.due_at - timedelta(hours=12))

    notice = Notice.objects.filter(kind="panel.scoring_due", person=seat.user).get()
    assert notice.definition.by_hand


@pytest.mark.parametrize("deed", ["recused", "ended", "opened"])
def test_whoever_has_nothing_left_to_score_is_not_reminded(panel, seat, nadia, deed):
    if deed == "recused":
        actions.declare(seat, is_independent=False, statement="Konsultan.", by=seat.user, now=NOW)
    elif deed == "ended":
        actions.end(seat, reason="Berhalangan", by=nadia, now=NOW)
    else:
        factories.opened(panel)

    assert not going(seat).exists()


def test_a_score_that_is_taken_away_is_to_be_given_again(panel, seat):
    factories.scored(panel)
    Mark.objects.filter(seat=seat, code="A1").delete()
    factories.score(seat, "A1", 3)

    factories.score(seat, "A1", None)

    assert going(seat).exists()


def test_more_time_moves_the_reminders(panel, seat, nadia):
    later = panel.round.windows.get(step=Step.STAGE_2).closes_at + timedelta(days=5)

    rounds.extend(panel.round, Step.STAGE_2, closes_at=later, reason="Banjir", by=nadia, now=NOW)
    step_is_extended(Event.objects.get(kind="round.extended"))

    assert going(seat).get().due_at == later
