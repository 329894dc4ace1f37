"""Reads what goes to the ministry's portal from a frozen submission: the answers, the files of each, what is left out."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import pgettext_lazy

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.exports import safe_filename
from kotacerdas.evidence.models import Document, Revision, Scan
from kotacerdas.files.domain import names
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.domain import portal
from kotacerdas.selfassessment.models import Snapshot
from kotacerdas.selfassessment.queries import frozen
from kotacerdas.selfassessment.queries.frozen import Opened

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

Told = dict[str, Any]
WHY_LEFT = {
    "secret": pgettext_lazy("left out", "left out: secret, and not for you to see"),
    "withdrawn": pgettext_lazy("left out", "left out: withdrawn since"),
    "infected": pgettext_lazy("left out", "left out: found infected since"),
    "gone": pgettext_lazy("left out", "left out: no longer kept"),
}


@dataclass(frozen=True)
class Placed:
    """A file of one question; `left` says why it is not in the ZIP, and is "" where it is."""

    sha256: str
    size: int
    path: str
    document: str
    """Its code; its title stands in the path, and nowhere of one that the reader may not see."""
    left: str = ""


@dataclass(frozen=True)
class Question:
    number: int
    told: Told
    """The answer as it was frozen."""
    files: list[Placed]

    @property
    def folder(self) -> str:
        return portal.folder(self.number, self.told["code"])


@dataclass(frozen=True)
class Gathered:
    snapshot: Snapshot
    told: Told
    questions: list[Question]
    part: str
    documents: dict[str, Document]
    """Those of the proofs that the reader may see now, by code."""
    parts: list[str]
    """Of the form, in its order."""

    @property
    def placed(self) -> list[Placed]:
        return [each for question in self.questions for each in question.files]

    @property
    def taken(self) -> list[Placed]:
        return [each for each in self.placed if not each.left]

    @cached_property
    def size(self) -> int:
        return sum(each.size for each in self.taken)

    @property
    def file_name(self) -> str:
        one = self.snapshot.assessment
        parts = [
            one.round.code,
            one.city.code,
            str(self.snapshot.number),
            *([self.part] if self.part else []),
        ]
        return safe_filename("-".join(["kementerian", *parts]), "zip")


def gather(opened: Opened, user: "Someone", *, part: str = "") -> Gathered:
    """In a fixed number of queries. Of bytes that are not those that were submitted nothing is gathered; a part that the
    form does not have is refused."""
    snapshot = opened.snapshot
    form = questionnaire.questions(snapshot.assessment.round)
    parts = list(dict.fromkeys(each.component.code for each in form.values()))
    if part and part not in parts:
        raise Refused(Fault("question-unknown", {"code": part[:20]}))
    documents = frozen.documents((proof["document"] for _code, proof in opened.proofs), user)
    revisions = _revisions({proof["sha256"] for _code, proof in opened.proofs}, opened)
    questions = [
        Question(number, answer, _files(answer, number, documents, revisions))
        for number, answer in enumerate(opened.answers, start=1)
        if not part or form[answer["code"]].component.code == part
    ]
    return Gathered(snapshot, opened.told, questions, part, documents, parts)


def _revisions(hashes: set[str], opened: Opened) -> dict[tuple[str, str], Revision]:
    """By the document's code and the hash of the bytes."""
    rows = Revision.objects.filter(
        document__city=opened.snapshot.assessment.city, content__sha256__in=hashes
    ).select_related("document", "content")
    return {(each.document.code, each.content.sha256): each for each in rows}


def _files(
    answer: Told,
    number: int,
    documents: dict[str, Document],
    revisions: dict[tuple[str, str], Revision],
) -> list[Placed]:
    """Each file once for a question, however many of its pages are cited, in the order in which they were cited."""
    found: dict[tuple[str, str], Placed] = {}
    folder = portal.folder(number, answer["code"])
    for proof in answer["proofs"]:
        key = proof["document"], proof["sha256"]
        if key not in found:
            found[key] = _placed(answer["code"], folder, len(found) + 1, proof, documents, revisions.get(key))
    return list(found.values())


def _placed(
    code: str,
    folder: str,
    number: int,
    proof: Told,
    documents: dict[str, Document],
    revision: Revision | None,
) -> Placed:
    left, path, size = _why_left(proof, documents, revision), "", 0
    if not left and revision is not None:
        name = portal.file_name(code, number, revision.document.title, names.ending(revision.name))
        path, size = f"{folder}/{name}", revision.content.size
    return Placed(proof["sha256"], size, path, proof["document"], left)


def _why_left(proof: Told, documents: dict[str, Document], revision: Revision | None) -> str:
    if revision is None:
        return "gone"
    if proof["document"] not in documents:
        return "secret"
    if revision.document.withdrawn_at is not None:
        return "withdrawn"
    return "infected" if revision.content.scan == Scan.INFECTED else ""
