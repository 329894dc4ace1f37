"""Reads what goes into a pack: the confirmed citations of a scope's targets, by question, and what is left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from kotacerdas.evidence import targets
from kotacerdas.evidence.domain import spans
from kotacerdas.evidence.models import Citation, Confidentiality, Scan, Unit, Use
from kotacerdas.evidence.targets import Scope, Target
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.models.assignments import day_at

if TYPE_CHECKING:
    from kotacerdas.people.models import City


@dataclass(frozen=True)
class Proven:
    """A target with the citations that prove it, the oldest first."""

    target: Target
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Gathered:
    """`uses` are all that a citation is confirmed for, in other rounds too."""

    city: "City"
    scope: Scope
    proven: tuple[Proven, ...]
    uses: dict[int, list[Use]]
    people: "People"
    left_secret: int = 0
    left_infected: int = 0

    @property
    def citations(self) -> list[Citation]:
        """Each once, in the order of the form."""
        return list({each.pk: each for row in self.proven for each in row.citations}.values())


def gather(city: "City", scope: Scope, *, user: Any, with_secret: bool) -> Gathered:
    """`user` None is the command line, which sees everything of the city."""
    aims = targets.of_scope(city, scope)
    counted = Use.objects.counting().filter(
        target_kind=scope.kind,
        target_key__in=[aim.key for aim in aims],
        citation__city=city,
        citation__document__withdrawn_at=None,
    )
    known = {each.pk: each for each in _citations(counted)}
    secret = {key for key, each in known.items() if each.document.confidentiality == Confidentiality.SECRET}
    infected = {key for key, each in known.items() if each.revision.content.scan == Scan.INFECTED}
    taken = set(known) - infected - (set() if with_secret else secret)
    if user is not None:
        seen = Citation.objects.visible_to(user).filter(pk__in=taken)
        taken &= set(seen.values_list("pk", flat=True))
    by_target: dict[str, list[int]] = {}
    for key, citation in counted.order_by("citation__at", "citation").values_list("target_key", "citation"):
        by_target.setdefault(key, []).append(citation)
    proven = [
        Proven(aim, tuple(known[key] for key in by_target.get(aim.key, ()) if key in taken)) for aim in aims
    ]
    uses: dict[int, list[Use]] = {}
    for use in Use.objects.counting().filter(citation__in=taken).order_by("at", "pk"):
        uses.setdefault(use.citation_id, []).append(use)
    everybody = {
        who
        for key in taken
        for who in (known[key].by_id, known[key].uploaded_by_id, known[key].reviewed_by_id)
    } | {who for rows in uses.values() for use in rows for who in (use.by_id, use.reviewed_by_id)}
    return Gathered(
        city,
        scope,
        tuple(proven),
        uses,
        People.of(city, everybody),
        left_secret=0 if with_secret else len(secret),
        left_infected=len(infected),
    )


def _citations(counted: Any) -> Iterable[Citation]:
    wanted = Citation.objects.filter(pk__in=counted.values("citation"))
    return wanted.select_related("document__agency", "revision__content")


def units_of(citations: Iterable[Citation]) -> dict[int, Unit]:
    """The cited units of one content, by their number."""
    rows = list(citations)
    numbers = {each.unit for each in rows}
    found = Unit.objects.filter(content=rows[0].revision.content, number__in=numbers).order_by("number")
    return {unit.number: unit for unit in found}


def found_in(citation: Citation, unit: Unit | None) -> spans.Span | None:
    """Where the quote stands in the text as it is read today; None if its words are not there any more."""
    if unit is None:
        return None
    if citation.span.within(unit.text) and citation.span.of(unit.text) == citation.quote:
        return citation.span
    return spans.find(citation.quote, unit.text, near=citation.start)


# --- People as offices -----------------------------------------------------------------------------------------


@dataclass
class People:
    """Who did something, told as an office and as a number that counts within this pack only."""

    city: "City"
    held: dict[int, list[RoleAssignment]]
    _numbers: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, city: "City", users: Iterable[int | None]) -> "People":
        rows = RoleAssignment.objects.filter(city=city, user__in=[each for each in users if each is not None])
        held: dict[int, list[RoleAssignment]] = {}
        for row in rows.select_related("organisation").order_by("pk"):
            held.setdefault(row.user_id, []).append(row)
        return cls(city, held)

    def number(self, user: int | None) -> int | None:
        """The same person has the same number, so that a second person can be told from the first."""
        return None if user is None else self._numbers.setdefault(user, len(self._numbers) + 1)

    def office(self, user: int | None, at: datetime | None) -> str:
        """The organisation or role that somebody worked in at that time; never a name or an address."""
        if user is None or at is None:
            return ""
        held = self.held.get(user, [])
        day = day_at(self.city, at)
        then = [each for each in held if each.is_active(day, at)] or held
        if not then:
            return _("an office of the city")
        first = next((each for each in then if each.organisation_id), then[0])
        return first.organisation.name if first.organisation else str(first.duty.name)

    def told(self, user: int | None, at: datetime | None) -> dict[str, Any]:
        return {
            "office": self.office(user, at),
            "person": self.number(user),
            "at": at.isoformat() if at else None,
        }
