"""All recommendations of a city with what is done about each; the number of queries never grows with them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evidence.models import Use
from kotacerdas.recommendations.domain import caring, carrying, counting
from kotacerdas.recommendations.domain.caring import Claim, Proof, Verdict
from kotacerdas.recommendations.domain.counting import Count, Point
from kotacerdas.recommendations.models import Care
from kotacerdas.recommendations.queries import proofs

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City, Organisation

NOBODY = 0
"""In an address: what was given to no organisation."""


@dataclass(frozen=True)
class Row:
    """`care` is an unsaved one as long as nobody has touched the recommendation."""

    recommendation: Recommendation
    care: Care
    today: date
    present: frozenset[int] = frozenset()
    """All uses that count as proof, whoever may open them."""
    proofs: list[Use] = field(default_factory=list)
    """Those of them that this reader may open."""

    @cached_property
    def standing(self) -> caring.Standing:
        return self.care.standing(self.present)

    @property
    def claim(self) -> Claim:
        return self.standing.claim

    @property
    def proof(self) -> Proof:
        """The reviewer's word as it counts now."""
        return self.standing.proof

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.care.verdict)

    @property
    def has_proof(self) -> bool:
        return bool(self.present)

    @property
    def unseen(self) -> int:
        """Proofs that count and that this reader may not open."""
        return len(self.present) - len(self.proofs)

    @property
    def is_sample(self) -> bool:
        """Invented for the demonstration: what is done about it, or already the round that brought it."""
        return self.care.is_sample or self.recommendation.is_sample

    @property
    def is_late(self) -> bool:
        return self.care.is_late(self.today)

    @cached_property
    def point(self) -> Point:
        return Point(
            claim=self.claim,
            proof=self.proof,
            verdict=self.verdict,
            is_open=self.care.is_open,
            has_proof=self.has_proof,
            is_late=self.is_late,
        )

    @property
    def given(self) -> carrying.Given[int]:
        return carrying.Given(self.recommendation.pk, self.recommendation.year, self.care.closed_year)


@dataclass(frozen=True)
class Wanted:
    """What narrows the list; empty means all. `state` is one word of `STATES`, or of one of the three states."""

    year: int | None = None
    owner: int | None = None
    tag: str = ""
    state: str = ""
    words: str = ""

    @property
    def narrows(self) -> bool:
        return self != ALL


ALL = Wanted()
STATES = ("proven", "to_judge", "unproven", "late", "open", "closed")
"""Of a row as a whole; the others are `claim-done`, `proof-insufficient`, `verdict-partly` and so on."""


@dataclass(frozen=True)
class Board:
    city: "City"
    rows: list[Row]
    """All of the city, the newest year first, in the order in which they were given."""
    today: date

    @property
    def years(self) -> list[int]:
        return carrying.years([row.given for row in self.rows], this_year=self.today.year)

    @property
    def owners(self) -> "list[Organisation]":
        found = {row.care.owner.pk: row.care.owner for row in self.rows if row.care.owner}
        return sorted(found.values(), key=str)


def of(city: "City", user: "Someone", *, today: date) -> Board:
    """Four queries."""
    advice = list(
        Recommendation.objects.visible_to(user).filter(city=city).select_related("city", "source", "round")
    )
    kept = {care.recommendation_id: care for care in _cares(city, user)}
    present, shown = proofs.counting(advice), proofs.shown(advice, user)
    rows = []
    for each in advice:
        care = kept.get(each.pk) or untouched(each)
        rows.append(Row(each, care, today, present.get(each.pk, frozenset()), shown.get(each.pk, [])))
    return Board(city, rows, today)


def _cares(city: "City", user: "Someone") -> Iterable[Care]:
    return Care.objects.visible_to(user).filter(city=city).for_rows()


def untouched(recommendation: Recommendation) -> Care:
    return Care(recommendation=recommendation, city=recommendation.city)


def narrowed(board: Board, wanted: Wanted) -> list[Row]:
    rows = board.rows
    if wanted.year is not None:
        kept = set(carrying.of_year(wanted.year, (row.given for row in rows)))
        rows = [row for row in rows if row.recommendation.pk in kept]
    return [row for row in rows if _fits(row, wanted)]


def count(rows: Iterable[Row]) -> Count:
    return counting.count(row.point for row in rows)


def _fits(row: Row, wanted: Wanted) -> bool:
    care, advice = row.care, row.recommendation
    words = f"{advice.label} {advice.slug} {advice.text_id} {advice.text_en} {care.plan} {care.claim_words}"
    return (
        (wanted.owner is None or (care.owner_id or NOBODY) == wanted.owner)
        and (not wanted.tag or wanted.tag in care.tags)
        and _stands(row, wanted.state)
        and wanted.words.casefold() in words.casefold()
    )


def _stands(row: Row, state: str) -> bool:
    match state.partition("-"):
        case ("", _, _):
            return True
        case ("claim", _, wanted):
            return row.claim == wanted
        case ("proof", _, wanted):
            return row.proof == wanted
        case ("verdict", _, wanted):
            return row.verdict == wanted
    found = {
        "proven": row.point.is_done_and_proven,
        "to_judge": row.point.waits_for_judge,
        "unproven": not row.has_proof,
        "late": row.is_late,
        "open": row.care.is_open,
        "closed": not row.care.is_open,
    }
    return found[state]
