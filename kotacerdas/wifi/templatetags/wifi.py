"""Words and small pictures of points, contracts and gaps, for the templates of this app."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.templatetags.components import meter, status
from kotacerdas.wifi import findings
from kotacerdas.wifi.domain.gaps import Sum
from kotacerdas.wifi.queries.contracts import Agreed
from kotacerdas.wifi.queries.gaps import Part
from kotacerdas.wifi.queries.listing import Here
from kotacerdas.wifi.queries.standing import SOON, Standing

register = template.Library()

_TONES = {"on": "ok", "off": "telat", "unknown": ""}


@register.simple_tag
def state_of(row: Standing) -> SafeString:
    return status(findings.state_words(row.state), _TONES[row.state])


@register.filter
def reason(value: str) -> str:
    return findings.reason_words(value)


@register.simple_tag
def on_meter(here: Here) -> SafeString:
    """How many of an area's points are on."""
    total = here.count.total or 1
    words = _("%(on)s of %(total)s on") % {
        "on": formats.number(here.count.on),
        "total": formats.number(here.count.total),
    }
    return meter(Decimal(here.count.on) / total, words)


@register.simple_tag
def contract_state(agreed: Agreed) -> SafeString:
    words = {
        "over": pgettext("contract", "over"),
        "running": pgettext("contract", "running"),
        "coming": pgettext("contract", "to come"),
    }
    if agreed.state == "running" and agreed.days_left <= SOON.days:
        return status(pgettext("contract", "ends soon"), "awas")
    return status(words[agreed.state], {"running": "ok", "coming": "jalan", "over": ""}[agreed.state])


@register.simple_tag
def cost_of(agreed: Agreed) -> SafeString:
    """All points together; of how many it is not known."""
    if agreed.unknown == agreed.points:
        return format_html('<span class="sunyi">{}</span>', _("not known") if agreed.points else "–")
    return _without(formats.rupiah(agreed.monthly), agreed.unknown)


# --- Gaps --------------------------------------------------------------------------------------------------


@register.filter
def whole(value: Fraction) -> int:
    return round(value)


@register.filter
def months(rows: Sequence[tuple[date, Sum]]) -> list[tuple[str, Sum]]:
    return [(formats.month(month), each) for month, each in rows]


@register.filter
def parts(rows: Sequence[Part]) -> list[tuple[str, Sum]]:
    return [(each.name or each.code or _("not known"), each.sum) for each in rows]


@register.simple_tag
def money_lost(total: Sum) -> SafeString:
    """Whole rupiah; of how many points it is not known."""
    return _lost(
        formats.rupiah(round(total.cost)),
        total.cost_unknown,
        total.points,
        _("not known"),
        is_some=total.cost > 0,
    )


@register.simple_tag
def people_lost(total: Sum) -> SafeString:
    return _lost(
        formats.number(total.person_days), total.people_unknown, total.points, _("not counted"), is_some=False
    )


def _lost(figure: str, unknown: int, points: int, nothing: str, *, is_some: bool) -> SafeString:
    if unknown == points and not is_some:
        return format_html('<span class="sunyi">{}</span>', nothing)
    return _without(figure, unknown)


def _without(figure: str, unknown: int) -> SafeString:
    """A figure, and of how many points it does not tell."""
    if unknown:
        words = _("without %(count)s points") % {"count": formats.number(unknown)}
        return format_html("{} <small>{}</small>", figure, words)
    return format_html("{}", figure)
