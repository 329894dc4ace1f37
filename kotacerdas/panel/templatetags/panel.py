"""Tags of panels: where they and their seats stand, and the marks of all seats on one question."""

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common.formats import number
from kotacerdas.common.templatetags import components
from kotacerdas.instruments.domain.edition import Node
from kotacerdas.instruments.words import text
from kotacerdas.panel.domain.standing import Duty, Standing
from kotacerdas.panel.models import Mark, Panel, Seat
from kotacerdas.panel.queries.overview import MEAN_PLACES, Row
from kotacerdas.panel.queries.rounds import SeatLine
from kotacerdas.panel.standings import DUTIES, DUTY_TONES, SEAT_TONES, STANDING_TONES, STANDINGS
from kotacerdas.selfassessment.questionnaire import Question

register = template.Library()


@register.simple_tag
def panel_stands(standing: Standing | str) -> SafeString:
    standing = Standing(standing)
    return components.status(str(STANDINGS[standing]), STANDING_TONES[standing])


@register.filter
def standing_words(standing: Standing | str) -> "str | Promise":
    return STANDINGS[Standing(standing)]


@register.simple_tag
def duty_stands(duty: Duty | str) -> SafeString:
    duty = Duty(duty)
    return components.status(str(DUTIES[duty]), DUTY_TONES[duty])


@register.simple_tag
def seat_stands(line: SeatLine) -> SafeString:
    """What was declared; of one that has, how much it has scored, which is no secret."""
    seat = line.seat
    tone = SEAT_TONES[seat.stands]
    if not line.counts:
        return components.status(str(seat.get_state_display()), tone)
    words = _("%(scored)s of %(total)s scored") % {"scored": number(line.scored), "total": number(line.total)}
    return components.status(words, "jalan" if line.left else "ok")


@register.filter
def question_title(question: Question) -> str:
    return text(question.words)


@register.filter
def node_title(node: Node) -> str:
    return text(node.title)


@register.simple_tag
def given(mark: Mark | None) -> SafeString:
    """The level, and before it the one at the opening where it was changed."""
    if mark is None or mark.level is None:
        return format_html('<span class="sunyi">{}</span>', "–")
    if not mark.is_changed:
        return format_html("{}", mark.level)
    return format_html(
        '<del><span class="hanya-baca">{} </span>{}</del> <ins><span class="hanya-baca">{} </span>{}</ins>',
        _("first"),
        mark.first,
        _("now"),
        mark.level,
    )


@register.simple_tag
def mark_line(row: Row, panel: Panel, seat: Seat | None) -> SafeString:
    """One question with every seat's level and the mean; written here since there are over a hundred on one page."""
    title = text(row.question.words)
    if seat is not None:
        address = reverse("panel:room", args=[panel.round.code, panel.city.code, row.question.code])
        title = format_html('<a href="{}">{}</a>', address, title)
    return format_html(
        '<tr{}><th scope="row" class="biasa"><b class="n">{}</b> {}</th>{}<td class="r n"><b>{}</b></td></tr>',
        SafeString(' class="terpilih"') if row.is_wide else "",
        row.question.code,
        title,
        format_html_join("", '<td class="c n">{}</td>', ((given(mark),) for _seat, mark in row.marks)),
        number(row.mean, MEAN_PLACES),
    )


@register.simple_tag
def seats_here(count: int) -> str:
    """In how many panels of the round somebody sits already."""
    if not count:
        return _("sits in no panel of this round yet")
    words = ngettext("sits in %(count)s panel of this round", "sits in %(count)s panels of this round", count)
    return words % {"count": number(count)}
