"""Opens rounds, sets and extends their days, invites cities and takes their answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from kotacerdas.audit.actions import record
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding, telling
from kotacerdas.evaluation.domain import workflow
from kotacerdas.evaluation.domain.workflow import Deed, Step, Window
from kotacerdas.evaluation.models import Extension, Participation, Round, StepWindow
from kotacerdas.evaluation.queries.calendars import calendar_of
from kotacerdas.evaluation.words import told
from kotacerdas.instruments import catalogue
from kotacerdas.search import actions as search

if TYPE_CHECKING:
    from kotacerdas.people.models import City, TerritorialUnit, User

Days = Mapping[Step, Window]


@dataclass(frozen=True)
class NewRound:
    """What is known when a round is opened. `city`: it is that city's own, or its rehearsal."""

    kind: Round.Kind
    instrument: str
    year: int
    title_id: str
    title_en: str
    zone: str
    city: "City | None" = None
    province: "TerritorialUnit | None" = None
    """Whose operator runs it; None is the whole country."""
    stage: str = ""
    cohort_id: str = ""
    """For which cities it is, in one sentence."""
    cohort_en: str = ""
    days: Days = field(default_factory=dict)
    is_sample: bool = False
    code: str = ""
    """As it stands in addresses, if it must be a certain one; samples have such."""


@transaction.atomic
def open_round(new: NewRound, *, by: "User | None", now: datetime) -> Round:
    """A city's own round has that city in it from the beginning. Raises `Refused` for a form that is not known, for days
    that cross, and for who may not."""
    made = Round(
        kind=new.kind,
        city=new.city,
        province=new.province,
        instrument=new.instrument,
        year=new.year,
        stage=new.stage,
        title_id=new.title_id.strip(),
        title_en=new.title_en.strip() or new.title_id.strip(),
        cohort_id=new.cohort_id.strip(),
        cohort_en=new.cohort_en.strip() or new.cohort_id.strip(),
        zone=new.zone,
        is_sample=new.is_sample,
    )
    if by is not None and not guarding.may_keep(made, by):
        permission = guarding.keeper_of(made)
        raise Refused(Fault("round-not-yours", {"permission": str(permission.sentence)}))
    edition = catalogue.edition_for(new.instrument, new.city)
    if faults := workflow.out_of_order(new.days):
        raise Refused(told(faults))
    made.code = new.code or _free_code(edition.code, new)
    made.save()
    _write_days(made, new.days, now=now)
    if new.city is not None:
        Participation.objects.create(
            round=made, city=new.city, state=Participation.State.JOINED, invited_at=now, answered_at=now
        )
    search.refresh(made)
    record("evaluation.round_opened", on=made, by=by, city=new.city, now=now, note={"year": new.year})
    return made


def _free_code(instrument: str, new: NewRound) -> str:
    """Words of an address that nobody has: "smartcity-2026", "smartcity-2026-6471", "latihan-smartcity-2026-6471"."""
    parts = [
        "latihan" if new.kind == Round.Kind.TRIAL else "",
        instrument,
        str(new.year),
        new.stage,
        new.city.code.replace(".", "") if new.city else "",
    ]
    wanted = slugify("-".join(part for part in parts if part))[:54]
    taken = set(Round.objects.filter(code__startswith=wanted).values_list("code", flat=True))
    some = (wanted, *(f"{wanted}-{number}" for number in range(2, 1000)))
    return next(code for code in some if code not in taken)


class DaysChanged(Exception):
    """Somebody else set the days first; carries those that are kept now."""

    def __init__(self, current: Days) -> None:
        super().__init__("the days have been set anew")
        self.current = current


@transaction.atomic
def set_days(round_: Round, days: Days, *, by: "User | None", now: datetime, seen: str | None = None) -> None:
    """All steps at once. A step that has begun keeps its days: it can only be extended, with a reason. `seen` is the mark
    of the days that were on the page, `workflow.mark_of`.

    Raises `Refused` with everything that cannot be, `DaysChanged` if other days have been set meanwhile.
    """
    kept = _locked(round_, by=by)
    before = {Step(row.step): row.window for row in kept.windows.all()}
    if seen is not None and seen != workflow.mark_of(before):
        raise DaysChanged(before)
    faults = [*workflow.out_of_order(days), *workflow.begun_and_changed(before, days, now)]
    if faults:
        raise Refused(told(faults))
    changes = {
        step.value: (_told(before.get(step)), _told(days.get(step)))
        for step in Step
        if before.get(step) != days.get(step)
    }
    if not changes:
        return
    _write_days(kept, days, now=now)
    record("evaluation.days_set", on=kept, by=by, city=kept.city, now=now, changes=changes)


