"""A kept portfolio as its page shows it: who was chosen, who not and why, what it takes, what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.jobs.models import State
from kotacerdas.masterplan.domain.portfolio import reasons, scenario
from kotacerdas.masterplan.domain.portfolio.candidates import LeftOut
from kotacerdas.masterplan.domain.portfolio.reasons import Reason
from kotacerdas.masterplan.models import Portfolio, Programme, Resolution, Scale, Way
from kotacerdas.people.models import Organisation

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class Line:
    """A programme with what it brings and costs in this portfolio; `costs` is the whole of the years asked for."""

    code: str
    programme: Programme | None
    """None if it was taken out of the plan since."""
    title: str
    worth: Decimal
    costs: Decimal
    way: str = ""
    must: bool = False
    reason: Reason | LeftOut | None = None


@dataclass(frozen=True)
class Taken:
    """One limit: money of a source, or work of an agency, in a year."""

    kind: str
    name: str
    year: str
    there: Decimal
    taken: Decimal

    @property
    def left(self) -> Decimal:
        return self.there - self.taken

    @property
    def share(self) -> Decimal:
        return self.taken / self.there if self.there else Decimal(0)


Phase = Literal["waits", "failed", "faults", "answered"]


@dataclass(frozen=True)
class Shown:
    portfolio: Portfolio
    phase: Phase
    chosen: tuple[Line, ...]
    not_chosen: tuple[Line, ...]
    never: tuple[Line, ...]
    """Those that could not be chosen at all."""
    taken: tuple[Taken, ...]
    faults: tuple[Fault, ...]
    basis: tuple[Fault, ...]
    agencies: Mapping[str, Organisation]
    resolutions: tuple[Resolution, ...]

    @property
    def result(self) -> Mapping[str, Any]:
        answer: Mapping[str, Any] = self.portfolio.result
        return answer

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(each.code for each in self.chosen)

    @property
    def costs(self) -> Decimal:
        return sum((each.costs for each in self.chosen), Decimal(0))

    def of_kind(self, kind: str) -> list[Taken]:
        return [each for each in self.taken if each.kind == kind]


def portfolios_of(scale: Scale, user: "Someone") -> list[Portfolio]:
    """The newest first, each with its job and its decisions."""
    rows = Portfolio.objects.visible_to(user).filter(scale=scale).select_related("job")
    return list(rows.prefetch_related("resolutions").order_by("-made_at", "-pk"))


def phase_of(portfolio: Portfolio) -> Phase:
    if portfolio.result:
        return "answered"
    if portfolio.faults:
        return "faults"
    is_over = portfolio.job is None or portfolio.job.state in (State.FAILED, State.CANCELLED)
    return "failed" if is_over else "waits"


def shown(portfolio: Portfolio, user: "Someone") -> Shown:
    """Five queries at most, however many programmes. The portfolio comes with its scale, edition and job."""
    given = portfolio.scenario
    edition = portfolio.scale.edition
    programmes = {each.code: each for each in edition.programmes.select_related("lead")}
    for each in programmes.values():
        each.edition = edition
    titles = dict(_way_titles(edition))
    lines = _lines(portfolio, programmes, titles)
    left_out = portfolio.limits.get("left_out", {})
    never = tuple(
        Line(
            code, programmes.get(code), _title(programmes, code), Decimal(0), Decimal(0), reason=LeftOut(*why)
        )
        for code, why in sorted(left_out.items())
    )
    agencies = {each.code: each for each in Organisation.objects.filter(code__in=given.get("capacity", {}))}
    resolutions = portfolio.resolutions.select_related("written_by").prefetch_related("dissents")
    return Shown(
        portfolio, phase_of(portfolio),
        chosen=tuple(each for each in lines if each.reason is None) if portfolio.result else (),
        not_chosen=tuple(each for each in lines if each.reason is not None) if portfolio.result else (),
        never=never,
        taken=tuple(
            Taken(each["kind"], each["name"], each["year"], Decimal(str(each["there"])), Decimal(str(each["taken"])))
            for each in portfolio.result.get("spent", ())
        ),
        faults=tuple(Fault(kind, values) for kind, values in portfolio.faults),
        basis=tuple(Fault(kind, values) for kind, values in portfolio.limits.get("basis", ())),
        agencies=agencies,
        resolutions=tuple(resolutions.order_by("-written_at", "-pk")),
    )  # fmt: skip


def what_stands_on(portfolio: Portfolio) -> list[Fault]:
    """Why it cannot be taken away: what was decided about it, and the ways to build that were chosen as it chose them."""
    found = [
        Fault("portfolio-decided", {"portfolio": portfolio.title, "day": each.decided_on, "outcome": str(each.get_outcome_display())})
        for each in portfolio.resolutions.order_by("decided_on", "pk")
    ]  # fmt: skip
    chosen = {(each["code"], each.get("way")) for each in portfolio.result.get("chosen", ())}
    ways = Way.objects.filter(programme__edition=portfolio.scale.edition_id, is_chosen=True)
    for way in ways.select_related("programme").order_by("programme__code"):
        if (way.programme.code, way.code) in chosen:
            said = {"portfolio": portfolio.title, "way": way.title, "programme": str(way.programme)}
            found.append(Fault("portfolio-way-chosen", said))
    return found


def _way_titles(edition: Any) -> Sequence[tuple[tuple[str, str], str]]:
    rows = Way.objects.filter(programme__edition=edition).values_list("programme__code", "code", "title")
    return [((programme, code), title) for programme, code, title in rows.order_by()]


def _title(programmes: Mapping[str, Programme], code: str) -> str:
    return programmes[code].title if code in programmes else code


def _lines(
    portfolio: Portfolio, programmes: Mapping[str, Programme], titles: Mapping[tuple[str, str], str]
) -> list[Line]:
    """The best first: by what each brings, then by code."""
    try:
        given = scenario.read(portfolio.scenario)
    except Refused:
        return []
    chosen = {each["code"]: each.get("way", "") for each in portfolio.result.get("chosen", ())}
    why = reasons.of_not_chosen(given, chosen) if portfolio.result else {}
    found = []
    for each in given.programmes:
        way = next((one for one in each.choices if one.code == chosen.get(each.code)), each.choices[0])
        worth = each.priority if given.objective == "priority" else sum(
            (given.questions[code].per_level * min(levels, given.questions[code].room) for code, levels in each.lifts.items()),
            each.gain,
        )  # fmt: skip
        costs = sum((amount for years in way.costs.values() for amount in years.values()), Decimal(0))
        named = titles.get((each.code, way.code), way.code) if each.code in chosen else ""
        brought = worth * way.brings if each.code in chosen else worth
        row = programmes.get(each.code)
        found.append(Line(each.code, row, each.title, brought, costs, named, each.must, why.get(each.code)))
    return sorted(found, key=lambda line: (-line.worth, line.code))
