"""Shows pieces of a text with those marked that were looked for."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kotacerdas.search.domain.marking import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", each.text) if each.is_hit else each.text,) for each in pieces),
    )
