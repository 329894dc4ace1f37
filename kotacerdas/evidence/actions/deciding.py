"""Deeds on proposals: accept one, which cites it, or reject one with a reason. Each is a judgement of the city."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.evidence.actions.citing import cite
from kotacerdas.evidence.actions.judging import judge
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.models import Citation, Judgement, Revision
from kotacerdas.evidence.targets import Target


@transaction.atomic
def accept_proposal(
    target: Target, revision: Revision, *, unit: int, span: Span, by: Any, now: datetime
) -> Citation:
    """Cites the sentence for the target; a second person confirms it."""
    citation = cite(revision, unit=unit, span=span, wanted=[target], by=by, now=now)
    judge(target, revision, unit, is_relevant=True, by=by, now=now)
    return citation


@transaction.atomic
def reject_proposal(
    target: Target, revision: Revision, *, unit: int, reason: str, by: Any, now: datetime
) -> Judgement:
    """From now on this page is proposed last for this target. Raises `Refused` without a reason."""
    return judge(target, revision, unit, is_relevant=False, reason=reason, by=by, now=now)
