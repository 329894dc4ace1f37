"""Ways to build a programme are written, taken away, and one of them is chosen: its money becomes the programme's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.actions import programmes
from kotacerdas.masterplan.actions.opened import require_open
from kotacerdas.masterplan.domain import ways as rules
from kotacerdas.masterplan.domain.record import Money, Record
from kotacerdas.masterplan.models import Programme, Way

if TYPE_CHECKING:
    from kotacerdas.people.models import User

RESERVED = frozenset({"baru"})


@dataclass(frozen=True)
class WayWords:
    """`documents` are keys of the evidence's documents; None leaves them as they are."""

    title: str
    delivery: str
    capital: rules.Capital
    stage: str = Way.Stage.IDEA
    technology: str = ""
    partner: str = ""
    decides: str = ""
    yearly_cost: int | None = None
    life_years: int | None = None
    months: int | None = None
    likelihood: int | None = None
    impact: int | None = None
    risk: str = ""
    brings: Decimal = Decimal(1)
    note: str = ""
    documents: frozenset[int] | None = None


@transaction.atomic
def add_way(programme: Programme, wanted: WayWords, *, by: "User | None", now: datetime) -> Way:
    """Also after adoption: what is built how may still be weighed then. Raises `Refused`."""
    _require(programme, wanted)
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    taken = set(Way.objects.filter(programme=programme).values_list("code", flat=True)) | RESERVED
    made = Way.objects.create(programme=programme, code=_free(wanted.title, taken), **_columns(wanted))
    made.documents.set(wanted.documents or ())
    audit.record("masterplan.add-way", on=made, by=by, city=programme.edition.city, now=now)
    return made


@transaction.atomic
def change_way(way: Way, wanted: WayWords, *, expected: int, by: "User | None", now: datetime) -> Way:
    """Of the chosen way the cost of building stays: it is the programme's budget by now. Raises `Refused`, `versions.StaleSave`
    and `versions.Gone`."""
    _require(way.programme, wanted)
    columns = _columns(wanted)
    if way.is_chosen and columns["capital"] != way.capital:
        raise Refused(Fault("way-chosen-capital"))
    changes = {name: (getattr(way, name), new) for name, new in columns.items() if getattr(way, name) != new}
    is_other = wanted.documents is not None and wanted.documents != set(
        way.documents.values_list("pk", flat=True)
    )
    if not changes and not is_other and expected == way.version:
        return way
    kept = versions.save(way, expected=expected, changes=columns)
    if wanted.documents is not None:
        kept.documents.set(wanted.documents)
    city = kept.programme.edition.city
    audit.record("masterplan.change-way", on=kept, by=by, city=city, now=now, changes=changes)
    return kept


@transaction.atomic
def drop_way(way: Way, *, expected: int, by: "User | None", now: datetime) -> None:
    """Not the chosen one: what was decided stays beside the money that came of it. A second click finds nothing to do."""
    rows = Way.objects.select_for_update(of=("self",)).select_related("programme__edition__city")
    row = rows.filter(pk=way.pk).first()
    if row is None:
        return
    if row.version != expected:
        raise versions.StaleSave(row, {})
    if row.is_chosen:
        raise Refused(Fault("way-chosen"))
    title, programme = row.title, row.programme
    row.delete()
    audit.record(
        "masterplan.drop-way", on=programme, by=by, city=programme.edition.city, now=now, note={"way": title}
    )


@transaction.atomic
def choose(way: Way, reason: str, *, expected: int, by: "User | None", now: datetime) -> Way:
    """The cost of building becomes the programme's budgets, only while the edition is open; another way chosen before gives
    way. All or nothing. Raises `Refused` and `versions.StaleSave`."""
    programme = Programme.objects.select_related("edition__city").get(pk=way.programme_id)
    require_open(programme.edition)
    if not reason.strip():
        raise Refused(Fault("way-without-reason"))
    if not way.capital:
        raise Refused(Fault("way-without-capital"))
    before = Way.objects.filter(programme=programme, is_chosen=True).exclude(pk=way.pk).first()
    if before is not None:
        versions.save(before, expected=before.version, changes={"is_chosen": False, "chosen_because": ""})
    kept = versions.save(
        way, expected=expected, changes={"is_chosen": True, "chosen_because": reason.strip()}
    )
    row = programmes.Row(programme.code, Record(budgets=_budgets(programme, rules.capital_of(kept.capital))))
    programmes.write_all(programme.edition, [row], by=by, now=now)
    note = {"way": kept.title, "reason": reason.strip(), "before": before.title if before else ""}
    audit.record(
        "masterplan.choose-way", on=programme, by=by, city=programme.edition.city, now=now, note=note
    )
    return kept


def _budgets(programme: Programme, capital: rules.Capital) -> Mapping[tuple[int, str], Money]:
    """A source and year whose ceiling stays keeps its plan by quarter."""
    kept = {(each.year, each.source): each for each in programme.budgets.all()}
    found = {}
    for source, years in capital.items():
        for year, amount in years.items():
            same = kept.get((year, source))
            stays = same is not None and same.ceiling == amount
            found[year, source] = Money(amount, same.changed, same.plan) if stays and same else Money(amount)
    return found


def _columns(wanted: WayWords) -> dict[str, Any]:
    capital = {
        source: {str(year): amount for year, amount in sorted(years.items())}
        for source, years in sorted(wanted.capital.items())
        if years
    }
    words = ("title", "technology", "partner", "decides", "risk", "note")
    plain = ("delivery", "stage", "yearly_cost", "life_years", "months", "likelihood", "impact", "brings")
    return {
        **{name: getattr(wanted, name).strip() for name in words},
        **{name: getattr(wanted, name) for name in plain},
        "capital": capital,
    }


def _require(programme: Programme, wanted: WayWords) -> None:
    found = [
        *rules.faults(
            wanted.capital, programme.edition.years,
            yearly=wanted.yearly_cost, life=wanted.life_years, months=wanted.months,
        )
    ]  # fmt: skip
    if not wanted.title.strip():
        found.append(Fault("way-without-title"))
    if (wanted.likelihood is None) != (wanted.impact is None):
        found.append(Fault("way-half-risk"))
    if not 0 < wanted.brings <= 1:
        found.append(Fault("way-brings"))
    if found:
        raise Refused(found)


def _free(title: str, taken: set[str]) -> str:
    stem = slugify(title)[:34].strip("-") or "cara"
    number, code = 1, stem
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
