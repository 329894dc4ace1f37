"""What the city's masterplan says to the question of an answer."""

from datetime import datetime
from typing import TYPE_CHECKING

from kotacerdas.masterplan.queries import answers
from kotacerdas.masterplan.queries.answers import Proposal
from kotacerdas.selfassessment.models import Answer

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


def of(answer: Answer, user: "Someone", *, now: datetime) -> Proposal | None:
    """None, without asking the database, for a question whose rule is not known."""
    round_, city = answer.assessment.round, answer.assessment.city
    today = now.astimezone(city.timezone).date()
    return answers.of_question(city, round_.instrument, answer.code, round_.year, user, today=today)
