"""An office defines an indicator of its city, and corrects what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.indicators.domain import codes, metadata
from kotacerdas.indicators.models import Indicator, Series, Variable

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User


@dataclass(frozen=True)
class VariableWords:
    title_id: str
    title_en: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """What an office types. Formulas come with the product: a mistake in one is a mistake in every city."""

    group: str
    title_id: str
    title_en: str
    unit_id: str = ""
    unit_en: str = ""
    kind: str = Indicator.Kind.NUMBER
    places: int = 0
    least: Decimal | None = None
    most: Decimal | None = None
    direction: str = Indicator.Direction.NONE
    schedule: str = Indicator.Schedule.YEAR
    producer: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    codes: Sequence[str] = ()
    is_public: bool = True
    variables: Sequence[VariableWords] = ()


@transaction.atomic
def define(code: str, wanted: Definition, *, city: "City", by: "User | None", now: datetime) -> Indicator:
    """Raises `Refused` for a code that is taken."""
    _require(wanted)
    codes.require_free(code)
    if Indicator.objects.filter(code=code).exists():
        raise Refused(Fault("indicator-code-taken", {"code": code}))
    row = Indicator.objects.create(code=code, city=city, **_columns(wanted))
    _keep_variables(row, wanted)
    audit.record("indicators.define", on=row, by=by, city=city, now=now)
    return row


@transaction.atomic
def change(
    indicator: Indicator, wanted: Definition, *, expected: int, by: "User | None", now: datetime
) -> Indicator:
    """Raises `versions.StaleSave`, and `Refused`: the unit of figures that stand is not changed, a new series is begun."""
    _require(wanted)
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    columns = _columns(wanted)
    if row.version != expected:
        raise versions.StaleSave(row, columns)
    changes = {
        name: (getattr(row, name), value) for name, value in columns.items() if getattr(row, name) != value
    }
    if changes.keys() & {"unit_id", "unit_en"} and _has_figures(row):
        raise Refused(Fault("unit-of-figures", {"unit": row.unit}))
    for name, (_before, after) in changes.items():
        setattr(row, name, after)
    row.version += 1
    row.save()
    _keep_variables(row, wanted)
    audit.record("indicators.change", on=row, by=by, city=row.city, now=now, changes=changes)
    return row


def _require(wanted: Definition) -> None:
    found = metadata.faults(wanted.metadata, metadata.MS_IND)
    for each in wanted.variables:
        found += metadata.faults(each.metadata, metadata.MS_VAR)
    if wanted.least is not None and wanted.most is not None and wanted.least > wanted.most:
        found.append(Fault("indicator-bounds", {"least": wanted.least, "most": wanted.most}))
    if found:
        raise Refused(found)


def _columns(wanted: Definition) -> dict[str, Any]:
    columns = asdict(wanted)
    columns.pop("variables")
    columns["codes"] = list(columns["codes"])
    return columns


def _keep_variables(row: Indicator, wanted: Definition) -> None:
    row.variables.all().delete()
    Variable.objects.bulk_create(
        Variable(
            indicator=row, position=at, title_id=each.title_id, title_en=each.title_en, metadata=dict(each.metadata)
        )
        for at, each in enumerate(wanted.variables, start=1)
    )  # fmt: skip


def _has_figures(row: Indicator) -> bool:
    return Series.objects.filter(indicator=row, observations__isnull=False).exists()
