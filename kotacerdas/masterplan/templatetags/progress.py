"""What was reported, in the words of pages."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString

from kotacerdas.common.language import pick
from kotacerdas.common.templatetags import components
from kotacerdas.masterplan import rights
from kotacerdas.masterplan.domain.lateness import Kind, Reason, Standing
from kotacerdas.masterplan.domain.risks import Level, Words
from kotacerdas.masterplan.findings import progress as findings
from kotacerdas.masterplan.models import Programme
from kotacerdas.masterplan.queries import progress as queries
from kotacerdas.masterplan.queries import risks
from kotacerdas.masterplan.queries.board import year_of
from kotacerdas.masterplan.queries.progress import State

register = template.Library()

register.simple_tag(findings.group_name)
register.filter("share", findings.share)
register.filter("reason", findings.reason)
register.filter("increment", findings.increment)
register.filter("source_name", findings.source_name)
register.filter("risk_size", findings.risk_size)


@register.simple_tag
def standing(state: State | None, kind: Kind | None = None) -> SafeString:
    """Its gravest kind as a word with its sign, or the kind that a list is about; nothing for those who see no reports."""
    if state is None:
        return SafeString("")
    shown = kind or state.standing.kind
    return components.status(findings.kind_words()[shown], findings.TONES[shown])


@register.filter
def reasons_of(found: Standing, kind: Kind) -> list[Reason]:
    return found.because(kind)


@register.filter
def word(words: Words | Level) -> str:
    """In the reader's language."""
    return pick({"word": words.label if isinstance(words, Level) else words}, "word")


@register.inclusion_tag("masterplan/_progress.html", takes_context=True)
def progress_of(context: Context, programme: Programme) -> dict[str, Any]:
    """The part of a programme's page that says how it comes on; for those who see no reports there is none."""
    user = context["request"].user
    edition = programme.edition
    today = timezone.now().astimezone(edition.city.timezone).date()
    state = queries.standings([programme], today, user=user).get(programme.pk)
    if state is None:
        return {"state": None}
    sheet = queries.year_of(programme, year_of(edition, "", today), user=user)
    return {
        "state": state,
        "programme": programme,
        "edition": edition,
        "sheet": sheet,
        "finding": findings.of_year(sheet),
        "risks": risks.of(programme, user=user).rows,
        "may_report": rights.may_report(user, programme),
    }
