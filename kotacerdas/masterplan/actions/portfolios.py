"""A choice of programmes is asked for, computed in the background and kept; what was decided about it is recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.jobs.actions import enqueue
from kotacerdas.masterplan.domain.portfolio import candidates, choosing
from kotacerdas.masterplan.domain.portfolio import scenario as scenarios
from kotacerdas.masterplan.domain.portfolio.candidates import Limits
from kotacerdas.masterplan.models import Dissent, Portfolio, Resolution, Scale
from kotacerdas.masterplan.queries.portfolios import Offer, offer_of

if TYPE_CHECKING:
    from kotacerdas.people.models import User

log = structlog.get_logger()
TASK = "masterplan.choose"


@dataclass(frozen=True)
class PortfolioWords:
    title: str
    objective: str
    limits: Limits


@transaction.atomic
def make_portfolio(scale: Scale, wanted: PortfolioWords, *, by: "User | None", now: datetime) -> Portfolio:
    """What there is to choose from is taken down as it stands now, and a job solves it. Raises `Refused`."""
    offer = offer_of(scale, by) if by is not None else _unseen(scale)
    given, left_out = _scenario(offer, wanted)
    made = Portfolio.objects.create(
        scale=scale, title=wanted.title.strip(), objective=wanted.objective, made_by=by, made_at=now,
        limits=_as_json(wanted.limits) | {"left_out": left_out, "basis": _basis(offer, wanted)}, scenario=given,
    )  # fmt: skip
    city = scale.edition.city
    made.job = enqueue(TASK, by=by, city=city, about=made, key=str(made.pk), portfolio=made.pk)
    made.save(update_fields=["job"])
    audit.record("masterplan.make-portfolio", on=made, by=by, city=city, now=now)
    return made


def computed(portfolio: Portfolio, check: Any = lambda: None) -> dict[str, Any]:
    """Some seconds of work; nothing is written."""
    return choosing.chosen(portfolio.scenario, check=check)


@transaction.atomic
def keep_answer(portfolio: Portfolio, found: Mapping[str, Any]) -> bool:
    """False where somebody took the portfolio away meanwhile."""
    row = Portfolio.objects.select_for_update(of=("self",)).filter(pk=portfolio.pk).first()
    if row is None:
        return False
    row.result, row.faults = found.get("result", {}), found.get("faults", [])
    row.version += 1
    row.save(update_fields=["result", "faults", "version"])
    log.info("portfolio.computed", portfolio=row.pk, proven=row.result.get("proven"), faults=len(row.faults))
    return True


@dataclass(frozen=True)
class ResolutionWords:
    """`dissents` are pairs of who and why."""

    outcome: str
    reason: str
    decided_on: date
    dissents: Sequence[tuple[str, str]] = ()


@transaction.atomic
def resolve(portfolio: Portfolio, wanted: ResolutionWords, *, by: "User | None", now: datetime) -> Resolution:
    """Stands for ever; a later decision follows it. The portfolio is locked, so that nobody takes it away meanwhile. Raises
    `Refused`."""
    rows = Portfolio.objects.select_for_update(of=("self",)).select_related("scale__edition__city")
    row = rows.get(pk=portfolio.pk)
    _require(row, wanted, now)
    made = Resolution.objects.create(
        portfolio=row, outcome=wanted.outcome, reason=wanted.reason.strip(), decided_on=wanted.decided_on,
        written_by=by, written_at=now,
    )  # fmt: skip
    Dissent.objects.bulk_create(
        Dissent(resolution=made, name=name.strip(), reason=reason.strip()) for name, reason in wanted.dissents
    )
    note = {
        "outcome": str(made.get_outcome_display()),
        "reason": made.reason,
        "dissents": len(wanted.dissents),
    }
    audit.record("masterplan.resolve", on=row, by=by, city=row.scale.edition.city, now=now, note=note)
    return made


def _scenario(offer: Offer, wanted: PortfolioWords) -> tuple[dict[str, Any], dict[str, list[str]]]:
    found = []
    if not wanted.title.strip():
        found.append(Fault("portfolio-without-title"))
    if wanted.objective == Portfolio.Objective.PRIORITY and not offer.standing.ranked:
        found.append(Fault("portfolio-without-priorities"))
    if wanted.objective == Portfolio.Objective.GAIN and not _answers_a_question(offer):
        found.append(Fault("portfolio-without-gains"))
    if found:
        raise Refused(found)
    choices = offer.choices(wanted.limits.first_year)
    given = candidates.scenario(
        choices,
        wanted.limits,
        objective=wanted.objective,
        gains=offer.gains.questions,
        seconds=choosing.SECONDS,
    )
    scenarios.read(given)
    return given, {code: [each.why, each.other] for code, each in sorted(choices.left_out.items())}


def _answers_a_question(offer: Offer) -> bool:
    return any(question in offer.gains.questions for each in offer.candidates for question in each.lifts)


def _basis(offer: Offer, wanted: PortfolioWords) -> list[list[Any]]:
    if wanted.objective != Portfolio.Objective.GAIN:
        return []
    return [[fault.kind, dict(fault.values)] for fault in offer.gains.basis]


def _as_json(limits: Limits) -> dict[str, Any]:
    return {
        "first_year": limits.first_year,
        "budget": {source: {str(year): amount for year, amount in years.items()} for source, years in limits.budget.items()},
        "capacity": {
            agency: {str(year): str(months) for year, months in years.items()}
            for agency, years in limits.capacity.items()
        },
        "must": sorted(limits.must),
    }  # fmt: skip


def _unseen(scale: Scale) -> Offer:
    """For loaders, which are nobody: what everybody may know."""
    from django.contrib.auth.models import AnonymousUser

    return offer_of(scale, AnonymousUser())


def _require(portfolio: Portfolio, wanted: ResolutionWords, now: datetime) -> None:
    found = []
    if wanted.outcome != Resolution.Outcome.REJECTED and not portfolio.result:
        found.append(Fault("resolution-without-answer"))
    if not wanted.reason.strip():
        found.append(Fault("resolution-without-reason"))
    if wanted.decided_on > now.astimezone(portfolio.scale.edition.city.timezone).date():
        found.append(Fault("resolution-of-the-future", {"day": wanted.decided_on}))
    if any(not name.strip() or not reason.strip() for name, reason in wanted.dissents):
        found.append(Fault("dissent-half"))
    if found:
        raise Refused(found)
