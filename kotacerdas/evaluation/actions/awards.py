"""Awards of a round: recorded once the jury has decided, removed if somebody erred."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from kotacerdas.audit.actions import record
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain import dimensions
from kotacerdas.evaluation.models import Award, Round, Source

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

log = structlog.get_logger()


@dataclass(frozen=True)
class NewAward:
    """`part` is a part of the form or a dimension; "" is the whole."""

    city: "City"
    title_id: str
    title_en: str = ""
    part: str = ""
    awarded_on: date | None = None
    source: Source | None = None


@transaction.atomic
def give_award(round_: Round, new: NewAward, *, by: "User | None", now: datetime) -> Award:
    """To a city that has a result in the round. Seen with the results, so before they are published by operators alone."""
    guarding.require_whole(round_, by=by)
    Round.objects.select_for_update().get(pk=round_.pk)
    if faults := _faults(round_, new):
        raise Refused(faults)
    made = Award.objects.create(
        round=round_,
        city=new.city,
        part=new.part,
        title_id=new.title_id.strip(),
        title_en=new.title_en.strip(),
        awarded_on=new.awarded_on,
        source=new.source,
    )
    _say("given", made, by=by, now=now)
    return made


@transaction.atomic
def remove_award(award: Award, *, by: "User | None", now: datetime) -> None:
    """What it was stands in the trail; somebody else may have removed it a moment ago."""
    guarding.require_whole(award.round, by=by)
    count, _tables = Award.objects.filter(pk=award.pk).delete()
    if count:
        _say("removed", award, by=by, now=now)


def _faults(round_: Round, new: NewAward) -> list[Fault]:
    faults = []
    if not new.title_id.strip():
        faults.append(Fault("award-without-title"))
    if not round_.results.filter(city=new.city, participated=True).exists():
        faults.append(Fault("award-without-result", {"city": new.city.name}))
    if new.part and new.part not in dimensions.parts_to_honour(round_.edition):
        faults.append(Fault("award-part-unknown", {"part": new.part}))
    same = round_.awards.filter(city=new.city, part=new.part, title_id=new.title_id.strip())
    if same.exists():
        faults.append(Fault("award-twice", {"city": new.city.name, "title": new.title_id.strip()}))
    return faults


def _say(what: str, award: Award, *, by: "User | None", now: datetime) -> None:
    """In the installation's trail, or of a city's own round in the city's: no city reads there of an award that is not
    published yet."""
    round_ = award.round
    log.info("award.changed", what=what, round=round_.code, city=award.city.code, at=now.isoformat())
    note = {"title": award.title_id, "city": award.city.name, "part": award.part}
    record(f"evaluation.award_{what}", on=round_, by=by, city=round_.city, now=now, note=note)
