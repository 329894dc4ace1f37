"""Steps of a calculation in words, in the reader's language, with the numbers written as its readers write them."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.domain.scoring import Result
from kotacerdas.instruments.domain.trace import Operand, Rule, Step, steps
from kotacerdas.instruments.words import text


def lines(result: Result) -> list[str]:
    """Every step of the result, a sentence each, in the order of computing."""
    return [sentence(step, result.edition) for step in steps(result)]


def sentence(step: Step, edition: Edition) -> str:
    """What was done in this step and what came out."""
    words = {
        "node": _name(step.node, edition),
        "value": _figure(step.value),
        "sum": " + ".join(_figure(operand.value) for operand in step.operands),
        "count": len(step.operands),
    }
    match step.rule:
        case Rule.GIVEN:
            return _("%(node)s: %(value)s, as given.") % words
        case Rule.PANEL_MEAN:
            return (
                ngettext(
                    "%(node)s: the answer of %(count)d assessor: %(value)s.",
                    "%(node)s: the mean of %(count)d assessors: (%(sum)s) : %(count)d = %(value)s.",
                    len(step.operands),
                )
                % words
            )
        case Rule.MEAN:
            return _("%(node)s: the plain mean: (%(sum)s) : %(count)d = %(value)s.") % words
        case Rule.CONTRIBUTION:
            operand = step.operands[0]
            words |= {"weight": _figure(operand.weight or Decimal(0)), "score": _figure(operand.value)}
            return _("%(node)s: weight %(weight)s%% × %(score)s = %(value)s.") % words
        case Rule.SUM:
            return _("%(node)s: the contributions added: %(sum)s = %(value)s.") % words
        case Rule.WEIGHTED_MEAN:
            words["products"] = " + ".join(_product(operand) for operand in step.operands)
            words["weights"] = _figure(
                sum((operand.weight or Decimal(0) for operand in step.operands), Decimal(0))
            )
            return _("%(node)s: the weighted mean: (%(products)s) : %(weights)s = %(value)s.") % words
        case Rule.FORMULA:
            words |= {
                "formula": step.text or "",
                "where": "; ".join(_equation(each) for each in step.operands),
            }
            return _("%(node)s: %(formula)s, where %(where)s; that is %(value)s.") % words
        case Rule.ROUND:
            words |= {"before": _figure(step.operands[0].value), "places": step.places or 0}
            return (
                ngettext(
                    "%(node)s: rounded half up to %(places)d decimal: %(before)s becomes %(value)s.",
                    "%(node)s: rounded half up to %(places)d decimals: %(before)s becomes %(value)s.",
                    step.places or 0,
                )
                % words
            )
        case Rule.BAND:
            title = next(text(band.title) for band in edition.bands if band.code == step.text)
            return _("%(node)s: %(value)s lies in the class “%(band)s”.") % (words | {"band": title})
    raise AssertionError(step.rule)


def _name(code: str, edition: Edition) -> str:
    title = text(edition.nodes[code].title)
    return title if code == edition.root.code else f"{code} {title}"


def _figure(value: Decimal) -> str:
    return number(value)


def _product(operand: Operand) -> str:
    return f"{_figure(operand.weight or Decimal(0))} × {_figure(operand.value)}"


def _equation(operand: Operand) -> str:
    return f"{operand.code} = {_figure(operand.value)}"
