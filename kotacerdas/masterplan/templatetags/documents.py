"""Words and cells on the pages of planning documents."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.masterplan import findings
from kotacerdas.masterplan.models import Edition, Node, Programme
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.queries.documents import Line

register = template.Library()


@register.filter
def entry(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key, "")


@register.filter
def words_of(thing: Node | Programme) -> str:
    return thing.text if isinstance(thing, Node) else thing.title


@register.filter
def short_name(edition: Edition) -> str:
    """ "RPJMD 2025–2029", where the whole title would not fit."""
    kind = "Masterplan" if edition.kind == Edition.Kind.MASTERPLAN else str(edition.get_kind_display())
    name = f"{kind} {edition.period}"
    if edition.organisation_id:
        name = f"{name} {edition.organisation}"
    return f"{name} ({_('sample')})" if edition.is_sample else name


@register.filter
def dimension_word(code: str) -> str:
    return str(Dimension(code).label) if code in Dimension.values else ""


@register.filter
def element_word(name: str) -> str:
    return findings.documents.element(name)


@register.simple_tag
def note_of(notes: Mapping[tuple[str, str], str], dimension: str, element: str) -> str:
    return notes.get((dimension, element), "")


@register.filter
def level(value: Fraction | None) -> str:
    """One place is enough for a mean of three judgements."""
    return formats.number(findings.documents.decimal(value), 1)


@register.filter
def cells(line: Line, columns: Sequence[Node]) -> Iterable[tuple[Node, int | None]]:
    return zip(columns, line.counts, strict=True)
