"""What programmes answer, and the cells of the matrix of agencies."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.instruments.words import text
from kotacerdas.masterplan import findings
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.queries.answers import Line, Proposal
from kotacerdas.masterplan.queries.matrix import Matrix, Row

register = template.Library()


@register.simple_tag
def answer_figure(proposal: Proposal) -> str:
    return findings.answers.figure(proposal)


@register.simple_tag
def answer_sentence(proposal: Proposal) -> str:
    """The page marks what is invented."""
    return findings.answers.sentence(proposal, is_marked=False)


@register.simple_tag
def answer_question(proposal: Proposal) -> str:
    return text(proposal.node.title)


@register.simple_tag
def answer_why(line: Line) -> str:
    return findings.answers.why(line.row)


@register.filter
def led_elsewhere(matrix: Matrix) -> int:
    return len(matrix.unled) + len(matrix.elsewhere)


@register.simple_tag
def agency_cell(edition: Edition, row: Row, column: str, name: str) -> SafeString:
    """What it leads, which leads to the board narrowed to it, and what it supports; read out as words."""
    cell = row.cells[column]
    if not cell:
        return format_html('<td class="c sel nihil" data-kata="{}"><span class="sunyi">–</span></td>', name)
    parts = []
    if cell.leads:
        words = _("leads %(count)s") % {"count": formats.number(cell.leads)}
        href = _board(edition, row, column)
        parts.append(
            format_html(
                '<a href="{}" title="{}"><b class="n">{}</b></a>', href, words, formats.number(cell.leads)
            )
        )
    if cell.supports:
        words = _("supports %(count)s") % {"count": formats.number(cell.supports)}
        parts.append(
            format_html('<span class="n sunyi" title="{}">+{}</span>', words, formats.number(cell.supports))
        )
    inside = format_html_join(" ", "{}", ((part,) for part in parts))
    return format_html('<td class="c sel" data-kata="{}"><span>{}</span></td>', name, inside)


def _board(edition: Edition, row: Row, column: str) -> str:
    narrowed = {"opd": str(row.agency.pk)}
    if column in Dimension.values:
        narrowed["dimensi"] = column
    address = reverse("masterplan:board", args=[edition.city.code, edition.code])
    return f"{address}?{urlencode(narrowed)}"
