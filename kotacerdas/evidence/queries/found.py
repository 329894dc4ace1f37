"""What was found for questions, with what was decided about it: as the pages of proposals show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kotacerdas.evidence.domain.freshness import Freshness
from kotacerdas.evidence.domain.states import LIVING
from kotacerdas.evidence.models import Citation, Revision, Use
from kotacerdas.evidence.queries import proposing
from kotacerdas.evidence.queries.board import Question
from kotacerdas.evidence.queries.finding import Hit
from kotacerdas.evidence.queries.proposing import Proposal
from kotacerdas.evidence.targets import Target

if TYPE_CHECKING:
    from kotacerdas.people.models import City

MOST = 10


@dataclass(frozen=True)
class Found:
    """A question with its best proposals; those that were rejected stand apart, at the end."""

    question: Question
    proposals: list[Proposal]
    rejected: list[Proposal]

    @property
    def target(self) -> Target:
        return self.question.target

    @property
    def more(self) -> int:
        return max(self.question.proposed - len(self.proposals), 0)


def of_questions(questions: Iterable[Question], *, user: Any, city: "City", most: int) -> list[Found]:
    """As many queries for ten questions as for one."""
    some = list(questions)
    cited = _cited_pages([each.target for each in some], city)
    by_target = proposing.propose_all([each.target for each in some], user=user, city=city, limit=MOST)
    return [_found(each, by_target[each.target.kind, each.target.key], cited, most) for each in some]


def _cited_pages(wanted: Iterable[Target], city: "City") -> set[tuple[str, str, int, int]]:
    """Kind and key of a target, revision and unit that prove it already, or may come to. Of pages that are shown."""
    keys = [each.key for each in wanted]
    uses = Use.objects.current().filter(citation__city=city, citation__state__in=LIVING, target_key__in=keys)
    return set(uses.values_list("target_kind", "target_key", "citation__revision", "citation__unit"))


def _found(
    question: Question, found: Sequence[Proposal], cited: set[tuple[str, str, int, int]], most: int
) -> Found:
    target = question.target
    proposals = [
        replace(each, verdict="accepted")
        if (target.kind, target.key, each.hit.revision.pk, each.hit.unit) in cited
        else each
        for each in found
    ]
    good = [each for each in proposals if each.verdict != "rejected"]
    return Found(question, good[:most], [each for each in proposals if each.verdict == "rejected"])


def citations_of(target: Target, *, user: Any, city: "City") -> list[Citation]:
    """Of every state, the newest first."""
    rows = Citation.objects.visible_to(user).filter(city=city).for_target(target.kind, target.key)
    return list(rows.with_names())


@dataclass(frozen=True)
class Alike:
    """Pages like one that was proposed, with how they fit the year of the question."""

    revision: Revision
    proposals: list[Proposal]


def alike(name: str, target: Target, *, user: Any, city: "City") -> Alike | None:
    """`name` is "CODE.UNIT" of a document that the reader sees; None for anything else."""
    code, _point, unit = name.partition(".")
    if not unit.isascii() or not unit.isdigit() or len(unit) > 6:
        return None
    rows = Revision.objects.visible_to(user).filter(document__city=city, document__code=code)
    revision = rows.select_related("document", "content").order_by("-number").first()
    if revision is None:
        return None
    hits = proposing.more_like(revision, int(unit), user=user, city=city, limit=MOST)
    return Alike(revision, [Proposal(hit, _freshness(hit, target)) for hit in hits])


def _freshness(hit: Hit, target: Target) -> Freshness:
    return hit.document.freshness(target.year)
