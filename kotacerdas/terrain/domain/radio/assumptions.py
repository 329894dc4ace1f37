"""The schema of `data/radio/*.yaml`: what no formula knows, each with where it comes from and how sure it is."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, model_validator


class Status(StrEnum):
    SOURCED = "sourced"
    """The source states it."""
    ASSUMED = "assumed"
    """Ours, until somebody measures; every result that uses it says so."""
    UNVERIFIED = "unverified"
    """Not known: the value is empty until the city fills it in."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Row):
    id: str
    en: str


class Assumption(_Row):
    """One figure of the model. An empty value is not counted."""

    value: float | None
    unit: str
    status: Status
    source: str = ""
    checked_on: date
    note: Words

    @model_validator(mode="after")
    def _is_honest(self) -> Assumption:
        if (self.value is None) != (self.status == Status.UNVERIFIED):
            raise ValueError("a value is empty exactly where it is unverified")
        if self.status == Status.SOURCED and not self.source:
            raise ValueError("a sourced value names its source")
        return self


class Limit(_Row):
    """The most that a band may radiate, in dBm EIRP, from a day on. Empty until the city fills it in from the rule in force."""

    band: str
    from_mhz: float
    to_mhz: float
    place: str
    eirp_dbm: float | None
    in_force: date | None
    source: str
    checked_on: date
    note: Words

    @model_validator(mode="after")
    def _is_honest(self) -> Limit:
        if (self.eirp_dbm is None) != (self.in_force is None):
            raise ValueError("a limit has a day from which it holds")
        if not 0 < self.from_mhz < self.to_mhz:
            raise ValueError("a band runs from a lower to a higher frequency")
        return self


class SignalClass(_Row):
    """Signals from `least_dbm` on, up to the next better class."""

    code: str
    least_dbm: float
    title: Words


class Classes(_Row):
    status: Status
    source: str = ""
    checked_on: date
    note: Words
    classes: tuple[SignalClass, ...]

    @model_validator(mode="after")
    def _go_down(self) -> Classes:
        least = [each.least_dbm for each in self.classes]
        if not least or least != sorted(set(least), reverse=True):
            raise ValueError("classes go from the best to the worst, none twice")
        return self


def limit_at(limits: tuple[Limit, ...], mhz: float, place: str, on: date) -> Limit | None:
    """The newest limit of this frequency and kind of place that holds on the day, else one that waits to be filled in."""
    fitting = [each for each in limits if each.from_mhz <= mhz <= each.to_mhz and each.place == place]
    known = [each for each in fitting if each.in_force is not None and each.in_force <= on]
    if known:
        return max(known, key=lambda each: each.in_force or date.min)
    return next((each for each in fitting if each.in_force is None), None)
