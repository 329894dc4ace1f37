"""Filters of the reading room: what stands in a frozen answer, in the reader's words."""

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.instruments.words import text
from kotacerdas.selfassessment.questionnaire import Question

register = template.Library()


@register.filter
def asked(question: Question) -> str:
    return text(question.words)


@register.filter
def level_or_none(level: int | None) -> str:
    """Nought is a level, too."""
    return "" if level is None else str(level)


@register.filter
def told_figure(figure: Mapping[str, str]) -> str:
    if "value" not in figure:
        return figure["name"]
    value = number(Decimal(figure["value"]))
    return " ".join(part for part in (f"{figure['name']}: {value}", figure.get("unit", "")) if part)


@register.filter
def told_survey(survey: Mapping[str, str]) -> str:
    count = int(survey["respondents"])
    words = ngettext(
        "Survey: mean %(mean)s of %(count)s respondent. %(method)s",
        "Survey: mean %(mean)s of %(count)s respondents. %(method)s",
        count,
    )
    return words % {
        "mean": number(Decimal(survey["mean"])), "count": number(count), "method": survey["method"],
    }  # fmt: skip
