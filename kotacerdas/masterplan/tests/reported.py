"""Reports, milestones and risks for tests, through their deeds."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from kotacerdas.masterplan.actions import progress, risks, steps
from kotacerdas.masterplan.domain.milestones import Step
from kotacerdas.masterplan.domain.risks import Judged
from kotacerdas.masterplan.models import Milestone, Programme, Report, Risk

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def report(on: Programme, month: int = 10, physical: str = "80", **rest: Any) -> Report:
    given = {"year": 2026, "by": None, "now": NOW} | rest
    return progress.report(on, month=month, physical=Decimal(physical), **given)


def milestone(on: Programme, title: str = "Kontrak", **rest: Any) -> Milestone:
    return steps.add_milestone(on, Step(title, **rest), by=None, now=NOW)


def risk(on: Programme, likelihood: int = 4, impact: int = 3, **rest: Any) -> Risk:
    """Above the appetite, treated, not judged after its treatment: 16, high."""
    parts = {name: rest.pop(name) for name in ("cause", "effect", "owner") if name in rest}
    whole = {"what": "Kebocoran data", "treatment": "mitigate", "mitigation": "Enkripsi"} | rest
    judged = Judged(likelihood=likelihood, impact=impact, **whole)
    return risks.add_risk(on, judged, **parts, by=None, now=NOW)


def samples(on: Programme, edition: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of reports; `edition` are those of its edition. Nobody leads the programme, so only the
    programme office reports on it."""
    at = {**edition, "code": on.code}
    report(on)
    step, danger = {**at, "step": milestone(on).code}, {**at, "danger": risk(on).code}
    return {
        "masterplan:report@keep_plans": at,
        "masterplan:milestones@keep_plans": at,
        "masterplan:milestone@keep_plans": step,
        "masterplan:drop-milestone@keep_plans": step,
        "masterplan:risks@keep_plans": at,
        "masterplan:risk@keep_plans": danger,
        "masterplan:drop-risk@keep_plans": danger,
        "masterplan:timeline": edition,
        "masterplan:absorption": edition,
    }
