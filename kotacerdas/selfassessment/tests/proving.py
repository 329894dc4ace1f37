"""Proof of answers, through the deeds that make it in life: cited by one person, confirmed by another."""

from typing import Any

from kotacerdas.evaluation.targets import question_of
from kotacerdas.evidence import actions
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Document, Unit
from kotacerdas.evidence.tests import factories as evidence
from kotacerdas.selfassessment.models import Assessment


def proven(
    assessment: Assessment,
    code: str,
    *,
    brought_by: Any,
    by: Any,
    checked_by: Any,
    text: str = evidence.TEXT,
    now: Any = evidence.NOW,
    **fields: Any,
) -> Document:
    """A document whose whole text is cited for this question and confirmed."""
    fields.setdefault("name", f"Notulen {code}.txt")
    document = evidence.document(assessment.city, text=text, by=brought_by, **fields)
    cite(document, assessment, code, by=by, checked_by=checked_by, now=now)
    return document


def cite(
    document: Document,
    assessment: Assessment,
    code: str,
    *,
    by: Any,
    checked_by: Any,
    words: str = "",
    now: Any = evidence.NOW,
) -> None:
    """Its whole text, or these words of it."""
    text = Unit.objects.get(content=document.latest.content, number=1).text
    words = words or text
    span = Span(text.index(words), text.index(words) + len(words))
    target = question_of(assessment.round, code)
    assert target is not None, "the form of the round has this question"
    made = actions.cite(document.latest, unit=1, span=span, wanted=[target], claim="Contoh", by=by, now=now)
    actions.review(made, Deed.CONFIRM, by=checked_by, now=now)
