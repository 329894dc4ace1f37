"""Who may have the file of a result letter: whoever may see the result that it brought, and read all that it advises."""

from typing import Any

from kotacerdas.common import subjects
from kotacerdas.evaluation.models import ResultLetter
from kotacerdas.evaluation.queries.letters import shown_to
from kotacerdas.files import guards
from kotacerdas.files.models import File


def _may_have(user: Any, file: File) -> bool:
    """The bytes of a letter cannot hide a word."""
    found = subjects.find(file.subject, seen_by=user)
    return isinstance(found, ResultLetter) and not shown_to(user, found.round, found.city).secret


guards.register("evaluation.letter", _may_have)
