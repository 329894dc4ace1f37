"""Strategic issues of a city with what answers them; how ready an edition finds the city, and its SWOT.

Issues belong to the city and go on whatever becomes of an edition. Readiness and SWOT are sheets of an edition: they are written
whole while it is open, and the edition's version keeps two people from overwriting each other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports import bulk
from kotacerdas.indicators.models import Source
from kotacerdas.masterplan.actions.opened import require_open
from kotacerdas.masterplan.domain import readiness as rules
from kotacerdas.masterplan.domain.readiness import Level
from kotacerdas.masterplan.models import Edition, Issue, Programme, Readiness, Strength

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

MOST_LINES, MOST_LINE = 40, 1000


@dataclass(frozen=True)
class Wording:
    """Of an issue. A source is a title with, where there is one, its address and day."""

    code: str
    title_id: str
    title_en: str = ""
    text_id: str = ""
    text_en: str = ""
    source_title: str = ""
    source_url: str = ""
    source_dated: date | None = None


@transaction.atomic
def add_issue(
    city: "City", wording: Wording, *, by: "User | None", now: datetime, is_sample: bool = False
) -> Issue:
    """At the end of the list. Raises `Refused`."""
    _require_right(city, wording)
    last = Issue.objects.filter(city=city).order_by("-position").values_list("position", flat=True).first()
    made = Issue.objects.create(
        city=city, code=wording.code, position=(last or 0) + 1, is_sample=is_sample, **_values(wording)
    )
    audit.record("masterplan.add-issue", on=made, by=by, city=city, now=now)
    return made


@transaction.atomic
def change_issue(issue: Issue, wording: Wording, *, expected: int, by: "User | None", now: datetime) -> Issue:
    """Its code stays. The same again changes nothing. Raises `Refused` and `versions.StaleSave`."""
    kept = _locked(issue)
    if kept is None:
        raise versions.Gone(vars(wording))
    _require_right(kept.city, wording, kept)
    wanted = _values(wording, kept)
    changes = {
        name: (_said(getattr(kept, name)), _said(value))
        for name, value in wanted.items()
        if getattr(kept, name) != value
    }
    if not changes:
        return kept
    versions.save(kept, expected=expected, changes=wanted)
    audit.record("masterplan.change-issue", on=kept, by=by, city=kept.city, now=now, changes=changes)
    return kept


@transaction.atomic
def move_issue(issue: Issue, *, up: bool, by: "User | None", now: datetime) -> None:
    """One place up or down; at the end nothing happens."""
    rows = list(
        Issue.objects.select_for_update(of=("self",)).select_related("city").filter(city=issue.city_id)
    )
    at = next((place for place, each in enumerate(rows) if each.pk == issue.pk), None)
    if at is None:
        return
    other = at - 1 if up else at + 1
    if not 0 <= other < len(rows):
        return
    rows[at], rows[other] = rows[other], rows[at]
    for position, row in enumerate(rows, start=1):
        row.position = position
    bulk.update(Issue, rows, ["position"])
    audit.record("masterplan.move-issue", on=rows[other], by=by, city=issue.city, now=now)


@transaction.atomic
def remove_issue(issue: Issue, *, expected: int, by: "User | None", now: datetime) -> None:
    """A second click finds nothing to do."""
    kept = _locked(issue)
    if kept is None:
        return
    if kept.version != expected:
        raise versions.StaleSave(kept, {})
    name, city = kept.title_id, kept.city
    kept.delete()
    audit.record("masterplan.drop-issue", on=None, by=by, city=city, now=now, note={"issue": name})


@transaction.atomic
def answer_issue(
    issue: Issue,
    edition: Edition,
    programmes: Collection[Programme],
    *,
    expected: int,
    by: "User | None",
    now: datetime,
) -> None:
    """Which programmes of one edition answer it, the whole list; those of other editions stay. It says what a plan is for and
    changes nothing in it, so it goes on after adoption."""
    kept = _locked(issue)
    if kept is None:
        raise versions.Gone({})
    if edition.city_id != kept.city_id or any(each.edition_id != edition.pk for each in programmes):
        raise Refused(Fault("issue-elsewhere"))
    before = {each.pk: each for each in kept.programmes.filter(edition=edition)}
    wanted = {each.pk: each for each in programmes}
    new = [each for key, each in wanted.items() if key not in before]
    gone = [each for key, each in before.items() if key not in wanted]
    if not new and not gone:
        return
    versions.save(kept, expected=expected, changes={})
    kept.programmes.remove(*gone)
    kept.programmes.add(*new)
    note = {"edition": edition.title, "new": _codes(new), "gone": _codes(gone)}
    audit.record("masterplan.answer-issue", on=kept, by=by, city=kept.city, now=now, note=note)


@dataclass(frozen=True)
class Judged:
    level: Level
    note: str = ""


@transaction.atomic
def judge_readiness(
    edition: Edition,
    judged: Mapping[tuple[str, str], Judged],
    *,
    expected: int,
    by: "User | None",
    now: datetime,
) -> int:
    """By dimension and element; what is not named stays, what is emptied is unknown again. Answers how many changed. Raises
    `Refused` and `versions.StaleSave`."""
    require_open(edition)
    for each in judged.values():
        rules.require(each.level)
    kept = {(row.dimension, row.element): row for row in edition.readiness.all()}
    changes: dict[str, tuple[Any, Any]] = {}
    new, changed, gone = [], [], []
    for place, each in judged.items():
        row = kept.get(place)
        before = (row.now, row.goal, row.note) if row else (None, None, "")
        after = (each.level.now, each.level.goal, each.note.strip())
        if before == after:
            continue
        changes[" ".join(place)] = (_level(before), _level(after))
        if after == (None, None, ""):
            gone.append(kept[place].pk)
            continue
        if row is None:
            row = Readiness(edition=edition, dimension=place[0], element=place[1])
            new.append(row)
        else:
            changed.append(row)
        row.now, row.goal, row.note = after
    if not changes:
        return 0
    versions.save(edition, expected=expected, changes={})
    Readiness.objects.filter(pk__in=gone).delete()
    Readiness.objects.bulk_create(new)
    bulk.update(Readiness, changed, ["now", "goal", "note"])
    audit.record("masterplan.judge-readiness", on=edition, by=by, city=edition.city, now=now, changes=changes)
    return len(changes)


@transaction.atomic
def write_swot(
    edition: Edition,
    dimension: str,
    lines: Mapping[str, Sequence[str]],
    *,
    expected: int,
    by: "User | None",
    now: datetime,
) -> bool:
    """The SWOT of a dimension, or of the whole for "": lines by quadrant, in their order; it takes the place of what stood
    there. Says whether anything changed. Raises `Refused` and `versions.StaleSave`."""
    require_open(edition)
    wanted = {
        quadrant: [line.strip() for line in lines.get(quadrant, ()) if line.strip()]
        for quadrant in Strength.Quadrant.values
    }
    for some in wanted.values():
        if len(some) > MOST_LINES:
            raise Refused(Fault("swot-too-many", {"count": len(some), "most": MOST_LINES}))
        if too_long := next((line for line in some if len(line) > MOST_LINE), None):
            raise Refused(Fault("swot-too-long", {"line": too_long[:60], "most": MOST_LINE}))
    before: dict[str, list[str]] = {quadrant: [] for quadrant in wanted}
    for row in edition.swot.filter(dimension=dimension):
        before[row.quadrant].append(row.text)
    if before == wanted:
        return False
    versions.save(edition, expected=expected, changes={})
    edition.swot.filter(dimension=dimension).delete()
    Strength.objects.bulk_create(
        Strength(edition=edition, dimension=dimension, quadrant=quadrant, position=position, text=line)
        for quadrant, some in wanted.items()
        for position, line in enumerate(some, start=1)
    )
    changes = {
        f"{dimension} {quadrant}".strip(): ("\n".join(before[quadrant]), "\n".join(some))
        for quadrant, some in wanted.items()
        if before[quadrant] != some
    }
    audit.record("masterplan.write-swot", on=edition, by=by, city=edition.city, now=now, changes=changes)
    return True


def _locked(issue: Issue) -> Issue | None:
    rows = Issue.objects.select_for_update(of=("self",)).select_related("city", "source")
    return rows.filter(pk=issue.pk).first()


def _require_right(city: "City", wording: Wording, kept: Issue | None = None) -> None:
    found = []
    if not wording.title_id.strip():
        found.append(Fault("issue-without-title"))
    if kept is None and Issue.objects.filter(city=city, code=wording.code).exists():
        found.append(Fault("issue-code-taken", {"code": wording.code}))
    if wording.source_url and not wording.source_title.strip():
        found.append(Fault("issue-source-without-title"))
    if found:
        raise Refused(found)


def _values(wording: Wording, kept: Issue | None = None) -> dict[str, Any]:
    names = ("title_id", "title_en", "text_id", "text_en")
    return {name: getattr(wording, name).strip() for name in names} | {"source": _source(wording, kept)}


def _source(wording: Wording, kept: Issue | None) -> Source | None:
    """The one that is kept, if it says the same."""
    title = wording.source_title.strip()
    if not title:
        return None
    said = (title, wording.source_url, wording.source_dated)
    if kept and kept.source and (kept.source.title, kept.source.url, kept.source.dated_on) == said:
        return kept.source
    found, _is_new = Source.objects.get_or_create(
        key=None, title=title, url=wording.source_url, dated_on=wording.source_dated
    )
    return found


def _said(value: Any) -> Any:
    return value.title if isinstance(value, Source) else value


def _codes(programmes: Collection[Programme]) -> str:
    return ", ".join(sorted(each.code for each in programmes)) or "–"


def _level(row: tuple[int | None, int | None, str]) -> str:
    now, goal, note = row
    said = f"{'?' if now is None else now} → {'?' if goal is None else goal}"
    return f"{said} {note}".strip()
