"""Tags of a submission: what changed between two of them, and frozen values as people read them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from kotacerdas.common.templatetags import components
from kotacerdas.evidence.models import Document
from kotacerdas.selfassessment.domain.snapshots import Change
from kotacerdas.selfassessment.models import Answer
from kotacerdas.selfassessment.portal import texts
from kotacerdas.selfassessment.words import FIELDS, TONES

register = template.Library()

CHANGED: dict[str, "str | Promise"] = {
    **FIELDS,
    "state": pgettext_lazy("field", "state"),
    "proofs": pgettext_lazy("field", "proofs"),
    "question": pgettext_lazy("field", "words of the question"),
    "code": pgettext_lazy("field", "new question"),
}


@register.filter
def changed_fields(change: Change) -> str:
    """ "claimed level, proofs"; of a question that is new only that it is."""
    fields = ("code",) if "code" in change.fields else change.fields
    return ", ".join(str(CHANGED.get(name, name)) for name in fields)


@register.simple_tag
def frozen_stands(answer: Mapping[str, Any]) -> SafeString:
    state = answer["state"]
    return components.status(str(Answer.Stage(state).label), TONES[state])


@register.filter
def frozen_figure(told: dict[str, Any]) -> str:
    return texts.figure(told)


@register.filter
def frozen_survey(told: dict[str, Any]) -> str:
    return texts.survey(told)


@register.simple_tag
def frozen_proof(proof: Mapping[str, Any], documents: Mapping[str, Document]) -> SafeString:
    """The title of the document and the quote for who may see it now; the hash for everybody, since it tells nothing."""
    document = documents.get(proof["document"])
    if document is None:
        words = str(pgettext_lazy("proof", "a document that is not for you to see"))
        return format_html(
            '<span class="sunyi">{}</span> <code class="sidik">{}</code>', words, proof["sha256"]
        )
    address = reverse("evidence:citation", args=[proof["citation"]])
    quote = proof.get("quote", "")
    return format_html(
        '<a href="{}">{}</a>{} <code class="sidik">{}</code>',
        address,
        document.title,
        format_html('<q class="teks">{}</q>', quote) if quote else "",
        proof["sha256"],
    )
