"""Tags of the search in evidence."""

from django import template
from django.template.context import Context

from kotacerdas.common.templatetags.components import query

register = template.Library()


@register.simple_tag(takes_context=True)
def facet_address(context: Context, name: str, value: str) -> str:
    """This search narrowed by one value more, or with `value` empty by one less."""
    return query(context, **{name: value or None})
