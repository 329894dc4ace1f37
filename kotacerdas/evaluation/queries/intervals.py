"""How sure the places of a list are: what has been computed, what could be, what never can."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from kotacerdas.evaluation.domain import resampling
from kotacerdas.evaluation.queries.rankings import Ranking
from kotacerdas.jobs.models import OPEN, Job, State

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import RankInterval, Result, Round

TASK = "evaluation.intervals"


class Known(StrEnum):
    """What can be said of the intervals of a round, or of one result."""

    COMPUTED = "computed"
    NOT_YET = "not_yet"
    NEVER = "never"
    """Only means are published, or a single answer is missing."""


@dataclass(frozen=True)
class Basis:
    """What the intervals of a list were computed from. All are computed together."""

    fewest: int
    most: int
    draws: int
    seed: int
    at: datetime


def known_of(listing: Ranking) -> Known:
    if listing.has_intervals:
        return Known.COMPUTED
    return Known.NOT_YET if listing.has_panels else Known.NEVER


def basis_of(listing: Ranking) -> Basis | None:
    found = [row.interval for row in listing.ranked if row.interval]
    if not found:
        return None
    counts = [each.assessors for each in found]
    return Basis(min(counts), max(counts), found[0].draws, found[0].seed, found[0].at)


def interval_of(result: "Result") -> "RankInterval | None":
    """Without a query where the result was selected with its interval."""
    return getattr(result, "interval", None)


def known_of_result(result: "Result") -> Known:
    """With its scores prefetched and its interval selected, without a query."""
    if interval_of(result):
        return Known.COMPUTED
    edition = result.round.edition
    has_sheets = edition is not None and resampling.sheets_of(edition, result.answers()) is not None
    return Known.NOT_YET if has_sheets else Known.NEVER


def last_job(round_: "Round") -> str:
    """ "waits" while the intervals are being computed, "failed" if the last time that was given up, else ""."""
    state = (
        Job.objects.filter(task=TASK, key=round_.code).order_by("-pk").values_list("state", flat=True).first()
    )
    if state in OPEN:
        return "waits"
    return "failed" if state == State.FAILED else ""
