"""The next edition begins as a copy of the last one, in a constant number of queries."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.actions.editions import Head, begun
from kotacerdas.masterplan.models import (
    Budget,
    Edition,
    Issue,
    Node,
    Partner,
    Programme,
    Readiness,
    Serving,
    Strength,
    WorkplanYear,
    YearFigure,
)

if TYPE_CHECKING:
    from kotacerdas.people.models import User

_OF_PROGRAMMES = (
    "code", "title", "description", "kind", "dimension", "subdimension", "nature", "goal", "indicator_id", "measure", "unit",
    "direction", "baseline", "baseline_year", "lead_id", "rpjmd_ref", "renstra_ref", "sipd", "standards", "questions",
    "is_budget_tagged", "is_sample",
)  # fmt: skip
_DAYS = ("starts_on", "ends_on")
_JOINED: tuple[tuple[Any, str], ...] = (
    (Programme.supporting.through, "organisation_id"),
    (Issue.programmes.through, "issue_id"),
)
_AT_ONCE = 500


@transaction.atomic
def succeed(edition: Edition, head: Head, *, by: "User | None", now: datetime) -> Edition:
    """A draft with the goals and programmes of `edition`, each programme continuing its own. Targets, ceilings (after the change
    of the budget), years of Renja and RKPD and days come along where the new period holds them; what was reported, spent and feared does not."""
    if (head.kind, head.organisation) != (
        edition.kind,
        edition.organisation,
    ) or head.first_year < edition.first_year:
        raise Refused(Fault("edition-of-another-kind"))
    made = begun(edition.city, head, predecessor=edition, is_sample=edition.is_sample)
    nodes = _nodes(edition, made)
    programmes = _programmes(edition, made)
    _servings(edition, nodes, programmes)
    _figures_and_money(edition, made, programmes)
    _workplans(edition, made, programmes)
    _beside(edition, programmes)
    _analysis(edition, made)
    note = {"from": edition.title, "programmes": len(programmes)}
    audit.record("masterplan.clone-edition", on=made, by=by, city=made.city, now=now, note=note)
    return made


def _nodes(edition: Edition, made: Edition) -> dict[int, Node]:
    """The new ones by the keys of the old; a parent is set once all are there."""
    rows = list(edition.nodes.all())
    new = Node.objects.bulk_create(
        [
            Node(edition=made, kind=row.kind, code=row.code, position=row.position, text_id=row.text_id,
                 text_en=row.text_en)
            for row in rows
        ],
        batch_size=_AT_ONCE,
    )  # fmt: skip
    found = {old.pk: node for old, node in zip(rows, new, strict=True)}
    below = []
    for old in rows:
        if old.parent_id in found:
            found[old.pk].parent = found[old.parent_id]
            below.append(found[old.pk])
    Node.objects.bulk_update(below, ["parent"], batch_size=_AT_ONCE)
    return found


def _programmes(edition: Edition, made: Edition) -> dict[int, Programme]:
    rows = list(edition.programmes.by_code())
    new = [
        Programme(
            edition=made,
            continues=row,
            **{name: getattr(row, name) for name in _OF_PROGRAMMES},
            **{name: _within(made, getattr(row, name)) for name in _DAYS},
        )
        for row in rows
    ]
    Programme.objects.bulk_create(new, batch_size=_AT_ONCE)
    return {old.pk: programme for old, programme in zip(rows, new, strict=True)}


def _within(made: Edition, day: date | None) -> date | None:
    return day if day is not None and day.year in made.years else None


def _servings(edition: Edition, nodes: dict[int, Node], programmes: dict[int, Programme]) -> None:
    """A goal of the same edition is served in the new one; one of another edition (the RPJMD) stays the same."""
    new = []
    for row in Serving.objects.filter(Q(lower__edition=edition) | Q(programme__edition=edition)):
        higher = nodes.get(row.higher_id)
        new.append(
            Serving(
                lower=nodes.get(row.lower_id or 0),
                programme=programmes.get(row.programme_id or 0),
                higher_id=higher.pk if higher else row.higher_id,
                note=row.note,
            )
        )
    Serving.objects.bulk_create(new, batch_size=_AT_ONCE)


def _figures_and_money(edition: Edition, made: Edition, programmes: dict[int, Programme]) -> None:
    here = {"programme__edition": edition, "year__range": (made.first_year, made.last_year)}
    YearFigure.objects.bulk_create(
        [
            YearFigure(programme=programmes[row.programme_id], year=row.year, target=row.target)
            for row in YearFigure.objects.filter(**here, target__isnull=False)
        ],
        batch_size=_AT_ONCE,
    )
    Budget.objects.bulk_create(
        [
            Budget(
                programme=programmes[row.programme_id],
                year=row.year,
                source=row.source,
                ceiling=row.effective,
            )
            for row in Budget.objects.filter(**here)
        ],
        batch_size=_AT_ONCE,
    )


def _workplans(edition: Edition, made: Edition, programmes: dict[int, Programme]) -> None:
    rows = WorkplanYear.objects.filter(
        programme__edition=edition, year__range=(made.first_year, made.last_year)
    )
    WorkplanYear.objects.bulk_create(
        [
            WorkplanYear(programme=programmes[row.programme_id], document=row.document, year=row.year)
            for row in rows
        ],
        batch_size=_AT_ONCE,
    )


def _beside(edition: Edition, programmes: dict[int, Programme]) -> None:
    """Partners, supporting agencies, strategic issues."""
    Partner.objects.bulk_create(
        [
            Partner(programme=programmes[row.programme_id], name=row.name, kind=row.kind)
            for row in Partner.objects.filter(programme__edition=edition)
        ],
        batch_size=_AT_ONCE,
    )
    for through, other in _JOINED:
        through.objects.bulk_create(
            [
                through(programme=programmes[row.programme_id], **{other: getattr(row, other)})
                for row in through.objects.filter(programme__edition=edition)
            ],
            batch_size=_AT_ONCE,
        )


def _analysis(edition: Edition, made: Edition) -> None:
    Readiness.objects.bulk_create(
        [
            Readiness(edition=made, dimension=row.dimension, element=row.element, now=row.now, goal=row.goal,
                      note=row.note)
            for row in edition.readiness.all()
        ]
    )  # fmt: skip
    Strength.objects.bulk_create(
        [
            Strength(
                edition=made,
                dimension=row.dimension,
                quadrant=row.quadrant,
                position=row.position,
                text=row.text,
            )
            for row in edition.swot.all()
        ]
    )
