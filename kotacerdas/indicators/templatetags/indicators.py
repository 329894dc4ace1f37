"""Tags of the list and of one indicator: figures and periods in words, statuses, blocks of the metadata."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from kotacerdas.common.language import pick
from kotacerdas.common.templatetags import components
from kotacerdas.indicators import drawings, explaining, findings, words
from kotacerdas.indicators.domain.metadata import Block
from kotacerdas.indicators.models import Indicator
from kotacerdas.indicators.queries.details import Details
from kotacerdas.indicators.queries.figures import Line, Point
from kotacerdas.indicators.queries.listing import Aim, Row

register = template.Library()

register.filter("period_words", findings.period)
register.filter("spark_of", drawings.spark_of)


@register.simple_tag
def figure(indicator: Indicator, point: Point | None) -> str:
    """Without its unit; a dash where there is none."""
    return findings.figure(indicator, point.value, point.places) if point else "–"


@register.simple_tag
def short_figure(indicator: Indicator, point: Point | None) -> str:
    """For a cell: of an opinion its abbreviation."""
    return findings.short_opinion(figure(indicator, point))


@register.simple_tag
def kept_figure(indicator: Indicator, value: Decimal, places: int | None = None) -> str:
    return findings.figure(indicator, value, places)


@register.simple_tag
def status_of(status: str) -> SafeString:
    """A fact or a sample in its frame; an estimate or a computed figure in plain words."""
    word = str(words.STATUSES[status])
    if status == "sample":
        return components.sample(word)
    if status == "fact":
        return components.fact(word)
    return format_html('<span class="sunyi">{}</span>', word)


@register.simple_tag
def changed(row: Row) -> SafeString:
    """Arrow and amount in the colour of what it means, and that meaning as a word."""
    if row.change is None or row.previous is None:
        return SafeString('<span class="sunyi">–</span>')
    since = findings.period(row.previous.period)
    if row.indicator.kind == Indicator.Kind.OPINION:
        before = findings.short_opinion(findings.opinion(row.indicator, row.previous.value))
        return format_html("{}<small>{}</small>", before, since)
    word = findings.verdict_words(row)
    if not row.change:
        return format_html('<span class="beda">{}</span><small>{}</small>', word, since)
    up = row.change > 0
    look = {"better": " beda--baik", "worse": " beda--buruk"}.get(row.verdict or "", "")
    return format_html(
        '<span class="beda{}">{}<span class="hanya-baca">{} </span>{}</span><small>{}</small>',
        look,
        components.icon("arrow-up" if up else "arrow-down"),
        pgettext("score", "up") if up else pgettext("score", "down"),
        findings.difference(row),
        f"{word}, {since}" if word else since,
    )


@register.simple_tag
def aim_stands(aim: Aim) -> SafeString:
    told = {
        "met": (pgettext("target", "met"), "ok"),
        "missed": (pgettext("target", "not met"), "telat"),
        "open": (pgettext("target", "still open"), ""),
        "unknown": (pgettext("target", "not known"), ""),
    }
    return components.status(*told[aim.state])


@register.filter
def disagreement(row: Row, point: Point) -> str:
    return findings.disagreement(row, point)


@register.simple_tag
def steps_of(details: Details, point: Point) -> list[str]:
    if point.computed is None or details.sheet.formula is None:
        return []
    return explaining.steps(point.computed, details.sheet.formula, details.inputs)


@register.filter
def line_title(line: Line) -> str:
    """What tells this series from the others."""
    if line.series is None:
        return (
            gettext("Computed here")
            if line.points and line.points[0].computed
            else gettext("From this system")
        )
    return line.series.title or gettext("Published figures")


@register.filter
def block_title(block: Block) -> str:
    return str(words.BLOCKS[block.key])


@register.filter
def block_value(metadata: Mapping[str, Any], block: Block) -> str:
    """In the reader's language; "" where it is not known."""
    value = metadata.get(block.key, "")
    if block.is_yes_no:
        return {"yes": gettext("yes"), "no": gettext("no")}.get(value, "")
    return pick({"text": value}, "text") if value else ""
