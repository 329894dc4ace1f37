"""What this app hears of others: more time for the submission, and the reminders count from the new day."""

from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.events.consumers import consumer
from kotacerdas.events.models import Event
from kotacerdas.selfassessment import reminding
from kotacerdas.selfassessment.models import Assessment


@consumer("selfassessment.more-time", kinds=["round.extended"])
def step_is_extended(event: Event) -> None:
    """Of one city, or of all in the round."""
    if event.fields["step"] != Step.SUBMISSION:
        return
    rows = Assessment.objects.filter(round=int(event.subject_key), is_submitted=False)
    if event.city_id is not None:
        rows = rows.filter(city=event.city_id)
    for row in rows.select_related("round", "city"):
        reminding.begin(row, now=event.at)
