"""What one level more of a question adds to a city's final index, for the portfolios of its masterplan.

The worth of a level comes from the engine: the newest Smart City form whose questions are public, one question raised by a level
with nothing rounded. The room comes from the city's latest result that the reader sees: of the question itself, else of its
component, whose score is the mean of its questions.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import faults
from kotacerdas.common.domain.faults import Fault
from kotacerdas.evaluation.models import Result
from kotacerdas.evaluation.queries.scorecards import compute
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.masterplan.gains import Gains, register

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

INSTRUMENT = "smartcity"
_FINE = Decimal("0.000001")


@register
def of_city(city: "City", user: "Someone") -> Gains:
    """One query for the latest result and one for its scores."""
    form = newest_form()
    if form is None:
        return Gains()
    worth, result = worths(form.key), _latest(city, user)
    scores = compute(result) if result else None
    rooms = dict(_rooms(form, scores))
    title = {"id": form.title.id, "en": form.title.en or form.title.id}
    basis = [Fault("gains-form", {"form": title, "edition": form.edition})]
    if result is not None and scores is not None:
        names = {"id": result.round.title_id, "en": result.round.title_en or result.round.title_id}
        basis.append(Fault("gains-result", {"round": names}))
    else:
        basis.append(Fault("gains-no-result", {"city": city.name}))
    return Gains({code: (worth[code], rooms[code]) for code in worth}, tuple(basis))


def newest_form() -> Edition | None:
    """Whose questions are public; a newer form of which only the components are known says nothing about a question."""
    forms = [each for each in catalogue.shipped() if each.code == INSTRUMENT and _questions(each)]
    return max(forms, key=lambda each: (each.in_force.start, each.edition), default=None)


@lru_cache(maxsize=8)
def worths(key: str) -> Mapping[str, Decimal]:
    """What a level more of each question adds to the index before rounding, all else at the lowest."""
    form = catalogue.edition(key)
    base = scoring.score(form, {leaf.code: form.scale_of(leaf).min for leaf in form.leaves})
    found = {}
    for leaf in _questions(form):
        raised = Fraction(form.scale_of(leaf).min) + 1
        after = scoring.with_change(base, leaf.code, raised).exact
        more = (after or Fraction(0)) - (base.exact or Fraction(0))
        found[leaf.code] = (Decimal(more.numerator) / Decimal(more.denominator)).quantize(_FINE)
    return found


def _questions(form: Edition) -> list[Node]:
    return [leaf for leaf in form.leaves if leaf.kind == "question"]


def _latest(city: "City", user: "Someone") -> Result | None:
    """The last one with scores; a total alone tells nothing about a question."""
    rows = Result.objects.visible_to(user).filter(
        city=city, is_computed=True, round__instrument__startswith=f"{INSTRUMENT}/"
    )
    newest = (
        rows.select_related("round")
        .prefetch_related("scores")
        .order_by("-round__year", "-round__stage", "-pk")
    )
    return newest.first()


def _rooms(form: Edition, scores: scoring.Result | None) -> Iterator[tuple[str, Decimal]]:
    """Levels that are missing; where nothing is known, all of the scale."""
    for leaf in _questions(form):
        scale = form.scale_of(leaf)
        score = _score(form, leaf, scores)
        yield leaf.code, scale.max - (scale.min if score is None else min(max(score, scale.min), scale.max))


def _score(form: Edition, leaf: Node, scores: scoring.Result | None) -> Decimal | None:
    """Of the question itself in the same form, for another year's may ask something else under its code; else of its
    component, whose letters have stayed."""
    if scores is None:
        return None
    known = scores.shown(leaf.code) if scores.edition.key == form.key else None
    return known if known is not None else scores.shown(form.parents[leaf.code].code)


faults.register(
    {
        "gains-form": _(
            "What a level of a question adds comes from “%(form)s” (%(edition)s), the newest form whose questions are public."
        ),
        "gains-result": _(
            "How many levels are missing comes from the result “%(round)s”; where a question’s score is not known there, from that "
            "of its component."
        ),
        "gains-no-result": _(
            "No result of %(city)s with scores is known here, so every question is taken to have room for all its levels."
        ),
    }
)
