"""Who may have the files of a self-assessment: frozen submissions and receipts."""

from typing import Any

from kotacerdas.common import subjects
from kotacerdas.files import guards
from kotacerdas.files.models import File
from kotacerdas.selfassessment.models import Snapshot
from kotacerdas.selfassessment.queries import frozen


def _may_have(user: Any, file: File) -> bool:
    """The bytes of a submission cannot hide a word, so they are given whole or not at all."""
    if subjects.find(file.subject, seen_by=user) is None:
        return False
    snapshot = Snapshot.objects.filter(file=file).first()
    return snapshot is None or frozen.is_shown_whole(frozen.opened(snapshot), user)


guards.register("selfassessment.assessment", _may_have)
