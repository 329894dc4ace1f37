"""Candidates are marked by hand, and brought from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.geography.queries.areas import areas_of, units_by_code
from kotacerdas.siting.candidate_files import MOST_FAULTS, Row
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.gathering import MOST
from kotacerdas.siting.models import Candidate, Scenario

if TYPE_CHECKING:
    from kotacerdas.people.models import User

Source = Candidate.Source


@dataclass(frozen=True)
class Mark:
    """`cost` None: that of its kind."""

    is_must: bool
    is_excluded: bool
    exclusion: str = ""
    cost: int | None = None


@transaction.atomic
def mark(
    scenario: Scenario, marks: Mapping[str, Mark], *, expected: int, by: "User | None", now: datetime
) -> int:
    """By code; answers how many changed: if none did, the scenario stays as it is and its answer with it. Raises `Refused` for one
    that is both, `StaleSave` if somebody was faster."""
    both = [code for code, each in marks.items() if each.is_must and each.is_excluded]
    if both:
        raise Refused(Fault("siting-must-and-left-out", {"site": code}) for code in both[:MOST_FAULTS])
    wishes = Wishes.of(scenario.settings)
    rows = Candidate.objects.filter(scenario=scenario, code__in=marks)
    changed = [row for row in rows if _apply(row, marks[row.code], wishes)]
    if not changed:
        return 0
    versions.save(scenario, expected=expected, changes={"changed_at": now})
    Candidate.objects.bulk_update(changed, ("is_must", "is_excluded", "exclusion", "cost", "cost_is_default"))
    audit.record("siting.mark", on=scenario, by=by, city=scenario.city, now=now, note={"count": len(changed)})
    return len(changed)


def _apply(row: Candidate, wanted: Mark, wishes: Wishes) -> bool:
    cost = wishes.cost_of(row.kind) if wanted.cost is None else wanted.cost
    after = (wanted.is_must, wanted.is_excluded, wanted.exclusion, cost, wanted.cost is None)
    before = (row.is_must, row.is_excluded, row.exclusion, row.cost, row.cost_is_default)
    row.is_must, row.is_excluded, row.exclusion, row.cost, row.cost_is_default = after
    return after != before


@transaction.atomic
def bring(scenario: Scenario, rows: Sequence[Row], *, expected: int, by: "User | None", now: datetime) -> int:
    """They take the place of what an earlier file brought; marks stay with their code. All or nothing. Raises `Refused` with
    the line of each that cannot be taken, and `StaleSave`."""
    versions.save(scenario, expected=expected, changes={"changed_at": now})
    others = Candidate.objects.filter(scenario=scenario).exclude(source=Source.UPLOAD)
    taken = set(others.values_list("code", flat=True))
    areas, units = areas_of(scenario.city), units_by_code(scenario.city)
    found = areas.at_each([(each.lon, each.lat) for each in rows])
    faults = [
        Fault("siting-code-taken", {"given": each.code}, line=each.line)
        for each in rows
        if each.code in taken
    ]
    if areas.rows:
        faults += [
            Fault("siting-outside", {"given": row.code, "city": scenario.city.name}, line=row.line)
            for row, area in zip(rows, found, strict=True)
            if area is None
        ]
    if len(taken) + len(rows) > MOST:
        faults.append(Fault("siting-many-candidates", {"count": len(taken) + len(rows), "most": MOST}))
    if faults:
        raise Refused(sorted(faults, key=lambda each: each.line or 0)[:MOST_FAULTS])
    wishes = Wishes.of(scenario.settings)
    old = {each.code: each for each in Candidate.objects.filter(scenario=scenario, source=Source.UPLOAD)}
    Candidate.objects.filter(scenario=scenario, source=Source.UPLOAD).delete()
    made = []
    for row, area in zip(rows, found, strict=True):
        before = old.get(row.code)
        made.append(
            Candidate(
                scenario=scenario, code=row.code, name=row.name, source=Source.UPLOAD,
                lon=round(Decimal(row.lon), 6), lat=round(Decimal(row.lat), 6),
                unit=units.get(area.code) if area else None,
                cost=wishes.cost_of("") if row.cost is None else row.cost, cost_is_default=row.cost is None,
                is_must=bool(before and before.is_must), is_excluded=bool(before and before.is_excluded),
                exclusion=before.exclusion if before else "",
            )
        )  # fmt: skip
    Candidate.objects.bulk_create(made)
    audit.record("siting.bring", on=scenario, by=by, city=scenario.city, now=now, note={"count": len(made)})
    return len(made)
