"""Who may have the files of a panel: presentations, and what a city replied with."""

from typing import Any

from kotacerdas.common import subjects
from kotacerdas.files import guards
from kotacerdas.files.models import File


def _may_have(user: Any, file: File) -> bool:
    """Whoever sees the interview or the question to the city."""
    return subjects.find(file.subject, seen_by=user) is not None


guards.register("panel.interview", _may_have)
guards.register("panel.clarification", _may_have)
