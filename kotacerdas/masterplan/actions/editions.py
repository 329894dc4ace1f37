"""An edition goes from draft over review to its adoption, and is followed by the next one.

Every deed locks the edition; adoption locks all editions of its kind in the city, so that two persons never adopt two at once.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan import telling_editions as telling
from kotacerdas.masterplan.actions import starting
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.masterplan.models.editions import FIRST_YEAR, LAST_YEAR
from kotacerdas.masterplan.queries import reviewing

if TYPE_CHECKING:
    from kotacerdas.people.models import City, Organisation, User

YEARLY = frozenset({Edition.Kind.RKPD, Edition.Kind.RENJA})
"""Kinds of which one is written for each year: the next year's leaves this year's in force."""
OF_AGENCIES = frozenset({Edition.Kind.RENSTRA, Edition.Kind.RENJA})
MOST_YEARS = 30


@dataclass(frozen=True)
class Head:
    """What stands on the cover of an edition."""

    kind: str
    code: str
    title_id: str
    first_year: int
    last_year: int
    title_en: str = ""
    organisation: "Organisation | None" = None
    legal_basis: str = ""
    note_id: str = ""
    note_en: str = ""


@transaction.atomic
def create(city: "City", head: Head, *, by: "User | None", now: datetime, is_sample: bool = False) -> Edition:
    """An empty draft. Raises `Refused`, also where the code is taken."""
    made = begun(city, head, is_sample=is_sample)
    audit.record("masterplan.begin-edition", on=made, by=by, city=city, now=now)
    return made


def begun(
    city: "City", head: Head, *, predecessor: Edition | None = None, is_sample: bool = False
) -> Edition:
    """Without a line in the trail, which is for the deed that calls it."""
    _require_right(head)
    if Edition.objects.filter(city=city, code=head.code).exists():
        raise Refused(Fault("plan-code-taken", {"code": head.code}))
    return Edition.objects.create(city=city, predecessor=predecessor, is_sample=is_sample, **vars(head))


@transaction.atomic
def change_head(edition: Edition, head: Head, *, expected: int, by: "User | None", now: datetime) -> Edition:
    """While it is open. Kind, code and agency stay, for other things stand under them. Raises `versions.StaleSave`."""
    found = _locked(edition)
    _require_not_frozen(found)
    _require_right(head)
    _require_years(found, head)
    names = ("title_id", "title_en", "first_year", "last_year", "legal_basis", "note_id", "note_en")
    wanted = {name: getattr(head, name) for name in names}
    before = {name: getattr(found, name) for name in names}
    versions.save(found, expected=expected, changes=wanted)
    changes = {name: (before[name], wanted[name]) for name in names if before[name] != wanted[name]}
    audit.record("masterplan.change-edition", on=found, by=by, city=found.city, now=now, changes=changes)
    return found


@transaction.atomic
def open_review(edition: Edition, *, until: date, expected: int, by: "User | None", now: datetime) -> Edition:
    """From a draft, or to another day. Whoever takes part in the city's programme is told once, when it opens."""
    found = _locked(edition)
    _require_not_frozen(found)
    if until < _today(found, now):
        raise Refused(Fault("review-ends-in-the-past", {"day": until}))
    is_new = found.status == Edition.Status.DRAFT
    if not is_new and found.review_until == until and found.version == expected:
        return found
    versions.save(found, expected=expected, changes={"status": Edition.Status.REVIEW, "review_until": until})
    if is_new:
        telling.review_opened(found, by=by, now=now)
    audit.record(
        "masterplan.open-review", on=found, by=by, city=found.city, now=now, note={"until": until.isoformat()}
    )
    return found


@transaction.atomic
def take_back(edition: Edition, *, reason: str, expected: int, by: "User | None", now: datetime) -> Edition:
    """From review to a draft, which only the city's offices see; what was said stays."""
    found = _locked(edition)
    _require_not_frozen(found)
    if not reason.strip():
        raise Refused(Fault("edition-without-reason"))
    if found.status == Edition.Status.DRAFT:
        raise Refused(Fault("edition-not-in-review", {"edition": found.title}))
    versions.save(found, expected=expected, changes={"status": Edition.Status.DRAFT, "review_until": None})
    note = {"reason": reason.strip()}
    audit.record("masterplan.close-review", on=found, by=by, city=found.city, now=now, note=note)
    return found


