"""Opens a panel to its own seats, keeps what came of talks, and makes the result of what was scored."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import actions as evaluation
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.models import Remark
from kotacerdas.instruments.domain.answers import CityAnswers
from kotacerdas.panel import reminding, telling
from kotacerdas.panel.actions.shared import allow, hold_back_publication, locked, require_own, require_running
from kotacerdas.panel.domain import marking, seating
from kotacerdas.panel.domain.marking import Marks
from kotacerdas.panel.domain.seating import State
from kotacerdas.panel.models import Mark, Panel, Seat, Talk
from kotacerdas.panel.opinions import remarks_of
from kotacerdas.selfassessment import questionnaire

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.models import User


@transaction.atomic
def open_panel(panel: Panel, *, by: "User | None", now: datetime) -> Panel:
    """From now on assessors see each other's marks; what each gave first is kept beside what may come.

    Raises `Refused` while seats are too few, undeclared, or have not scored every question.
    """
    kept = locked(panel)
    allow(kept, Deed.OPEN_PANEL, by=by, now=now)
    require_running(kept)
    if kept.is_open:
        raise Refused(Fault("panel-open"))
    if faults := _not_ready(kept):
        raise Refused(faults)
    Mark.objects.filter(seat__panel=kept, seat__state=State.DECLARED).update(first=F("level"))
    kept.opened_at, kept.opened_by = now, by
    kept.save(update_fields=["opened_at", "opened_by"])
    for seat in kept.seats.sitting():
        reminding.end(seat, now=now)
    telling.opened(kept, by=by, now=now)
    audit.record("panel.opened", on=kept, by=by, city=kept.round.city, now=now)
    return kept


def _not_ready(panel: Panel) -> list[Fault]:
    least = seating.least(is_rehearsal=panel.is_rehearsal)
    seats = list(panel.seats.sitting().order_by("number"))
    faults = []
    if len(seats) < least:
        faults.append(Fault("seats-too-few", {"count": len(seats), "least": least}))
    codes = questionnaire.questions(panel.round)
    marks = levels_of(panel)
    for seat in seats:
        left = marking.missing(marks.get(seat.pk, {}), codes)
        if seat.stands is State.APPOINTED:
            faults.append(Fault("seat-not-declared", {"number": seat.number}))
        elif left:
            faults.append(Fault("seat-not-finished", {"number": seat.number, "count": left}))
    return faults


def levels_of(panel: Panel) -> dict[int, Marks]:
    """By seat, what it has given to which question; one query."""
    rows = Mark.objects.filter(seat__panel=panel, level__isnull=False)
    found: dict[int, dict[str, int]] = {}
    for seat, code, level in rows.values_list("seat", "code", "level"):
        if level is not None:
            found.setdefault(seat, {})[code] = level
    return dict(found)


@transaction.atomic
def talk(panel: Panel, code: str, words: str, *, by: "User | None", now: datetime) -> Talk:
    """What came of talking about a question on which assessors differ; said again it replaces what was said."""
    kept = locked(panel)
    seat = _seat_of(kept, by)
    allow(kept, Deed.SCORE if seat else Deed.OPEN_PANEL, by=by, now=now)
    require_running(kept)
    if seat is not None:
        require_own(seat, by=by)
    questionnaire.question(kept.round, code)
    if not kept.is_open:
        raise Refused(Fault("panel-not-open"))
    if not words.strip():
        raise Refused(Fault("talk-without-words"))
    made, _new = Talk.objects.update_or_create(
        panel=kept, code=code, defaults={"words": words.strip(), "by": by, "at": now}
    )
    audit.record("panel.talked", on=kept, by=by, city=kept.round.city, now=now, note={"code": code})
    return made


def _seat_of(panel: Panel, by: "User | None") -> Seat | None:
    found = panel.seats.of(by).select_related("user").first() if by is not None else None
    if found is not None:
        found.panel = panel
    return found


@transaction.atomic
def conclude(panel: Panel, *, by: "User | None", now: datetime) -> Panel:
    """Makes the result: each question's panel in the order of the seats, the official arithmetic over it, and what
    assessors wrote. Seats that recused themselves or were ended count for nothing.

    It is still a draft: nobody but the round's keeper sees it before the round is published.
    """
    kept = locked(panel)
    allow(kept, Deed.CONCLUDE, by=by, now=now)
    require_running(kept)
    if not kept.is_open:
        raise Refused(Fault("panel-not-open"))
    seats = list(kept.seats.filter(state=State.DECLARED).order_by("number"))
    least = seating.least(is_rehearsal=kept.is_rehearsal, is_open=True)
    if len(seats) < least:
        raise Refused(Fault("seats-too-few", {"count": len(seats), "least": least}))
    hold_back_publication(kept)
    _load(kept, seats, by=by, now=now)
    remarks = remarks_of(seats)
    if remarks or Remark.objects.filter(round=kept.round, city=kept.city).exists():
        evaluation.write_remarks(kept.round, kept.city, remarks, by=by, now=now)
    kept.concluded_at, kept.concluded_by = now, by
    kept.save(update_fields=["concluded_at", "concluded_by"])
    note = {"count": len(seats)}
    audit.record("panel.concluded", on=kept, by=by, city=kept.round.city, now=now, note=note)
    _order_intervals(kept.round, by=by, now=now)
    return kept


def _order_intervals(round_: "Round", *, by: "User | None", now: datetime) -> None:
    """With the last city of a round that ranks several, by whoever keeps the whole of it."""
    left = Panel.objects.filter(round=round_, concluded_at=None).exists()
    joined = round_.participations.filter(state="joined").count()
    if round_.city_id is not None or left or joined < 2 or round_.panels.count() < joined:
        return
    if by is None or guarding.may_load_whole(round_, by):
        evaluation.order_intervals(round_, by=by, now=now)


def _load(panel: Panel, seats: list[Seat], *, by: "User | None", now: datetime) -> None:
    marks = levels_of(panel)
    codes = list(questionnaire.questions(panel.round))
    answers = marking.panels([marks.get(seat.pk, {}) for seat in seats], codes)
    row = CityAnswers(city=panel.city.name, code=panel.city.code, line=1, answers=dict(answers))
    evaluation.load_results(panel.round, [row], by=by, now=now, replace_all=True)


@transaction.atomic
def reopen_result(panel: Panel, *, reason: str, by: "User | None", now: datetime) -> Panel:
    """Before its publication a result can be taken up again: the scores stand as they were, and what was made of them
    goes, so that nobody publishes it in the meantime."""
    kept = locked(panel)
    allow(kept, Deed.CONCLUDE, by=by, now=now)
    if kept.concluded_at is None:
        raise Refused(Fault("panel-not-concluded"))
    hold_back_publication(kept)
    if not reason.strip():
        raise Refused(Fault("panel-taken-up-without-reason"))
    kept.concluded_at = kept.concluded_by = None
    kept.save(update_fields=["concluded_at", "concluded_by"])
    evaluation.take_out(kept.round, [kept.city.code], by=by, now=now)
    if Remark.objects.filter(round=kept.round, city=kept.city).exists():
        evaluation.write_remarks(kept.round, kept.city, [], by=by, now=now)
    note = {"reason": reason.strip()}
    audit.record("panel.taken_up", on=kept, by=by, city=kept.round.city, now=now, note=note)
    return kept
