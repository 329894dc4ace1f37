"""How pages write what an instrument file holds."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.common.language import pick
from kotacerdas.common.templatetags import components
from kotacerdas.instruments import method
from kotacerdas.instruments.domain.edition import Confidence, Edition, Scale
from kotacerdas.instruments.models import RubricText
from kotacerdas.instruments.queries import TreeRow
from kotacerdas.instruments.words import CONFIDENCE, text

register = template.Library()
register.filter("words", text)

TONES = {Confidence.CONFIRMED: "ok", Confidence.DERIVED: "jalan", Confidence.UNCONFIRMED: "awas"}


@register.simple_tag
def confidence_status(value: Confidence) -> SafeString:
    return components.status(str(CONFIDENCE[value]), TONES[value])


@register.filter
def in_force(edition: Edition) -> str:
    return formats.period(edition.in_force.start, edition.in_force.end)


@register.simple_tag
def scale_range(scale: Scale) -> str:
    """0 to 4; with its unit where it has one."""
    words = {"min": formats.number(scale.min), "max": formats.number(scale.max), "unit": text(scale.unit)}
    return (_("%(min)s to %(max)s %(unit)s") % words).strip()


@register.filter
def method_sentences(edition: Edition) -> list[str]:
    return method.sentences(edition)


@register.filter
def level_text(row: RubricText) -> str:
    return pick(row, "text")


@register.filter
def sentences_of(refused: Refused) -> str:
    return " ".join(sentences(refused))


@register.simple_tag
def tree_row(row: TreeRow, edition: Edition) -> SafeString:
    """A node in the table of a form. Written here because a form has over a hundred and a template costs far more."""
    node = row.node
    title = text(node.title)
    if node.is_leaf:
        address = reverse("instruments:question", args=[edition.code, edition.edition, node.code])
        name = format_html('<a href="{}">{}</a>', address, title)
    else:
        name = format_html("<strong>{}</strong>", title)
    below = text(node.section) or text(node.note)
    levels = f"{row.texts}/{row.levels}" if row.levels else "–"
    return format_html(
        '<tr><td class="n">{}</td><th scope="row" class="jeluk-{}">{}{}</th><td class="r">{}</td>'
        '<td class="r sembunyi-hp">{}</td></tr>',
        node.code if row.depth else "",
        min(row.depth, 4),
        name,
        format_html("<small>{}</small>", below) if below else "",
        "–" if node.weight is None else f"{formats.number(node.weight)}%",
        levels,
    )


@register.filter
def of(mapping: dict[str, object], key: str) -> object:
    """The entry of a mapping whose key is only known on the page; nothing where it has none."""
    return mapping.get(key)
