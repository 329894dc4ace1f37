"""What a city has submitted, as its assessors read it: the frozen bytes, and the proofs that may be laid before them.

A proof is shown as it was cited, from the very bytes; not where its document has become secret, was withdrawn or has
turned out infected since.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kotacerdas.evidence.models import Citation, Confidentiality
from kotacerdas.evidence.models.contents import closed_scans
from kotacerdas.panel.models import Panel
from kotacerdas.selfassessment.models import Snapshot
from kotacerdas.selfassessment.queries import frozen
from kotacerdas.selfassessment.queries.frozen import Opened

if TYPE_CHECKING:
    from django.db.models import QuerySet

Told = dict[str, Any]


def newest(panel: Panel) -> Snapshot | None:
    """The last one; a city may have submitted again in a later step."""
    return of(panel).order_by("-number").first()


def of(panel: Panel) -> "QuerySet[Snapshot]":
    """All submissions of the city in this round, for whoever sees the panel."""
    return Snapshot.objects.filter(assessment__round=panel.round_id, assessment__city=panel.city_id)


@dataclass(frozen=True)
class Submitted:
    """The newest submission, and the answers of the one that somebody judged before where it is an earlier one."""

    opened: Opened
    answers: dict[str, Told]

    @property
    def number(self) -> int:
        return self.opened.snapshot.number

    def answer(self, code: str) -> Told:
        return self.answers.get(code, {})


def read(panel: Panel) -> Submitted | None:
    """None where nothing was submitted."""
    snapshot = newest(panel)
    if snapshot is None:
        return None
    opened = frozen.opened(snapshot)
    return Submitted(opened, {answer["code"]: answer for answer in opened.answers})


def changed_since(panel: Panel, newest_one: Submitted, judged: Iterable[int]) -> dict[int, frozenset[str]]:
    """By number of an earlier submission, the questions that the newest answers differently."""
    earlier = {number for number in judged if 0 < number < newest_one.number}
    found: dict[int, frozenset[str]] = {}
    for snapshot in of(panel).filter(number__in=earlier) if earlier else ():
        changes = frozen.changes(frozen.opened(snapshot), newest_one.opened) or []
        found[snapshot.number] = frozenset(change.code for change in changes)
    return found


@dataclass(frozen=True)
class Exhibit:
    """A proof of one answer. `citation` None: it may not be shown, which `told` says by its code and hash alone."""

    told: Told
    citation: Citation | None

    @property
    def code(self) -> str:
        return str(self.told["citation"])


def exhibits(panel: Panel, answer: Told) -> list[Exhibit]:
    """The proofs of an answer in the order in which they were cited; one query."""
    proofs: list[Told] = answer.get("proofs", [])
    shown = {each.code: each for each in _shown(panel, [proof["citation"] for proof in proofs])}
    return [Exhibit(proof, shown.get(proof["citation"])) for proof in proofs]


def exhibit(panel: Panel, answer: Told, code: str) -> Citation | None:
    """One of them, if it may be shown."""
    if code not in {proof["citation"] for proof in answer.get("proofs", [])}:
        return None
    return _shown(panel, [code]).first()


def _shown(panel: Panel, codes: list[str]) -> "QuerySet[Citation]":
    rows = Citation.objects.filter(code__in=codes, city=panel.city_id, document__withdrawn_at=None)
    rows = rows.exclude(document__confidentiality=Confidentiality.SECRET)
    rows = rows.exclude(revision__content__scan__in=closed_scans())
    return rows.select_related("document", "revision__content", "revision__file", "revision__document")
