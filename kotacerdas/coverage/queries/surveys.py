"""The last survey of a city: who is served and who is not by kelurahan, what is to be checked, and how the work stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kotacerdas.common.domain.faults import Fault
from kotacerdas.coverage.models import Survey
from kotacerdas.coverage.queries.work import Phase, phase_of_job
from kotacerdas.geography.models import Outline
from kotacerdas.people.models import City

__all__ = ("Survey", "last_of", "people_by_verdict", "phase_of", "shares_of", "unknown_of")

VERDICTS = ("served", "blank", "unknown")


def last_of(city: City) -> Survey | None:
    """The newest that found something out. One query."""
    row: Survey | None = Survey.objects.of(city).done().filter(faults=[]).first()
    return row


def newest_of(city: City, count: int = 6) -> list[Survey]:
    """Whatever became of them, with their jobs. One query."""
    rows = list(Survey.objects.of(city).select_related("job", "asked_by")[:count])
    for each in rows:
        each.city = city
    return rows


def phase_of(survey: Survey) -> Phase:
    if survey.done_at is not None:
        return "refused" if survey.faults else "done"
    return phase_of_job(survey.job)


def faults_of(survey: Survey) -> list[Fault]:
    return [Fault(kind, values) for kind, values in survey.faults]


@dataclass(frozen=True)
class Share:
    """Of one kelurahan; `people` by verdict is None where nobody counted them."""

    code: str
    name: str
    column: int
    row: int
    ha: Mapping[str, float]
    people: Mapping[str, int] | None

    @property
    def reached(self) -> Fraction | None:
        """People known to be served, of all people of the kelurahan. Unknown is not reached."""
        return self._share("served")

    @property
    def unknown(self) -> Fraction | None:
        return self._share("unknown")

    def _share(self, verdict: str) -> Fraction | None:
        whole = sum(self.people.values()) if self.people else 0
        return Fraction(self.people[verdict], whole) if self.people and whole else None


def shares_of(survey: Survey | None, city: City) -> list[Share]:
    """Every kelurahan that has an outline, in the order of codes. One query."""
    told: Mapping[str, Any] = survey.outcome.get("shares", {}) if survey else {}
    return [
        Share(
            each.unit.code, each.unit.name, each.column, each.row,
            told.get(each.unit.code, {}).get("ha", {}), told.get(each.unit.code, {}).get("people"),
        )
        for each in Outline.objects.of(city)
    ]  # fmt: skip


def people_by_verdict(survey: Survey) -> dict[str, int] | None:
    """Of all kelurahan whose people were counted; None where none was."""
    told = [each["people"] for each in survey.outcome.get("shares", {}).values() if each["people"]]
    if not told:
        return None
    return {name: sum(each[name] for each in told) for name in VERDICTS}


@dataclass(frozen=True)
class ToCheck:
    """An area of which it is not known whether anything serves it; `missing` are the services nobody looked at."""

    number: int
    unit: str
    name: str
    area_ha: float
    people: int | None
    missing: Sequence[str]
    lon: float
    lat: float
    shape: Mapping[str, Any]


def unknown_of(survey: Survey | None, names: Mapping[str, str]) -> list[ToCheck]:
    """The most people first. `names` are those of the kelurahan by code."""
    rows: list[Mapping[str, Any]] = survey.outcome.get("unknown", []) if survey else []
    ordered = sorted(rows, key=lambda each: (-(each["people"] or 0), -each["area_ha"], each["unit"]))
    return [
        ToCheck(number, each["unit"], names.get(each["unit"], each["unit"]), each["area_ha"], each["people"],
                each["missing"], each["lon"], each["lat"], each["shape"])
        for number, each in enumerate(ordered, start=1)
    ]  # fmt: skip
