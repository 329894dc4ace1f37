"""Candidates of a scenario as the search needs them."""

from kotacerdas.siting.domain.candidates import Offer
from kotacerdas.siting.models import Candidate, Scenario


def offers_of(scenario: Scenario) -> list[Offer]:
    """Those that are not left out, by code; one query."""
    rows = Candidate.objects.filter(scenario=scenario, is_excluded=False).select_related("unit__parent")
    return [_offer(each) for each in rows.order_by("code")]


def _offer(row: Candidate) -> Offer:
    unit = row.unit
    above = unit.parent if unit else None
    return Offer(
        row.code, row.name, row.source, row.kind, float(row.lon), float(row.lat), row.cost,
        unit.code if unit else "", unit.name if unit else "", above.code if above else "", above.name if above else "",
        row.cost_is_default, row.is_must, row.exclusion,
    )  # fmt: skip
