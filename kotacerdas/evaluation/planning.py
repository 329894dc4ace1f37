"""What loading results would do, city by city: whose rows they are, what they refine, what would change. Only reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.evaluation.domain import keeping, merging
from kotacerdas.evaluation.guarding import loader_of
from kotacerdas.evaluation.models import Result, Round, Source
from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.instruments.domain.numbers import exact_decimal
from kotacerdas.instruments.domain.scoring import Panel
from kotacerdas.people import access
from kotacerdas.people.domain.names import NameAmbiguous, NameNotFound
from kotacerdas.people.models import City
from kotacerdas.people.queries import CityDirectory

if TYPE_CHECKING:
    from kotacerdas.people.models import User

Change = Literal["added", "changed", "unchanged"]


@dataclass
class Planned:
    """What loading would do to one city's result."""

    city: City
    change: Change
    before: Decimal | None
    result: Result
    scores: dict[str, Decimal | Panel] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    round: Round
    cities: tuple[Planned, ...]

    def count(self, change: Change) -> int:
        return sum(planned.change == change for planned in self.cities)

    @property
    def added(self) -> int:
        return self.count("added")

    @property
    def changed(self) -> int:
        return self.count("changed")

    @property
    def unchanged(self) -> int:
        return self.count("unchanged")

    @property
    def writes(self) -> bool:
        """Whether loading would change anything."""
        return self.unchanged < len(self.cities)


def plan_results(
    round_: Round,
    rows: Iterable[CityAnswers],
    *,
    by: "User | None" = None,
    source: Source | None = None,
    replace_all: bool = False,
    origin: Result.Origin = Result.Origin.LOADED,
) -> Plan:
    """What `load_results` would do; reads only. Raises `Refused` with the faults of the whole input, not only the first.

    Scores already kept are joined with the new ones unless `replace_all`: a report's questions refine the letter's
    component scores and must reproduce them.
    """
    known = {
        result.city_id: result for result in round_.results.select_related("city").prefetch_related("scores")
    }
    faults: list[Fault] = []
    planned: list[Planned] = []
    for row, city in _with_cities(round_, rows, by, faults):
        before = known.get(city.pk)
        try:
            each = _planned(round_, row, city, None if replace_all else before, before, source, origin)
            planned.append(each)
        except Refused as refused:
            faults += [_placed(fault, row) for fault in refused.faults]
    if faults:
        raise Refused(sorted(faults, key=lambda fault: fault.line or 0))
    return Plan(round_, tuple(planned))


# --- planning one city -------------------------------------------------------------------------------------


def _planned(
    round_: Round,
    row: CityAnswers,
    city: City,
    joined: Result | None,
    before: Result | None,
    source: Source | None,
    origin: Result.Origin,
) -> Planned:
    result = Result(round=round_, city=city, pk=before.pk if before else None, source=source, origin=origin)
    if joined is not None:
        _take_over(result, joined, source)
    _take_details(result, row)
    figures = _figures(row, joined)
    if faults := keeping.faults(round_.edition, figures, row):
        raise Refused(faults)
    scores: dict[str, Decimal | Panel] = {}
    if row.participated and figures.keys() - {"INDEX"}:
        scores = _compute(round_, result, figures)
    else:
        result.published = {
            code: str(figure) for code, figure in figures.items() if isinstance(figure, Decimal)
        }
        result.index = result.published_final if row.participated else None
    return Planned(city, _change(before, result, scores), before.index if before else None, result, scores)


def _take_details(result: Result, row: CityAnswers) -> None:
    for name in ("improvement", "rank", "rank_of"):
        value = getattr(row, name)
        if value is not None:
            setattr(result, f"published_{name}", value)
    result.note_id, result.note_en = row.note_id or result.note_id, row.note_en or result.note_en
    result.participated = row.participated


def _take_over(result: Result, joined: Result, source: Source | None) -> None:
    for name in ("published_improvement", "published_rank", "published_rank_of", "note_id", "note_en"):
        setattr(result, name, getattr(joined, name))
    result.source = source or joined.source


def _figures(row: CityAnswers, joined: Result | None) -> dict[str, Decimal | Panel]:
    """Everything published of this city, at every depth; what the row says wins over what is kept."""
    figures: dict[str, Decimal | Panel] = {}
    if joined is not None:
        figures |= {code: Decimal(figure) for code, figure in joined.published.items()}
        figures |= joined.answers()
    if row.participated:
        figures |= row.answers
    if row.final is not None:
        figures["INDEX"] = row.final
    return figures


def _compute(
    round_: Round, result: Result, figures: dict[str, Decimal | Panel]
) -> dict[str, Decimal | Panel]:
    edition = round_.edition
    if edition is None:
        raise Refused(Fault("round-without-instrument", {"round": round_.code}))
    depths = merging.finest(edition, figures)
    computed = scoring.score(edition, depths.answers)
    faults = merging.differences(computed, depths.published)
    if faults:
        raise Refused(faults)
    result.is_computed = True
    result.index = computed.index
    result.exact = None if computed.exact is None else exact_decimal(computed.exact)
    result.band = computed.band.code if computed.band else ""
    result.parts = {
        node.code: [str(computed.shown(node.code)), str(computed.contribution(node.code))]
        for node in edition.root.children
    }
    result.published = {
        code: _as_published(figure, edition.places) for code, figure in depths.published.items()
    }
    return depths.answers


def _as_published(figure: Decimal, places: int) -> str:
    """At least the places of the form, so that 1.4 and 1.40 are kept alike."""
    return str(exact_decimal(Fraction(figure), at_least=places))


def _change(before: Result | None, after: Result, scores: dict[str, Decimal | Panel]) -> Change:
    if before is None:
        return "added"
    fields = [field.attname for field in Result._meta.concrete_fields if not field.primary_key]
    same = all(getattr(before, name) == getattr(after, name) for name in fields)
    return "unchanged" if same and before.answers() == scores else "changed"


# --- whose rows --------------------------------------------------------------------------------------------


def _with_cities(
    round_: Round, rows: Iterable[CityAnswers], by: "User | None", faults: list[Fault]
) -> list[tuple[CityAnswers, City]]:
    directory = CityDirectory.load()
    reach = access.reach(by, loader_of(round_)) if by else None
    found: list[tuple[CityAnswers, City]] = []
    first_line: dict[int, int] = {}
    for row in rows:
        if len(faults) >= ENOUGH:
            break
        try:
            city = directory.find(row.code or row.city)
        except NameNotFound as error:
            near = ", ".join(_names(error.suggestions))
            faults.append(Fault("city-unknown", {"city": row.city[:80], "near": near or "–"}, line=row.line))
        except NameAmbiguous as error:
            faults.append(
                Fault(
                    "city-ambiguous",
                    {"city": row.city[:80], "cities": ", ".join(_names(error.candidates))},
                    line=row.line,
                )
            )
        else:
            if city.pk in first_line:
                faults.append(
                    Fault("city-twice", {"city": city.name, "first": first_line[city.pk]}, line=row.line)
                )
            is_foreign = round_.city_id not in {None, city.pk}
            if is_foreign or (reach is not None and not reach.covers(city)):
                faults.append(Fault("city-out-of-reach", {"city": city.name}, line=row.line))
            first_line.setdefault(city.pk, row.line)
            found.append((row, city))
    return found


def _names(places: Sequence[object]) -> list[str]:
    return [str(place) for place in places]


def _placed(fault: Fault, row: CityAnswers) -> Fault:
    return replace(fault, values={**fault.values, "city": row.city}, line=fault.line or row.line)
