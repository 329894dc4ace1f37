"""A portfolio that is kept gets another name, or goes: never one on which something stands that was decided."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.jobs.actions import cancel
from kotacerdas.masterplan.models import Portfolio
from kotacerdas.masterplan.queries.kept_portfolios import what_stands_on

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@transaction.atomic
def rename(portfolio: Portfolio, title: str, *, expected: int, by: "User | None", now: datetime) -> Portfolio:
    """Also after a decision, for what was decided stays as it is. The same name again changes nothing. Raises `Refused`,
    `versions.StaleSave` and `versions.Gone`."""
    wanted, before = title.strip(), portfolio.title
    if not wanted:
        raise Refused(Fault("portfolio-without-title"))
    if wanted == before and expected == portfolio.version:
        return portfolio
    versions.save(portfolio, expected=expected, changes={"title": wanted})
    city, changes = portfolio.scale.edition.city, {"title": (before, wanted)}
    audit.record("masterplan.rename-portfolio", on=portfolio, by=by, city=city, now=now, changes=changes)
    return portfolio


@transaction.atomic
def remove(portfolio: Portfolio, *, expected: int, by: "User | None", now: datetime) -> None:
    """With what it computed; a job that still works on it is cancelled. A second click finds nothing to do. Raises `Refused`
    with everything that stands on it, and `versions.StaleSave`, also where its answer has come since."""
    rows = Portfolio.objects.select_for_update(of=("self",)).select_related("scale__edition__city", "job")
    row = rows.filter(pk=portfolio.pk).first()
    if row is None:
        return
    if found := what_stands_on(row):
        raise Refused(found)
    if row.version != expected:
        raise versions.StaleSave(row, {})
    job, scale = row.job, row.scale
    row.delete()
    if job is not None and job.is_open:
        with suppress(Refused):  # it has just ended by itself
            cancel(job, by=by, now=now)
    note = {"portfolio": row.title}
    audit.record("masterplan.drop-portfolio", on=scale, by=by, city=scale.edition.city, now=now, note=note)
