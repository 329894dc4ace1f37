"""Days for a whole round, reckoned from its first day: a sample to begin with, not an official schedule.

Every step begins on the day after the one before it ends; internal verification runs beside the self-assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo

from kotacerdas.evaluation.domain.workflow import Step, Window

OPENS, CLOSES = time(8, 0), time(17, 0)
SAMPLE_LENGTHS: dict[Step, int] = {
    Step.INVITATION: 7,
    Step.SELF_ASSESSMENT: 28,
    Step.VERIFICATION: 35,
    Step.SUBMISSION: 7,
    Step.STAGE_1: 5,
    Step.FOLLOW_UP: 21,
    Step.STAGE_2: 5,
    Step.COMPLETION: 2,
    Step.RESULT: 14,
    Step.CLOSED: 0,
}
"""In days; 0 leaves a step without days. Invented: every year has its own."""
MOST_DAYS = 366
_BESIDE = {Step.VERIFICATION: Step.SELF_ASSESSMENT}


def usual(start: date, lengths: Mapping[Step, int], zone: tzinfo) -> dict[Step, Window]:
    """From eight in the morning of the first day of a step to five in the afternoon of its last."""
    found: dict[Step, Window] = {}
    first = start
    for step in Step:
        length = lengths.get(step, 0)
        if length < 1:
            continue
        beside = found.get(_BESIDE.get(step, step))
        begins = beside.opens_at.date() if beside else first
        ends = begins + timedelta(days=length - 1)
        found[step] = Window(_at(begins, OPENS, zone), _at(ends, CLOSES, zone))
        first = max(first, ends + timedelta(days=1))
    return found


def _at(day: date, hour: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, hour, tzinfo=zone)
