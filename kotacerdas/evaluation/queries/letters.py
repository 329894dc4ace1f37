"""What came with the result of a city beside its scores: the letter, and what assessors praised, missed and advised."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from kotacerdas.audit.models import Entry
from kotacerdas.common import subjects
from kotacerdas.evaluation.domain import letters
from kotacerdas.evaluation.models import Recommendation, Remark, ResultLetter, Round
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import cities_for

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

KINDS = (Remark.Kind.STRENGTH, Remark.Kind.WEAKNESS, Remark.Kind.ADVICE)


@dataclass(frozen=True)
class WithResult:
    """Of one city in one round."""

    letter: ResultLetter | None
    remarks: list[Remark]
    advice: list[Recommendation]

    def of_kind(self, kind: str) -> list[Remark]:
        return [each for each in self.remarks if each.kind == kind]

    def __bool__(self) -> bool:
        return self.letter is not None or bool(self.remarks)


@dataclass(frozen=True)
class Said:
    """A remark, and the recommendation that an advice has become."""

    remark: Remark
    recommendation: Recommendation | None


@dataclass(frozen=True)
class Shown(WithResult):
    """As one reader sees it."""

    @cached_property
    def _by_words(self) -> dict[str, Recommendation]:
        return {each.text_id: each for each in self.advice}

    def _is_secret(self, remark: Remark) -> bool:
        found = self._by_words.get(remark.text_id) if remark.kind == Remark.Kind.ADVICE else None
        return found is not None and not getattr(found, "is_readable", True)

    @cached_property
    def secret(self) -> int:
        """How many recommendations this reader may not read."""
        return sum(map(self._is_secret, self.remarks))

    @cached_property
    def groups(self) -> list[tuple[Remark.Kind, list[tuple[int, list[Said]]]]]:
        """By kind, then by assessor; those that nobody is named for come last. Kinds without a remark are left out."""
        readable = [each for each in self.remarks if not self._is_secret(each)]
        some = ((kind, [each for each in readable if each.kind == kind]) for kind in KINDS)
        return [(kind, self._by_seat(remarks)) for kind, remarks in some if remarks]

    def _by_seat(self, remarks: Iterable[Remark]) -> list[tuple[int, list[Said]]]:
        found: dict[int, list[Said]] = {}
        for each in remarks:
            become = self._by_words.get(each.text_id) if each.kind == Remark.Kind.ADVICE else None
            found.setdefault(each.assessor, []).append(Said(each, become))
        return sorted(found.items(), key=lambda each: (not each[0], each[0]))


def shown_to(user: "Someone", round_: Round, city: "City") -> Shown:
    """Three queries."""
    letters_ = ResultLetter.objects.visible_to(user).filter(round=round_, city=city).select_related("file")
    advice = Recommendation.objects.visible_to(user).filter(round=round_, city=city).select_related("city")
    return Shown(
        letters_.first(),
        list(Remark.objects.visible_to(user).filter(round=round_, city=city)),
        list(advice.with_words(user)),
    )


@dataclass(frozen=True)
class Kept(WithResult):
    """All that is kept, whoever asks: what a deed changes and a form shows."""

    def typed(self, kind: str) -> str:
        """The remarks of a kind as somebody would type them."""
        return letters.typed_of(letters.Line(each.assessor, each.text_id) for each in self.of_kind(kind))

    @property
    def is_public(self) -> bool:
        """Whether its recommendations may be read by all."""
        return bool(self.advice) and all(each.is_public for each in self.advice)

    @cached_property
    def mark(self) -> str:
        """Another one as soon as anything of it is another."""
        head = self.letter
        told = {
            "letter": head and (head.number, head.dated_on, head.signed_by, head.file_id),
            "remarks": [(each.kind, each.assessor, each.text_id, each.text_en) for each in self.remarks],
            "advice": [(each.number, each.text_id, each.text_en, each.is_public) for each in self.advice],
        }
        return letters.mark_of(told)


def kept_of(round_: Round, city: "City") -> Kept:
    return Kept(
        ResultLetter.objects.filter(round=round_, city=city).select_related("file").first(),
        list(Remark.objects.filter(round=round_, city=city)),
        list(Recommendation.objects.filter(round=round_, city=city)),
    )


def has_city(round_: Round, city: "City") -> bool:
    """Its own, one that was invited, or one that has a result."""
    if round_.city_id is not None:
        return round_.city_id == city.pk
    return round_.participations.filter(city=city).exists() or round_.results.filter(city=city).exists()


def cities_in(round_: Round, user: "Someone", permission: Permission) -> "list[City]":
    """Those of the round in which somebody holds a permission, by name."""
    here = cities_for(user, permission).order_by("name")
    if round_.city_id is not None:
        return list(here.filter(pk=round_.city_id))
    invited, scored = round_.participations.values("city"), round_.results.values("city")
    return list(here.filter(Q(pk__in=invited) | Q(pk__in=scored)))


def last_saved(round_: Round) -> Entry | None:
    """Who last recorded letters or remarks of a round, and when, as the trail says."""
    at = subjects.reference(round_)
    rows = Entry.objects.filter(
        subject_kind=at.kind,
        subject_key=at.key,
        kind__in=("evaluation.letter_recorded", "evaluation.remarks_written", "evaluation.first_advice_told"),
    )
    return rows.select_related("actor").order_by("-at", "-pk").first()
