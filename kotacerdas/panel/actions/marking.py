"""Scores a question, and writes what a seat thinks of the whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.panel import reminding
from kotacerdas.panel.actions.shared import allow, locked_seat, require_own, require_running
from kotacerdas.panel.models import Mark, Opinion, Seat
from kotacerdas.panel.queries import progress, submission
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.models import Step

if TYPE_CHECKING:
    from kotacerdas.people.models import User


@dataclass(frozen=True)
class Given:
    """What an assessor says to one question. `level` None: nothing yet, only a note."""

    level: int | None
    note: str = ""
    is_flagged: bool = False


@transaction.atomic
def mark(
    seat: Seat,
    code: str,
    given: Given,
    *,
    expected: int,
    by: "User | None",
    now: datetime,
    reason: str = "",
) -> Mark:
    """`expected` 0: there was none yet. The same said twice is one save. After the opening the first level stays beside
    the new one, which needs a reason.

    Raises `Refused`, and `versions.StaleSave` where another window of the same assessor was first.
    """
    kept_seat = locked_seat(seat)
    panel = kept_seat.panel
    allow(panel, Deed.SCORE, by=by, now=now)
    require_running(panel)
    require_own(kept_seat, by=by)
    question = questionnaire.question(panel.round, code)
    if given.level is not None and not question.least <= given.level <= question.most:
        raise Refused(Fault("mark-off-scale", {"least": question.least, "most": question.most}))
    newest = submission.newest(panel)
    if newest is None:
        raise Refused(Fault("nothing-submitted"))
    if panel.is_rehearsal and _is_own_answer(kept_seat, code):
        raise Refused(Fault("mark-of-own-answer"))
    row = Mark.objects.filter(seat=kept_seat, code=code).first()
    wanted: dict[str, Any] = {
        "level": given.level, "note": given.note.strip(), "is_flagged": given.is_flagged,
    }  # fmt: skip
    if row is not None and all(getattr(row, name) == value for name, value in wanted.items()):
        return row
    if row is not None and row.version != expected:
        raise versions.StaleSave(row, wanted)
    had_level = row is not None and row.level is not None
    kept = (
        _first(kept_seat, code, wanted, judged=newest.number, now=now)
        if row is None
        else _again(row, panel.is_open, wanted, judged=newest.number, by=by, now=now, reason=reason)
    )
    has_level = kept.level is not None
    if had_level and not has_level:
        reminding.begin(kept_seat, now=now)
    elif has_level and not had_level and progress.is_finished(kept_seat):
        # Nobody who has scored everything is reminded of it.
        reminding.end(kept_seat, now=now)
    return kept


def _first(seat: Seat, code: str, wanted: dict[str, Any], *, judged: int, now: datetime) -> Mark:
    if seat.panel.is_open:
        raise Refused(Fault("mark-after-opening"))
    return Mark.objects.create(seat=seat, code=code, judged=judged, at=now, **wanted)


def _again(
    row: Mark,
    is_open: bool,
    wanted: dict[str, Any],
    *,
    judged: int,
    by: "User | None",
    now: datetime,
    reason: str,
) -> Mark:
    before = row.level
    changes = {**wanted, "judged": judged, "at": now}
    is_changed = is_open and wanted["level"] != before
    if is_changed:
        if wanted["level"] is None:
            raise Refused(Fault("mark-taken-away"))
        if wanted["level"] != row.first and not reason.strip():
            raise Refused(Fault("mark-changed-without-reason"))
        changes["reason"] = reason.strip()
    versions.save(row, expected=row.version, changes=changes)
    if is_changed:
        panel = row.seat.panel
        note = {"code": row.code, "before": before, "after": row.level, "reason": row.reason}
        audit.record("panel.changed", on=panel, by=by, city=panel.round.city, now=now, note=note)
    return row


def _is_own_answer(seat: Seat, code: str) -> bool:
    """In a rehearsal nobody scores what he or she has written."""
    steps = Step.objects.filter(
        answer__code=code,
        answer__assessment__round=seat.panel.round,
        answer__assessment__city=seat.panel.city,
    )
    return steps.writing_by(seat.user).exists()


@dataclass(frozen=True)
class Said:
    """One paragraph for each strength, weakness and advice."""

    strengths: str = ""
    weaknesses: str = ""
    advice: str = ""


@transaction.atomic
def write_opinion(
    seat: Seat, stage: str, said: Said, *, expected: int, by: "User | None", now: datetime
) -> Opinion:
    """`expected` 0: there was none yet. Raises `Refused`, and `versions.StaleSave` with both versions."""
    kept = locked_seat(seat)
    allow(kept.panel, Deed.ADVISE, by=by, now=now)
    require_running(kept.panel)
    require_own(kept, by=by)
    wanted: dict[str, Any] = {
        "strengths": said.strengths.strip(),
        "weaknesses": said.weaknesses.strip(),
        "advice": said.advice.strip(),
    }
    row = Opinion.objects.filter(seat=kept, stage=stage).first()
    if row is None:
        return Opinion.objects.create(seat=kept, stage=stage, at=now, **wanted)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return row
    if row.version != expected:
        raise versions.StaleSave(row, wanted)
    return versions.save(row, expected=expected, changes={**wanted, "at": now})
