"""Records what comes with the result of a city: its letter, and what assessors praised, missed and advised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Max

from kotacerdas.audit.actions import record
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.evaluation import followed, guarding
from kotacerdas.evaluation.domain import letters
from kotacerdas.evaluation.domain.letters import Advised, Line
from kotacerdas.evaluation.models import Recommendation, Remark, ResultLetter, Round
from kotacerdas.evaluation.queries.letters import Kept, has_city, kept_of
from kotacerdas.files import actions as files
from kotacerdas.people import access
from kotacerdas.search import actions as search

if TYPE_CHECKING:
    from kotacerdas.files.blobs import Blob
    from kotacerdas.files.models import File
    from kotacerdas.people.models import City, User


@dataclass(frozen=True)
class NewRemark:
    """What one assessor says; `assessor` is the seat, 0 where nothing says whose words they are."""

    kind: Remark.Kind
    assessor: int
    text_id: str
    text_en: str = ""


class Attached(NamedTuple):
    """A file whose bytes are on the disk already: `files.actions.store` before the transaction."""

    blob: "Blob"
    name: str
    media_type: str


@dataclass(frozen=True)
class Head:
    """What stands on the head of a letter. `file` None leaves the file that is kept, unless it `drops_file`."""

    number: str = ""
    dated_on: date | None = None
    signed_by: str = ""
    file: Attached | None = None
    drops_file: bool = False


EMPTY = Head()


class LetterChanged(Exception):
    """Somebody else saved first; carries what is kept now."""

    def __init__(self, current: Kept) -> None:
        super().__init__("the letter has been recorded anew")
        self.current = current


@transaction.atomic
def record_letter(
    round_: Round,
    city: "City",
    head: Head,
    remarks: Iterable[NewRemark],
    *,
    by: "User | None",
    now: datetime,
    is_public: bool = False,
    expected: str | None = None,
) -> None:
    """The letter and everything in it at once. `expected` is the mark of what was on the page, `Kept.mark`.

    `is_public`: its recommendations may be read by all who see them. Raises `Refused` for who may not, and where a
    recommendation that is followed up would go; `LetterChanged` if somebody else saved meanwhile.
    """
    kept = _begin(round_, city, by=by)
    if expected is not None and expected != kept.mark:
        raise LetterChanged(kept)
    some = list(remarks)
    if not (some or kept or head != EMPTY):
        raise Refused(Fault("letter-says-nothing"))
    _write(round_, city, some, kept, is_public=is_public)
    _write_head(round_, city, head, kept, by=by, now=now)
    if (after := kept_of(round_, city)).mark != kept.mark:
        _record("letter_recorded", round_, city, after, by=by, now=now)


@transaction.atomic
def write_remarks(
    round_: Round,
    city: "City",
    remarks: Iterable[NewRemark],
    *,
    by: "User | None",
    now: datetime,
    is_public: bool | None = None,
) -> None:
    """All remarks of a city in a round, in the place of those that are kept; an advice becomes a recommendation, too.

    What assessors wrote here may be read by all who see the result, unless `is_public` says otherwise.
    """
    kept = _begin(round_, city, by=by)
    public = round_.kind == Round.Kind.RUN if is_public is None else is_public
    _write(round_, city, list(remarks), kept, is_public=public)
    if (after := kept_of(round_, city)).mark != kept.mark:
        _record("remarks_written", round_, city, after, by=by, now=now)


@transaction.atomic
def tell_first_advice(
    round_: Round, city: "City", texts: Iterable[str], *, stage: str, by: "User | None", now: datetime
) -> None:
    """What assessors advise on the way, numbered in a stage of its own: the city knows it at once, others with the result.

    A rehearsal makes no recommendations, so there it does nothing.
    """
    kept = _begin(round_, city, by=by)
    if round_.kind == Round.Kind.TRIAL:
        return
    some = [NewRemark(Remark.Kind.ADVICE, 0, text) for each in texts if (text := letters.tidy(each))]
    if faults := letters.faults_of([Line(0, each.text_id) for each in some]):
        raise Refused(faults)
    _write_advice(round_, city, some, stage=stage, is_public=round_.kind == Round.Kind.RUN, is_told=True)
    if (after := kept_of(round_, city)).mark != kept.mark:
        _record("first_advice_told", round_, city, after, by=by, now=now)


def _begin(round_: Round, city: "City", *, by: "User | None") -> Kept:
    """Nobody else writes remarks of this round until the transaction ends."""
    Round.objects.select_for_update().get(pk=round_.pk)
    permission = guarding.loader_of(round_)
    if by is not None and not access.may(by, permission, city):
        raise Refused(Fault("round-not-yours", {"permission": str(permission.sentence)}))
    if not has_city(round_, city):
        raise Refused(Fault("letter-city-not-in-round", {"city": str(city)}))
    return kept_of(round_, city)


def _record(kind: str, round_: Round, city: "City", after: Kept, *, by: "User | None", now: datetime) -> None:
    """In the city's chain where the round is its own; of the others it is told only what is published."""
    note = {
        "city": city.code,
        "letter": after.letter.number if after.letter else "",
        "remarks": len(after.remarks),
        "recommendations": len(after.advice),
    }
    record(f"evaluation.{kind}", on=round_, by=by, city=round_.city, now=now, note=note)


