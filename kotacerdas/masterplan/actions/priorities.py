"""A scale of priorities is made, people compare its criteria, programmes are marked by it, it is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.imports import bulk
from kotacerdas.masterplan.domain import pairwise, saaty
from kotacerdas.masterplan.models import Criterion, Edition, Mark, Opinion, Programme, Scale

if TYPE_CHECKING:
    from kotacerdas.people.models import User

RESERVED = frozenset({"baru"})
"""Words of the addresses beside the codes."""
FEWEST = 2


@dataclass(frozen=True)
class CriterionWords:
    """`code` is empty for a new one. `weight` counts where weights are given directly."""

    title: str
    note: str = ""
    weight: Decimal | None = None
    code: str = ""


@dataclass(frozen=True)
class ScaleWords:
    title: str
    method: str
    criteria: Sequence[CriterionWords]


@transaction.atomic
def make_scale(
    edition: Edition, wanted: ScaleWords, *, by: "User | None", now: datetime, is_sample: bool = False
) -> Scale:
    """Raises `Refused`. A scale may be made for an adopted edition, too: what is done first is asked every year."""
    _require(wanted)
    taken = set(Scale.objects.filter(edition=edition).values_list("code", flat=True)) | RESERVED
    code = _free(wanted.title, taken)
    made = Scale.objects.create(
        edition=edition, code=code, title=wanted.title.strip(), method=wanted.method, is_sample=is_sample
    )
    _write_criteria(made, wanted.criteria)
    audit.record("masterplan.add-scale", on=made, by=by, city=edition.city, now=now)
    return made


@transaction.atomic
def change_scale(
    scale: Scale, wanted: ScaleWords, *, expected: int, by: "User | None", now: datetime
) -> Scale:
    """Titles, notes and weights always; which criteria there are only until somebody has compared or marked by them. Raises
    `Refused` and `versions.StaleSave`."""
    _require(wanted)
    kept = versions.save(
        scale, expected=expected, changes={"title": wanted.title.strip(), "method": wanted.method}
    )
    before = {each.code: each for each in kept.criteria.all()}
    is_other = set(before) != {each.code for each in wanted.criteria}
    if is_other and (kept.opinions.exists() or Mark.objects.filter(criterion__scale=kept).exists()):
        raise Refused(Fault("scale-in-use"))
    changes = _write_criteria(kept, wanted.criteria)
    audit.record("masterplan.change-scale", on=kept, by=by, city=kept.edition.city, now=now, changes=changes)
    return kept


@transaction.atomic
def set_open(scale: Scale, is_open: bool, *, by: "User | None", now: datetime) -> Scale:
    """Closed, nobody compares any more and the weights stand. Again the same changes nothing."""
    row = Scale.objects.select_for_update(of=("self",)).select_related("edition__city").get(pk=scale.pk)
    if row.is_open != is_open:
        row.is_open = is_open
        row.version += 1
        row.save(update_fields=["is_open", "version"])
        kind = "masterplan.open-scale" if is_open else "masterplan.close-scale"
        audit.record(kind, on=row, by=by, city=row.edition.city, now=now)
    return row


@transaction.atomic
def compare(
    scale: Scale,
    pairs: saaty.Kept,
    *,
    by: "User",
    now: datetime,
    expected: int | None = None,
    keep_contradicting: bool = False,
) -> Opinion:
    """One person's comparisons. Beyond a ratio of 0.1 they are refused, naming the pair to look at again; with
    `keep_contradicting` they are kept, but count only once who keeps plans overrules. Raises `versions.StaleSave`, too."""
    row = Scale.objects.select_for_update(of=("self",)).select_related("edition__city").get(pk=scale.pk)
    if not row.is_open:
        raise Refused(Fault("scale-closed"))
    if row.method != Scale.Method.PAIRS:
        raise Refused(Fault("scale-without-pairs"))
    found = _weighed(row, pairs, by, excused=keep_contradicting)
    columns = {"pairs": [list(each) for each in pairs], "ratio": Decimal(str(round(found.ratio, 4)))}
    opinion = Opinion.objects.select_for_update(of=("self",)).filter(scale=row, user=by).first()
    if expected is not None and expected != (opinion.version if opinion else 0):
        raise versions.StaleSave(opinion or Opinion(scale=row, user=by, version=0), columns)
    if opinion is None:
        opinion = Opinion(scale=row, user=by, version=0)
    elif opinion.pairs == columns["pairs"]:
        return opinion
    for name, value in {**columns, "overruled": "", "at": now, "version": opinion.version + 1}.items():
        setattr(opinion, name, value)
    opinion.save()
    audit.record(
        "masterplan.compare", on=row, by=by, city=row.edition.city, now=now, note={"ratio": columns["ratio"]}
    )
    return opinion


@transaction.atomic
def overrule(opinion: Opinion, reason: str, *, expected: int, by: "User | None", now: datetime) -> Opinion:
    """Comparisons that contradict each other count all the same, with the reason; without one they cease to. Raises `Refused`
    and `versions.StaleSave`: the reason was given for comparisons that stood there then."""
    if opinion.ratio <= Decimal(str(pairwise.ACCEPTED)):
        raise Refused(Fault("opinion-consistent"))
    kept = versions.save(opinion, expected=expected, changes={"overruled": reason.strip()})
    kind = "masterplan.overrule" if reason.strip() else "masterplan.overrule-not"
    note = {"person": str(opinion.user or ""), "reason": reason.strip()}
    scale = opinion.scale
    audit.record(kind, on=scale, by=by, city=scale.edition.city, now=now, note=note)
    return kept


Cell = tuple[int, int]
"""Keys of a programme and of a criterion."""


@transaction.atomic
def mark(
    scale: Scale, marks: Mapping[Cell, Decimal | None], *, expected: int, by: "User | None", now: datetime
) -> int:
    """Many at once; None takes a mark away, what is not named stays. Answers how many changed. Raises `Refused` and
    `versions.StaleSave`: of two people who fill the same sheet the second sees what the first wrote."""
    _require_marks(scale, marks)
    rows = Mark.objects.filter(criterion__scale=scale)
    kept = {(row.programme_id, row.criterion_id): row for row in rows.select_for_update(of=("self",))}
    changed = {
        cell: value for cell, value in marks.items() if value != (kept[cell].value if cell in kept else None)
    }
    if not changed:
        return 0
    versions.save(scale, expected=expected, changes={})
    gone = [kept[cell].pk for cell, value in changed.items() if value is None]
    Mark.objects.filter(pk__in=gone).delete()
    given = {cell: value for cell, value in changed.items() if value is not None}
    Mark.objects.bulk_create(
        Mark(programme_id=cell[0], criterion_id=cell[1], value=value)
        for cell, value in given.items()
        if cell not in kept
    )
    for cell in given.keys() & kept.keys():
        kept[cell].value = given[cell]
    bulk.update(Mark, [kept[cell] for cell in given.keys() & kept.keys()], ["value"])
    audit.record(
        "masterplan.mark", on=scale, by=by, city=scale.edition.city, now=now, note={"count": len(changed)}
    )
    return len(changed)


def _require(wanted: ScaleWords) -> None:
    found = []
    titles = [each.title.strip() for each in wanted.criteria]
    if not wanted.title.strip() or not all(titles):
        found.append(Fault("scale-without-title"))
    if not FEWEST <= len(titles) <= pairwise.MOST_CRITERIA:
        found.append(Fault("pairwise-few-criteria", {"most": pairwise.MOST_CRITERIA}))
    found += [
        Fault("criterion-twice", {"criterion": title})
        for title in {each for each in titles if titles.count(each) > 1}
    ]
    if wanted.method == Scale.Method.DIRECT and not any(each.weight for each in wanted.criteria):
        found.append(Fault("weights-not-positive"))
    if any(each.weight is not None and not 0 <= each.weight < 10_000 for each in wanted.criteria):
        found.append(Fault("criterion-weight"))
    if found:
        raise Refused(found)


def _write_criteria(scale: Scale, wanted: Sequence[CriterionWords]) -> dict[str, tuple[object, object]]:
    kept = {each.code: each for each in scale.criteria.all()}
    changes: dict[str, tuple[object, object]] = {}
    named = {each.code for each in wanted if each.code}
    for code in kept.keys() - named:
        changes[f"criterion {code}"] = (kept[code].title, None)
    scale.criteria.filter(code__in=kept.keys() - named).delete()
    taken = set(kept)
    for position, each in enumerate(wanted):
        row = kept.get(each.code) or Criterion(scale=scale, code=_free(each.title, taken))
        taken.add(row.code)
        before = (row.title, row.note, row.weight) if row.pk else None
        row.position, row.title, row.note, row.weight = (
            position,
            each.title.strip(),
            each.note.strip(),
            each.weight,
        )
        row.save()
        if before != (row.title, row.note, row.weight):
            changes[f"criterion {row.code}"] = (
                before and str(before[0]),
                f"{row.title} {row.weight or ''}".strip(),
            )
    return changes


def _weighed(scale: Scale, pairs: saaty.Kept, by: "User", *, excused: bool) -> pairwise.Weights:
    """Raises `Refused` with the titles of criteria instead of their codes."""
    titles = {each.code: each.title for each in scale.criteria.all()}
    who = str(by)
    try:
        group = pairwise.of_group(list(titles), {who: saaty.read(pairs)}, overruled=[who] if excused else [])
    except Refused as refused:
        named = [
            Fault(fault.kind, {name: titles.get(str(value), value) for name, value in fault.values.items()})
            for fault in refused.faults
        ]
        raise Refused(named) from None
    return group.together


def _require_marks(scale: Scale, marks: Mapping[Cell, Decimal | None]) -> None:
    programmes = set(Programme.objects.filter(edition=scale.edition_id).values_list("pk", flat=True))
    criteria = set(scale.criteria.values_list("pk", flat=True))
    found = []
    for (programme, criterion), value in marks.items():
        if programme not in programmes or criterion not in criteria:
            found.append(Fault("mark-of-another-scale"))
        elif value is not None and not (value.is_finite() and 0 <= value <= 100):
            found.append(Fault("programme-mark-off-scale", {"given": value}))
    if found:
        raise Refused(found[:20])


def _free(title: str, taken: "set[str] | frozenset[str]") -> str:
    stem = slugify(title)[:34].strip("-") or "tanpa-nama"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
