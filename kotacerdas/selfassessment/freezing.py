"""Everything that a submission freezes, as plain values: answers, figures, and the proof of each by its hash."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kotacerdas.evaluation.targets import QUESTION
from kotacerdas.evidence.models import Confidentiality, Use
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.domain import figures, snapshots
from kotacerdas.selfassessment.models import Answer, Assessment

Told = dict[str, Any]


@dataclass(frozen=True)
class Signature:
    """Who answers for it: a name, and the office in which it is signed."""

    name: str
    office: str = ""


@dataclass(frozen=True)
class Frozen:
    content: bytes
    sha256: str
    answers: int
    proofs: int


def freeze(assessment: Assessment, *, number: int, signature: Signature, gaps: str, now: datetime) -> Frozen:
    """In three queries. Call it while nobody can write: within the deed's transaction."""
    proofs = proofs_of(assessment)
    rows = assessment.answers.select_related("organisation", "survey").order_by("position")
    answers = [_answer(row, proofs.get(row.code, [])) for row in rows]
    round_ = assessment.round
    told = {
        "format": snapshots.FORMAT,
        "round": round_.code,
        "instrument": round_.instrument,
        "year": round_.year,
        "city": {"code": assessment.city.code, "name": assessment.city.name},
        "number": number,
        "submitted_at": now.isoformat(),
        "signed": {"name": signature.name, "office": signature.office},
        "gaps": gaps,
        "is_sample": assessment.is_sample,
        "answers": answers,
    }
    content = snapshots.written(told)
    count = sum(len(each["proofs"]) for each in answers)
    return Frozen(content, snapshots.fingerprint(content), len(answers), count)


def _answer(row: Answer, proofs: list[Told]) -> Told:
    question = questionnaire.question(row.assessment.round, row.code)
    survey = row.content.survey
    return {
        "code": row.code,
        "question": question.words.id,
        "state": row.state,
        "level": row.level,
        "statement": row.statement,
        "figures": figures.told(row.figures),
        "organisation": row.organisation.name if row.organisation else "",
        "survey": {
            "mean": str(survey.mean),
            "respondents": survey.respondents,
            "method": survey.method,
        }
        if survey
        else None,
        "proofs": proofs,
    }


def proofs_of(assessment: Assessment) -> dict[str, list[Told]]:
    """By code: what a second person has confirmed, in the order in which it was cited."""
    prefix = f"{assessment.round.code}/"
    uses = (
        Use.objects.counting()
        .sound()
        .filter(citation__city=assessment.city, target_kind=QUESTION, target_key__startswith=prefix)
        .select_related("citation__document", "citation__revision")
        .order_by("citation__at", "citation__pk")
    )
    found: dict[str, list[Told]] = {}
    for use in uses:
        found.setdefault(use.target_key.removeprefix(prefix), []).append(_proof(use))
    return found


def _proof(use: Use) -> Told:
    """Of a secret document the words stay where they are; its hash is enough to know it again."""
    citation = use.citation
    told: Told = {
        "citation": citation.code,
        "document": citation.document.code,
        "sha256": citation.sha256,
        "revision": citation.revision.number,
        "unit": citation.unit,
        "start": citation.start,
        "end": citation.end,
        "confidentiality": citation.document.confidentiality,
    }
    if citation.document.confidentiality != Confidentiality.SECRET:
        told |= {"quote": citation.quote, "claim": citation.claim, "file_name": citation.revision.name}
    return told


def read(content: bytes) -> Told:
    """A snapshot as it was written."""
    told: Told = json.loads(content)
    return told
