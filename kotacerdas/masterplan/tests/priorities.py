"""Scales, comparisons, marks and ways for tests; all come through the deeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kotacerdas.masterplan.actions import portfolios, ways
from kotacerdas.masterplan.actions import priorities as deeds
from kotacerdas.masterplan.actions.portfolios import PortfolioWords
from kotacerdas.masterplan.actions.priorities import CriterionWords, ScaleWords
from kotacerdas.masterplan.actions.ways import WayWords
from kotacerdas.masterplan.domain.portfolio.candidates import Limits
from kotacerdas.masterplan.models import Edition, Portfolio, Programme, Scale, Way
from kotacerdas.masterplan.tests.factories import NOW, programme

AGREEING = [["manfaat", "biaya", "3"], ["manfaat", "siap", "6"], ["biaya", "siap", "2"]]
CONTRADICTING = [["manfaat", "biaya", "9"], ["manfaat", "siap", "1/9"], ["biaya", "siap", "9"]]


def scale(of: Edition, criteria: Sequence[str] = ("Manfaat", "Biaya", "Siap"), **more: Any) -> Scale:
    words = ScaleWords("Skala", more.pop("method", "pairs"), [CriterionWords(each) for each in criteria])
    return deeds.make_scale(of, words, by=None, now=NOW, **more)


def marked(of: Scale, marks: Mapping[str, Sequence[int]]) -> None:
    """By code of programme, which is made where it is not there; in the order of the criteria."""
    criteria = list(of.criteria.all())
    there = {each.code: each for each in of.edition.programmes.all()}
    cells = {}
    for code, values in marks.items():
        row = there.get(code) or programme(of.edition, code)
        cells |= {(row.pk, each.pk): Decimal(value) for each, value in zip(criteria, values, strict=True)}
    deeds.mark(of, cells, expected=of.version, by=None, now=NOW)


def portfolio(of: Scale, by: Any = None, *, objective: str = "priority", **limits: Any) -> Portfolio:
    """Money of APBD in 2026, unless said otherwise."""
    given = {"first_year": 2026, "budget": {"apbd": {2026: 1000}}, **limits}
    words = PortfolioWords("Uji coba", objective, Limits(**given))
    return portfolios.make_portfolio(of, words, by=by, now=NOW)


def way(of: Programme, title: str = "Sendiri", **fields: Any) -> Way:
    words = {"delivery": "own", "capital": {"apbd": {of.edition.first_year: 900}}, **fields}
    return ways.add_way(of, WayWords(title, **words), by=None, now=NOW)