@transaction.atomic
def adopt(
    edition: Edition,
    *,
    on: date,
    legal_basis: str,
    expected: int,
    by: "User | None",
    now: datetime,
    overruled: str = "",
) -> Edition:
    """Freezes its words, targets and ceilings; the edition in force until then is superseded, and programmes whose days have
    come are running. Remarks that nobody decided hold it up, unless they are `overruled` with a reason."""
    found = _locked_among_its_kind(edition)
    _require_not_frozen(found)
    if on > _today(found, now):
        raise Refused(Fault("adoption-in-the-future", {"day": on}))
    undecided = reviewing.undecided_count(found)
    if undecided and not overruled.strip():
        raise Refused(Fault("edition-undecided", {"count": undecided}))
    changes: dict[str, Any] = {
        "status": Edition.Status.ADOPTED,
        "adopted_on": on,
        "legal_basis": legal_basis.strip(),
        "review_until": None,
    }
    versions.save(found, expected=expected, changes=changes)
    superseded = _superseded_by(found)
    for each in superseded:
        versions.save(each, expected=each.version, changes={"status": Edition.Status.SUPERSEDED})
    rows = starting.due(found, _today(found, now))
    running = rows.update(state=Programme.State.RUNNING, version=F("version") + 1)
    telling.adopted(found, superseded, by=by, now=now)
    note = {
        "on": on.isoformat(),
        "superseded": ", ".join(each.title for each in superseded),
        "running": running,
        "undecided": undecided,
        "reason": overruled.strip() if undecided else "",
    }
    kind = "masterplan.adopt-overruling" if undecided else "masterplan.adopt"
    audit.record(kind, on=found, by=by, city=found.city, now=now, note=note)
    return found


def _superseded_by(edition: Edition) -> list[Edition]:
    rows = Edition.objects.in_force().filter(
        city=edition.city_id, kind=edition.kind, organisation=edition.organisation_id
    )
    if edition.kind in YEARLY:
        rows = rows.filter(first_year__lte=edition.last_year, last_year__gte=edition.first_year)
    return list(rows.exclude(pk=edition.pk).order_by("pk"))


# --- What they share ---------------------------------------------------------------------------------------


def _locked(edition: Edition) -> Edition:
    rows = Edition.objects.select_for_update(of=("self",)).select_related("city", "organisation")
    return rows.get(pk=edition.pk)


def _locked_among_its_kind(edition: Edition) -> Edition:
    """With its siblings, in one order, so that two adoptions wait for each other."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related("city", "organisation")
    family = rows.filter(city=edition.city_id, kind=edition.kind, organisation=edition.organisation_id)
    return next(each for each in family.order_by("pk") if each.pk == edition.pk)


def _require_not_frozen(edition: Edition) -> None:
    if edition.is_frozen:
        said = {"edition": edition.title, "status": str(edition.get_status_display())}
        raise Refused(Fault("edition-frozen", said))


def _require_right(head: Head) -> None:
    found = []
    if not head.title_id.strip():
        found.append(Fault("edition-without-title"))
    if not FIRST_YEAR <= head.first_year <= head.last_year <= LAST_YEAR:
        found.append(Fault("edition-years", {"first": head.first_year, "last": head.last_year}))
    elif head.last_year - head.first_year >= MOST_YEARS:
        found.append(Fault("edition-too-long", {"most": MOST_YEARS}))
    if (head.organisation is not None) != (head.kind in OF_AGENCIES):
        found.append(Fault("edition-agency", {"kind": str(Edition.Kind(head.kind).label)}))
    if found:
        raise Refused(found)


def _require_years(edition: Edition, head: Head) -> None:
    """No figure, ceiling or day of a programme may be left outside the new period."""
    if head.first_year <= edition.first_year and head.last_year >= edition.last_year:
        return
    first, last = head.first_year, head.last_year
    outside = (
        Q(figures__year__lt=first)
        | Q(figures__year__gt=last)
        | Q(budgets__year__lt=first)
        | Q(budgets__year__gt=last)
        | Q(starts_on__lt=date(first, 1, 1))
        | Q(ends_on__gt=date(last, 12, 31))
    )
    count = edition.programmes.filter(outside).distinct().count()
    if count:
        raise Refused(Fault("edition-years-in-use", {"count": count, "first": first, "last": last}))


def _today(edition: Edition, now: datetime) -> date:
    return now.astimezone(edition.city.timezone).date()
