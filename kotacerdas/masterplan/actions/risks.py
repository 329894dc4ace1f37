"""Risks of a programme, one by one; they go on after adoption."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.masterplan import scales
from kotacerdas.masterplan.domain import risks as rules
from kotacerdas.masterplan.domain.risks import Judged
from kotacerdas.masterplan.models import Programme, Risk

if TYPE_CHECKING:
    from kotacerdas.people.models import Organisation, User


@transaction.atomic
def add_risk(
    programme: Programme,
    judged: Judged,
    *,
    cause: str = "",
    effect: str = "",
    owner: "Organisation | None" = None,
    by: "User | None",
    now: datetime,
) -> Risk:
    """Raises `Refused` with everything that is wrong."""
    _require(judged)
    values = _values(judged, cause, effect, owner)
    made = Risk.objects.create(programme=programme, **values)
    changes = {name: (None, _said(value)) for name, value in values.items() if value not in ("", None)}
    _tell("masterplan.add-risk", made, by=by, now=now, changes=changes)
    return made


@transaction.atomic
def change_risk(
    risk: Risk,
    judged: Judged,
    *,
    cause: str = "",
    effect: str = "",
    owner: "Organisation | None" = None,
    expected: int,
    by: "User | None",
    now: datetime,
) -> Risk:
    """The same again changes nothing. Raises `Refused` and `versions.StaleSave`."""
    values = _values(judged, cause, effect, owner)
    kept = _locked(risk)
    if kept is None:
        raise versions.Gone(values)
    changes = {
        name: (_said(getattr(kept, name)), _said(value))
        for name, value in values.items()
        if getattr(kept, name) != value
    }
    if not changes:
        return kept
    _require(judged)
    versions.save(kept, expected=expected, changes=values)
    _tell("masterplan.change-risk", kept, by=by, now=now, changes=changes)
    return kept


@transaction.atomic
def drop_risk(risk: Risk, *, expected: int, by: "User | None", now: datetime) -> None:
    """A second click finds nothing to do."""
    kept = _locked(risk)
    if kept is None:
        return
    if kept.version != expected:
        raise versions.StaleSave(kept, {})
    kept.delete()
    _tell("masterplan.drop-risk", kept, by=by, now=now)


def _locked(risk: Risk) -> Risk | None:
    rows = Risk.objects.select_for_update(of=("self",)).select_related("programme__edition__city", "owner")
    return rows.filter(pk=risk.pk).first()


def _require(judged: Judged) -> None:
    found = [*rules.faults(judged, scales.risk_scale())]
    if found:
        raise Refused(found)


def _values(judged: Judged, cause: str, effect: str, owner: "Organisation | None") -> dict[str, Any]:
    return {
        "what": judged.what.strip(),
        "cause": cause.strip(),
        "effect": effect.strip(),
        "likelihood": judged.likelihood,
        "impact": judged.impact,
        "treatment": judged.treatment,
        "mitigation": judged.mitigation.strip(),
        "owner": owner,
        "residual_likelihood": judged.residual_likelihood,
        "residual_impact": judged.residual_impact,
    }


def _said(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def _tell(
    kind: str,
    risk: Risk,
    *,
    by: "User | None",
    now: datetime,
    changes: dict[str, tuple[Any, Any]] | None = None,
) -> None:
    edition = risk.programme.edition
    audit.record(
        kind, on=risk.programme, by=by, city=edition.city, now=now, changes=changes, note={"risk": risk.what}
    )