@transaction.atomic
def extend(
    round_: Round,
    step: Step,
    *,
    closes_at: datetime,
    reason: str,
    by: "User | None",
    now: datetime,
    city: "City | None" = None,
) -> Extension:
    """The step ends later, for one city or for all of the round; who and why stand beside it for ever."""
    kept = _locked(round_, by=by)
    if not reason.strip():
        raise Refused(Fault("round-extension-without-reason"))
    if city is not None and not kept.participations.filter(city=city).exists():
        raise Refused(Fault("round-city-not-in-it", {"city": str(city)}))
    window = calendar_of(kept, city).get(step)
    if window is None:
        raise Refused(told([Fault("round-undated", {"step": step.value})]))
    if closes_at <= max(window.closes_at, now):
        raise Refused(
            told([Fault("round-extension-not-later", {"step": step.value, "at": window.closes_at})])
        )
    made = Extension.objects.create(
        round=kept, city=city, step=step, closes_at=closes_at, reason=reason.strip(), by=by, at=now
    )
    telling.extended(kept, made, by=by, now=now)
    note = {"step": step.value, "until": closes_at, "reason": made.reason, "for": str(city or "")}
    record("evaluation.step_extended", on=kept, by=by, city=city or kept.city, now=now, note=note)
    return made


@transaction.atomic
def invite(
    round_: Round, cities: "Iterable[City]", *, by: "User | None", now: datetime
) -> list[Participation]:
    """Those that are not yet in it; each is asked for by its own programme office."""
    kept = _locked(round_, by=by)
    known = set(kept.participations.values_list("city", flat=True))
    made = []
    for city in {each.pk: each for each in cities}.values():
        guarding.require(Deed.INVITE, kept, city, by=by, now=now)
        if city.pk in known:
            continue
        row = Participation.objects.create(round=kept, city=city, invited_at=now)
        telling.invited(row, by=by, now=now)
        record("evaluation.city_invited", on=kept, by=by, city=city, now=now)
        made.append(row)
    return made


@transaction.atomic
def answer_invitation(
    participation: Participation, *, takes_part: bool, by: "User | None", now: datetime, reason: str = ""
) -> Participation:
    """The city says whether it takes part; declining needs a reason. It may change its mind while joining is possible."""
    rows = Participation.objects.select_for_update(of=("self",)).select_related("round", "city")
    kept = rows.get(pk=participation.pk)
    guarding.require(Deed.JOIN, kept.round, kept.city, by=by, now=now)
    if not takes_part and not reason.strip():
        raise Refused(Fault("round-declined-without-reason"))
    kept.state = Participation.State.JOINED if takes_part else Participation.State.DECLINED
    kept.answered_at, kept.reason = now, "" if takes_part else reason.strip()
    kept.save(update_fields=["state", "answered_at", "reason"])
    word = "joined" if takes_part else "declined"
    telling.answered(kept, by=by, now=now)
    record(
        f"evaluation.city_{word}",
        on=kept.round,
        by=by,
        city=kept.city,
        now=now,
        note={"reason": kept.reason} if kept.reason else None,
    )
    return kept


def _locked(round_: Round, *, by: "User | None") -> Round:
    kept = Round.objects.select_for_update(of=("self",)).select_related("city").get(pk=round_.pk)
    if by is not None and not guarding.may_keep(kept, by):
        permission = guarding.keeper_of(kept)
        raise Refused(Fault("round-not-yours", {"permission": str(permission.sentence)}))
    return kept


def _write_days(round_: Round, days: Days, *, now: datetime) -> None:
    """A step that keeps its days keeps its row; one that is moved counts it, so that calendar programs follow."""
    before = {row.step: row for row in round_.windows.all()}
    for row in before.values():
        if Step(row.step) not in days:
            row.delete()
    for step, window in days.items():
        row = before.get(step) or StepWindow(round=round_, step=step)
        if row.pk is not None and row.window == window:
            continue
        row.revision += row.pk is not None
        row.opens_at, row.closes_at, row.set_at = window.opens_at, window.closes_at, now
        row.save()


def _told(window: Window | None) -> list[str] | None:
    return [window.opens_at.isoformat(), window.closes_at.isoformat()] if window else None
