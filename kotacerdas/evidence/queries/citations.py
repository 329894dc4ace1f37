"""Reads of citations: what they prove, which wait for whom, which are outdated; a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from kotacerdas.evidence import targets
from kotacerdas.evidence.domain.freshness import Freshness, expires_within
from kotacerdas.evidence.domain.spans import Span, find
from kotacerdas.evidence.domain.states import State
from kotacerdas.evidence.models import Citation, Document, Unit, Use
from kotacerdas.evidence.models.citations import CitationQuerySet
from kotacerdas.evidence.queries import persons
from kotacerdas.evidence.queries.persons import Persons
from kotacerdas.evidence.targets import Target
from kotacerdas.people.models import City, RoleAssignment, User
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

SOON_DAYS = 90
MOST_MISFITS = 5
Key = tuple[str, str]


@dataclass(frozen=True)
class Aim:
    """What a citation is used for; `target` is None where the reader does not see the round, or it is no more."""

    use: Use
    target: Target | None
    freshness: Freshness | None = None

    @property
    def words(self) -> str:
        return f"{self.target.code} {self.target.title}" if self.target else self.use.target_key


@dataclass(frozen=True)
class Quoted:
    """A citation as a page shows it: what it proves, and the text around the quote as it is read today."""

    citation: Citation
    aims: list[Aim] = field(default_factory=list)
    text: str = ""
    span: Span | None = None
    """Where the quote stands in `text`; None if the file was read anew and the words are not found."""
    persons: Persons | None = None
    """Who cited and who checked, as the reader may know it."""


# --- What is proven ----------------------------------------------------------------------------------------


def resolve(keys: Iterable[Key], *, user: Any, city: Any) -> dict[Key, Target]:
    """The targets of these names, from the lists that the reader sees: as many queries as there are lists, at most."""
    missing = set(keys)
    kinds = {kind for kind, _key in missing}
    found: dict[Key, Target] = {}
    for scope in targets.scopes(user, city) if missing else []:
        if scope.kind not in kinds:
            continue
        here = {(each.kind, each.key): each for each in targets.of_scope(city, scope)}
        hit = missing & here.keys()
        found |= {key: here[key] for key in hit}
        missing -= hit
        if not missing:
            break
    return found


def with_uses(citations: CitationQuerySet) -> CitationQuerySet:
    """Everything that a row shows but the targets."""
    current = Prefetch("uses", Use.objects.current().select_related("reviewed_by"), to_attr="current_uses")
    return citations.with_names().select_related("document__by").prefetch_related(current)


def quoted(citations: Iterable[Citation], *, user: Any, city: Any, texts: bool = True) -> list[Quoted]:
    """With targets and texts; the citations come from `with_uses`. Whoever is outside reads confirmed uses alone."""
    found = list(citations)
    known = persons.known_to(user, [who for each in found for who in (each.by, each.reviewed_by)], city)
    uses = [_uses(each, known) for each in found]
    named = resolve(
        {(use.target_kind, use.target_key) for each in uses for use in each}, user=user, city=city
    )
    read = _texts(found) if texts else {}
    return [
        replace(_quoted(each, own, named, read.get((each.revision.content_id, each.unit), "")), persons=known)
        for each, own in zip(found, uses, strict=True)
    ]


def _uses(citation: Citation, known: Persons) -> list[Use]:
    current: list[Use] = getattr(citation, "current_uses", [])
    return [each for each in current if known.is_inside or each.state == State.CONFIRMED]


def _quoted(citation: Citation, uses: list[Use], named: dict[Key, Target], text: str) -> Quoted:
    aims = []
    for use in uses:
        target = named.get((use.target_kind, use.target_key))
        fresh = citation.document.freshness(target.year) if target else None
        aims.append(Aim(use, target, fresh))
    return Quoted(citation, aims, text, find(citation.quote, text, near=citation.start))


def _texts(citations: list[Citation]) -> dict[tuple[int, int], str]:
    wanted = Q(pk__in=[])
    for content, unit in {(each.revision.content_id, each.unit) for each in citations}:
        wanted |= Q(content=content, number=unit)
    rows = Unit.objects.filter(wanted).values_list("content", "number", "text")
    return {(content, number): text for content, number, text in rows}


# --- Lists -------------------------------------------------------------------------------------------------


def to_review(user: "Someone", city: "City") -> CitationQuerySet:
    """What waits for a second person, of which this one is a second person; `since`, the longest waiting first."""
    waiting = Use.objects.living().filter(citation=OuterRef("pk"), state=State.WAITING).order_by("at")
    found = Citation.objects.reviewable_by(user).filter(city=city)
    return found.annotate(since=Subquery(waiting.values("at")[:1])).order_by("since", "pk")


def of_document(document: Document, user: "Someone") -> "QuerySet[Citation]":
    return with_uses(Citation.objects.visible_to(user).filter(document=document)).order_by(
        "revision__number", "unit", "start", "pk"
    )


# --- Second persons ----------------------------------------------------------------------------------------

_REVIEWERS = [role for role, duty in ROLES.items() if Permission.REVIEW_EVIDENCE in duty.permissions]


def cities_that_wait() -> "QuerySet[City]":
    """Those in which something that is cited waits for a second person."""
    waiting = Use.objects.living().filter(state=State.WAITING).order_by().values("citation__city")
    return City.objects.filter(pk__in=waiting)


def reviewers(city: "City", today: date) -> "QuerySet[User]":
    """Everybody who may be the second person in a city; never for what is their own."""
    held = RoleAssignment.objects.active(today).filter(city=city, role__in=_REVIEWERS)
    return User.objects.may_sign_in().filter(pk__in=held.values("user")).order_by("pk")


def waiting_for(user: "User", city: "City") -> tuple[int, datetime]:
    """How many citations wait for this person, and since when the oldest does."""
    found = to_review(user, city).aggregate(count=Count("pk"), oldest=Min("since"))
    return found["count"], found["oldest"]


# --- What is outdated --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outdated:
    """A document on which living citations lean although its time is over, ends soon, or is not the evaluated one."""

    document: Document
    expires: date | None
    """Its last day in force, if that is past or near."""
    misfits: tuple[tuple[Aim, Citation], ...]
    """Uses for a year that the document does not speak of."""
    citations: tuple[Citation, ...]

    def is_expired(self, today: date) -> bool:
        return self.expires is not None and self.expires < today

    @property
    def more(self) -> int:
        """Misfits beyond those that a row shows."""
        return max(len(self.misfits) - MOST_MISFITS, 0)


_MISFITS = {Freshness.EARLIER, Freshness.LATER, Freshness.EXPIRED}


def outdated(user: "Someone", city: "City", *, today: date) -> list[Outdated]:
    """Before assessors find it: first what has expired, then what ends soonest, then what is of another year."""
    living = with_uses(Citation.objects.visible_to(user).living().filter(city=city))
    rows = quoted(
        living.order_by(F("document__valid_until").asc(nulls_last=True), "document", "pk"),
        user=user,
        city=city,
        texts=False,
    )
    grouped: dict[int, list[Quoted]] = {}
    for row in rows:
        grouped.setdefault(row.citation.document_id, []).append(row)
    found = [_outdated(group, today) for group in grouped.values()]
    return sorted(
        (each for each in found if each), key=lambda each: (each.expires or date.max, each.document.title)
    )


def _outdated(group: list[Quoted], today: date) -> Outdated | None:
    document = group[0].citation.document
    ends = document.valid_until if expires_within(document.times, today, SOON_DAYS) else None
    misfits = tuple((aim, row.citation) for row in group for aim in row.aims if aim.freshness in _MISFITS)
    if ends is None and not misfits:
        return None
    return Outdated(document, ends, misfits, tuple(row.citation for row in group))


# --- Targets to choose from --------------------------------------------------------------------------------


def matching(found: Iterable[Target], words: str) -> list[Target]:
    """Those that hold every word in code, title or group; a code typed alone comes first."""
    wanted = words.casefold().split()
    hits = [
        each
        for each in found
        if all(word in f"{each.code} {each.title} {each.words} {each.group}".casefold() for word in wanted)
    ]
    return sorted(hits, key=lambda each: each.code.casefold() != words.strip().casefold())
