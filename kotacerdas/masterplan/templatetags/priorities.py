"""What pages of priorities draw inside their rows."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.masterplan.domain.sensitivity import Range
from kotacerdas.masterplan.findings import priorities as findings
from kotacerdas.masterplan.forms.priorities import written

register = template.Library()


@register.simple_tag
def interval(found: Range, label: str) -> SafeString:
    """From nothing to all: the stretch in which the order stays, and where the weight lies now; `label` says it in words."""
    low, high, at = (float(each) * 100 for each in (found.low, found.high, found.weight))
    return format_html(
        '<svg class="selang" role="img" aria-label="{}"><rect class="dasar" y="7" width="100%" height="6"/>'
        '<rect class="isi" x="{}%" y="4" width="{}%" height="12"/><line class="letak" x1="{}%" x2="{}%" y1="0" y2="20"/></svg>',
        label, f"{low:.2f}", f"{max(high - low, .4):.2f}", f"{at:.2f}", f"{at:.2f}",
    )  # fmt: skip


@register.simple_tag
def portion(value: Fraction | Decimal | float | None, label: str = "") -> SafeString:
    """A bar as long as the share."""
    wide = 0.0 if value is None else min(1.0, max(0.0, float(value))) * 100
    described = (
        format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="selang" {}><rect class="dasar" y="7" width="100%" height="6"/><rect class="isi" y="4" width="{}%" height="12"/></svg>',
        described, f"{wide:.2f}",
    )  # fmt: skip


@register.filter
def share(value: Any, places: int = 1) -> str:
    return "–" if value is None else findings.share(value, places)


@register.filter
def points(value: Fraction | None) -> str:
    return "–" if value is None else formats.number(Decimal(value.numerator) / value.denominator, 1)


@register.filter
def short_money(value: Any) -> str:
    return "–" if value is None else findings.money(value)


@register.filter
def plain(value: Decimal | None) -> str:
    """Without zeros that say nothing."""
    return written(value) or "–"


@register.filter
def worded(pair: Mapping[str, str]) -> str:
    """Of a pair of words the one in the language of the page."""
    return pick({"word": pair}, "word")
