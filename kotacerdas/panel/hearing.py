"""What this app hears of others: more time for the scoring, and the reminders count from the new day."""

from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.events.consumers import consumer
from kotacerdas.events.models import Event
from kotacerdas.panel import reminding
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.models import Seat
from kotacerdas.panel.queries.progress import is_finished


@consumer("panel.more-time", kinds=["round.extended"])
def step_is_extended(event: Event) -> None:
    """Of one city, or of all in the round."""
    if event.fields["step"] != Step.STAGE_2:
        return
    rows = Seat.objects.filter(
        panel__round=int(event.subject_key), panel__opened_at=None, state=State.DECLARED
    )
    if event.city_id is not None:
        rows = rows.filter(panel__city=event.city_id)
    for seat in rows.select_related("user", "panel__round__city", "panel__city"):
        if not is_finished(seat):
            reminding.begin(seat, now=event.at)
