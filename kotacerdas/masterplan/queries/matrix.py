"""Which agency carries programmes of which dimension, and what proves that it does; a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kotacerdas.evidence import targets
from kotacerdas.evidence.models import Citation
from kotacerdas.masterplan import answer_rules
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.queries import plan_years
from kotacerdas.people.models import Organisation

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

ACTION_PLANS, NO_DIMENSION = "plans", "none"
QUESTION = "evaluation.question"
SHOWN = ("without", "leads", "supports", "renstra", "no-renstra", "proven")


@dataclass
class Cell:
    """How many programmes the agency leads here, and how many of others it supports."""

    leads: int = 0
    supports: int = 0

    def __bool__(self) -> bool:
        return bool(self.leads or self.supports)


@dataclass(frozen=True)
class Row:
    """`quotes` are confirmed for the question whether agencies take part, from documents of this agency."""

    agency: Organisation
    cells: Mapping[str, Cell]
    renstra_places: Sequence[Programme] = ()
    renstra: Sequence[Edition] = ()
    quotes: Sequence[Citation] = ()

    @cached_property
    def total(self) -> Cell:
        cells = self.cells.values()
        return Cell(sum(each.leads for each in cells), sum(each.supports for each in cells))

    @property
    def carries(self) -> bool:
        return bool(self.total)

    @property
    def has_renstra(self) -> bool:
        return bool(self.renstra_places or self.renstra)

    @cached_property
    def documents(self) -> list[Citation]:
        """One quote of each document."""
        return list({each.document_id: each for each in self.quotes}.values())

    def stands(self, state: str) -> bool:
        match state:
            case "without":
                return not self.carries
            case "leads":
                return bool(self.total.leads)
            case "supports":
                return bool(self.total.supports) and not self.total.leads
            case "renstra":
                return self.carries and self.has_renstra
            case "no-renstra":
                return self.carries and not self.has_renstra
            case "proven":
                return bool(self.quotes)
        return True


@dataclass(frozen=True)
class Matrix:
    """`unled` are programmes that nobody leads, `elsewhere` those led by somebody who is no agency of the city in force."""

    rows: Sequence[Row]
    columns: Sequence[str]
    unled: Sequence[Programme] = ()
    elsewhere: Sequence[Programme] = ()
    programmes: int = 0

    @cached_property
    def without(self) -> int:
        return self.count("without")

    def count(self, state: str) -> int:
        return sum(row.stands(state) for row in self.rows)


@dataclass
class _Tally:
    cells: dict[str, Cell] = field(default_factory=lambda: defaultdict(Cell))
    places: list[Programme] = field(default_factory=list)


def of(edition: Edition, user: "Someone", *, today: date) -> Matrix:
    """All agencies of the city in force today, those without a programme first; `edition` comes from `visible_to`."""
    programmes = list(edition.programmes.select_related("lead").order_by("code"))
    for each in programmes:
        each.edition = edition
    agencies = {each.pk: each for each in plan_years.agencies_of(edition.city, today)}
    tallies = _tallies(edition, programmes)
    renstra = plan_years.with_renstra(list(agencies), edition.years, user)
    quotes = _quotes(edition, user, list(agencies))
    columns = _columns(programmes)
    rows = [
        Row(
            agency,
            {column: tallies[key].cells.get(column, Cell()) for column in columns},
            tallies[key].places,
            renstra.get(key, ()),
            quotes.get(key, ()),
        )
        for key, agency in agencies.items()
    ]
    rows.sort(key=lambda row: row.carries)
    return Matrix(
        rows,
        columns,
        [each for each in programmes if each.lead_id is None],
        [each for each in programmes if each.lead_id is not None and each.lead_id not in agencies],
        len(programmes),
    )


def narrowed(rows: Iterable[Row], *, words: str = "", dimension: str = "", state: str = "") -> list[Row]:
    wanted = words.casefold().split()
    return [
        row
        for row in rows
        if row.stands(state)
        and (not dimension or row.cells.get(dimension))
        and all(word in f"{row.agency.name} {row.agency.short_name}".casefold() for word in wanted)
    ]


def column_of(programme: Programme) -> str:
    """An action plan is one whatever dimension it names."""
    return ACTION_PLANS if programme.kind in Programme.ACTION_PLANS else programme.dimension or NO_DIMENSION


def _columns(programmes: Iterable[Programme]) -> list[str]:
    """The last one only where a programme needs it."""
    some = [*Dimension.values, ACTION_PLANS]
    return [*some, NO_DIMENSION] if any(column_of(each) == NO_DIMENSION for each in programmes) else some


def _tallies(edition: Edition, programmes: Iterable[Programme]) -> dict[int, _Tally]:
    found: dict[int, _Tally] = defaultdict(_Tally)
    columns = {}
    for each in programmes:
        columns[each.pk] = column_of(each)
        if each.lead_id is not None:
            mine = found[each.lead_id]
            mine.cells[columns[each.pk]].leads += 1
            if each.renstra_ref.strip():
                mine.places.append(each)
    leads = {each.pk: each.lead_id for each in programmes}
    through = Programme.supporting.through.objects.filter(programme__edition=edition)
    for programme, organisation in through.values_list("programme_id", "organisation_id"):
        if leads.get(programme) != organisation:
            found[organisation].cells[columns[programme]].supports += 1
    return found


def _quotes(edition: Edition, user: "Someone", agencies: Collection[int]) -> dict[int, list[Citation]]:
    """Confirmed quotes for the question whether agencies take part, of rounds within the years of the edition."""
    found: dict[int, list[Citation]] = defaultdict(list)
    if not user.is_authenticated:
        return found
    keys = _keys(edition.city, edition.years, user)
    rows = Citation.objects.visible_to(user).filter(
        uses__target_kind=QUESTION, uses__target_key__in=keys, uses__ended_at=None, uses__state="confirmed",
        state="confirmed", document__agency__in=agencies,
    )  # fmt: skip
    for each in rows.select_related("document__agency").order_by("document", "pk").distinct():
        if each.document.agency_id is not None:
            found[each.document.agency_id].append(each)
    return found


def _keys(city: "City", years: range, user: "Someone") -> list[str]:
    """Of that question in each round whose form is known here."""
    return [
        target.key
        for scope in targets.scopes(user, city)
        if scope.kind == QUESTION and scope.year in years
        for codes in [answer_rules.codes(scope.form, "agencies")]
        if codes
        for target in targets.of_scope(city, scope)
        if target.code in codes
    ]
