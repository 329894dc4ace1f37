"""Samples for the demo: an invented scale of priorities, what people said of it, portfolios, and ways to build a flyover."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.instruments.files import read_yaml
from kotacerdas.masterplan.actions import portfolios, priorities, programmes, relations, ways
from kotacerdas.masterplan.actions.portfolios import PortfolioWords
from kotacerdas.masterplan.actions.priorities import CriterionWords, ScaleWords
from kotacerdas.masterplan.actions.ways import WayWords
from kotacerdas.masterplan.domain.portfolio.candidates import Limits
from kotacerdas.masterplan.domain.record import Money, Record
from kotacerdas.masterplan.models import Edition, Scale
from kotacerdas.people.models import City, User

AUTHOR = "program@balikpapan.example"


@demo_loader("masterplan.priorities", after=["people.accounts"])
def load_priorities(report: Report) -> None:
    """Once: a scale that somebody has gone on with stays as it is."""
    plan = read_yaml(Path(settings.REFERENCE_DATA) / "demo" / "priorities.yaml")
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    people = {each.email: each for each in User.objects.filter(is_demo=True)}
    code = plan["edition"]["code"]
    if city is None or AUTHOR not in people or Edition.objects.filter(city=city, code=code).exists():
        report.unchanged("sample scales", Scale.objects.filter(is_sample=True).count())
        return
    with quietly():
        edition = Edition.objects.create(
            city=city, kind=Edition.Kind.MASTERPLAN, is_sample=True, **plan["edition"]
        )
        author = people[AUTHOR]
        _programmes(edition, plan["programmes"], author)
        _ways(edition, plan["ways"], author)
        report.added("sample scales", _scale(edition, plan, people, author))


def _programmes(edition: Edition, rows: Sequence[Mapping[str, Any]], by: User) -> None:
    records = []
    for row in rows:
        fields = {name: row[name] for name in ("title", "dimension", "nature")} | {"is_sample": True}
        budgets = {
            (year, source): Money(amount)
            for source, years in row.get("budgets", {}).items()
            for year, amount in years.items()
        }
        record = Record({**fields, "questions": list(row.get("questions", ()))}, budgets=budgets or None)
        records.append(programmes.Row(row["code"], record))
    programmes.write_all(edition, records, by=by, now=timezone.now())


def _ways(edition: Edition, plan: Mapping[str, Any], by: User) -> None:
    programme = edition.programmes.get(code=plan["programme"])
    programme.edition = edition
    for option in plan["options"]:
        given = {**option, "brings": Decimal(option.get("brings", "1"))}
        ways.add_way(programme, WayWords(**given), by=by, now=timezone.now())


def _scale(edition: Edition, plan: Mapping[str, Any], people: Mapping[str, User], by: User) -> Scale:
    given, now = plan["scale"], timezone.now()
    words = ScaleWords(
        given["title"], Scale.Method.PAIRS, [CriterionWords(**each) for each in given["criteria"]]
    )
    made = priorities.make_scale(edition, words, by=by, now=now, is_sample=True)
    for each in given["opinions"]:
        priorities.compare(
            made, each["pairs"], by=people[each["by"]], now=now, keep_contradicting=each.get("keep_contradicting", False)
        )  # fmt: skip
    criteria = list(made.criteria.all())
    rows = {each.code: each for each in edition.programmes.all()}
    cells = {
        (rows[code].pk, criterion.pk): Decimal(mark)
        for code, marks in given["marks"].items()
        for criterion, mark in zip(criteria, marks, strict=True)
    }
    priorities.mark(made, cells, expected=made.version, by=by, now=now)
    efforts = {
        (rows[each["code"]].pk, year): Decimal(months)
        for each in plan["programmes"]
        for year, months in each.get("effort", {}).items()
    }
    relations.write_efforts(made, efforts, expected=made.version, by=by, now=now)
    for code, kind, other in given["relations"]:
        relations.relate(rows[code], kind, rows[other], by=by, now=now)
    for each in given["portfolios"]:
        limits = Limits(each["first_year"], each["budget"])
        portfolios.make_portfolio(
            made, PortfolioWords(each["title"], each["objective"], limits), by=by, now=now
        )
    return made