# --- The head ----------------------------------------------------------------------------------------------


def _write_head(
    round_: Round, city: "City", head: Head, kept: Kept, *, by: "User | None", now: datetime
) -> None:
    if kept.letter is None and head == EMPTY:
        return
    letter = kept.letter or ResultLetter.objects.create(round=round_, city=city)
    before: File | None = letter.file
    letter.number, letter.dated_on, letter.signed_by = (
        head.number.strip(),
        head.dated_on,
        head.signed_by.strip(),
    )
    if head.file is not None:
        blob, name, media_type = head.file
        letter.file = files.keep(
            blob, name=name, media_type=media_type, about=letter, by=by, city=round_.city, now=now
        )
    elif head.drops_file:
        letter.file = None
    letter.save()
    if before is not None and before != letter.file:
        files.give_up(before, about=letter, by=by, now=now)


# --- The remarks -------------------------------------------------------------------------------------------


def _write(round_: Round, city: "City", remarks: Sequence[NewRemark], kept: Kept, *, is_public: bool) -> None:
    some = [tidied for each in remarks if (tidied := _tidied(each, kept)).text_id]
    if faults := letters.faults_of([Line(each.assessor, each.text_id) for each in some]):
        raise Refused(faults)
    if round_.kind != Round.Kind.TRIAL:
        advice = [each for each in some if each.kind == Remark.Kind.ADVICE]
        _write_advice(round_, city, advice, stage=round_.stage, is_public=is_public)
    numbers = letters.numbered((each.kind, each.assessor) for each in some)
    rows = [
        Remark(
            round=round_,
            city=city,
            kind=each.kind,
            assessor=each.assessor,
            number=number,
            text_id=each.text_id,
            text_en=each.text_en,
        )
        for each, number in zip(some, numbers, strict=True)
    ]
    Remark.objects.filter(round=round_, city=city).delete()
    Remark.objects.bulk_create(rows)


def _tidied(remark: NewRemark, kept: Kept) -> NewRemark:
    """Words that stay the same keep their English ones where no other were given."""
    text = letters.tidy(remark.text_id)
    english = letters.tidy(remark.text_en) or next(
        (each.text_en for each in kept.of_kind(remark.kind) if each.text_id == text), ""
    )
    return NewRemark(remark.kind, remark.assessor, text, english)


def _write_advice(
    round_: Round,
    city: "City",
    some: Sequence[NewRemark],
    *,
    stage: str,
    is_public: bool,
    is_told: bool = False,
) -> None:
    """Numbers stay; one that is followed up neither goes nor gets another number."""
    numbered = Recommendation.objects.filter(city=city, year=round_.year, stage=stage)
    rows = {row.pk: row for row in numbered.filter(round=round_).select_for_update()}
    plan = letters.changes(
        [Advised(row.pk, row.number, row.text_id) for row in rows.values()],
        [each.text_id for each in some],
        last=numbered.aggregate(last=Max("number"))["last"] or 0,
        elsewhere=numbered.filter(round=None).values_list("text_id", flat=True),
    )
    _take_out([rows[each.key] for each in plan.removed])
    written = []
    for place, advised in {**plan.same, **plan.corrected}.items():
        row, said = rows[advised.key], some[place]
        wanted = {"text_id": said.text_id, "text_en": said.text_en, "is_public": is_public}
        if any(getattr(row, name) != value for name, value in wanted.items()):
            Recommendation.objects.filter(pk=row.pk).update(**wanted)
            row.refresh_from_db()
            written.append(row)
    for place, number in plan.added.items():
        said = some[place]
        made = Recommendation.objects.create(
            city=city,
            round=round_,
            year=round_.year,
            stage=stage,
            number=number,
            text_id=said.text_id,
            text_en=said.text_en,
            is_public=is_public,
            is_told=is_told,
        )
        written.append(made)
    search.refresh(*written)


def _take_out(gone: Sequence[Recommendation]) -> None:
    """Raises `Refused` where something hangs on one of them."""
    if held := followed.followed_up(gone):
        raise Refused(
            Fault("advice-followed-up", {"label": row.label, "text": row.text_id})
            for row in gone
            if row.pk in held
        )
    search.forget(*gone)
    Recommendation.objects.filter(pk__in=[row.pk for row in gone]).delete()
