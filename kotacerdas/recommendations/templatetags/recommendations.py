"""Tags of the list and of one recommendation: its three states, its text, what a step changed."""

from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from kotacerdas.common import formats
from kotacerdas.common.templatetags import components
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evidence.findings.documents import place_of
from kotacerdas.evidence.models import Use
from kotacerdas.recommendations.domain.caring import Claim, Proof, Verdict
from kotacerdas.recommendations.domain.tags import Tag
from kotacerdas.recommendations.models import CareStep
from kotacerdas.recommendations.queries.board import Row
from kotacerdas.recommendations.words import CLAIMS, FIELDS, PROOFS, TAGS, TONES, VERDICTS

register = template.Library()


@register.filter
def advice_text(advice: Recommendation) -> str:
    """In the reader's language, who is of an office of the city; a text that is not known here says so."""
    if not advice.text_id:
        return gettext("The text is not public.")
    return (advice.text_en or advice.text_id) if get_language() == "en" else advice.text_id


@register.filter
def page_of(advice: Recommendation) -> str:
    """Its page here, of its city."""
    return f"{reverse('recommendations:recommendation', args=[advice.slug])}?kota={advice.city.code}"


@register.simple_tag
def claim_stands(row: Row) -> SafeString:
    return components.status(str(CLAIMS[row.claim]), TONES[row.claim])


@register.simple_tag
def proof_stands(row: Row) -> SafeString:
    return components.status(str(PROOFS[row.proof]), TONES[row.proof])


@register.simple_tag
def verdict_stands(row: Row) -> SafeString:
    return components.status(str(VERDICTS[row.verdict]), TONES[row.verdict])


@register.filter
def proof_count(row: Row) -> str:
    count = len(row.present)
    if not count:
        return gettext("no confirmed proof")
    return ngettext("%(count)s confirmed proof", "%(count)s confirmed proofs", count) % {
        "count": formats.number(count)
    }


@register.filter
def unseen_words(row: Row) -> str:
    """Proof that counts and that this reader may not open."""
    words = ngettext(
        "%(count)s proof that only some may open", "%(count)s proofs that only some may open", row.unseen
    )
    return words % {"count": formats.number(row.unseen)} if row.unseen else ""


@register.simple_tag
def proof_links(row: Row) -> SafeString:
    """Document and place of each proof, leading to the page of the citation."""
    links = format_html_join(
        "", '<li><a href="{}">{}</a> <span class="sunyi">{}</span></li>', (_link(use) for use in row.proofs)
    )
    more = format_html('<li class="sunyi">{}</li>', unseen_words(row)) if row.unseen else ""
    return format_html('<ul class="polos">{}{}</ul>', links, more) if links or more else SafeString("")


def _link(use: Use) -> tuple[str, str, str]:
    return use.citation.get_absolute_url(), use.citation.document.title, place_of(use.citation)


@register.filter
def tag_words(tags: list[str]) -> str:
    return ", ".join(str(TAGS[Tag(each)]) for each in tags)


@register.filter
def step_changes(step: CareStep) -> list[dict[str, Any]]:
    """Field by field in words, before and after."""
    changes: dict[str, list[Any]] = step.changes
    return [
        {
            "label": str(FIELDS.get(name, name)),
            "before": in_words(name, before),
            "after": in_words(name, after),
        }
        for name, (before, after) in changes.items()
    ]


def in_words(name: str, value: Any) -> str:
    """A value of one of the fields that the history knows, as people read it."""
    if value in (None, "", []):
        return ""
    match name:
        case "claim":
            return str(CLAIMS[Claim(value)])
        case "proof":
            return str(PROOFS[Proof(value)])
        case "verdict":
            return str(VERDICTS[Verdict(value)])
        case "tags":
            return tag_words(value)
        case "due_on":
            return formats.day(date.fromisoformat(value) if isinstance(value, str) else value)
    return str(value)
