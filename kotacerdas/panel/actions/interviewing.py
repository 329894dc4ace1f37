"""Sets the time of an interview, prepares it for the city, and writes its log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.files import actions as files
from kotacerdas.panel import parts, telling_talk
from kotacerdas.panel.domain import interviewing as rules
from kotacerdas.panel.models import Interview, Speaker
from kotacerdas.selfassessment.actions import Attached

if TYPE_CHECKING:
    from kotacerdas.evaluation.models import Round
    from kotacerdas.people.models import City, Organisation, User


@transaction.atomic
def schedule(
    round_: "Round",
    city: "City",
    stage: str,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: "User | None",
    now: datetime,
    place: str = "",
    link: str = "",
    interview: Interview | None = None,
    expected: int = 0,
    is_sample: bool = False,
) -> Interview:
    """Sets an interview, or moves the given one. Raises `Refused` with everything that is wrong, and
    `versions.StaleSave` where somebody else has moved it meanwhile."""
    if not round_.participations.filter(city=city, state="joined").exists():
        raise Refused(Fault("round-city-not-in-it", {"city": str(city)}))
    guarding.require(Deed.HOLD_INTERVIEW, round_, city, by=by, now=now)
    place, link = place.strip(), link.strip()
    faults = [*rules.time_faults(starts_at, ends_at), *rules.place_faults(place, link)]
    if stage not in Interview.Stage.values:
        faults.append(Fault("interview-stage-unknown"))
    if faults:
        raise Refused(faults)
    wanted: dict[str, Any] = {
        "stage": stage, "starts_at": starts_at, "ends_at": ends_at, "place": place, "link": link,
    }  # fmt: skip
    if interview is None:
        kept = Interview.objects.create(round=round_, city=city, set_at=now, is_sample=is_sample, **wanted)
    else:
        kept = locked_interview(interview)
        if kept.cancelled_at is not None:
            raise Refused(Fault("interview-cancelled"))
        if all(getattr(kept, name) == value for name, value in wanted.items()):
            return kept
        versions.save(kept, expected=expected, changes={**wanted, "set_at": now})
    telling_talk.interview_set(kept, by=by, now=now)
    note = {"at": kept.starts_at, "where": place or link}
    word = "panel.interview_set" if interview is None else "panel.interview_moved"
    audit.record(word, on=kept, by=by, city=city, now=now, note=note)
    return kept


@transaction.atomic
def attach_presentation(
    interview: Interview, file: Attached, *, by: "User | None", now: datetime
) -> Interview:
    """What the city shows; a new file takes the place of the one before."""
    kept = locked_interview(interview)
    guarding.require(Deed.PREPARE_INTERVIEW, kept.round, kept.city, by=by, now=now)
    before = kept.presentation
    kept.presentation = files.keep(
        file.blob,
        name=file.name,
        media_type=file.media_type,
        about=kept,
        by=by,
        city=kept.city,
        now=now,
        is_recorded=False,
    )
    kept.save(update_fields=["presentation"])
    if before is not None:
        files.give_up(before, about=kept, by=by, now=now)
    note = {"file": kept.presentation.name, "sha256": kept.presentation.sha256}
    audit.record("panel.presentation", on=kept, by=by, city=kept.city, now=now, note=note)
    return kept


@transaction.atomic
def cancel_interview(interview: Interview, *, reason: str, by: "User | None", now: datetime) -> Interview:
    """It will not be held; what was written in its log stays. Cancelled a second time, nothing happens."""
    kept = locked_interview(interview)
    guarding.require(Deed.HOLD_INTERVIEW, kept.round, kept.city, by=by, now=now)
    if kept.cancelled_at is not None:
        return kept
    if not reason.strip():
        raise Refused(Fault("interview-cancelled-without-reason"))
    changes = {"cancelled_at": now, "cancelled_because": reason.strip(), "set_at": now}
    versions.save(kept, expected=kept.version, changes=changes)
    telling_talk.interview_cancelled(kept, by=by, now=now)
    note = {"reason": kept.cancelled_because}
    audit.record("panel.interview_cancelled", on=kept, by=by, city=kept.city, now=now, note=note)
    return kept


@dataclass(frozen=True)
class Named:
    """Who answers to a question or a part of the form, and who stands in."""

    node: str
    organisation: "Organisation"
    name: str
    stand_in: str = ""


@transaction.atomic
def set_speakers(
    interview: Interview, rows: Iterable[Named], *, expected: int, by: "User | None", now: datetime
) -> Interview:
    """The whole table at once. Raises `Refused` with everything that is wrong, `versions.StaleSave` where somebody else
    has changed the interview meanwhile."""
    kept = locked_interview(interview)
    guarding.require(Deed.PREPARE_INTERVIEW, kept.round, kept.city, by=by, now=now)
    rows = list(rows)
    if faults := _speaker_faults(kept, rows):
        raise Refused(faults)
    versions.save(kept, expected=expected, changes={})
    Speaker.objects.filter(interview=kept).delete()
    Speaker.objects.bulk_create(
        Speaker(
            interview=kept,
            node=each.node,
            organisation=each.organisation,
            name=each.name.strip(),
            stand_in=each.stand_in.strip(),
        )
        for each in rows
    )
    note = {"count": len(rows)}
    audit.record("panel.speakers", on=kept, by=by, city=kept.city, now=now, note=note)
    return kept


def _speaker_faults(interview: Interview, rows: list[Named]) -> list[Fault]:
    known, seen, faults = parts.parts(interview.round), set[str](), list[Fault]()
    for each in rows:
        if each.node not in known:
            faults.append(Fault("question-unknown", {"code": each.node[:20]}))
        if each.node in seen:
            faults.append(Fault("speaker-twice", {"code": each.node[:20]}))
        if not each.name.strip():
            faults.append(Fault("speaker-without-name", {"code": each.node[:20]}))
        if each.organisation.city_id not in {None, interview.city_id}:
            faults.append(Fault("speaker-elsewhere", {"organisation": str(each.organisation)}))
        seen.add(each.node)
    return faults


def locked_interview(interview: Interview) -> Interview:
    rows = Interview.objects.select_for_update(of=("self",)).for_rows()
    return rows.get(pk=interview.pk)
