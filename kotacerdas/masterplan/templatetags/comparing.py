"""Money of two editions as people write it."""

from django import template

from kotacerdas.masterplan.findings import comparing as findings
from kotacerdas.masterplan.models.choices import Money

register = template.Library()


@register.filter
def money_change(change: int) -> str:
    """With its sign: "+Rp 5 miliar"."""
    return findings.money_change(change)


@register.filter
def money_source(code: str) -> str:
    return str(Money(code).label)
