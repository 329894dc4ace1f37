"""Tags of the board and of one answer: where it stands, what a step changed, a line of the board."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from kotacerdas.common.formats import day, number
from kotacerdas.common.templatetags import components
from kotacerdas.evaluation.domain.workflow import Step as RoundStep
from kotacerdas.evaluation.words import STEPS
from kotacerdas.evidence.templatetags.evidence_board import dimension_of
from kotacerdas.selfassessment import findings
from kotacerdas.selfassessment.models import Answer, Step
from kotacerdas.selfassessment.queries.board import Row
from kotacerdas.selfassessment.words import FIELDS, TONES

register = template.Library()


@register.simple_tag
def answer_stands(answer: Answer) -> SafeString:
    return components.status(answer.get_state_display(), TONES[answer.state])


@register.simple_tag
def answer_due(answer: Answer, today: date) -> SafeString | str:
    """The day, and how late it is or how soon it comes, as long as the organisation owes it."""
    if answer.due_on is None:
        return ""
    if answer.is_late(today):
        late = components.status(findings.of_days(answer.due_on, today), "telat")
        return format_html("{} {}", day(answer.due_on), late)
    return day(answer.due_on)


@register.filter
def step_name(step: RoundStep | str) -> str:
    return str(STEPS[RoundStep(step)])


@register.filter
def step_words(step: Step) -> str:
    return str(step.words)


@register.filter
def step_changes(step: Step) -> list[dict[str, Any]]:
    """Field by field in words, before and after; "–" for nothing."""
    changes: dict[str, list[Any]] = step.changes
    return [
        {"label": str(FIELDS.get(name, name)), "before": _told(name, before), "after": _told(name, after)}
        for name, (before, after) in changes.items()
    ]


def _told(name: str, value: Any) -> Any:
    return day(date.fromisoformat(value)) if name == "due_on" and value else value


@register.simple_tag
def board_line(row: Row, mine: Collection[int], keeps: bool) -> SafeString:
    """A line of the board; written here since there are more than a hundred on one page.

    `mine`: the organisations of the reader, whose questions are marked.
    """
    answer = row.answer
    dimension = row.question.dimension
    is_mine = answer.organisation_id in mine
    return format_html(
        '<tr{}><td class="n kode">{}</td><th scope="row" class="biasa"><a href="{}">{}</a>{}</th>'
        '<td class="r klaim sembunyi-hp">{}</td><td class="status">{}<small>{}</small></td>'
        '<td class="sembunyi-hp opd">{}<small>{}</small></td></tr>',
        SafeString(' class="terpilih"') if is_mine else "",
        answer.code,
        reverse("selfassessment:answer", args=[answer.assessment.round.code, answer.code]),
        row.title,
        format_html("<small>{}</small>", dimension_of(dimension)) if dimension else "",
        _level(answer),
        answer_stands(answer),
        _proof(row),
        _who(answer, keeps),
        answer_due(answer, row.today),
    )


def _level(answer: Answer) -> SafeString | str:
    return (
        str(answer.level) if answer.level is not None else format_html('<span class="sunyi">{}</span>', "–")
    )


def _proof(row: Row) -> str:
    proof = row.proof
    if proof.confirmed:
        return ngettext("%(count)s proof", "%(count)s proofs", proof.confirmed) % {
            "count": number(proof.confirmed)
        }
    if proof.waiting:
        return ngettext("%(count)s proof to be checked", "%(count)s proofs to be checked", proof.waiting) % {
            "count": number(proof.waiting)
        }
    if proof.proposed:
        return ngettext(
            "no proof, %(count)s page found", "no proof, %(count)s pages found", proof.proposed
        ) % {"count": number(proof.proposed)}
    return gettext("no proof")


def _who(answer: Answer, keeps: bool) -> SafeString | str:
    if answer.organisation is not None:
        return str(answer.organisation)
    if not keeps:
        return format_html('<span class="sunyi">{}</span>', gettext("nobody"))
    return format_html("<em>{}</em>", gettext("given to nobody yet"))
