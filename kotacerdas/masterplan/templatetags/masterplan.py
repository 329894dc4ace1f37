"""The pages of an edition side by side, and figures of programmes as people write them."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.templatetags.components import DIMENSIONS, dimension, status
from kotacerdas.masterplan import folding
from kotacerdas.masterplan.findings import programmes as findings
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.masterplan.queries.programmes import YearLine
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission

register = template.Library()

_TONES = {"running": "jalan", "stopped": "telat", "done": "ok"}
_PLAN_TONES = {"adopted": "ok", "review": "jalan"}
_NAMES = {code: name for name, (code, _icon) in DIMENSIONS.items()}


@register.simple_tag(takes_context=True)
def edition_nav(context: Context, edition: Edition) -> SafeString:
    """The pages of an edition that the reader may open; marked is the open one."""
    request = context["request"]
    at = [edition.city.code, edition.code]
    offices = access.may(request.user, Permission.SEE_CITY_DRAFTS, edition.city)
    taking_part = access.may(request.user, Permission.DISCUSS, edition.city)
    pages = [
        ("edition", pgettext("plan", "Goals"), True),
        ("board", _("Programmes"), True),
        ("agencies", pgettext("plan", "Agencies"), True),
        ("timeline", pgettext("plan", "Timeline"), True),
        ("absorption", pgettext("plan", "Absorption"), offices),
        ("scales", pgettext("plan", "Priorities"), taking_part),
        ("review", pgettext("plan", "Review"), taking_part),
        ("answers", pgettext("plan", "Answers"), offices),
        ("compare", pgettext("plan", "Comparison"), True),
        (
            "standing",
            pgettext("plan", "Standing"),
            access.may(request.user, Permission.KEEP_PLANS, edition.city),
        ),
    ]
    links = []
    for name, label, may_open in pages:
        address = _address(name, at) if may_open else ""
        if address:
            is_here = request.path == address or (name != "edition" and request.path.startswith(address))
            mark = SafeString(' aria-current="page"') if is_here else ""
            links.append((address, mark, label))
    items = format_html_join("", '<li><a href="{}"{}>{}</a></li>', links)
    return format_html('<nav class="bukti-nav" aria-label="{}"><ul>{}</ul></nav>', edition.title, items)


def _address(name: str, at: list[str]) -> str:
    try:
        return reverse(f"masterplan:{name}", args=at)
    except NoReverseMatch:
        return ""


@register.simple_tag
def edition_status(edition: Edition) -> SafeString:
    return status(str(edition.get_status_display()), _PLAN_TONES.get(edition.status, ""))


@register.simple_tag
def programme_state(programme: Programme) -> SafeString:
    return status(str(programme.get_state_display()), _TONES.get(programme.state, ""))


@register.simple_tag
def of_dimension(programme: Programme) -> SafeString:
    """Its dimension with the colour that it has everywhere; of an action plan its name."""
    if programme.dimension:
        return dimension(_NAMES[programme.dimension], str(programme.get_dimension_display()))
    return SafeString(format_html("{}", programme.get_kind_display()))


@register.simple_tag
def reached(programme: Programme, value: Decimal | None) -> str:
    return findings.figure(value, programme.unit)


@register.filter
def folded(rows: Sequence[YearLine]) -> Sequence[folding.Shown[YearLine]]:
    """Years with a row each, and those of which nothing is known together in one."""
    return folding.folded(rows, folding.says_nothing)
