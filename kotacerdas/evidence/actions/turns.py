"""Rows that wait are worked off one after the other, and one that fails over and over holds up none of the others."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import structlog
from django.db.models import F, QuerySet

from kotacerdas.evidence.models import Content, Item

MOST_TRIES = 3
MOST_IN_A_ROW = 3
"""So many different rows do not fail one after the other by themselves: it is the machine, and the turn ends."""
Row = TypeVar("Row", Content, Item)
log = structlog.get_logger()


class Turn(Generic[Row]):
    """One pass over what waits, those first that were tried least. Each try is counted on its row before it begins, for a
    file may take the whole process with it."""

    def __init__(self, waiting: Callable[[], QuerySet[Row]], *, set_aside: Callable[[Row], object]) -> None:
        self._waiting: Callable[[], QuerySet[Row]] = waiting
        self._set_aside: Callable[[Row], object] = set_aside
        self._failed: list[int] = []
        self._in_a_row = 0
        self._last: Exception | None = None

    def rows(self) -> Iterator[Row]:
        """Each once. What was tried too often is set aside and not tried again."""
        while row := self._waiting().exclude(pk__in=self._failed).order_by("tries", "pk").first():
            if row.tries < MOST_TRIES:
                yield row
            else:
                self._set_aside(row)

    @contextlib.contextmanager
    def trying(self, row: Row) -> Iterator[None]:
        """What fails is remembered until the end of the turn. A stop from outside is no try."""
        same = self._waiting().filter(pk=row.pk)
        same.update(tries=F("tries") + 1)
        try:
            yield
        except Exception as error:
            log.exception("evidence.try-failed", model=row._meta.model_name, pk=row.pk, tries=row.tries + 1)
            self._failed.append(row.pk)
            self._last, self._in_a_row = error, self._in_a_row + 1
            if self._in_a_row >= MOST_IN_A_ROW:
                raise
        except BaseException:
            same.update(tries=F("tries") - 1)
            raise
        else:
            self._in_a_row = 0

    def end(self) -> None:
        """Raises what went wrong last, so that the job comes back to what failed."""
        if self._last is not None:
            raise self._last
