"""How pages write what an instrument file holds."""

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.faults import Fault, Refused, sentence, sentences
from kotacerdas.common.language import pick
from kotacerdas.common.templatetags import components
from kotacerdas.instruments import method
from kotacerdas.instruments.domain.edition import Confidence, Edition, Scale
from kotacerdas.instruments.models import EditionDraft, RubricText
from kotacerdas.instruments.queries import FormRow, TreeRow
from kotacerdas.instruments.words import CONFIDENCE, DIMENSIONS, FIELDS, text

register = template.Library()
register.filter("words", text)

# Faults of the whole form that its file alone can mend.
NOT_IN_HEAD = {"edition-bands", "edition-scale-empty", "edition-places", "edition-without-questions"}
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


@register.simple_tag
def draft_row(row: FormRow, draft: EditionDraft) -> SafeString:
    """A node in the table of the editor: its words lead to where it is changed, a group has a link to add below it."""
    node = row.node
    place = {**draft.address, "node": node.code}
    name = format_html(
        '<a href="{}">{}</a>', reverse("instruments:draft-node", kwargs=place), text(node.title) or node.code
    )
    below = " · ".join(part for part in (node.number, text(node.section), text(node.note)) if part)
    add = ""
    if not node.is_leaf:
        add = format_html(
            '<a class="btn btn-teks btn-kecil" href="{}" aria-label="{}">{}</a>',
            reverse("instruments:draft-add", kwargs=place),
            _("Add below %(code)s") % {"code": node.code},
            pgettext("below a part", "Add"),
        )
    return format_html(
        '<tr id="butir-{}"><td class="n">{}</td><th scope="row" class="jeluk-{}">{}{}</th>'
        '<td class="sembunyi-hp">{}</td><td class="r">{}</td><td class="r">{}</td></tr>',
        node.code,
        node.code,
        min(row.depth, 4),
        name if node.is_leaf else format_html("<strong>{}</strong>", name),
        format_html("<small>{}</small>", below) if below else "",
        DIMENSIONS.get(node.dimension or "", "–"),
        percent(node.weight) or "–",
        add,
    )


@register.filter
def percent(weight: Decimal | None) -> str:
    return "" if weight is None else f"{formats.number(weight)}%"


@register.filter
def field_names(names: Iterable[str]) -> str:
    """What of an edition or a node differs, in words."""
    return ", ".join(str(FIELDS[name]) for name in names)


@register.filter
def fault_places(faults: Iterable[Fault], draft: EditionDraft) -> list[tuple[str, str]]:
    """Each fault in words, with the address where it can be mended; faults of the whole form lead to its head."""
    found = []
    for fault in faults:
        name, place = ("draft-node", {"node": fault.column}) if fault.column else ("draft-head", {})
        address = reverse(f"instruments:{name}", kwargs={**draft.address, **place})
        found.append((sentence(fault), "" if fault.kind in NOT_IN_HEAD else address))
    return found


@register.filter
def of(mapping: dict[str, object], key: str) -> object:
    """The entry of a mapping whose key is only known on the page; nothing where it has none."""
    return mapping.get(key)
