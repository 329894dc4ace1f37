"""What this app hears of others: a citation that was confirmed is new proof, which nobody has judged; without one that was
taken back the proof is another one, too."""

from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evaluation.targets import RECOMMENDATION
from kotacerdas.events.consumers import consumer
from kotacerdas.events.models import Event
from kotacerdas.evidence.models import Use
from kotacerdas.recommendations import actions
from kotacerdas.recommendations.domain.caring import Proof
from kotacerdas.recommendations.models import Care

KINDS = ("evidence.confirmed", "evidence.citation_withdrawn", "evidence.use_ended")


@consumer("recommendations.proof", kinds=KINDS)
def proof_is_another(event: Event) -> None:
    """Pages show at once that the word counts no more; here it is taken back, so that history and task say so, too."""
    uses = Use.objects.filter(citation=int(event.subject_key), target_kind=RECOMMENDATION)
    keys = [int(key) for key in uses.values_list("target_key", flat=True) if key.isdecimal()]
    judged = Care.objects.filter(recommendation__in=keys).exclude(proof=Proof.UNJUDGED)
    for row in Recommendation.objects.filter(care__in=judged).order_by("pk"):
        actions.take_back_judgement(row, now=event.at)
