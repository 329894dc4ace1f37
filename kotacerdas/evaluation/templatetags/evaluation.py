"""How pages write a result: the names of the dimensions, the bar of contributions."""

from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.common.templatetags import components
from kotacerdas.evaluation import letter_words
from kotacerdas.evaluation.domain.workflow import Step
from kotacerdas.evaluation.words import STEPS
from kotacerdas.instruments.words import text, weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kotacerdas.evaluation.models import Milestone, RankInterval, Recommendation, Result, Round, Source
    from kotacerdas.evaluation.queries import Ordered, QuestionRow, RankedCity, Ranking, Scorecard
    from kotacerdas.followup.models import Task
    from kotacerdas.instruments.domain.edition import Node
    from kotacerdas.people.models import City

register = template.Library()

# The six dimensions keep their official English names in both languages.
DIMENSIONS: dict[str, tuple[str, str | Promise]] = {
    "gov": ("governance", _("Governance")),
    "brand": ("branding", _("Branding")),
    "eco": ("economy", _("Economy")),
    "liv": ("living", _("Living")),
    "soc": ("society", _("Society")),
    "env": ("environment", _("Environment")),
}


@register.filter
def dimension_name(code: str) -> "str | Promise":
    return DIMENSIONS[code][1]


@register.simple_tag
def dimension_label(code: str) -> SafeString:
    """Icon in the dimension's hue and its name."""
    component, name = DIMENSIONS[code]
    return components.dimension(component, str(name))


@register.filter
def titled(round_: "Round") -> str:
    return pick(round_, "title")


@register.filter
def step_name(step: str) -> "str | Promise":
    return STEPS[Step(step)]


@register.filter
def zone_letters(zone: str) -> str:
    """ "WIB"."""
    return str(formats.zone_of(zone))


@register.filter
def cohort(round_: "Round") -> str:
    return pick(round_, "cohort")


@register.filter
def noted(thing: "Round | Result | Source") -> str:
    return pick(thing, "note")


@register.filter
def told(thing: "Recommendation") -> str:
    return pick(thing, "text")


@register.filter
def remark_head(kind: str) -> "str | Promise":
    """Above several: "Strengths"."""
    return letter_words.HEADS[kind]


register.filter("assessor_seat", letter_words.seat)
register.filter("unreadable_advice", letter_words.unreadable)
register.filter("letter_line", letter_words.line)


@register.filter
def at(rows: "Mapping[int, list[Task]]", key: int) -> "list[Task]":
    """What a mapping holds for one row; nothing is an empty list."""
    return rows.get(key, [])


register.filter("weights", weights)


@register.simple_tag
def scorecard_url(city: "City", round_: "Round") -> str:
    return reverse("evaluation:scorecard", args=[city.code, round_.code])


@register.simple_tag
def instrument_url(key: str) -> str:
    return reverse("instruments:detail", args=key.split("/"))


@register.simple_tag(takes_context=True)
def ranking_download(context: Context, round_: "Round", file_type: str) -> str:
    """The file with the filters and the order of the page."""
    address = reverse("evaluation:ranking-download", args=[round_.code, file_type])
    asked = context["request"].GET.urlencode()
    return f"{address}?{asked}" if asked else address


@register.simple_tag
def ranking_row(row: "RankedCity", listing: "Ranking", order: "Ordered", top: Decimal) -> SafeString:
    """A row of the ranking. Written here because a round has up to 514 of them and a template costs ten times as much."""
    address = escape(scorecard_url(row.city, listing.round))
    scores = [
        (part_css(order.by, node.code), row.parts[node.code].score if node.code in row.parts else None)
        for node in listing.parts
    ]
    cells = [
        f'<td class="r posisi">{order.places.get(row.result.pk, "–")}</td>',
        f'<th scope="row"><a href="{address}">{escape(row.city.name)}</a> <small>{escape(row.province)}</small></th>',
    ]
    if order.province:
        cells.append(f'<td class="r setempat">{order.at_home.get(row.result.pk, "–")}</td>')
    cells += (f'<td class="{css}">{_figure(score)}</td>' for css, score in scores)
    if order.kind == "dimension":
        cells.append(f'<td class="r urutan">{_figure(order.figures.get(row.result.pk))}</td>')
    cells.append(f'<td class="r akhir">{_figure(row.index)}</td>')
    if order.has_intervals:
        cells.append(f'<td class="r rentang">{place_range(row.interval)}</td>')
    if listing.parts:
        cells.append(f'<td class="lb">{contributions(row, top)}</td>')
    return SafeString(f"<tr>{''.join(cells)}</tr>")


@register.filter
def part_css(by: str, code: str) -> str:
    """Of a column of the ranking: a narrow screen shows the part by which the list is ordered, and no other."""
    return "r urutan" if by == code else "r komp"


@register.filter
def part_name(code: str, round_: "Round") -> str:
    """What an award or a figure is for: the whole, a part of the form or a dimension; a code that the form does not know
    stays as it is."""
    if not code:
        return str(pgettext("award", "Overall"))
    node = round_.edition.nodes.get(code) if round_.edition else None
    if node is not None:
        return text(node.title)
    return str(dimension_name(code)) if code in DIMENSIONS else code


@register.filter
def place_range(interval: "RankInterval | None") -> str:
    """ "3–9"; one number where both ends are the same, a dash where nothing was computed."""
    if interval is None:
        return "–"
    low, high = interval.rank_low, interval.rank_high
    return str(low) if low == high else f"{low}–{high}"


@register.simple_tag
def question_row(row: "QuestionRow", card: "Scorecard") -> SafeString:
    """A row of the questions' table. Written here because a form has 117 of them and a template costs ten times as much."""
    node, lever = row.node, None if row.lever and row.lever.is_full else row.lever
    cells = [
        f'<td class="n">{escape(node.code)}</td>',
        f'<th scope="row">{escape(text(node.title))}{_belongs(node)}</th>',
        f'<td class="r"><strong>{_figure(row.score)}</strong></td>',
    ]
    if card.earlier_computed:
        cells.append(f'<td class="r sembunyi-hp sunyi">{_figure(row.before)}</td>')
        cells.append(f'<td class="r sembunyi-hp">{components.change(row.difference)}</td>')
    raised = _figure(lever.index) if lever else escape(str(_("full")))
    cells.append(f'<td class="r">{raised}</td>')
    if card.has_places:
        cells.append(f'<td class="r sembunyi-hp">{(lever and lever.place) or "–"}</td>')
    return SafeString(f"<tr>{''.join(cells)}</tr>")


def _figure(value: Decimal | None) -> str:
    return "–" if value is None else formats.number(value, 2)


def _belongs(node: "Node") -> str:
    """The dimension and the official heading that a question stands under, as far as it has them."""
    dimension = dimension_label(node.dimension) if node.dimension else ""
    section = escape(text(node.section))
    return f"<small>{dimension} {section}</small>" if dimension or section else ""


@register.simple_tag
def milestone_date(milestone: "Milestone") -> str:
    """As exact as the source is."""
    if milestone.precision == "year":
        return str(milestone.happened_on.year)
    if milestone.precision == "month":
        return formats.month(milestone.happened_on)
    return formats.day(milestone.happened_on)


@register.simple_tag
def contributions(row: "RankedCity", top: Decimal) -> SafeString:
    """What each part adds, as one bar whose whole width is the top of the scale."""
    parts = [
        (part.code, part.contribution / top) for part in row.parts.values() if part.contribution is not None
    ]
    return components.stacked_bar(parts)
