"""Years of a programme of which nothing is known, folded into one line: they would fill a phone with dashes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from django.utils.translation import gettext as _

from kotacerdas.masterplan.queries.programmes import YearLine


class OfAYear(Protocol):
    @property
    def year(self) -> int: ...


T = TypeVar("T", bound=OfAYear)


@dataclass(frozen=True)
class Shown(Generic[T]):
    """A year with its `row`, or years without one."""

    row: T | None
    first: int
    last: int

    @property
    def years(self) -> str:
        if self.first == self.last:
            return str(self.first)
        return _("%(first)s to %(last)s") % {"first": self.first, "last": self.last}


def folded(rows: Iterable[T], is_empty: Callable[[T], bool]) -> Sequence[Shown[T]]:
    """In their order; empty ones that follow each other are one."""
    found: list[Shown[T]] = []
    for empty, some in groupby(rows, key=is_empty):
        run = list(some)
        if empty:
            found.append(Shown(None, run[0].year, run[-1].year))
        else:
            found += [Shown(row, row.year, row.year) for row in run]
    return found


def says_nothing(row: YearLine) -> bool:
    return all(each is None for each in (row.target, row.realised, row.ceiling, row.spent))
