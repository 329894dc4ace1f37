"""Two editions as a comparison needs them: seven queries for both, however large they are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kotacerdas.masterplan.domain.comparing.differing import Difference, differences
from kotacerdas.masterplan.domain.comparing.states import NodeState, PlanState, ProgrammeState
from kotacerdas.masterplan.models import Budget, Edition, Node, Programme, WorkplanYear, YearFigure
from kotacerdas.people.models import Organisation

_OLDEST = 50
"""So many editions one after the other are followed back."""


@dataclass(frozen=True)
class Compared:
    """What differs, and the names of the agencies that lead anything, by their codes."""

    before: Edition
    after: Edition
    difference: Difference
    agencies: Mapping[str, Organisation]


def compared(before: Edition, after: Edition) -> Compared:
    """Of two editions that the reader is known to see. `continues` is followed through editions that lie between."""
    found = _states(before, after)
    leads = {row.lead for state in found for row in state.programmes}
    known = Organisation.objects.filter(city=after.city_id, code__in=leads - {""})
    return Compared(before, after, differences(*found), {each.code: each for each in known})


def _states(*editions: Edition) -> list[PlanState]:
    """Of two editions, or of one twice."""
    wanted = list({each.pk: each for each in editions})
    rows = list(
        Programme.objects.filter(edition__in=wanted).select_related("lead").order_by("edition", "code")
    )
    links = _links(editions[0], editions[-1], rows)
    figures: dict[int, dict[int, Decimal]] = defaultdict(dict)
    # Ordered by nothing that lies in other tables: PostgreSQL would join them all, and badly where it knows no figures of them.
    for figure in YearFigure.objects.filter(programme__edition__in=wanted, target__isnull=False).order_by():
        if figure.target is not None:
            figures[figure.programme_id][figure.year] = figure.target
    money: dict[int, dict[tuple[str, int], int]] = defaultdict(dict)
    for budget in Budget.objects.filter(programme__edition__in=wanted).order_by():
        money[budget.programme_id][budget.source, budget.year] = budget.effective
    workplans: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for listed in WorkplanYear.objects.filter(programme__edition__in=wanted).order_by("year"):
        workplans[listed.programme_id][listed.document].append(listed.year)
    programmes: dict[int, list[ProgrammeState]] = defaultdict(list)
    for row in rows:
        programmes[row.edition_id].append(
            _programme(row, figures[row.pk], money[row.pk], workplans[row.pk], links.get(row.pk))
        )
    nodes: dict[int, list[NodeState]] = defaultdict(list)
    for node in Node.objects.filter(edition__in=wanted).select_related("parent"):
        parent = node.parent.code if node.parent and node.parent.edition_id == node.edition_id else ""
        nodes[node.edition_id].append(NodeState(node.code, node.kind, node.text_id, parent))
    other = {editions[0].pk: editions[-1].pk, editions[-1].pk: editions[0].pk}
    return [
        PlanState(
            str(each.pk),
            tuple(programmes[each.pk]),
            tuple(nodes[each.pk]),
            each.years,
            follows=str(other[each.pk]),
        )
        for each in editions
    ]


def _programme(
    row: Programme,
    figures: Mapping[int, Decimal],
    money: Mapping[tuple[str, int], int],
    workplans: Mapping[str, list[int]],
    continues: str | None,
) -> ProgrammeState:
    return ProgrammeState(
        code=row.code,
        title=row.title,
        kind=row.kind,
        dimension=row.dimension,
        subdimension=row.subdimension,
        lead=row.lead.code if row.lead else "",
        goal=row.goal,
        measure=row.measure,
        unit=row.unit,
        direction=row.direction,
        baseline=row.baseline,
        baseline_year=row.baseline_year,
        figures=figures,
        money=money,
        starts=row.starts_on,
        ends=row.ends_on,
        renja_years=tuple(workplans.get(WorkplanYear.Document.RENJA, ())),
        rkpd_years=tuple(workplans.get(WorkplanYear.Document.RKPD, ())),
        continues=continues,
    )


def _links(one: Edition, other: Edition, rows: list[Programme]) -> dict[int, str]:
    """For programmes of both editions: the code of the one that each continues in the other edition, at whatever distance."""
    if one.pk == other.pk:
        return {}
    family = Programme.objects.filter(edition__city=one.city_id, edition__kind=one.kind)
    before: dict[int, int | None] = {}
    places: dict[int, tuple[int, str]] = {}
    for key, edition, code, continues in family.values_list("pk", "edition_id", "code", "continues_id"):
        before[key], places[key] = continues, (edition, code)
    aim = {one.pk: other.pk, other.pk: one.pk}
    found: dict[int, str] = {}
    for row in rows:
        at, steps = row.continues_id, 0
        while at in places and steps < _OLDEST:
            edition, code = places[at]
            if edition == aim[row.edition_id]:
                found[row.pk] = code
                break
            at, steps = before[at], steps + 1
    return found
