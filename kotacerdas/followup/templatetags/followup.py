"""Tags of pages of tasks: how the day stands, who owns it, what it was made of, what a step said."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.common.templatetags.components import status
from kotacerdas.followup import findings
from kotacerdas.followup.models import Progress, Task
from kotacerdas.followup.queries import Row

register = template.Library()


@register.simple_tag
def due(row: Row) -> SafeString:
    """The status "3 days late" or "due today"; nothing where the day says nothing any more."""
    words, tone = findings.due(row)
    return status(words, tone) if words and tone else format_html("{}", words)


@register.simple_tag
def stands(task: Task) -> SafeString:
    """The status that the task has."""
    return status(str(task.state_words), task.tone)


@register.filter
def owner_words(task: Task) -> str:
    """Person and organisation, or the organisation alone: then nobody has taken it."""
    if task.owner is None:
        return str(task.organisation)
    if task.organisation is None:
        return str(task.owner)
    return _("%(person)s, %(organisation)s") % {"person": task.owner, "organisation": task.organisation}


@register.filter
def step_words(step: Progress) -> str:
    return str(step.words) % {"who": step.by or _("the system")}


@register.filter
def step_facts(step: Progress) -> list[str]:
    """What the step changed, in sentences."""
    facts: dict[str, Any] = step.facts
    told = []
    if "owner" in facts:
        told.append(_("To: %(owner)s") % {"owner": facts["owner"]})
    if "due" in facts:
        told.append(_("Day: %(day)s") % {"day": formats.day(date.fromisoformat(facts["due"]))})
    if "waits_for" in facts:
        told.append(_("Waits for: %(what)s") % {"what": facts["waits_for"]})
    if "done" in facts:
        told.append(_("%(done)s of %(of)s parts done") % {"done": facts["done"], "of": facts["of"]})
    if "proof" in facts:
        told.append(_("Proof: %(what)s") % {"what": facts["proof"]})
    return told
