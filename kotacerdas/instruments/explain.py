"""Steps of a calculation in words, in the reader's language, with the numbers written as its readers write them."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.numbers import ENDLESS
from kotacerdas.instruments.domain.scoring import Result
from kotacerdas.instruments.domain.trace import Operand, Rule, Step, steps
from kotacerdas.instruments.method import formula
from kotacerdas.instruments.words import text

# The longest official mean is that of 54 questions.
LONGEST_SUM, SHOWN_OF_A_LONG_SUM = 60, 10


def lines(result: Result) -> list[str]:
    """The steps of the result, a sentence each, in the order of computing."""
    return told(steps(result), result.edition)


def told(found: Iterable[Step], edition: Edition) -> list[str]:
    """The steps in words, each a sentence: what is not told cannot be checked."""
    return [sentence(step, edition) for step in found]


def sentence(step: Step, edition: Edition) -> str:
    """What was done in this step and what came out."""
    # A figure that was cut ends in dots; a full stop behind them would be a fourth.
    return _told(step, edition).replace("….", "…")


def _told(step: Step, edition: Edition) -> str:
    words = {
        "node": _name(step.node, edition),
        "value": _figure(step.value) if step.is_exact else _cut(step.value),
        "sum": _sum(_figure(operand.value) for operand in step.operands),
        "count": len(step.operands),
        "places": step.places or 0,
    }
    return _template(step) % (words | _own_words(step, edition))


def _template(step: Step) -> str:
    match step.rule:
        case Rule.GIVEN:
            return _("%(node)s: %(value)s, as given.")
        case Rule.PANEL_MEAN:
            return ngettext(
                "%(node)s: the only answer: %(value)s.",
                "%(node)s: the mean of %(count)d answers: (%(sum)s) : %(count)d = %(value)s.",
                len(step.operands),
            )
        case Rule.MEAN:
            return _("%(node)s: the plain mean: (%(sum)s) : %(count)d = %(value)s.")
        case Rule.CONTRIBUTION:
            return _("%(node)s: weight %(weight)s%% × %(score)s = %(value)s.")
        case Rule.SUM:
            return _("%(node)s: the contributions added: %(sum)s = %(value)s.")
        case Rule.WEIGHTED_MEAN:
            return _("%(node)s: the weighted mean: (%(products)s) : %(weights)s = %(value)s.")
        case Rule.FORMULA:
            return _("%(node)s: %(formula)s, where %(where)s; that is %(value)s.")
        case Rule.ROUND if step.operands[0].value == step.value:
            return ngettext(
                "%(node)s: rounded half up to %(places)d decimal: %(value)s stays.",
                "%(node)s: rounded half up to %(places)d decimals: %(value)s stays.",
                step.places or 0,
            )
        case Rule.ROUND:
            return ngettext(
                "%(node)s: rounded half up to %(places)d decimal: %(before)s becomes %(value)s.",
                "%(node)s: rounded half up to %(places)d decimals: %(before)s becomes %(value)s.",
                step.places or 0,
            )
        case Rule.BAND:
            return _("%(node)s: %(value)s lies in the class “%(band)s”.")


def _own_words(step: Step, edition: Edition) -> dict[str, str]:
    """What only this rule's sentence tells."""
    match step.rule:
        case Rule.CONTRIBUTION:
            operand = step.operands[0]
            return {"weight": _figure(_weight(operand)), "score": _figure(operand.value)}
        case Rule.WEIGHTED_MEAN:
            weights = sum((_weight(operand) for operand in step.operands), Decimal(0))
            products = _sum(f"{_figure(_weight(each))} × {_figure(each.value)}" for each in step.operands)
            return {"products": products, "weights": _figure(weights)}
        case Rule.FORMULA:
            node = edition.nodes[step.node]
            known = [operand for operand in step.operands if operand.code not in node.parameters]
            where = "; ".join(f"{each.code} = {_figure(each.value)}" for each in known)
            return {"formula": formula(node), "where": where}
        case Rule.ROUND:
            return {"before": _figure(step.operands[0].value)}
        case Rule.BAND:
            return {"band": next(text(band.title) for band in edition.bands if band.code == step.text)}
        case _:
            return {}


def _name(code: str, edition: Edition) -> str:
    title = text(edition.nodes[code].title).rstrip("?")
    return title if code == edition.root.code else f"{code} {title}"


def _figure(value: Decimal) -> str:
    """With all its decimals; one that has no end is cut, which the dots say."""
    exponent = value.as_tuple().exponent
    return _cut(value) if isinstance(exponent, int) and exponent <= -ENDLESS else number(value)


def _cut(value: Decimal) -> str:
    return number(value.quantize(Decimal("0.0001"), ROUND_DOWN), 4) + "…"


def _sum(terms: Iterable[str]) -> str:
    """The terms with plus signs; of a survey's hundreds of answers the first ones stand for all."""
    told = list(terms)
    shown = told if len(told) <= LONGEST_SUM else [*told[:SHOWN_OF_A_LONG_SUM], "…"]
    return " + ".join(shown)


def _weight(operand: Operand) -> Decimal:
    return operand.weight or Decimal(0)
