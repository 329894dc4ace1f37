"""Tags of the board, of proposals and of requests."""

from collections.abc import Collection
from datetime import date
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from kotacerdas.common.faults import sentences
from kotacerdas.common.formats import day, number
from kotacerdas.common.templatetags import components
from kotacerdas.evidence.domain.board import Standing
from kotacerdas.evidence.domain.requests import Standing as RequestStanding
from kotacerdas.evidence.findings.standings import (
    DIMENSION_KEYS,
    DIMENSION_NAMES,
    DIMENSIONS_SHORT,
    GENERAL_LONG,
    REQUEST_STANDINGS,
    REQUEST_TONES,
    STANDING_TONES,
    STANDINGS,
)
from kotacerdas.evidence.forms.board import NOBODY
from kotacerdas.evidence.models import Item
from kotacerdas.evidence.queries.board import NO_DIMENSION, Question
from kotacerdas.evidence.targets import Scope
from kotacerdas.people.models import Organisation

register = template.Library()

ITEM_TONES = {
    Item.State.WAITING: "jalan",
    Item.State.ADDED: "ok",
    Item.State.KNOWN: "ok",
    Item.State.UNPACKED: "ok",
    Item.State.REFUSED: "telat",
}


@register.simple_tag
def question_stands(standing: Standing | str) -> SafeString:
    standing = Standing(standing)
    return components.status(str(STANDINGS[standing]), STANDING_TONES[standing])


@register.filter
def standing_words(standing: Standing | str) -> str:
    return str(STANDINGS[Standing(standing)])


@register.simple_tag
def request_stands(standing: RequestStanding | str) -> SafeString:
    standing = RequestStanding(standing)
    return components.status(str(REQUEST_STANDINGS[standing]), REQUEST_TONES[standing])


@register.simple_tag
def dimension_of(code: str) -> SafeString:
    """Icon in the dimension's hue and its name; nothing for a question without one."""
    if code not in DIMENSION_KEYS:
        return SafeString("")
    return components.dimension(DIMENSION_KEYS[code], str(DIMENSION_NAMES[code]))


@register.simple_tag
def dimension_head(code: str) -> SafeString:
    """The narrow head of a column: icon above three letters, the whole name for whoever cannot see the icon."""
    if code not in DIMENSION_KEYS:
        return format_html('<abbr title="{}">{}</abbr>', GENERAL_LONG, DIMENSIONS_SHORT[""])
    hue, drawing = components.DIMENSIONS[DIMENSION_KEYS[code]]
    return format_html(
        '<span class="dim dim--{} dim--tegak">{}<abbr title="{}">{}</abbr></span>',
        hue,
        components.icon(drawing),
        DIMENSION_NAMES[code],
        DIMENSIONS_SHORT[code],
    )


@register.filter
def dimension_long(code: str) -> str:
    return str(DIMENSION_NAMES.get(code, GENERAL_LONG))


@register.simple_tag
def item_stands(item: Item) -> SafeString:
    """What became of a file that came, and why where it was refused."""
    said = components.status(str(item.get_state_display()), ITEM_TONES.get(Item.State(item.state), ""))
    why = format_html_join("", "<small>{}</small>", ((words,) for words in sentences(item.why)))
    return format_html("{}{}", said, why)


@register.simple_tag
def receipt_stands(item: Item) -> SafeString:
    """For a guest: received or refused. That the same bytes were here before would speak of other evidence."""
    if item.state == Item.State.REFUSED:
        return item_stands(item)
    if item.state == Item.State.WAITING:
        return components.status(pgettext("file of a receipt", "received, being checked"), "jalan")
    return components.status(pgettext("file of a receipt", "received"), "ok")


@register.simple_tag(takes_context=True)
def cell_address(context: Context, agency: Organisation | None, dimension: str) -> str:
    """To the questions behind a number of the table."""
    asked = {"opd": str(agency.pk) if agency else NOBODY, "dimensi": dimension or NO_DIMENSION}
    query = urlencode(
        {"kota": context["request"].GET["kota"], **asked} if "kota" in context["request"].GET else asked
    )
    return f"?{query}#h-daftar"


@register.simple_tag
def board_row(question: Question, scope: Scope, today: date, asks: bool, mine: Collection[int]) -> SafeString:
    """A line of the board; written here since there are more than a hundred on one page.

    `asks`: the reader may ask any agency; `mine`: agencies whose requests the reader may open.
    """
    target = question.target
    return format_html(
        '<tr><td class="n kode">{}</td><th scope="row" class="biasa"><a href="{}">{}</a>{}</th>'
        '<td class="status">{}{}</td><td class="sembunyi-hp opd">{}</td></tr>',
        target.code,
        reverse("evidence:question", args=[scope.key, target.code]),
        target.title,
        format_html("<small>{}</small>", dimension_of(target.dimension)) if target.dimension else "",
        question_stands(question.standing),
        _figures(question),
        _asked_of(question, scope, today, asks, mine),
    )


def _figures(question: Question) -> SafeString | str:
    said = []
    if question.confirmed:
        said.append(
            ngettext("%(count)s confirmed", "%(count)s confirmed", question.confirmed)
            % _n(question.confirmed)
        )
    if question.waiting:
        said.append(
            ngettext("%(count)s to check", "%(count)s to check", question.waiting) % _n(question.waiting)
        )
    if question.proposed:
        said.append(
            ngettext("%(count)s page found", "%(count)s pages found", question.proposed)
            % _n(question.proposed)
        )
    return format_html("<small>{}</small>", ", ".join(said)) if said else ""


def _n(count: int) -> dict[str, str]:
    return {"count": number(count)}


def _asked_of(
    question: Question, scope: Scope, today: date, asks: bool, mine: Collection[int]
) -> SafeString | str:
    asked = question.request
    if asked is not None:
        late = components.status(gettext("late"), "telat") if asked.day < today else ""
        opens = asks or asked.agency_id in mine
        name = format_html('<a href="{}">{}</a>', asked.get_absolute_url(), asked.agency)
        return format_html("{}<small>{} {}</small>", name if opens else asked.agency, day(asked.day), late)
    if not asks or not question.is_without_proof:
        return ""
    query = urlencode({"lingkup": scope.key, "soal": question.target.code})
    words = gettext("Ask for it")
    unseen = format_html('<span class="hanya-baca"> {}</span>', question.target.code)
    return format_html('<a href="{}?{}">{}{}</a>', reverse("evidence:new-request"), query, words, unseen)
