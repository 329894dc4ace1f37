"""Tables of scenarios, their candidates, the answers found for them and what became of these, and of points that may go."""

from kotacerdas.siting.models.answers import Answer
from kotacerdas.siting.models.candidates import Candidate
from kotacerdas.siting.models.proposals import Proposal
from kotacerdas.siting.models.savings import Saving
from kotacerdas.siting.models.scenarios import Scenario

__all__ = ("Answer", "Candidate", "Proposal", "Saving", "Scenario")
