"""The list of a city's indicators: each row with its change, target and neighbours; how many are how; what is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from kotacerdas.indicators.domain import judging
from kotacerdas.indicators.domain.judging import AimState, Verdict
from kotacerdas.indicators.models import Indicator, Target
from kotacerdas.indicators.queries import figures
from kotacerdas.indicators.queries.figures import Point, Sheet

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

STATES = ("known", "none", "better", "worse", "met", "missed", "flagged", "sample")


@dataclass(frozen=True)
class Aim:
    """A target with the figure of its own year."""

    target: Target
    point: Point | None
    state: AimState


@dataclass(frozen=True)
class Row:
    sheet: Sheet

    @property
    def indicator(self) -> Indicator:
        return self.sheet.indicator

    @cached_property
    def latest(self) -> Point | None:
        return self.sheet.latest

    @cached_property
    def previous(self) -> Point | None:
        return self.sheet.previous

    @cached_property
    def change(self) -> Decimal | None:
        """Against the figure before it in the same series."""
        return self.latest.value - self.previous.value if self.latest and self.previous else None

    @cached_property
    def verdict(self) -> Verdict | None:
        if self.latest is None or self.previous is None:
            return None
        return judging.verdict(self.indicator.direction, self.previous.value, self.latest.value)

    @cached_property
    def aims(self) -> list[Aim]:
        return [self._aim(each) for each in self.sheet.targets]

    @cached_property
    def aim(self) -> Aim | None:
        """The target that matters now, else the last one that there was."""
        now = self.sheet.target
        return next((each for each in self.aims if each.target is now), self.aims[-1] if self.aims else None)

    def _aim(self, target: Target) -> Aim:
        points = self.sheet.main.points if self.sheet.main else ()
        point = next((each for each in reversed(points) if each.year == target.year), None)
        state = judging.aim_state(
            self.indicator.direction,
            target.value,
            year=target.year,
            latest_year=self.latest.year if self.latest else None,
            figure=point.value if point else None,
        )
        return Aim(target, point, state)

    @cached_property
    def province(self) -> Point | None:
        return self.sheet.beside(self.sheet.province, self.latest.period) if self.latest else None

    @cached_property
    def nation(self) -> Point | None:
        return self.sheet.beside(self.sheet.nation, self.latest.period) if self.latest else None

    @cached_property
    def is_flagged(self) -> bool:
        return bool(self.sheet.disagreements)

    @property
    def is_sample(self) -> bool:
        return bool(self.sheet.main and self.sheet.main.is_sample)

    def stands(self, state: str) -> bool:
        """Whether the row is in one of `STATES`. A sample is counted as one and as nothing else: it shows no progress."""
        match state:
            case "known":
                return self.latest is not None and not self.is_sample
            case "none":
                return self.latest is None
            case "better" | "worse":
                return self.verdict == state and not self.is_sample
            case "met" | "missed":
                return self.aim is not None and self.aim.state == state and not self.is_sample
            case "flagged":
                return self.is_flagged
            case "sample":
                return self.is_sample
        return True

    def says(self, words: str) -> bool:
        """Whether every word stands in its titles, code, producer or codes of other lists."""
        row = self.indicator
        text = " ".join(
            [row.title_id, row.title_en, row.code, row.code.replace("-", " "), row.producer, *row.codes]
        ).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True)
class Count:
    total: int
    states: dict[str, int]

    def __getattr__(self, name: str) -> int:
        """`count.better` in a template."""
        if name in STATES:
            return self.states[name]
        raise AttributeError(name)


def of(city: "City", user: "Someone") -> list[Row]:
    """Parts of a composite index that nobody published by themselves are left out; the page of the index names them."""
    return [
        Row(sheet)
        for sheet in figures.sheets(city, user)
        if not sheet.part_of or any(line.points for line in sheet.lines)
    ]


def count(rows: Sequence[Row]) -> Count:
    return Count(len(rows), {state: sum(row.stands(state) for row in rows) for state in STATES})


def narrowed(rows: Iterable[Row], *, words: str = "", group: str = "", state: str = "") -> list[Row]:
    return [
        row
        for row in rows
        if row.says(words) and row.stands(state) and (not group or row.indicator.group == group)
    ]


@dataclass(frozen=True)
class Group:
    """Those with a figure, and those that have none yet."""

    title: str
    rows: Sequence[Row]
    empty: Sequence[Row]


def grouped(rows: Sequence[Row]) -> list[Group]:
    """In the order of the groups as they are declared, which goes from people to the evaluation."""
    found = []
    for group in Indicator.Group:
        here = [row for row in rows if row.indicator.group == group]
        if here:
            known = [row for row in here if row.latest is not None]
            found.append(Group(str(group.label), known, [row for row in here if row.latest is None]))
    return found
