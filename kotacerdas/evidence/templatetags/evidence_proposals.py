"""Tags of one proposal: the passage with its marked words, how close it is, where it leads."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from kotacerdas.common.formats import number
from kotacerdas.common.templatetags import components
from kotacerdas.evidence import findings, previews
from kotacerdas.evidence.domain.marking import pieces
from kotacerdas.evidence.findings.standings import MARKS
from kotacerdas.evidence.forms.proposals import RejectProposalForm
from kotacerdas.evidence.queries.finding import Hit
from kotacerdas.evidence.targets import Scope, Target

register = template.Library()


@register.simple_tag
def snippet(hit: Hit) -> SafeString:
    """The words around the best place; those that were asked for are marked."""
    cut = pieces(hit.snippet, cited=hit.snippet_marks)
    marked = (format_html("<mark>{}</mark>", each.text) if each.is_cited else each.text for each in cut)
    return format_html_join("", "{}", ((each,) for each in marked))


@register.simple_tag
def closeness(hit: Hit) -> SafeString:
    share = Decimal(str(round(hit.score, 2)))
    said = gettext("Closeness %(score)s of 1") % {"score": number(share, 2)}
    bar = components.meter(share, said)
    return format_html('{} {} <span class="n">{}</span>', gettext("Closeness"), bar, number(share, 2))


@register.simple_tag
def thumbnail(hit: Hit) -> SafeString:
    """A small picture of the page, drawn when it comes into view; of a file without pictures its kind on a sheet."""
    if not previews.has_picture(hit.revision.content):
        kind = hit.revision.content.kind.upper()
        return format_html('<span class="lembar lembar--kosong" aria-hidden="true">{}</span>', kind)
    path = reverse("evidence:preview", args=[hit.document.code, hit.revision.number, hit.unit])
    words = {"title": hit.document.title, "where": findings.documents.place_of(hit)}
    return format_html(
        '<img class="lembar" src="{}?kecil=1" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">',
        path,
        previews.SMALL[0],
        previews.SMALL[1],
        gettext("%(title)s, %(where)s") % words,
    )


@register.simple_tag
def only_recognised() -> SafeString:
    """Behind how a page fits the year. What it means unfolds, so that a finger and a screen reader reach it too."""
    why = gettext(
        "The system recognised the period in the text, and nobody has confirmed it. Describe the document, and it counts."
    )
    words = gettext("as recognised, not confirmed")
    return format_html('<details class="terbaca"><summary>{}</summary> {}</details>', words, why)


@register.simple_tag
def hit_place(hit: Hit) -> str:
    return findings.documents.place_of(hit)


@register.simple_tag
def hit_address(hit: Hit) -> str:
    """The page of the document, with the proposed sentence marked."""
    asked = {"satuan": hit.unit, "dari": hit.quote.start, "sampai": hit.quote.end}
    return f"{hit.document.get_absolute_url()}?{urlencode(asked)}"


@register.simple_tag
def alike_address(scope: Scope, target: Target, hit: Hit) -> str:
    path = reverse("evidence:question", args=[scope.key, target.code])
    return f"{path}?{urlencode({'mirip': f'{hit.document.code}.{hit.unit}'})}"


@register.simple_tag
def search_link(words: str) -> SafeString | str:
    """To the search in one's own words, beginning with those of the question."""
    try:
        path = reverse("evidence:search")
    except NoReverseMatch:
        return ""
    query = urlencode({"cari": words})
    return format_html(
        '<a class="btn btn-teks btn-kecil" href="{}?{}">{}</a>', path, query, gettext("Search yourself")
    )


@register.simple_tag
def proposal_fields(hit: Hit, back: str) -> SafeString:
    """What is accepted or rejected, hidden; `back` says that it was decided on the list."""
    values: list[tuple[str, Any]] = [
        ("revisi", hit.revision.pk),
        ("satuan", hit.unit),
        ("dari", hit.quote.start),
        ("sampai", hit.quote.end),
    ]
    if back:
        values.append(("dari-daftar", "1"))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', values)


@register.simple_tag
def reject_choice(form: RejectProposalForm) -> SafeString:
    """The reasons; the label is around the choice, since one page has many of them."""
    field = form["alasan"]
    return format_html('<label class="label">{}{}</label>', field.label, components.widget(field))


@register.simple_tag
def proposal_mark(mark: str) -> SafeString:
    return components.status(str(MARKS.get(mark, mark)), "telat")
