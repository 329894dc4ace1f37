"""Evidence as lists, and counted by kelurahan; a fixed number of queries each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from kotacerdas.connectivity.models import Batch, FixedLine, SignalReport, Tower
from kotacerdas.connectivity.queries.evidence import rests_on_samples
from kotacerdas.people.models import City


@dataclass(frozen=True)
class Around:
    """What is known of one kelurahan beside its cells."""

    lines: Mapping[str, int]
    reports: int

    @property
    def lines_known(self) -> int:
        return self.lines.get("yes", 0) + self.lines.get("no", 0)


def by_unit(city: City) -> dict[str, Around]:
    """Fixed lines and reports by the code of the kelurahan; samples only as long as there is no fact. Six queries at most."""
    is_sample = rests_on_samples(city)
    lines: dict[str, dict[str, int]] = defaultdict(dict)
    rows = FixedLine.objects.filter(unit__city=city, is_sample=is_sample).order_by()
    for code, available, count in rows.values_list("unit__code", "available").annotate(count=Count("pk")):
        lines[code][available] = count
    reported = (
        SignalReport.objects.counting()
        .filter(city=city, is_sample=is_sample)
        .order_by()
        .values_list("unit__code")
        .annotate(count=Count("pk"))
    )
    reports: dict[str, int] = dict(reported)
    return {code: Around(lines.get(code, {}), reports.get(code, 0)) for code in {*lines, *reports}}


def towers(city: City, user: Any, operator: str = "", words: str = "") -> QuerySet[Tower]:
    rows = Tower.objects.visible_to(user).of(city).select_related("unit")
    if operator:
        rows = rows.filter(operator__code=operator)
    return rows.filter(code__icontains=words) if words else rows


def batches(city: City, user: Any) -> QuerySet[Batch]:
    return Batch.objects.visible_to(user).of(city).select_related("city", "by")


def lines(city: City, user: Any, unit: str = "", available: str = "") -> QuerySet[FixedLine]:
    rows = FixedLine.objects.visible_to(user).of(city)
    if unit:
        rows = rows.filter(unit__code=unit)
    return rows.filter(available=available) if available else rows


def reports(
    city: City, user: Any, unit: str = "", state: str = "", signal: str = ""
) -> QuerySet[SignalReport]:
    rows = SignalReport.objects.visible_to(user).of(city).select_related("city", "by", "checked_by")
    wanted = {"unit__code": unit, "state": state, "signal": signal}
    return rows.filter(**{name: value for name, value in wanted.items() if value})
