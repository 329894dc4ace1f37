"""One document opened at one unit: what is read of it, what is marked, what is cited of it; a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kotacerdas.evidence.domain.marking import Piece, pieces
from kotacerdas.evidence.domain.spans import Span, trimmed
from kotacerdas.evidence.models import Citation, Content, Document, OtherName, Revision, Scan, Unit
from kotacerdas.evidence.queries import citations, persons
from kotacerdas.evidence.queries.citations import Quoted
from kotacerdas.evidence.queries.persons import Persons

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

# More places than this are not offered in one list; the arrows and the address lead everywhere.
MOST_PLACES = 400


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what is not there is not refused but left out."""

    revision: int | None = None
    unit: int | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Place:
    number: int
    kind: str
    label: str


@dataclass(frozen=True)
class Desk:
    """A document as it lies open."""

    revision: Revision
    revisions: list[Revision]
    names: list[OtherName]
    """Folders and names of the offices, which whoever is outside does not read."""
    persons: Persons
    places: list[Place]
    unit: Unit | None
    span: Span | None
    pieces: list[Piece]
    quotes: list[Quoted]
    """Every citation of the document that the reader sees, whatever its state and revision."""

    @property
    def content(self) -> Content:
        return self.revision.content

    @property
    def is_newest(self) -> bool:
        return self.revision.number == self.revisions[-1].number

    @property
    def can_be_cited(self) -> bool:
        return self.unit is not None and bool(self.unit.text.strip()) and self.content.scan != Scan.INFECTED

    @property
    def here(self) -> list[Quoted]:
        """Citations of this unit."""
        number = self.unit.number if self.unit else None
        return [each for each in self.quotes if _is_here(each.citation, self.revision, number)]

    @property
    def elsewhere(self) -> list[Quoted]:
        number = self.unit.number if self.unit else None
        return [each for each in self.quotes if not _is_here(each.citation, self.revision, number)]

    @property
    def before(self) -> Place | None:
        return self._beside(-1)

    @property
    def after(self) -> Place | None:
        return self._beside(1)

    def _beside(self, step: int) -> Place | None:
        numbers = [place.number for place in self.places]
        if self.unit is None or self.unit.number not in numbers:
            return None
        at = numbers.index(self.unit.number) + step
        return self.places[at] if 0 <= at < len(self.places) else None


def _is_here(citation: Citation, revision: Revision, unit: int | None) -> bool:
    return citation.revision_id == revision.pk and citation.unit == unit


def asked_in(address: Mapping[str, str]) -> Asked:
    start, end = _number(address.get("dari")), _number(address.get("sampai"))
    span = Span(start, end) if start is not None and end is not None and start < end else None
    return Asked(_number(address.get("revisi")), _number(address.get("satuan")), span)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def of(document: Document, user: "Someone", *, asked: Asked) -> Desk:
    """The newest revision and its first unit, unless others are asked for."""
    revisions = list(document.revisions.select_related("content", "file", "by"))
    revision = next((each for each in revisions if each.number == asked.revision), revisions[-1])
    places = [
        Place(*row)
        for row in revision.content.units.order_by("number").values_list("number", "kind", "label")
    ]
    unit = unit_of(revision, asked.unit or (places[0].number if places else None))
    quotes = citations.quoted(
        citations.of_document(document, user), user=user, city=document.city, texts=False
    )
    span = trimmed(asked.span, unit.text) if unit and asked.span else None
    cited = [
        each.citation.span
        for each in quotes
        if each.citation.is_living and _is_here(each.citation, revision, unit.number if unit else None)
    ]
    known = persons.known_to(user, [document.by, *(each.by for each in revisions)], document.city)
    names = OtherName.objects.filter(revision__document=document)[:50] if known.is_inside else ()
    return Desk(
        revision=revision,
        revisions=revisions,
        names=list(names),
        persons=known,
        places=places,
        unit=unit,
        span=span,
        pieces=pieces(unit.text, chosen=span, cited=cited) if unit else [],
        quotes=quotes,
    )


def unit_of(revision: Revision, number: int | None) -> Unit | None:
    return revision.content.units.filter(number=number).first() if number is not None else None
