"""Which programme comes only with another one or never beside it, and how much work each is for its agency."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports import bulk
from kotacerdas.masterplan.domain import relations as rules
from kotacerdas.masterplan.models import Edition, Effort, Programme, Relation, Scale

if TYPE_CHECKING:
    from kotacerdas.people.models import User

MOST_MONTHS = Decimal(100_000)


@transaction.atomic
def relate(
    programme: Programme, kind: str, other: Programme, *, by: "User | None", now: datetime
) -> Relation:
    """Said again it changes nothing; the other kind takes its place. Raises `Refused`, naming a circle."""
    Edition.objects.select_for_update().get(
        pk=programme.edition_id
    )  # two at once could close a circle together
    _require(programme, kind, other)
    before = Relation.objects.filter(programme=programme, other=other).first()
    if before is not None and before.kind == kind:
        return before
    row, _is_new = Relation.objects.update_or_create(
        programme=programme, other=other, defaults={"kind": kind}
    )
    _tell("masterplan.relate", row, by=by, now=now)
    return row


@transaction.atomic
def unrelate(relation: Relation, *, by: "User | None", now: datetime) -> None:
    """A second click finds nothing to do."""
    rows = Relation.objects.select_for_update(of=("self",)).select_related(
        "programme__edition__city", "other"
    )
    row = rows.filter(pk=relation.pk).first()
    if row is None:
        return
    row.delete()
    _tell("masterplan.unrelate", row, by=by, now=now)


Cell = tuple[int, int]
"""Key of a programme, and a year."""


@transaction.atomic
def write_efforts(
    scale: Scale, efforts: Mapping[Cell, Decimal | None], *, expected: int, by: "User | None", now: datetime
) -> int:
    """Person-months of the leading agency; None takes a figure away, what is not named stays. The scale is the sheet that is
    filled: its version keeps two people from overwriting each other. Raises `Refused` and `versions.StaleSave`."""
    _require_efforts(scale.edition, efforts)
    rows = Effort.objects.filter(programme__edition=scale.edition)
    kept = {(row.programme_id, row.year): row for row in rows}
    changed = {
        cell: value
        for cell, value in efforts.items()
        if value != (kept[cell].months if cell in kept else None)
    }
    if not changed:
        return 0
    versions.save(scale, expected=expected, changes={})
    given = {cell: value for cell, value in changed.items() if value is not None}
    Effort.objects.filter(pk__in=[kept[cell].pk for cell in changed.keys() - given.keys()]).delete()
    Effort.objects.bulk_create(
        Effort(programme_id=cell[0], year=cell[1], months=value)
        for cell, value in given.items()
        if cell not in kept
    )
    for cell in given.keys() & kept.keys():
        kept[cell].months = given[cell]
    bulk.update(Effort, [kept[cell] for cell in given.keys() & kept.keys()], ["months"])
    edition = scale.edition
    audit.record(
        "masterplan.efforts", on=edition, by=by, city=edition.city, now=now, note={"count": len(changed)}
    )
    return len(changed)


def _require(programme: Programme, kind: str, other: Programme) -> None:
    names = {"programme": programme.code, "other": other.code}
    if programme.pk == other.pk:
        raise Refused(Fault("programme-names-itself", names))
    if programme.edition_id != other.edition_id:
        raise Refused(Fault("relation-across-editions", names))
    rows = Relation.objects.filter(programme__edition=programme.edition_id).exclude(
        programme=programme, other=other
    )
    back = rows.filter(programme=other, other=programme).first()
    if back is not None and Relation.Kind.EXCLUDES in (kind, back.kind):
        kinds = {kind, back.kind}
        raise Refused(
            Fault("programme-requires-and-excludes" if len(kinds) > 1 else "relation-said-already", names)
        )
    requires: dict[str, set[str]] = {}
    for code, needed in rows.filter(kind=Relation.Kind.REQUIRES).values_list(
        "programme__code", "other__code"
    ):
        requires.setdefault(code, set()).add(needed)
    if kind == Relation.Kind.REQUIRES:
        requires.setdefault(programme.code, set()).add(other.code)
    rules.require_no_circle(requires)


def _require_efforts(edition: Edition, efforts: Mapping[Cell, Decimal | None]) -> None:
    programmes = set(Programme.objects.filter(edition=edition).values_list("pk", flat=True))
    found = []
    for (programme, year), value in efforts.items():
        if programme not in programmes or year not in edition.years:
            found.append(Fault("mark-of-another-scale"))
        elif value is not None and not (value.is_finite() and 0 <= value < MOST_MONTHS):
            found.append(Fault("effort-off-scale", {"given": value}))
    if found:
        raise Refused(found[:20])


def _tell(kind: str, row: Relation, *, by: "User | None", now: datetime) -> None:
    edition = row.programme.edition
    note = {"other": str(row.other), "relation": row.kind}
    audit.record(kind, on=row.programme, by=by, city=edition.city, now=now, note=note)
