"""What this app hears of others: a task that was accepted or cancelled closes the request that it carries."""

from kotacerdas.events.consumers import consumer
from kotacerdas.events.models import Event
from kotacerdas.evidence.actions import requesting
from kotacerdas.evidence.models import EvidenceRequest

OUTCOMES = {
    "followup.accepted": EvidenceRequest.Outcome.ENOUGH,
    "followup.cancelled": EvidenceRequest.Outcome.DROPPED,
}


@consumer("evidence.requests", kinds=OUTCOMES)
def task_is_finished(event: Event) -> None:
    request = EvidenceRequest.objects.with_names().filter(task=int(event.subject_key)).first()
    if request is not None and request.task is not None and request.task.is_finished:
        requesting.close_with_task(request, OUTCOMES[event.kind], by=event.actor, now=event.at)
